import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseByGain, gain, predictMs, type Candidate } from '../../src/review/queue.ts'
import { defaultParameters as w, nextState, retrievability } from '../../src/scheduling/schedule.ts'
import { addDays } from '../../src/kernel/day.ts'

const today = '2026-06-01'

/** An item of lesson `a`, due today, of ten seconds, all but forgotten, so that it is no warm start. */
function candidate(item: string, given: Partial<Candidate> = {}): Candidate {
  return { item, lesson: 'a', state: { s: 10, d: 5 }, elapsed: 100, dueDay: today, weight: 1, ms: 10_000, ...given }
}

const sure = { state: { s: 100, d: 5 }, elapsed: 10 }
const items = ({ items }: { items: Candidate[] }) => items.map(({ item }) => item)
const minutes = (n: number) => n * 60_000
const choose = <C extends Candidate>(candidates: readonly C[], budgetMs: number) => chooseByGain(candidates, budgetMs, w, today)

describe('predictMs', () => {
  test.each([
    { name: 'nobody ever answered one', own: undefined, org: undefined, ms: 12_000 },
    { name: 'others did', own: undefined, org: { n: 500, meanMs: 9_000 }, ms: 9_000 },
    { name: 'the learner did, nobody else', own: { n: 20, meanMs: 6_000 }, org: undefined, ms: 9_000 },
    { name: 'the learner did five times', own: { n: 5, meanMs: 4_000 }, org: { n: 500, meanMs: 9_000 }, ms: 8_000 },
    { name: 'the learner did two hundred times', own: { n: 200, meanMs: 4_200 }, org: { n: 500, meanMs: 9_000 }, ms: 4_636.36 },
    { name: 'an empty row is no row', own: { n: 0, meanMs: 0 }, org: { n: 0, meanMs: 0 }, ms: 12_000 },
  ])('$name', ({ own, org, ms }) => {
    expect(predictMs(own, org, 12_000)).toBeCloseTo(ms, 2)
  })
})

describe('a session', () => {
  test('takes the longest due first where all gain alike', () => {
    const candidates = [candidate('new'), candidate('old', { dueDay: '2026-05-01' }), candidate('older', { dueDay: '2026-04-01' })]
    expect(items(choose(candidates, 28_000))).toEqual(['older', 'old'])
  })

  test('breaks ties by item id', () => {
    expect(
      items(
        choose(
          ['c', 'a', 'b'].map((item) => candidate(item)),
          minutes(5),
        ),
      ),
    ).toEqual(['a', 'b', 'c'])
  })

  test.each([
    { name: 'no candidates', count: 0, ms: 10_000, budgetMs: 60_000, taken: 0 },
    { name: 'all fit', count: 3, ms: 10_000, budgetMs: 60_000, taken: 3 },
    { name: 'the budget may be passed by a tenth', count: 9, ms: 10_000, budgetMs: 64_000, taken: 6 },
    { name: 'but not by more', count: 9, ms: 10_000, budgetMs: 62_000, taken: 5 },
    { name: 'one is always taken', count: 9, ms: 90_000, budgetMs: 60_000, taken: 1 },
  ])('$name: $taken', ({ count, ms, budgetMs, taken }) => {
    // At R 0.692827 an answer costs 1.153587 times its time, because a miss comes again.
    const candidates = Array.from({ length: count }, (_, index) => candidate(`i${index}`, { ms }))
    const queue = choose(candidates, budgetMs)
    expect(queue.items).toHaveLength(taken)
    expect(queue.predictedMs).toBeCloseTo(taken * ms * 1.153587, -1)
  })

  test('hands back the candidates themselves, with all that the caller knows of them', () => {
    const known = { ...candidate('a'), version: 'v1' }
    expect(choose([known], minutes(5)).items[0]).toBe(known)
  })

  test('does not depend on the order of the candidates', () => {
    fc.assert(
      fc.property(
        deck.chain((deck) => fc.tuple(fc.constant(deck), fc.shuffledSubarray(deck, { minLength: deck.length }))),
        ([deck, shuffled]) => {
          expect(items(choose(shuffled, minutes(1)))).toEqual(items(choose(deck, minutes(1))))
        },
      ),
    )
  })
})

const deck = fc
  .array(fc.record({ lesson: fc.constantFrom('a', 'b', 'c'), sure: fc.boolean(), due: fc.integer({ min: 0, max: 3 }) }), { maxLength: 7 })
  .map((given) =>
    given.map((each, i) => candidate(`i${i}`, { lesson: each.lesson, dueDay: addDays(today, -each.due), ...(each.sure ? sure : {}) })),
  )

