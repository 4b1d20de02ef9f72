import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chanceOf, type Chance } from '../../src/kernel/chance.ts'
import { abilityBeside, discrimination, topHalf, type FirstAnswer } from '../../src/reports/items/first-answers.ts'
import { figuresOf } from '../../src/reports/items/figures.ts'
import { oldWayOf } from '../../src/reports/items/old-way.ts'
import { suspicionsOf, type Counted, type Marked, type SuspicionId } from '../../src/reports/items/suspicions.ts'
import { wilson, withoutLuck } from '../../src/reports/items/wilson.ts'

const letters = ['a', 'b', 'c', 'd']
const keyedBy = (right: string): Marked[] => letters.map((key) => ({ key, right: key === right }))

/** Somebody's answer to a question with four options of which `a` is right. */
function picks(option: string, { person = 'p', ability = 0.5, ms = 9_000 } = {}): FirstAnswer {
  return { person, ability, ms, guess: 0.25, credit: Number(option === 'a'), picked: [option] }
}

const times = (count: number, option: string, more: { ms?: number; ability?: number } = {}) =>
  Array.from({ length: count }, (_, index) => picks(option, { person: `${option}${index}`, ...more }))

const item = (first: FirstAnswer[], more: Partial<Counted> = {}): Counted => ({
  ...{ options: keyedBy('a'), first, leeches: [], notes: 0, usualMs: 12_000 },
  ...more,
})
const found = (counted: Counted): SuspicionId[] => suspicionsOf(counted).map(({ id }) => id)

describe('a share', () => {
  const counts = fc.integer({ min: 1, max: 500 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))

  test('lies within its interval, which lies within 0 and 1', () => {
    fc.assert(
      fc.property(counts, ([successes, n]) => {
        const { low, high } = wilson(successes, n)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(successes / n + 1e-12)
        expect(high).toBeGreaterThanOrEqual(successes / n - 1e-12)
      }),
    )
  })

  test.each([
    [0, 100, 0, 0.037],
    [50, 100, 0.4038, 0.5962],
    [9, 10, 0.5958, 0.9821],
  ])('of %i in %i is what the books give', (successes, n, low, high) => {
    expect(wilson(successes, n).low).toBeCloseTo(low, 3)
    expect(wilson(successes, n).high).toBeCloseTo(high, 3)
  })

  test('without luck is nothing for guessers and all for those who never miss', () => {
    expect(withoutLuck(0.25, 0.25)).toBe(0)
    expect(withoutLuck(0.1, 0.25)).toBe(0)
    expect(withoutLuck(1, 0.25)).toBe(1)
    expect(withoutLuck(0.7, 0)).toBe(0.7)
  })
})

describe('a suspicion', () => {
  test.each<[string, SuspicionId, Counted, Counted]>([
    ['too hard', 'too-hard', item([...times(15, 'a'), ...times(35, 'b', { ability: 0.1 })]), item([...times(14, 'a'), ...times(35, 'b')])],
    ['too easy', 'too-easy', item(times(200, 'a')), item(times(199, 'a'))],
    ['with a dead option', 'dead-option', item(times(100, 'a')), item(times(99, 'a'))],
    ['with a key that is suspect', 'key-suspect', item(times(20, 'b')), item(times(19, 'b'))],
    ['one on which many leech', 'leech', item([], { leeches: leeches(4, 20) }), item([], { leeches: leeches(3, 20) })],
    ['confusing', 'confusing', item(times(20, 'a', { ms: 19_000 }), { notes: 2 }), item(times(20, 'a', { ms: 19_000 }), { notes: 1 })],
  ])('calls an item %s when there is enough to say so, and not before', (_, id, worthy, unworthy) => {
    expect(found(worthy)).toContain(id)
    expect(found(unworthy)).not.toContain(id)
  })

  test('names the rival of the key, and the options that nobody picks', () => {
    expect(suspicionsOf(item(times(20, 'b')))[0]).toEqual({ id: 'key-suspect', options: ['b'] })
    expect(suspicionsOf(item([...times(80, 'a'), ...times(20, 'b')]))).toEqual([{ id: 'dead-option', options: ['c', 'd'] }])
  })

  test('of the key listens to the better half only', () => {
    const weak = times(60, 'b', { ability: 0.1 })
    expect(found(item([...times(20, 'a', { ability: 0.9 }), ...weak]))).not.toContain('key-suspect')
  })

  test('of the key is never raised where several options are right', () => {
    const options = letters.map((key) => ({ key, right: key < 'c' }))
    expect(found(item(times(40, 'c'), { options }))).not.toContain('key-suspect')
  })
})

