import { stringify } from 'csv-stringify/sync'
import type { Context } from '../../../context.ts'
import type { Viewer } from '../../../people/role.ts'
import { csvOptions } from '../../../kernel/csv.ts'
import { teamPage } from './page.ts'

/** The lines of the team page as a table, in which no cell becomes a formula. */
export async function teamCsv(
  context: Context,
  viewer: Viewer,
  input: { team?: string; zone?: string },
): Promise<{ name: string; text: string }> {
  const { day, people } = await teamPage(context, viewer, input)
  const rows = people.map(({ name, standing, lessonsDone, lessonsTotal, dueDay, minutes }) => ({
    name,
    standing,
    lessons_done: lessonsDone,
    lessons_required: lessonsTotal,
    due: dueDay ?? '',
    minutes_this_week: minutes,
  }))
  const columns = ['name', 'standing', 'lessons_done', 'lessons_required', 'due', 'minutes_this_week']
  return { name: `team-${day}.csv`, text: stringify(rows, { ...csvOptions, columns }) }
}
