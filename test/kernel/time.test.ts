import { expect, test } from 'vitest'
import { minutesOf } from '../../src/kernel/time.ts'

test.each<[string, number, number]>([
  ['nothing', 0, 0],
  ['a moment', 1, 1],
  ['a minute and a bit', 89_999, 1],
  ['a minute and a half', 90_000, 2],
])('%s, %i ms: minutes %i', (_, ms, minutes) => {
  expect(minutesOf(ms)).toBe(minutes)
})
