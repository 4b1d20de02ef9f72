import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isHeldOn, renewed, roundOf, type Remembered } from '../../src/assignments/renewal.ts'
import type { Required } from '../../src/assignments/due.ts'
import { addDays } from '../../src/kernel/day.ts'

describe('a course comes round again', () => {
  test.each([
    ['the day before the first renewal', '2026-03-10', 12, '2027-03-09', { last: null, next: '2027-03-10' }],
    ['on the day', '2026-03-10', 12, '2027-03-10', { last: '2027-03-10', next: '2028-03-10' }],
    ['years later', '2026-03-10', 12, '2029-11-01', { last: '2029-03-10', next: '2030-03-10' }],
    ['from a day that not every year has', '2024-02-29', 12, '2027-06-01', { last: '2027-02-28', next: '2028-02-29' }],
    ['from the end of a long month', '2026-01-31', 1, '2026-03-15', { last: '2026-02-28', next: '2026-03-31' }],
  ])('%s', (_, doneDay, months, today, expected) => {
    expect(roundOf(doneDay, months, today)).toEqual(expected)
  })

  test('the last renewal has come, the next one has not', () => {
    const since = fc.integer({ min: 0, max: 4000 })
    fc.assert(
      fc.property(since, fc.integer({ min: 1, max: 60 }), (days, months) => {
        const today = addDays('2024-02-29', days)
        const { last, next } = roundOf('2024-02-29', months, today)
        expect(next > today).toBe(true)
        expect(last === null || last <= today).toBe(true)
      }),
    )
  })
})

const day = '2027-03-10'
/** Stability is the days until a chance has fallen to 0.9. */
const answered = (lastDay: string, s: number, suspended = false): Remembered => ({ s, lastDay, suspended })

describe('what counts as held', () => {
  test.each<[name: string, memories: Remembered[], held: boolean]>([
    ['everything just as sure as is wanted', [answered('2027-02-08', 30)], true],
    ['a little less', [answered('2027-02-08', 28)], false],
    ['the mean of all', [answered('2027-03-09', 100), answered('2027-02-08', 28)], true],
    ['nothing at all is not held', [], false],
    ['what is never asked counts as not held, however firm it was', [answered('2027-03-09', 1000, true)], false],
    [
      'one among many that is never asked',
      [...Array.from({ length: 19 }, () => answered('2027-03-09', 1000)), answered('2027-03-09', 1000, true)],
      true,
    ],
    ['answered after the day, and firm', [answered('2027-03-20', 8)], true],
    ['answered after the day, and lost again', [answered('2027-03-20', 2)], false],
  ])('%s', (_, memories, held) => {
    expect(isHeldOn(day, memories, 0.9)).toBe(held)
  })

  test('more stability never takes a renewal back', () => {
    const memory = fc.record({ s: fc.double({ min: 0.1, max: 1000, noNaN: true }), ago: fc.integer({ min: -60, max: 400 }) })
    fc.assert(
      fc.property(fc.array(memory, { minLength: 1, maxLength: 20 }), fc.double({ min: 1, max: 10, noNaN: true }), (drawn, more) => {
        const memories = drawn.map(({ s, ago }) => answered(addDays(day, -ago), s))
        const firmer = memories.map(({ s, lastDay }) => answered(lastDay, s * more))
        expect(isHeldOn(day, memories, 0.9) && !isHeldOn(day, firmer, 0.9)).toBe(false)
      }),
    )
  })
})

describe('how a course that was done stands', () => {
  const course: Required = {
    ...{ courseId: 'tea', class: 'standard', startDay: '2026-03-01', dueDay: '2026-03-20' },
    ...{ lessonsDone: 3, lessonsTotal: 3, standing: 'done' },
  }
  const round = { last: day, next: '2028-03-10' }
  test.each<[name: string, last: string | null, held: boolean, today: string, expected: Partial<Required>]>([
    ['before its first renewal', null, false, '2026-06-01', { standing: 'done', renewal: { day: '2028-03-10', refresh: false } }],
    ['held on the day', day, true, day, { standing: 'done', dueDay: '2026-03-20', renewal: { day: '2028-03-10', refresh: false } }],
    ['lost on the day', day, false, day, { standing: 'on-track', dueDay: '2027-04-09', renewal: { day, refresh: true } }],
    ['lost, thirty days on', day, false, '2027-04-09', { standing: 'on-track' }],
    ['lost, a day more', day, false, '2027-04-10', { standing: 'behind', dueDay: '2027-04-09' }],
  ])('%s', (_, last, held, today, expected) => {
    expect(renewed(course, { ...round, last }, held, today)).toMatchObject(expected)
  })
})
