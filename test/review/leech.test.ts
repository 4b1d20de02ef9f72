import { expect, test } from 'vitest'
import { leechOf } from '../../src/review/leech.ts'

test.each([
  { lapses: 0, leech: null },
  { lapses: 3, leech: null },
  { lapses: 4, leech: 'leech' },
  { lapses: 5, leech: 'leech' },
  { lapses: 6, leech: 'offer-lesson' },
  { lapses: 40, leech: 'offer-lesson' },
])('$lapses lapses: $leech', ({ lapses, leech }) => {
  expect(leechOf(lapses)).toBe(leech)
})
