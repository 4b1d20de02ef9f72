import { weekOf } from '../kernel/day.ts'
import type { Viewer } from './role.ts'

/** Days on which somebody does not work, study days YYYY-MM-DD, both ends included. */
export interface Absence {
  from: string
  to: string
}

/** When somebody works. */
export interface WorkingTime {
  /** Numbers of the weekdays, Monday is 1: `12345`. */
  workDays: string
  absences: readonly Absence[]
}

export function worksOn({ workDays, absences }: WorkingTime, day: string): boolean {
  return workDays.includes(String(weekOf(day).indexOf(day) + 1)) && !awayOn(absences, day)
}

export function awayOn(absences: readonly Absence[], day: string): boolean {
  return absences.some(({ from, to }) => from <= day && day <= to)
}

/**
 * How many days of a week somebody means to learn: their own target, and never more than the working days on which they are there.
 *
 * @param week its seven study days, Monday first, see `weekOf`
 * @returns 0 to 7
 */
export function targetOf(week: readonly string[], viewer: Pick<Viewer, 'daysAWeek' | 'workDays'>, absences: readonly Absence[]): number {
  const there = week.filter((day) => worksOn({ ...viewer, absences }, day))
  return Math.min(viewer.daysAWeek, there.length)
}
