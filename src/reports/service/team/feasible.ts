import { z } from 'zod'
import { peopleBelow, reachOfTeams } from '../../../../db/team-reports.ts'
import type { Context } from '../../../context.ts'
import { parse } from '../../../kernel/parse.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { isStudyDay, studyDay } from '../../../kernel/study-day.ts'
import type { Viewer } from '../../../people/role.ts'
import type { Forecast } from '../../feasibility.ts'
import { wholeGroups } from '../../groups.ts'
import { forecastFor } from './forecast.ts'
import { teamFor } from './scope.ts'

const schema = z.object({
  course: z.string(),
  team: z.string(),
  due: z.string().refine(isStudyDay, 'This is not a day. Write it like 2026-11-30.'),
})

/**
 * Whether a course could be held by a day, before it is assigned.
 *
 * @throws Refusal('not-found') for a course that is not there or a team that is not theirs, Refusal('invalid') for a day that is past
 */
export async function feasible(context: Context, viewer: Viewer, input: z.input<typeof schema>): Promise<Forecast> {
  const { course: courseId, team: teamId, due } = parse(schema, input)
  const { team } = await teamFor(context.read, viewer, teamId)
  const course = context.catalogue.live().courses.find(({ id }) => id === courseId)
  if (!course) throw new Refusal('not-found', 'There is no such course.')
  const today = studyDay(context.now(), viewer.zone)
  if (due <= today) throw new Refusal('invalid', 'The due day has to lie ahead.')
  const people = await peopleBelow(context.read, team.id)
  const counted = wholeGroups(await reachOfTeams(context.read)).get(team.id)
  const told = people.filter(({ id }) => counted?.has(id))
  return forecastFor(context, { people: told, size: people.length }, { courseId, class: course.class, dueDay: due }, today)
}
