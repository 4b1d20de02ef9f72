import type { Viewer } from './role.ts'

/** Days on which somebody does not work, study days YYYY-MM-DD, both ends included. */
export interface Absence {
  from: string
  to: string
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
  const there = week.filter((day, index) => viewer.workDays.includes(String(index + 1)) && !awayOn(absences, day))
  return Math.min(viewer.daysAWeek, there.length)
}
