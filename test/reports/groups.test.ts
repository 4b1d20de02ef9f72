import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { byTeam, fewest, inFives, wholeGroups } from '../../src/reports/groups.ts'

const people = (from: number, to: number) => new Set(Array.from({ length: to - from }, (_, n) => `p${from + n}`))
const told = (sets: Record<string, Set<string>>) =>
  Object.fromEntries([...wholeGroups(new Map(Object.entries(sets)))].map(([name, counted]) => [name, counted.size]))

describe('who counts in what is told of teams', () => {
  test.each<[name: string, sets: Record<string, Set<string>>, expected: Record<string, number>]>([
    ['a team of five', { a: people(0, 5) }, { a: 5 }],
    ['a team of four is not told of', { a: people(0, 4) }, {}],
    ['a lead above one team leaves no trace', { all: people(0, 6), a: people(0, 5) }, { all: 5, a: 5 }],
    ['two teams of five under one', { all: people(0, 10), a: people(0, 5), b: people(5, 10) }, { all: 10, a: 5, b: 5 }],
    ['a small team beside a large one', { all: people(0, 8), a: people(0, 5), b: people(5, 8) }, { all: 5, a: 5 }],
    ['small teams together', { all: people(0, 9), a: people(0, 3), b: people(3, 6), c: people(6, 9) }, { all: 9 }],
    ['teams that overlap', { a: people(0, 6), b: people(2, 8) }, { a: 6 }],
  ])('%s', (_, sets, expected) => {
    expect(told(sets)).toEqual(expected)
  })

  test('whatever is added and taken away, nobody of fewer than five can be told apart', () => {
    const parents = fc.array(fc.nat(), { minLength: 1, maxLength: 12 })
    const members = fc.array(fc.record({ team: fc.nat(), count: fc.integer({ min: 0, max: 7 }) }), { maxLength: 16 })
    fc.assert(
      fc.property(parents, members, (above, placed) => {
        const counted = [...wholeGroups(treeOf(above, placed)).values()]
        // People who stand in the same numbers cannot be told apart by any arithmetic on them.
        const everybody = new Set(counted.flatMap((set) => [...set]))
        const signature = (id: string) => counted.map((set) => (set.has(id) ? 1 : 0)).join('')
        for (const alike of Map.groupBy(everybody, signature).values()) expect(alike.length).toBeGreaterThanOrEqual(fewest)
      }),
    )
  })

  test('a team without teams below it is told of whenever five of it have data', () => {
    const size = fc.integer({ min: 5, max: 40 })
    fc.assert(fc.property(size, (count) => told({ a: people(0, count) }).a === count))
  })
})

test('only those with data count', () => {
  const reach = new Map([['a', people(0, 9)]])
  const known = new Map([...people(0, 5)].map((id, n) => [id, n]))
  expect(byTeam(reach, known)).toEqual([{ teamId: 'a', values: [0, 1, 2, 3, 4] }])
  known.delete('p0')
  expect(byTeam(reach, known)).toEqual([])
})

/** A tree of teams, each below one that came before it, with everybody in it and below it. */
function treeOf(above: readonly number[], placed: readonly { team: number; count: number }[]): Map<string, Set<string>> {
  const reach = new Map(above.map((_, team) => [`t${team}`, new Set<string>()]))
  for (const [place, { team, count }] of placed.entries()) {
    for (let at: number | undefined = team % above.length; at !== undefined; at = at === 0 ? undefined : above[at]! % at)
      for (let n = 0; n < count; n++) reach.get(`t${at}`)!.add(`p${place}.${n}`)
  }
  return reach
}

describe('what grows', () => {
  const itself = (person: number) => String(person)

  test('is told in whole groups of five people, whoever comes twice', () => {
    expect(inFives([1, 2, 3, 4], itself)).toEqual([])
    expect(inFives([1, 2, 3, 3, 4, 5, 6, 7], itself)).toEqual([1, 2, 3, 3, 4, 5])
  })

  test('moves by five people at once, or not at all', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { maxLength: 60 }), fc.nat(12), (before, next) => {
        const [one, other] = [inFives(before, itself), inFives([...before, next], itself)]
        expect(other.slice(0, one.length)).toEqual(one)
        const more = new Set(other.slice(one.length)).size
        expect(more === 0 || more >= fewest).toBe(true)
      }),
    )
  })
})
