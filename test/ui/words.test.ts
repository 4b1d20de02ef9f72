import { describe, expect, test } from 'vitest'
import { ahead, capitalised, counted, inWords, longDay, strokeClass, weekday } from '../../src/ui/words.ts'

test.each([
  [0, 'no minutes'],
  [1, 'one minute'],
  [12, 'twelve minutes'],
  [13, '13 minutes'],
])('%i is counted as “%s”', (count, words) => {
  expect(counted(count, 'minute')).toBe(words)
})

test('a sentence begins with a capital', () => {
  expect(capitalised(inWords(8))).toBe('Eight')
})

test.each([
  [0, 's0'],
  [0.024, 's0'],
  [0.026, 's5'],
  [0.62, 's60'],
  [1, 's100'],
])('a strength of %d is drawn as %s', (strength, name) => {
  expect(strokeClass(strength)).toBe(name)
})

describe('days', () => {
  test.each([
    ['2026-11-05', 'today'],
    ['2026-11-06', 'today'],
    ['2026-11-07', 'tomorrow'],
    ['2026-11-09', 'in three days'],
    ['2026-12-06', 'in 30 days'],
  ])('%s, seen on 6 November, is %s', (day, words) => {
    expect(ahead(day, '2026-11-06')).toBe(words)
  })

  test('have a short and a long name', () => {
    expect([weekday('2026-11-03'), longDay('2026-11-03')]).toEqual(['Tue', 'Tuesday 3 November'])
  })
})
