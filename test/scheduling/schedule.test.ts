import { BindingMemoryState, FSRSBinding } from '@open-spaced-repetition/binding'
import fc from 'fast-check'
import { FSRSAlgorithm, Rating } from 'ts-fsrs'
import { describe, expect, test } from 'vitest'
import {
  capOf,
  defaultParameters,
  intervalDays,
  meanRetrievability,
  nextState,
  retentionOf,
  retrievability,
  stateAfter,
  weightOf,
  type MemoryState,
  type Parameters,
} from '../../src/scheduling/schedule.ts'

const w = defaultParameters
const known: MemoryState = { s: 10, d: 5 }
const fsrs = new FSRSAlgorithm({ w, enable_short_term: true })

const state = fc.record({ s: fc.double({ min: 0.01, max: 3000, noNaN: true }), d: fc.double({ min: 1, max: 10, noNaN: true }) })
const anyState = fc.option(state, { nil: null })
const days = fc.integer({ min: 0, max: 1000 })
const chance = fc.double({ min: 0, max: 1, noNaN: true })

describe('nextState', () => {
  test.each([
    { name: 'Again', evidence: 0, credit: 0, s: 1.391987, d: 8.341762 },
    { name: 'a quarter', evidence: 0.25, credit: 1, s: 3.049, d: 7.503879 },
    { name: 'half', evidence: 0.5, credit: 1, s: 6.677, d: 6.665995 },
    { name: 'three quarters', evidence: 0.75, credit: 1, s: 14.623, d: 5.828112 },
    { name: 'nine tenths', evidence: 0.9, credit: 1, s: 23.406, d: 5.325382 },
    { name: 'Good', evidence: 1, credit: 1, s: 32.026729, d: 4.990228 },
  ])('of S 10, D 5 after 10 days: $name', ({ evidence, credit, s, d }) => {
    const next = nextState(w, known, 10, evidence, credit)
    expect(next.s).toBeCloseTo(s, evidence === 0 || evidence === 1 ? 6 : 3)
    expect(next.d).toBeCloseTo(d, 6)
  })

  test.each([
    { name: 'Good', evidence: 1, rating: Rating.Good, credit: 1 },
    { name: 'Again', evidence: 0, rating: Rating.Again, credit: 0 },
  ])('with evidence $evidence is $name of FSRS', ({ evidence, rating, credit }) => {
    fc.assert(
      fc.property(anyState, days, (state, t) => {
        const next = nextState(w, state, state ? t : 0, evidence, credit)
        const theirs = fsrs.next_state(state && { stability: state.s, difficulty: state.d }, state ? t : 0, rating)
        expect(Math.abs(next.s / theirs.stability - 1)).toBeLessThan(1e-12)
        expect(Math.abs(next.d / theirs.difficulty - 1)).toBeLessThan(1e-12)
      }),
    )
  })

  test('rises with the evidence', () => {
    fc.assert(
      fc.property(anyState, days, chance, chance, (state, t, a, b) => {
        const less = nextState(w, state, state ? t : 0, Math.min(a, b), 1)
        const more = nextState(w, state, state ? t : 0, Math.max(a, b), 1)
        expect(more.s).toBeGreaterThanOrEqual(less.s * (1 - 1e-12))
      }),
    )
  })

  test('gives what it takes: any answer to any state can be followed by another', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ t: days, credit: chance, guess: chance }), { maxLength: 20 }), (history) => {
        let state: MemoryState | null = null
        for (const { t, credit, guess } of history) {
          state = stateAfter(w, state, state ? t : 0, credit, guess)
          expect(state.s).toBeGreaterThanOrEqual(0.001)
          expect(state.d).toBeGreaterThanOrEqual(1)
          expect(state.d).toBeLessThanOrEqual(10)
        }
      }),
    )
  })

  test('the weakest memory that there is stays one by the least evidence', () => {
    expect(nextState(w, { s: 0.001, d: 5 }, 1, 1e-18, 1).s).toBeGreaterThanOrEqual(0.001)
  })

  test('a second try on the same day may strengthen with less than full credit', () => {
    expect(nextState(w, { s: 0.5, d: 5 }, 0, 0.95, 0.5).s).toBeGreaterThan(0.5)
    expect(nextState(w, { s: 0.5, d: 5 }, 1, 0.95, 0.5).s).toBe(0.5)
  })
})

describe('stateAfter', () => {
  test('takes a new item for known with 0.75', () => {
    const guessed = stateAfter(w, null, 0, 1, 0.25)
    const pi = 0.75 / (0.75 + 0.25 * 0.25)
    expect(guessed.s).toBeCloseTo(2.3065 ** pi * 0.212 ** (1 - pi), 8)
    expect(stateAfter(w, null, 0, 1, 0).s).toBe(2.3065)
    expect(stateAfter(w, null, 0, 0, 0.25).s).toBe(0.212)
  })

  test('less than full credit never strengthens a known item, nor lengthens its interval', () => {
    fc.assert(
      fc.property(
        state,
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        chance,
        (state, t, credit, g) => {
          const next = stateAfter(w, state, t, credit, g)
          expect(next.s).toBeLessThanOrEqual(state.s)
          expect(intervalDays(w, next.s, 0.9, 180)).toBeLessThanOrEqual(intervalDays(w, state.s, 0.9, 180))
        },
      ),
    )
  })

  test('a guess is worth less than knowledge, and never harms a known item more than a miss', () => {
    fc.assert(
      fc.property(state, days, fc.double({ min: 0.01, max: 1, noNaN: true }), (state, t, g) => {
        const guessable = stateAfter(w, state, t, 1, g).s
        expect(guessable).toBeLessThanOrEqual(stateAfter(w, state, t, 1, 0).s * (1 + 1e-12))
        expect(guessable).toBeGreaterThanOrEqual(stateAfter(w, state, t, 0, g).s * (1 - 1e-12))
      }),
    )
  })
})

