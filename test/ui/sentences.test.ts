import { describe, expect, test } from 'vitest'
import {
  daySentence,
  finishedSentence,
  forecastSentence,
  heldSentence,
  loadSentence,
  recoverySentence,
  slipsSentence,
  stillHeldSentence,
  weekSentence,
  yearSentence,
} from '../../src/review/ui/sentences.ts'
import type { Today } from '../../src/review/learner-pages.ts'

const ahead = (...minutes: number[]) => minutes.map((each, index) => ({ day: `2026-11-${String(index + 10)}`, minutes: each }))

describe('the forecast', () => {
  test.each([
    { name: 'says the tallest bar', days: ahead(2, 6, 0, 4), says: 'Next 4 days: never more than 6 minutes.' },
    { name: 'of one minute', days: ahead(0, 1), says: 'Next 2 days: never more than one minute.' },
    { name: 'of nothing', days: ahead(0, 0, 0), says: 'Next 3 days: nothing comes back yet.' },
  ])('$name', ({ days, says }) => {
    expect(forecastSentence(days)).toBe(says)
  })

  test('of one day', () => {
    expect(ahead(4, 0).map(loadSentence)).toEqual(['Tue 10 Nov: about 4 min', 'Wed 11 Nov: nothing'])
  })
})

describe('the week', () => {
  const week = (daysDone: number, daysTarget: number, awayDays: string[] = []) => ({ daysDone, daysTarget, awayDays }) as unknown as Today
  test.each([
    { today: week(3, 4), workDays: '12345', says: '3 of your 4 days. Weekends don’t count.' },
    { today: week(0, 4), workDays: '1234567', says: '0 of your 4 days.' },
    { today: week(1, 1), workDays: '246', says: '1 of your 1 day. Days off don’t count.' },
    { today: week(5, 4), workDays: '12345', says: 'Five days; you aimed for four. Weekends don’t count.' },
    { today: week(2, 3, ['2026-11-05']), workDays: '12345', says: '2 of your 3 days. Weekends and days away don’t count.' },
    { today: week(0, 0, ['2026-11-05']), workDays: '12345', says: 'Nothing to aim for this week.' },
    { today: week(1, 0, ['2026-11-05']), workDays: '12345', says: 'One day this week.' },
  ])('$says', ({ today, workDays, says }) => {
    expect(weekSentence(today, workDays)).toBe(says)
  })
})

describe('coming back', () => {
  test('says what is there', () => {
    expect(stillHeldSentence({ held: { now: 61, of: 80 } })).toBe('You still hold 61 of 80 things.')
  })

  test.each([
    [0, null],
    [1, null],
    [4, 'Four short sessions bring the rest back, one a day.'],
    [12, 'Twelve short sessions bring the rest back, one a day.'],
    [13, 'What does not fit today comes on the next days.'],
  ])('%i sessions: %s', (sessionsToRecover, says) => {
    expect(recoverySentence({ sessionsToRecover })).toBe(says)
  })
})

test.each([
  [{ items: 8, minutes: 4, tomorrow: 2 }, 'Eight things in four minutes. Two of them come back tomorrow.'],
  [{ items: 1, minutes: 1, tomorrow: 1 }, 'One thing in one minute. One of them comes back tomorrow.'],
  [{ items: 20, minutes: 9, tomorrow: 0 }, '20 things in nine minutes.'],
])('a finished day of %o', (finished, says) => {
  expect(finishedSentence(finished)).toBe(says)
})

describe('what is held', () => {
  const heldOn = (...held: number[]) => held.map((each, index) => ({ day: `2026-11-${String(index + 10)}`, held: each }))
  test.each([
    { before: [0, 40], now: 64, says: 'You hold 64 things; a month ago it was 40.' },
    { before: [40, 64], now: 64, says: 'You hold 64 things, as many as a month ago.' },
    { before: [0, 0], now: 1, says: 'You hold 1 thing.' },
  ])('$says', ({ before, now, says }) => {
    expect(heldSentence({ held: { now, of: 80 }, heldOn: heldOn(...before, now) })).toBe(says)
  })

  test('is not counted before the first answer', () => {
    expect(heldSentence({ held: { now: 0, of: 0 }, heldOn: heldOn(0, 0) })).toBe('What you answer in a lesson is counted here.')
  })
})

describe('the past year', () => {
  const day = (date: string, answers: number, ms: number) => ({ day: date, answers, ms })
  test.each([
    { year: [day('2026-11-03', 0, 0)], says: 'Nothing answered yet.' },
    { year: [day('2026-11-03', 1, 9_000)], says: 'One answer on one day in the past year, about one minute in all.' },
    {
      year: [day('2026-11-03', 9, 240_000), day('2026-11-04', 0, 0), day('2026-11-05', 31, 7_000_000)],
      says: '40 answers on two days in the past year, about two hours in all.',
    },
  ])('$says', ({ year, says }) => {
    expect(yearSentence(year)).toBe(says)
  })

  test('says each day', () => {
    expect(daySentence(day('2026-11-03', 9, 240_000))).toBe('Tue 3 Nov: 9 answers, 4 min')
    expect(daySentence(day('2026-11-03', 1, 2_000))).toBe('Tue 3 Nov: 1 answer, 1 min')
  })
})

test.each([
  [{ lapses: 0, word: 'fading' as const }, 'has not slipped, now fading'],
  [{ lapses: 1, word: 'holding' as const }, 'slipped once, now holding'],
  [{ lapses: 2, word: null }, 'slipped twice'],
  [{ lapses: 6, word: 'firm' as const }, 'slipped six times, now firm'],
])('%o', (item, says) => {
  expect(slipsSentence(item)).toBe(says)
})