const leeches = (some: number, n: number) => Array.from({ length: n }, (_, index) => index < some)

const answers = fc.array(
  fc.record({ option: fc.constantFrom(...letters), ability: fc.float({ min: 0, max: 1, noNaN: true }), ms: fc.nat(60_000) }),
  // As many as that are drawn only when asked for.
  { maxLength: 60, size: 'max' },
)
const given = (drawn: { option: string; ability: number; ms: number }[]) =>
  drawn.map(({ option, ...more }, index) => picks(option, { ...more, person: `p${index}` }))

describe('the figures', () => {
  test('tell nothing of fewer than five people', () => {
    expect(figuresOf(item(times(4, 'a')), [])).toBeNull()
    expect(figuresOf(item(times(5, 'a')), [])).toMatchObject({ n: 5, full: 5, reviews: null, discrimination: null })
  })

  test('hold no cell of one to four people, whatever was answered', () => {
    fc.assert(
      fc.property(answers, (drawn) => {
        const figures = figuresOf(item(given(drawn)), [])
        for (const { all, top } of Object.values(figures?.perOption ?? {}))
          for (const cell of [all, top]) expect(cell === null || cell === 0 || cell >= 5).toBe(true)
      }),
    )
  })

  test('let nobody work out such a cell from the others', () => {
    fc.assert(
      fc.property(answers, (drawn) => {
        const first = given(drawn)
        const perOption = figuresOf(item(first), [])?.perOption ?? {}
        const wrong = Object.entries(perOption).filter(([key]) => key !== 'a')
        // All wrong answers together are what the rate of right ones leaves.
        if (wrong.length > 1) expect(wrong.filter(([, { all }]) => all === null)).not.toHaveLength(1)
        const top = Object.values(perOption).filter((each) => each.top === null)
        expect(top).not.toHaveLength(1)
      }),
    )
  })

  test('do not depend on the order in which people come', () => {
    fc.assert(
      fc.property(answers, (drawn) => {
        const first = given(drawn)
        const [one, other] = [figuresOf(item(first), []), figuresOf(item(first.toReversed()), [])]
        expect(other?.perOption).toEqual(one?.perOption)
        expect(other?.suspicions).toEqual(one?.suspicions)
        expect(topHalf(first).length).toBe(Math.ceil(first.length / 2))
      }),
    )
  })

  test('compare reviews with what luck and memory promised', () => {
    const review = (person: number, credit: number) => ({ person: `p${person}`, credit, guess: 0.2, retrievability: 0.75 })
    const reviews = [1, 2, 3, 4, 5].map((person) => review(person, Number(person > 1)))
    const { reviews: told } = figuresOf(item(times(5, 'a')), reviews)!
    expect(told).toMatchObject({ n: 5, lapseRate: 0.2 })
    expect(told!.residual).toBeCloseTo(0)
    expect(figuresOf(item(times(5, 'a')), [...reviews.slice(0, 4), review(1, 1)])!.reviews).toBeNull()
  })

  test('tell from fifty answers on whether the item goes with the others', () => {
    const goes = [...times(30, 'a', { ability: 0.9 }), ...times(20, 'b', { ability: 0.2 })]
    expect(figuresOf(item(goes), [])!.discrimination).toBeCloseTo(1)
    expect(figuresOf(item(goes.slice(1)), [])!.discrimination).toBeNull()
    expect(discrimination(times(50, 'a'))).toBeNull()
  })
})