describe('agreement with the optimiser binding to 5 digits', () => {
  const fitted = [0.4, 1.2, 3.1, 15.7, 7.1, 0.5, 1.5, 0.05, 1.5, 0.12, 1.0, 1.9, 0.11, 0.29, 2.3, 0.25, 3.0, 0.5, 0.6, 0.1, 0.25]
  const history = fc.array(fc.record({ t: fc.integer({ min: 0, max: 400 }), good: fc.boolean() }), { minLength: 1, maxLength: 15 })

  test.each([
    { name: 'the defaults', parameters: defaultParameters },
    { name: 'a fitted set', parameters: fitted },
  ])('$name', ({ parameters }) => {
    const binding = new FSRSBinding([...parameters])
    fc.assert(
      fc.property(history, (history) => followBoth(parameters, binding, history)),
      { numRuns: 300 },
    )
  })

  function followBoth(parameters: Parameters, binding: FSRSBinding, history: { t: number; good: boolean }[]): void {
    let ours: MemoryState | null = null
    for (const { t: gap, good } of history) {
      const t: number = ours === null ? 0 : gap
      const theirs = binding.nextStates(ours && new BindingMemoryState(ours.s, ours.d), 0.9, t)[good ? 'good' : 'again'].memory
      ours = nextState(parameters, ours, t, good ? 1 : 0, good ? 1 : 0)
      expect(Math.abs(ours.s / theirs.stability - 1)).toBeLessThan(1e-5)
      expect(Math.abs(ours.d / theirs.difficulty - 1)).toBeLessThan(1e-5)
    }
  }
})

describe('retrievability', () => {
  test.each([
    { name: 'at once', s: 10, t: 0, r: 1 },
    { name: 'after S days, which is what S means', s: 10, t: 10, r: 0.9 },
    { name: 'after ten times S days', s: 10, t: 100, r: 0.692827 },
  ])('$name', ({ s, t, r }) => {
    expect(retrievability(w, s, t)).toBeCloseTo(r, 6)
  })
})

describe('meanRetrievability', () => {
  test('is the mean of the forgetting curve', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 500, noNaN: true }),
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 1, max: 90 }),
        (s, from, span) => {
          const slices = 20_000
          const sum = Array.from({ length: slices }, (_, index) => retrievability(w, s, from + ((index + 0.5) * span) / slices)).reduce(
            (a, b) => a + b,
          )
          expect(meanRetrievability(w, s, from, span)).toBeCloseTo(sum / slices, 4)
        },
      ),
      { numRuns: 20 },
    )
  })
})

describe('intervalDays', () => {
  test.each([
    { name: 'at the desired retention of 0.9 it is S', s: 32.4, dr: 0.9, interval: 32 },
    { name: 'rounded up', s: 32.5, dr: 0.9, interval: 33 },
    { name: 'at least a day', s: 0.1, dr: 0.9, interval: 1 },
    { name: 'sooner for a critical course', s: 32.4, dr: 0.95, interval: 13 },
    { name: 'later for what is nice to know', s: 32.4, dr: 0.8, interval: 107 },
    { name: 'at most 90 days, critical', s: 5000, dr: 0.95, interval: 90 },
    { name: 'at most 180 days, standard', s: 5000, dr: 0.9, interval: 180 },
    { name: 'at most 365 days, nice to know', s: 5000, dr: 0.8, interval: 365 },
    { name: 'a course of its own between the classes has the cap of the lower', s: 5000, dr: 0.93, interval: 180 },
  ])('$name', ({ s, dr, interval }) => {
    expect(intervalDays(w, s, dr, capOf(dr))).toBe(interval)
  })

  test('retrievability on the due day is the desired one, but for the rounding to days', () => {
    fc.assert(
      fc.property(fc.double({ min: 5, max: 90, noNaN: true }), fc.double({ min: 0.7, max: 0.97, noNaN: true }), (s, dr) => {
        const interval = intervalDays(w, s, dr, Infinity)
        fc.pre(interval > 1)
        expect(retrievability(w, s, interval + 0.51)).toBeLessThan(dr)
        expect(retrievability(w, s, interval - 0.51)).toBeGreaterThan(dr)
      }),
    )
  })
})

test.each([
  { courseClass: 'critical', retention: 0.95, weight: 3 },
  { courseClass: 'standard', retention: 0.9, weight: 1 },
  { courseClass: 'nice', retention: 0.8, weight: 0.5 },
] as const)('a $courseClass course', ({ courseClass, retention, weight }) => {
  expect(retentionOf(courseClass)).toBe(retention)
  expect(weightOf(courseClass)).toBe(weight)
})

test.each([
  { name: 'too few', parameters: w.slice(0, 19) },
  { name: 'none', parameters: [] },
  { name: 'not a number', parameters: w.with(3, NaN) },
])('parameters that FSRS-6 does not have are refused: $name', ({ parameters }) => {
  expect(() => retrievability(parameters, 10, 1)).toThrow('21 finite parameters')
})
