import { describe, expect, test } from 'vitest'
import { chanceOf } from '../../src/kernel/chance.ts'
import { addDays } from '../../src/kernel/day.ts'
import { forecast, sessionsToRecover, type Learner, type Upcoming } from '../../src/scheduling/forecast.ts'
import { defaultParameters, nextState } from '../../src/scheduling/schedule.ts'
import { costOfClass } from '../simulation/cost.ts'

/** A Monday. */
const today = '2026-06-01'
const learner: Learner = { today, budgetMs: 5 * 60_000, workDays: '12345', absences: [], parameters: defaultParameters }
const always: () => number = () => 0
const chance = () => chanceOf(1)

/** Due today and as good as safe: a minute and 0.3 s each. */
function memory(given: Partial<Upcoming> = {}): Upcoming {
  return { state: { s: 1000, d: 5 }, elapsed: 10, dueDay: today, ms: 60_000, ...given }
}

const many = (count: number, given: Partial<Upcoming> = {}) => Array.from({ length: count }, () => memory(given))
const minutes = (memories: Upcoming[], given: Partial<Learner> = {}, days = 7) =>
  forecast(memories, { ...learner, ...given, days }, always).map((day) => Math.round(day.minutes))

/** What is there after the first hour of a new hire, as three quarters of it were right. */
const firstHour = Array.from({ length: 36 }, (_, index): Upcoming => {
  const right = index % 4 === 0 ? 0 : 1
  return memory({
    state: nextState(defaultParameters, null, 0, right, right),
    elapsed: 0,
    dueDay: addDays(today, right ? 2 : 1),
    ms: 20_000,
  })
})

describe('forecast', () => {
  test.each([
    { name: 'nothing', memories: [], expected: [0, 0, 0, 0, 0, 0, 0] },
    { name: 'all of today', memories: many(3), expected: [3, 0, 0, 0, 0, 0, 0] },
    { name: 'what is due later', memories: [...many(1), ...many(2, { dueDay: '2026-06-04' })], expected: [1, 0, 0, 2, 0, 0, 0] },
    { name: 'what is left over comes the next day', memories: many(8), expected: [5, 3, 0, 0, 0, 0, 0] },
    { name: 'one item however long it takes', memories: many(1, { ms: 600_000 }), expected: [10, 0, 0, 0, 0, 0, 0] },
    { name: 'and over the weekend', memories: many(2, { dueDay: '2026-06-06' }), days: 9, expected: [0, 0, 0, 0, 0, 0, 0, 2, 0] },
  ])('$name', ({ memories, expected, days }) => {
    expect(minutes(memories, {}, days)).toEqual(expected)
  })

  test('knows days off and holidays', () => {
    expect(minutes(many(8), { workDays: '13' })).toEqual([5, 0, 3, 0, 0, 0, 0])
    expect(minutes(many(8), { absences: [{ from: '2026-06-02', to: '2026-06-03' }] })).toEqual([5, 0, 0, 3, 0, 0, 0])
  })

  test('tells what everything due would take beside what fits', () => {
    const [first, second] = forecast(many(8), { ...learner, days: 2 }, always)
    expect(first!.needed).toBeCloseTo(8, 0)
    expect(second!.needed).toBeCloseTo(3, 0)
  })

  test('a miss comes back on the next day', () => {
    const hard = many(1, { state: { s: 1, d: 8 }, elapsed: 9 })
    const tuesday = (luck: () => number) => forecast(hard, { ...learner, days: 2 }, luck)[1]!.minutes
    expect(tuesday(() => 0.999)).toBeGreaterThan(1)
    expect(tuesday(always)).toBe(0)
  })

  test('a higher desired retention brings items back sooner', () => {
    const inFourWeeks = (retention: number) =>
      minutes(many(30, { state: { s: 4, d: 5 }, elapsed: 4, ms: 10_000, retention }), { budgetMs: Infinity }, 28).reduce((a, b) => a + b)
    expect(inFourWeeks(0.95)).toBeGreaterThan(inFourWeeks(0.9))
    expect(inFourWeeks(0.9)).toBeGreaterThan(inFourWeeks(0.8))
  })

  test('counts what lessons bring', () => {
    const days = forecast([], { ...learner, days: 28, lessons: { itemsADay: 1.5, ms: 20_000 } }, chance())
    expect(days[0]!.minutes).toBe(0)
    const inWeek = (week: number) => days.slice(7 * week, 7 * week + 7).reduce((sum, day) => sum + day.minutes, 0)
    expect(inWeek(3)).toBeGreaterThan(inWeek(0))
  })

  test('after a first hour with 36 questions: full on the second day, easy again within the week', () => {
    const days = forecast(firstHour, { ...learner, budgetMs: Infinity, days: 8 }, chance())
    const [, tuesday, wednesday, thursday, friday] = days.map((day) => day.minutes)
    expect(tuesday).toBeGreaterThan(2)
    expect(tuesday).toBeLessThan(5)
    expect(wednesday).toBeGreaterThan(8)
    expect(wednesday).toBeLessThan(12)
    expect(thursday).toBeLessThan(wednesday!)
    expect(friday).toBeLessThan(5)
  })

  test('is the same for the same chance, and moves little with another', () => {
    const deck = firstHour.flatMap((each) => Array.from({ length: 4 }, () => each))
    const of = (seed: number) => forecast(deck, { ...learner, budgetMs: Infinity, days: 14 }, chanceOf(seed)).map((day) => day.minutes)
    expect(of(3)).toEqual(of(3))
    const [a, b] = [of(3), of(4)].map((each) => each.reduce((sum, one) => sum + one, 0))
    expect(Math.abs(a! / b! - 1)).toBeLessThan(0.05)
  })

  test('leaves the memories as they were', () => {
    const deck = many(3)
    forecast(deck, { ...learner, days: 7 }, chance())
    expect(deck).toEqual(many(3))
  })
})

