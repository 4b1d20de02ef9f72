import type { CourseClass, Live } from '../lessons/lesson.ts'
import { classOfItem, coursesHolding } from '../lessons/live.ts'
import { daysBetween } from '../kernel/day.ts'

/** One reason why somebody has to take a course. */
export interface Assigned {
  courseId: string
  class: CourseClass
  /** Study days. */
  startDay: string
  dueDay: string | null
  /** For who has done it: the day on which it has to be held still. */
  renewDay?: string
}

/** A course that somebody has to take, all reasons taken together. */
export interface Required extends Assigned {
  lessonsDone: number
  lessonsTotal: number
  standing: Standing
  /**
   * For who has done a course that comes round again: the day on which it has to be held still or, where it was not, the day
   * on which that showed.
   */
  renewal?: { day: string; refresh: boolean }
}

/** The same with its name. */
export interface RequiredCourse extends Required {
  title: string
}

/** `behind`: the due day has passed and a lesson is incomplete. */
export type Standing = 'not-started' | 'on-track' | 'behind' | 'done'

const strictest: CourseClass[] = ['critical', 'standard', 'nice']

/** One per course that has begun: the earliest start, the earliest due day, the strictest class. */
export function merged(assigned: readonly Assigned[], today: string): Assigned[] {
  const begun = assigned.filter(({ startDay }) => startDay <= today)
  return [...Map.groupBy(begun, ({ courseId }) => courseId)].map(([courseId, reasons]) => ({
    courseId,
    class: strictest.find((each) => reasons.some((reason) => reason.class === each))!,
    startDay: reasons.map(({ startDay }) => startDay).toSorted()[0]!,
    dueDay: reasons.flatMap(({ dueDay }) => dueDay ?? []).toSorted()[0] ?? null,
  }))
}

/**
 * How somebody stands with a course.
 *
 * @param started whether a lesson of it was opened
 * @param today study day; on the due day itself there is still time
 */
export function standingOf(
  { dueDay }: Pick<Assigned, 'dueDay'>,
  { lessonsDone, lessonsTotal }: { lessonsDone: number; lessonsTotal: number },
  started: boolean,
  today: string,
): Standing {
  if (lessonsDone >= lessonsTotal) return 'done'
  if (dueDay !== null && dueDay < today) return 'behind'
  return started ? 'on-track' : 'not-started'
}

/** The strictest class that an item has for somebody: by its courses, and by what is assigned to them. */
export function classFor(live: Live, itemId: string, assigned: readonly Pick<Assigned, 'courseId' | 'class'>[]): CourseClass {
  const own = classOfItem(live, itemId)
  if (assigned.length === 0) return own
  const courses = coursesHolding(live, itemId)
  const classes = [own, ...assigned.filter(({ courseId }) => courses.includes(courseId)).map((each) => each.class)]
  return strictest.find((each) => classes.includes(each))!
}

/** How long before a due day what would be forgotten by then is asked ahead of its time, days. */
const finalStretch = 21

/**
 * Days to the next due day, or renewal, of a course that holds the item, while that is near; undefined otherwise.
 *
 * @param today study day
 */
export function daysToDeadline(live: Live, itemId: string, assigned: readonly Assigned[], today: string): number | undefined {
  const courses = coursesHolding(live, itemId)
  const days = assigned
    .filter(({ courseId }) => courses.includes(courseId))
    .flatMap(({ dueDay, renewDay }) => [dueDay ?? [], renewDay ?? []].flat())
    .map((day) => daysBetween(today, day))
    .filter((left) => left >= 0 && left <= finalStretch)
  return days.length === 0 ? undefined : Math.min(...days)
}

/** What is behind first, then the earliest due day, then what has none; within that as written. */
export function inOrderOfUrgency<R extends Required>(required: readonly R[]): R[] {
  const rank = ({ standing, dueDay }: Required) => `${standing === 'done' ? 1 : 0} ${dueDay ?? '9999-12-31'}`
  return required.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0))
}
