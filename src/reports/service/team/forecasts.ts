import { forecastsOf, forgetPastForecasts, saveForecast, unplayedIn } from '../../../../db/forecasts.ts'
import { peopleBelow, reachOfTeams } from '../../../../db/team-reports.ts'
import type { Made } from '../../../assignments/made.ts'
import { assign, type AssignInput } from '../../../assignments/service.ts'
import type { Context } from '../../../context.ts'
import { addDays, weekOf } from '../../../kernel/day.ts'
import { studyDay } from '../../../kernel/study-day.ts'
import type { Live } from '../../../lessons/lesson.ts'
import type { PeopleContext } from '../../../people/entrance.ts'
import type { Viewer } from '../../../people/role.ts'
import { toldOf, type Feasibility, type Forecast } from '../../feasibility.ts'
import { wholeGroups } from '../../groups.ts'
import type { CourseForecast } from '../../team-pages.ts'
import { forecastFor } from './forecast.ts'

/** Assigns, and plays it, so that its lead need not wait for the night. */
export async function assignAndPlay(context: PeopleContext, viewer: Viewer, input: AssignInput): Promise<Made> {
  const made = await assign(context, viewer, input)
  await playAssignments(context, made.id)
  return made
}

/**
 * Plays what is assigned to teams once in each week, for what is still to come; of teams too small to be told about nothing.
 *
 * @param only of them one
 */
export async function playAssignments(context: Context, only?: string): Promise<void> {
  const today = studyDay(context.now(), 'UTC')
  const week = weekOf(today)[0]!
  await context.transaction((tx) => forgetPastForecasts(tx, today))
  const { courses } = context.catalogue.live()
  const unplayed = (await unplayedIn(context.read, week, today)).filter(
    (each) => courses.some(({ id }) => id === each.courseId) && (only === undefined || each.id === only),
  )
  if (unplayed.length === 0) return
  const counted = wholeGroups(await reachOfTeams(context.read))
  for (const { id, teamId, ...plan } of unplayed) {
    const people = await peopleBelow(context.read, teamId)
    const told = people.filter((person) => counted.get(teamId)?.has(person.id))
    if (told.length === 0) continue
    const { others, about: _, ...forecast } = await forecastFor(context, { people: told, size: people.length }, plan, today)
    await context.transaction((tx) => saveForecast(tx, { assignmentId: id, week, ...forecast, others: JSON.stringify(others) }))
  }
}

/** What the newest week says of each thing assigned to a team, beside the week before it. */
export async function courseForecasts(context: Context, live: Live, teamId: string, today: string): Promise<CourseForecast[]> {
  const earliest = addDays(weekOf(today)[0]!, -14)
  const rows = await forecastsOf(context.read, [teamId], earliest, today)
  return [...Map.groupBy(rows, ({ forecast }) => forecast.assignmentId).values()].flatMap(([newest, before]) => {
    const course = live.courses.find(({ id }) => id === newest!.courseId)
    if (!course) return []
    const { week, others, assignmentId: _, ...forecast } = newest!.forecast
    return {
      ...{ course: course.title, dueDay: newest!.dueDay, week },
      forecast: told({ ...forecast, others }),
      before: before ? { enough: told(before.forecast).enough, people: before.forecast.people } : null,
    }
  })
}

type Kept = Omit<Feasibility, 'others'> & { wanted: number; size: number; others: string }

const told = ({ people, fullest, calmFrom, enough, wanted, size, others }: Kept): Forecast =>
  toldOf({ people, fullest, calmFrom, enough, wanted, size, others: JSON.parse(others) as Feasibility['others'], about: 'team' })
