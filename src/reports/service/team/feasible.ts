import { z } from 'zod'
import { peopleBelow, reachOfTeams } from '../../../../db/team-reports.ts'
import type { Context } from '../../../context.ts'
import { demandDueDay, nameOne, namesOne, personInReach, planFields } from '../../../assignments/service.ts'
import { daysBetween, isStudyDay } from '../../../kernel/day.ts'
import { parse } from '../../../kernel/parse.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { studyDay } from '../../../kernel/study-day.ts'
import type { Course, Live } from '../../../lessons/lesson.ts'
import { lessonFor } from '../../../lessons/live.ts'
import { lessonIdsOf } from '../../../lessons/progress.ts'
import type { Viewer } from '../../../people/role.ts'
import { toldOf, type Forecast, type Reading } from '../../feasibility.ts'
import { wholeGroups } from '../../groups.ts'
import { forecastFor, lessonDaysIn, newcomer } from './forecast.ts'
import { teamFor } from './scope.ts'

const schema = z
  .object({
    ...planFields,
    due: z
      .string({ error: 'Choose a day: what it asks depends on how long there is.' })
      .refine(isStudyDay, 'This is not a day. Write it like 2026-11-30.'),
  })
  .refine(namesOne, nameOne)

/**
 * Whether a course could be held by a day, before it is assigned. Of one person it is told what somebody would need who
 * starts anew.
 *
 * @throws Refusal('not-found') for a course that is not there, and for a team or a person out of reach; Refusal('invalid') for
 * no day and for one that is past
 */
export async function feasible(context: Context, viewer: Viewer, input: Partial<z.input<typeof schema>>): Promise<Forecast> {
  const { course: courseId, team, person, due } = parse(schema, input)
  const live = context.catalogue.live()
  const course = live.courses.find(({ id }) => id === courseId)
  if (!course) throw new Refusal('not-found', 'There is no such course.', 'Choose one of the list.')
  const whom = person === undefined ? await teamOf(context, viewer, team!) : await onePerson(context, viewer, person)
  const today = studyDay(context.now(), viewer.zone)
  demandDueDay(due, today)
  if (due === today) throw new Refusal('invalid', 'Today is too near to work anything out.', 'Choose tomorrow, or a day after it.')
  const forecast = toldOf(await forecastFor(context, whom, { courseId, class: course.class, dueDay: due }, today))
  return { ...forecast, reading: readingOf(live, course, daysBetween(today, due)) }
}

async function teamOf({ read }: Context, viewer: Viewer, called: string) {
  const { team } = await teamFor(read, viewer, called)
  const people = await peopleBelow(read, team.id)
  const counted = wholeGroups(await reachOfTeams(read)).get(team.id)
  return { people: people.filter(({ id }) => counted?.has(id)), size: people.length }
}

async function onePerson({ read }: Context, viewer: Viewer, email: string) {
  await personInReach(read, viewer, email)
  return { people: [], size: 1 }
}

function readingOf(live: Live, course: Course, days: number): Reading {
  const lessons = lessonIdsOf(course).flatMap((id) => lessonFor(live, id, []) ?? [])
  const minutes = lessons.reduce((sum, { meta }) => sum + meta.minutes, 0)
  return { lessons: lessons.length, minutes, days: lessonDaysIn(days, newcomer.workDays) }
}
