import { expect, test } from 'vitest'
import { chanceOf } from '../../src/kernel/chance.ts'

const numbers = (seed: number, count = 2000) => {
  const chance = chanceOf(seed)
  return Array.from({ length: count }, chance)
}

test('the same seed gives the same numbers, another one others', () => {
  expect(numbers(7)).toEqual(numbers(7))
  expect(numbers(7)).not.toEqual(numbers(8))
})

test('the numbers are spread from 0 to 1', () => {
  const drawn = numbers(7)
  expect(drawn.every((each) => each >= 0 && each < 1)).toBe(true)
  for (let tenth = 0; tenth < 10; tenth++) expect(drawn.filter((each) => Math.floor(each * 10) === tenth).length).toBeGreaterThan(140)
})