test('ability leaves out the item that is judged', () => {
  expect(abilityBeside({ n: 11, full: 11 }, true, 0.5)).toBeCloseTo(12 / 14)
  expect(abilityBeside({ n: 1, full: 1 }, true, 0.6)).toBeCloseTo(0.6)
  expect(abilityBeside({ n: 11, full: 10 }, false, 0.5)).toBe(abilityBeside({ n: 11, full: 11 }, true, 0.5))
})

test('the old way is told by the week, in weeks of five people or more', () => {
  const on = (day: string, ...oldWay: boolean[]) => oldWay.map((each) => ({ day, oldWay: each }))
  const curve = oldWayOf('2026-03-02', [
    ...on('2026-03-10', false, false, false, false, true),
    ...on('2026-03-03', true, true, true, false, false),
    ...on('2026-03-17', true, true, true, true),
  ])
  expect(curve.weeks).toEqual([
    { week: '2026-03-02', n: 5, share: 0.6 },
    { week: '2026-03-09', n: 5, share: 0.2 },
  ])
})

/*
 * Learners as item response theory has them: ability is normal, an item is known with the logistic chance, who does not know
 * it guesses, and some wrong options are more tempting than others. At a mean hardness of -1.4 people know three items of four,
 * as we believe of somebody who has just read the lesson (newItemRetrievability); the harder schools show where that ends.
 */
const people = 20
const others = 19
const rounds = 2_000

const normal = (chance: Chance) => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
const question = (chance: Chance, hardness: number) => ({
  ...{ slope: Math.exp(0.3 * normal(chance)), hardness: hardness + 0.8 * normal(chance) },
  pull: letters.map(() => 0.5 + chance()),
})

function pick(chance: Chance, theta: number, { slope, hardness, pull }: ReturnType<typeof question>): string {
  if (chance() < 1 / (1 + Math.exp(-slope * (theta - hardness)))) return 'a'
  let left = chance() * pull.reduce((sum, each) => sum + each, 0)
  return letters[pull.findIndex((each) => (left -= each) < 0)] ?? 'a'
}

/** One item among twenty, answered by twenty people, with the key where it is said to be. @returns whether it is suspected */
function round(chance: Chance, hardness: number, key: string): boolean {
  const questions = Array.from({ length: others + 1 }, () => question(chance, hardness))
  const rows = Array.from({ length: people }, (_, person) => {
    const theta = normal(chance)
    const [own, ...rest] = questions.map((each) => pick(chance, theta, each))
    return { person: String(person), own: own!, full: rest.filter((option) => option === 'a').length }
  })
  const usual = rows.reduce((sum, { full }) => sum + full, 0) / (people * others)
  const first = rows.map(({ person, own, full }): FirstAnswer => {
    const right = own === key
    const ability = abilityBeside({ n: others + 1, full: full + Number(right) }, right, usual)
    return { person, ability, ms: 9_000, guess: 0.25, credit: Number(right), picked: [own] }
  })
  return found(item(first, { options: keyedBy(key) })).includes('key-suspect')
}

describe.each([
  ['usual', -1.4, 0.95],
  ['harder', -1, 0.9],
  ['very hard', -0.5, 0.84],
])('among twenty people and items that are %s (mean hardness %f)', (_, hardness, least) => {
  const share = (key: string) => {
    const chance = chanceOf(20_260_302)
    return Array.from({ length: rounds }, () => round(chance, hardness, key)).filter(Boolean).length / rounds
  }

  test('a planted wrong key is found as often as promised', () => {
    expect(share('b')).toBeGreaterThanOrEqual(least)
  })

  test('a good item is suspected in at most one of 100', () => {
    expect(share('a')).toBeLessThanOrEqual(0.01)
  })
})
