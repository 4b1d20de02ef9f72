import { dayMs } from './time.ts'

/* Days, YYYY-MM-DD, counted with. Which day it is somewhere is in study-day.ts, with the calendars that no browser should load. */

/** Days from 1970-01-01, so that days can be counted with; NaN for what is no day. */
export function dayNumber(day: string): number {
  return Date.parse(day) / dayMs
}

export function dayOfNumber(number: number): string {
  return new Date(number * dayMs).toISOString().slice(0, 10)
}

/** Whether it is a day of the calendar, written YYYY-MM-DD. */
export function isStudyDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(dayNumber(text)) && dayOfNumber(dayNumber(text)) === text
}

/** Negative when `to` comes before `from`. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

export function addDays(day: string, days: number): string {
  return dayOfNumber(dayNumber(day) + days)
}

/** The seven days of the week in which `day` lies, Monday first. */
export function weekOf(day: string): string[] {
  const number = dayNumber(day)
  // 1970-01-01 was a Thursday.
  const monday = number - ((number + 3) % 7)
  return Array.from({ length: 7 }, (_, index) => dayOfNumber(monday + index))
}
