import { Temporal } from 'temporal-polyfill'
import { dayOfNumber } from './day.ts'
import { dayMs, hourMs } from './time.ts'

const turnMs = 4 * hourMs

/**
 * The study day of an instant: the local date, or the one before while the wall clock shows less than 04:00.
 *
 * @param at milliseconds UTC
 * @param zone an IANA zone, see `isZone`
 * @returns YYYY-MM-DD
 * @throws RangeError for an unknown zone
 */
export function studyDay(at: number, zone: string): string {
  // The offset comes first: taking four hours from the instant would turn the day at 03:00 or 05:00 when the clocks change.
  const wallClock = at + offsetMs(at, zone)
  return dayOfNumber(Math.floor((wallClock - turnMs) / dayMs))
}

/** The date of an instant on the calendar, YYYY-MM-DD: for what happened, which is no matter of when a day of study ends. */
export function dateOf(at: number, zone: string): string {
  return zoned(at, zone).toPlainDate().toString()
}

function offsetMs(at: number, zone: string): number {
  return zoned(at, zone).offsetNanoseconds / 1e6
}

function zoned(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
}

/** The instant, milliseconds UTC, at which a study day starts in a zone. */
export function instantOf(day: string, zone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: '04:00' }).epochMilliseconds
}

/** The instant, milliseconds UTC, at which a clock on the wall shows `time`, HH:MM, on a date; the later one where it is skipped. */
export function instantAt(date: string, time: string, zone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds
}

/** What a clock on the wall shows, HH:MM. */
export function wallClock(at: number, zone: string): string {
  return zoned(at, zone).toPlainTime().toString({ smallestUnit: 'minute' })
}

/** The same day so many months later, or the last of a month that is shorter. */
export function addMonths(day: string, months: number): string {
  return Temporal.PlainDate.from(day).add({ months }).toString()
}

/** Whether it names an IANA zone. A bare offset such as `+01:00` does not: it knows no summer time. */
export function isZone(text: string): boolean {
  if (!/^[A-Za-z][\w+/-]*$/.test(text)) return false
  try {
    return zoned(0, text) !== undefined
  } catch {
    return false
  }
}