describe('sessionsToRecover', () => {
  test.each([
    { name: 'nothing is due', memories: many(3, { dueDay: '2026-06-02' }), sessions: 0 },
    { name: 'one session does it', memories: many(5), sessions: 1 },
    { name: 'four do', memories: many(20), sessions: 4 },
    { name: 'what falls due meanwhile is in it', memories: [...many(8), ...many(3, { dueDay: '2026-06-02' })], sessions: 3 },
    { name: 'one item that takes longer than a session', memories: many(1, { ms: 900_000 }), sessions: 1 },
    { name: 'too much for sixty', memories: many(400), sessions: null },
  ])('$name: $sessions', ({ memories, sessions }) => {
    expect(sessionsToRecover(memories, learner, always)).toBe(sessions)
  })

  test('does not mind today being a day off, nor a life of days off', () => {
    expect(sessionsToRecover(many(3), { ...learner, workDays: '7' }, always)).toBe(1)
    expect(sessionsToRecover(many(20), { ...learner, workDays: '' }, always)).toBe(null)
  })
})

describe('costOfClass', () => {
  const cost = (retention: number) => costOfClass(retention, 20_000, learner, chance())
  const [critical, standard, nice] = [cost(0.95), cost(0.9), cost(0.8)]

  test('is higher the surer the knowledge, and falls with the years', () => {
    expect(critical.firstYear).toBeGreaterThan(1.3 * standard.firstYear)
    expect(standard.firstYear).toBeGreaterThan(1.3 * nice.firstYear)
    for (const { firstYear, secondYear } of [critical, standard, nice]) expect(secondYear).toBeLessThan(0.7 * firstYear)
  })

  test('is about a minute a day for a hundred standard items in their first year', () => {
    expect(standard.firstYear).toBeGreaterThan(0.7)
    expect(standard.firstYear).toBeLessThan(1.7)
  })
})
