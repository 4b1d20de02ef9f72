import { expect, test } from 'vitest'
import { mixesOf, type Reply } from '../../src/reports/cohort.ts'

const people = ['ada', 'ben', 'cem', 'dee', 'eve', 'fay']
const reach = new Map([['phone', new Set(people)]])
const reply = (personId: string, option: string): Reply => ({
  ...{ personId, skill: 'serving', itemId: 'price', option },
  mark: option === 'a' ? 'best' : option === 'b' ? 'ok' : 'poor',
})
const topOf = (replies: Reply[]) => {
  const { topReply, topN } = mixesOf(reach, replies).find(({ itemId }) => itemId === 'price')!
  return { topReply, topN }
}

test('no reply is quoted that fewer than five people chose, however often', () => {
  const one = people.flatMap((personId) =>
    personId === 'ada' ? Array.from({ length: 9 }, () => reply(personId, 'c')) : [reply(personId, 'a')],
  )
  expect(topOf(one)).toEqual({ topReply: null, topN: 0 })
  const four = people.map((personId, n) => reply(personId, n < 4 ? 'c' : 'a'))
  expect(topOf(four)).toEqual({ topReply: null, topN: 0 })
})

test('of those that five people chose, the one that was chosen most often is', () => {
  const both = people.flatMap((personId, n) => [reply(personId, 'b'), ...(n < 5 ? [reply(personId, 'c'), reply(personId, 'c')] : [])])
  expect(topOf(both)).toEqual({ topReply: 'c', topN: 10 })
})
