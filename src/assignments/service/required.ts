import type { Db } from '#dialect/client.ts'
import { memoriesOf } from '../../../db/answers.ts'
import { assignmentsOf } from '../../../db/assignments.ts'
import { visitsOf } from '../../../db/sessions.ts'
import { suspendedBy } from '../../../db/suspensions.ts'
import type { Context } from '../../context.ts'
import { studyDay } from '../../kernel/study-day.ts'
import { inOwnLanguage } from '../../lessons/in-language.ts'
import type { Live } from '../../lessons/lesson.ts'
import { lessonIdsOf } from '../../lessons/progress.ts'
import type { Viewer } from '../../people/role.ts'
import { inOrderOfUrgency, merged, standingOf, type Assigned, type RequiredCourse } from '../due.ts'
import { roundsOf, wantsMemories, withRenewals } from './renewals.ts'

/** What the person has to learn, with where they stand; the most urgent first. */
export async function requiredOf(
  context: Context,
  viewer: Pick<Viewer, 'id' | 'zone'> & Partial<Pick<Viewer, 'locale'>>,
  input: { zone?: string } = {},
): Promise<RequiredCourse[]> {
  const zone = input.zone ?? viewer.zone
  const day = studyDay(context.now(), zone)
  const live = inOwnLanguage(context.catalogue.live(), viewer.locale ?? null)
  const visits = await visitsOf(context.read, viewer)
  const opened = new Set(visits.map(({ lessonId }) => lessonId))
  const done = new Set(visits.filter(({ doneAt }) => doneAt !== null).map(({ lessonId }) => lessonId))
  const assigned = await assignedTo(context, context.read, viewer, day)
  const required = assigned.flatMap((each) => standing(live, each, opened, done, day))
  const rounds = roundsOf(live, idsOf(required), visits, zone, day)
  if (!wantsMemories(rounds)) return inOrderOfUrgency(withRenewals(live, required, rounds, [], new Set(), day))
  const memories = await memoriesOf(context.read, viewer)
  const suspended = await suspendedBy(context.read, viewer)
  return inOrderOfUrgency(withRenewals(live, required, rounds, memories, suspended, day))
}

/** What is assigned to the person and has begun, one per course: to everyone, to a team of theirs, or to them. */
export async function assignedTo(context: Context, db: Db, viewer: Pick<Viewer, 'id' | 'zone'>, day: string): Promise<Assigned[]> {
  const live = context.catalogue.live()
  const rows = (await assignmentsOf(db, viewer)).filter(({ courseId }) => live.courses.some(({ id }) => id === courseId))
  const assigned = merged([...forEveryone(live), ...rows], day)
  const comesRound = live.courses.some(({ id, renewMonths }) => renewMonths !== undefined && idsOf(assigned).includes(id))
  if (!comesRound) return assigned
  const rounds = roundsOf(live, idsOf(assigned), await visitsOf(db, viewer), viewer.zone, day)
  return assigned.map((each) => {
    const round = rounds.get(each.courseId)
    return round ? { ...each, renewDay: round.next } : each
  })
}

const idsOf = (courses: readonly Pick<Assigned, 'courseId'>[]): string[] => courses.map(({ courseId }) => courseId)

/** `audience: everyone` assigns a course to each person by itself. */
export function forEveryone({ courses }: Live): Assigned[] {
  return courses
    .filter(({ audience }) => audience === 'everyone')
    .map((course) => ({ courseId: course.id, class: course.class, startDay: '', dueDay: null }))
}

/** Nothing for a course that is not there any more. */
export function standing(
  live: Live,
  assigned: Assigned,
  opened: ReadonlySet<string>,
  done: ReadonlySet<string>,
  day: string,
): RequiredCourse[] {
  const course = live.courses.find(({ id }) => id === assigned.courseId)
  if (!course) return []
  const lessons = lessonIdsOf(course).filter((id) => live.lessons.has(id))
  const counts = { lessonsDone: lessons.filter((id) => done.has(id)).length, lessonsTotal: lessons.length }
  const started = lessons.some((id) => opened.has(id))
  return [{ ...assigned, ...counts, title: course.title, standing: standingOf(assigned, counts, started, day) }]
}
