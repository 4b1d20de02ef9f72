import { stringify } from 'csv-stringify/sync'
import { csvOptions } from '../../../kernel/csv.ts'
import type { Download } from '../../../kernel/download.ts'
import type { PeopleContext } from '../../../people/entrance.ts'
import { demandFresh } from '../../../people/fresh.ts'
import type { Viewer } from '../../../people/role.ts'
import { record } from '../../../people/service/record.ts'
import { teamPage } from './page.ts'

/**
 * The lines of the team page as a table, in which no cell becomes a formula.
 *
 * @throws Refusal('step-up'), Refusal('not-found')
 */
export async function teamCsv(context: PeopleContext, viewer: Viewer, input: { team?: string; zone?: string }): Promise<Download> {
  const { day, team, people } = await teamPage(context, viewer, input)
  demandFresh(viewer, context.now())
  const rows = people.map(({ name, standing, lessonsDone, lessonsTotal, dueDay, minutes }) => ({
    name,
    standing,
    lessons_done: lessonsDone,
    lessons_required: lessonsTotal,
    due: dueDay ?? '',
    minutes_last_week: minutes,
  }))
  const columns = ['name', 'standing', 'lessons_done', 'lessons_required', 'due', 'minutes_last_week']
  const detail = { team: team.name }
  await context.transaction((tx) => record(tx, context, { actorId: viewer.id, verb: 'team.exported', object: team.id, detail }))
  const body = new TextEncoder().encode(stringify(rows, { ...csvOptions, columns }))
  return { name: `team-${day}.csv`, type: 'text/csv; charset=utf-8', body }
}
