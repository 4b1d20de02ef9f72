import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evidence, guessCorrected, isRapid } from '../../src/grading/evidence.ts'

const chance = fc.double({ min: 0, max: 1, noNaN: true })
const between = fc.double({ min: 0.01, max: 0.99, noNaN: true })

describe('guessCorrected', () => {
  test.each([
    { r: 0.95, pi: 0.987 },
    { r: 0.9, pi: 0.973 },
    { r: 0.8, pi: 0.941 },
    { r: 0.7, pi: 0.903 },
    { r: 0.5, pi: 0.8 },
  ])('at R $r with four options is $pi', ({ r, pi }) => {
    expect(guessCorrected(r, 0.25)).toBeCloseTo(pi, 3)
  })

  test('is certain where nothing can be guessed', () => {
    fc.assert(fc.property(chance, (r) => guessCorrected(r, 0) === 1))
  })

  test('falls as guessing gets easier', () => {
    fc.assert(
      fc.property(between, between, between, (r, a, b) => {
        expect(guessCorrected(r, Math.max(a, b))).toBeLessThanOrEqual(guessCorrected(r, Math.min(a, b)))
      }),
    )
  })

  test('rises with retrievability', () => {
    fc.assert(
      fc.property(between, between, between, (a, b, g) => {
        expect(guessCorrected(Math.max(a, b), g)).toBeGreaterThanOrEqual(guessCorrected(Math.min(a, b), g))
      }),
    )
  })

  test('is a chance', () => {
    fc.assert(
      fc.property(chance, chance, (r, g) => {
        expect(guessCorrected(r, g)).toBeGreaterThanOrEqual(0)
        expect(guessCorrected(r, g)).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('evidence', () => {
  test.each([
    { name: 'full credit', credit: 1, e: 0.972973 },
    { name: 'an ok reply', credit: 0.5, e: 0.486486 },
    { name: 'most of the gaps', credit: 0.75, e: 0.486486 },
    { name: 'less than half', credit: 0.49, e: 0 },
    { name: 'nothing', credit: 0, e: 0 },
  ])('of $name', ({ credit, e }) => {
    expect(evidence(credit, 0.9, 0.25)).toBeCloseTo(e, 6)
  })
})

describe('isRapid', () => {
  test.each([
    { name: 'a choice in 1.19 s', ms: 1199, defaultMs: 12_000, rapid: true },
    { name: 'a choice in 1.2 s', ms: 1200, defaultMs: 12_000, rapid: false },
    { name: 'a quick type below 0.7 s', ms: 699, defaultMs: 5_000, rapid: true },
    { name: 'a quick type at 0.7 s', ms: 700, defaultMs: 5_000, rapid: false },
  ])('$name: $rapid', ({ ms, defaultMs, rapid }) => {
    expect(isRapid(ms, defaultMs)).toBe(rapid)
  })
})
