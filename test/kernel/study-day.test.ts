import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayNumber, dayOfNumber, daysBetween, weekOf } from '../../src/kernel/day.ts'
import { dateOf, instantOf, isZone, studyDay } from '../../src/kernel/study-day.ts'

const zones = [
  'Europe/Berlin',
  'America/Los_Angeles',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'UTC',
]
const zone = fc.constantFrom(...zones)
const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2036, 0, 1) })
const number = fc.integer({ min: dayNumber('2020-01-01'), max: dayNumber('2036-01-01') })

describe('studyDay', () => {
  test.each([
    { name: 'Berlin, before the turn on the night that loses an hour', at: '2026-03-29T01:30Z', zone: 'Europe/Berlin', day: '2026-03-28' },
    { name: 'Berlin, after the turn on the night that loses an hour', at: '2026-03-29T02:10Z', zone: 'Europe/Berlin', day: '2026-03-29' },
    { name: 'Berlin, before the turn on the night that gains an hour', at: '2026-10-25T02:30Z', zone: 'Europe/Berlin', day: '2026-10-24' },
    { name: 'Berlin, after the turn on the night that gains an hour', at: '2026-10-25T03:05Z', zone: 'Europe/Berlin', day: '2026-10-25' },
    { name: 'Los Angeles, the afternoon before midnight UTC', at: '2026-03-02T23:30Z', zone: 'America/Los_Angeles', day: '2026-03-02' },
    { name: 'Los Angeles, the same afternoon after midnight UTC', at: '2026-03-03T00:30Z', zone: 'America/Los_Angeles', day: '2026-03-02' },
    {
      name: 'Los Angeles, last minute before the turn when the clocks change',
      at: '2026-03-08T10:59Z',
      zone: 'America/Los_Angeles',
      day: '2026-03-07',
    },
    { name: 'Los Angeles, the turn when the clocks change', at: '2026-03-08T11:00Z', zone: 'America/Los_Angeles', day: '2026-03-08' },
    { name: 'Kolkata, last minute before the turn', at: '2026-06-01T22:29Z', zone: 'Asia/Kolkata', day: '2026-06-01' },
    { name: 'Kolkata, the turn', at: '2026-06-01T22:30Z', zone: 'Asia/Kolkata', day: '2026-06-02' },
  ])('$name', ({ at, zone, day }) => {
    expect(studyDay(Date.parse(at), zone)).toBe(day)
  })

  test('is the local date, minus one while the local hour is below four', () => {
    fc.assert(
      fc.property(instant, zone, (at, zone) => {
        expect(studyDay(at, zone)).toBe(byDefinition(at, zone))
      }),
    )
  })

  test('refuses an unknown zone', () => {
    expect(() => studyDay(0, 'Mars/Olympus_Mons')).toThrow(RangeError)
  })
})

test('what happened has the date of the calendar, also in the night', () => {
  expect(dateOf(Date.parse('2026-11-28T03:03Z'), 'UTC')).toBe('2026-11-28')
  fc.assert(
    fc.property(instant, zone, (at, zone) => {
      expect(dateOf(at, zone)).toBe(calendar(at, zone).date)
    }),
  )
})

/** From ICU's own calendar, which studyDay does not ask for dates. */
function byDefinition(at: number, timeZone: string): string {
  const { date, hour } = calendar(at, timeZone)
  return hour < 4 ? addDays(date, -1) : date
}

function calendar(at: number, timeZone: string): { date: string; hour: number } {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  })
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  return { date: `${part['year']}-${part['month']}-${part['day']}`, hour: Number(part['hour']) }
}

describe('instantOf', () => {
  test.each([
    { name: 'winter', day: '2026-01-10', zone: 'Europe/Berlin', at: '2026-01-10T03:00Z' },
    { name: 'the day of the lost hour', day: '2026-03-29', zone: 'Europe/Berlin', at: '2026-03-29T02:00Z' },
    { name: 'the day of the gained hour', day: '2026-10-25', zone: 'Europe/Berlin', at: '2026-10-25T03:00Z' },
    { name: 'half an hour off', day: '2026-06-02', zone: 'Asia/Kolkata', at: '2026-06-01T22:30Z' },
  ])('$name', ({ day, zone, at }) => {
    expect(instantOf(day, zone)).toBe(Date.parse(at))
  })

  test('is the first instant of its study day', () => {
    fc.assert(
      fc.property(number, zone, (number, zone) => {
        const day = dayOfNumber(number)
        const start = instantOf(day, zone)
        expect(studyDay(start, zone)).toBe(day)
        expect(studyDay(start - 1, zone)).toBe(addDays(day, -1))
      }),
    )
  })
})

describe('counting days', () => {
  test.each([
    { from: '2026-02-27', days: 2, to: '2026-03-01' },
    { from: '2028-02-28', days: 1, to: '2028-02-29' },
    { from: '2026-12-31', days: 1, to: '2027-01-01' },
    { from: '2026-03-01', days: -1, to: '2026-02-28' },
    { from: '2026-03-28', days: 2, to: '2026-03-30' },
  ])('$from and $days days is $to', ({ from, days, to }) => {
    expect(addDays(from, days)).toBe(to)
    expect(daysBetween(from, to)).toBe(days)
  })

  test('adding and counting undo each other', () => {
    fc.assert(
      fc.property(number, fc.integer({ min: -4000, max: 4000 }), (number, days) => {
        const day = dayOfNumber(number)
        expect(dayNumber(day)).toBe(number)
        expect(daysBetween(day, addDays(day, days))).toBe(days)
      }),
    )
  })
})

describe('weekOf', () => {
  const week = ['2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02', '2027-01-03']

  test.each(week)('%s lies in the week from Monday the 28th', (day) => {
    expect(weekOf(day)).toEqual(week)
  })

  test('the next Monday begins the next week', () => {
    expect(weekOf('2027-01-04')[0]).toBe('2027-01-04')
  })
})

describe('isZone', () => {
  test.each(['Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Asia/Calcutta', 'Etc/GMT+5', 'UTC'])('%s is one', (text) => {
    expect(isZone(text)).toBe(true)
  })

  test.each(['', '+01:00', 'Z', 'Mars/Olympus_Mons', '2026-01-01T00:00[Europe/Berlin]', 'T00:00[UTC]', 'Europe/Berlin ', '../etc/passwd'])(
    '%j is none',
    (text) => {
      expect(isZone(text)).toBe(false)
    },
  )
})
