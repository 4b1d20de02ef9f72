import { addDays, daysBetween } from '../kernel/day.ts'
import { mean } from '../kernel/numbers.ts'
import { addMonths } from '../kernel/study-day.ts'
import { defaultParameters, retrievability } from '../scheduling/schedule.ts'
import type { Required } from './due.ts'

/*
 * Renewal by demonstrated memory: whoever still holds a course on its day is not asked to take it again.
 */

/** Where somebody is between two renewals of a course, study days. */
export interface Round {
  /** The renewal day that came last; null before the first. */
  last: string | null
  next: string
}

/** A memory as far as a renewal goes: stability in days, and the study day of the last counted answer. */
export interface Remembered {
  s: number
  lastDay: string
  /** Not to be asked, as the person wishes. */
  suspended: boolean
}

/** How long somebody has to bring back what was lost, days. */
const graceDays = 30

/**
 * Every so many months after the last lesson was done.
 *
 * @param months 1 or more
 */
export function roundOf(doneDay: string, months: number, today: string): Round {
  let n = 1
  while (addMonths(doneDay, n * months) <= today) n++
  return { last: n === 1 ? null : addMonths(doneDay, (n - 1) * months), next: addMonths(doneDay, n * months) }
}

/**
 * Whether a course is held: the mean chance of recall of what was learnt of it, on its renewal day.
 *
 * @param wanted of that mean, 0 to 1
 */
export function isHeldOn(day: string, memories: readonly Remembered[], wanted: number): boolean {
  const chances = memories.map((memory) => chanceOn(day, memory))
  return chances.length > 0 && mean(chances) >= wanted
}

const oneWeek = 7

/**
 * What was answered after the day counts as it will be a week after that answer: on the day itself everything is fresh, and a
 * chance that fell from day to day would take back a renewal that was earned. What is never asked is not demonstrated: it counts
 * as not held until the person lets it be asked again.
 */
function chanceOn(day: string, { s, lastDay, suspended }: Remembered): number {
  if (suspended) return 0
  return retrievability(defaultParameters, s, lastDay <= day ? daysBetween(lastDay, day) : oneWeek)
}

/** A course that was done, as it stands since its last renewal day: done, or to be refreshed by a due day of its own. */
export function renewed<R extends Required>(course: R, { last, next }: Round, isHeld: boolean, today: string): R {
  if (last === null || isHeld) return { ...course, renewal: { day: next, refresh: false } }
  const dueDay = addDays(last, graceDays)
  return { ...course, dueDay, standing: dueDay < today ? 'behind' : 'on-track', renewal: { day: last, refresh: true } }
}