describe('the order of showing', () => {
  test('starts warm', () => {
    const candidates = [candidate('a'), candidate('b', { lesson: 'b' }), candidate('c', { lesson: 'c', ...sure })]
    expect(items(choose(candidates, minutes(5)))).toEqual(['c', 'a', 'b'])
  })

  test.each([
    { name: 'stays as chosen where it can', lessons: 'abab', shown: '0123' },
    { name: 'parts neighbours of one lesson', lessons: 'aabb', shown: '0213' },
    { name: 'looks ahead to a lesson with many items', lessons: 'abcccc', shown: '203145' },
    { name: 'parts what it can where it cannot part all', lessons: 'aaaab', shown: '04123' },
    { name: 'has no choice', lessons: 'aaa', shown: '012' },
  ])('$name', ({ lessons, shown }) => {
    const candidates = [...lessons].map((lesson, index) => candidate(`${index}`, { lesson }))
    expect(items(choose(candidates, minutes(5))).join('')).toBe(shown)
  })

  test('has as few neighbours of one lesson as any order with a warm start could', () => {
    fc.assert(
      fc.property(deck, (deck) => {
        const shown = choose(deck, minutes(60)).items
        expect(neighbours(shown)).toBe(Math.min(...ordersOf(deck).filter(startsWarm(deck)).map(neighbours)))
        expect(startsWarm(deck)(shown)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

const isWarm = ({ state, elapsed }: Candidate) => retrievability(w, state.s, elapsed) >= 0.85

function startsWarm(deck: Candidate[]) {
  return (order: Candidate[]) => !deck.some(isWarm) || isWarm(order[0]!)
}

function neighbours(order: Candidate[]): number {
  return order.filter(({ lesson }, index) => lesson === order[index - 1]?.lesson).length
}

function ordersOf<T>(values: T[]): T[][] {
  if (values.length === 0) return [[]]
  return values.flatMap((value, index) => ordersOf(values.toSpliced(index, 1)).map((rest) => [value, ...rest]))
}

describe('gain', () => {
  test('is the expected rise of mean retrievability over 90 days', () => {
    const state = { s: 20, d: 5 }
    const r = retrievability(w, 20, 30)
    const mean = (s: number, from: number) => {
      const slices = Array.from({ length: 9000 }, (_, index) => retrievability(w, s, from + (index + 0.5) / 100))
      return slices.reduce((a, b) => a + b) / slices.length
    }
    const expected = r * mean(nextState(w, state, 30, 1, 1).s, 0) + (1 - r) * mean(nextState(w, state, 30, 0, 0).s, 0) - mean(20, 30)
    expect(gain(w, state, 30)).toBeCloseTo(expected, 6)
  })

  test('is small for what was just answered and for what is safe', () => {
    const fading = gain(w, { s: 10, d: 5 }, 10)
    expect(gain(w, { s: 10, d: 5 }, 1)).toBeLessThan(fading)
    expect(gain(w, { s: 1000, d: 5 }, 10)).toBeLessThan(fading)
  })
})

describe('chooseByGain', () => {
  const first = (...candidates: Candidate[]) => items(chooseByGain(candidates, 1, w, today))[0]

  test.each([
    { name: 'what is worth more', winner: { weight: 3 } },
    { name: 'what takes less time', winner: { ms: 5_000 } },
    { name: 'what waits longer', winner: { dueDay: '2026-05-01' } },
    { name: 'what gains more', winner: { elapsed: 20 }, loser: { state: { s: 500, d: 5 }, elapsed: 20 } },
  ])('prefers $name', ({ winner, loser }) => {
    expect(first(candidate('a', loser), candidate('b', winner))).toBe('b')
    expect(first(candidate('b', loser), candidate('a', winner))).toBe('a')
  })

  test.each([
    { days: 14, factor: 1.25 },
    { days: 28, factor: 2 },
    { days: 56, factor: 5 },
  ])('a wait of $days days makes the score $factor times as high', ({ days, factor }) => {
    const waiting = candidate('a', { dueDay: addDays(today, -days) })
    expect(first(waiting, candidate('b', { weight: factor - 0.01 }))).toBe('a')
    expect(first(waiting, candidate('b', { weight: factor + 0.01 }))).toBe('b')
  })

  test('an item that is due later waits for nothing, and ties go by item id', () => {
    expect(first(candidate('b', { dueDay: addDays(today, -0) }), candidate('a', { dueDay: addDays(today, 9) }))).toBe('a')
  })

  test('keeps the budget', () => {
    const candidates = Array.from({ length: 40 }, (_, index) => candidate(`i${index}`, { lesson: `l${index % 3}` }))
    const { items, predictedMs } = chooseByGain(candidates, minutes(2), w, today)
    expect(items).toHaveLength(11)
    expect(predictedMs).toBeLessThanOrEqual(minutes(2) * 1.1)
  })
})
