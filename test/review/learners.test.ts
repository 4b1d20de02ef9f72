import { afterAll, beforeAll, expect, test } from 'vitest'
import { countLearners } from '../../src/cli/learners.ts'
import { learnersOf } from '../../src/lessons/compare.ts'
import { openSchool, type School } from '../world.ts'

let school: School
beforeAll(async () => {
  school = await openSchool()
})
afterAll(() => school.close())

test('whoever has learnt an item is counted once, and nobody is named', async () => {
  const [mia, tom] = [await school.learner(), await school.learner()]
  for (const person of [mia, tom]) await school.reads(person, 'brewing')
  await school.reads(mia, 'tasting')
  school.nextMorning()
  await school.reviews(mia)
  const learners = await school.app.system.memory.learners()
  expect([...learners]).toEqual(
    expect.arrayContaining([
      ['green-water', 2],
      ['tea-country', 1],
    ]),
  )
  expect(learnersOf({ id: 'sencha-water', was: 'green-water' }, learners)).toBe(2)
  expect(learnersOf({ id: 'nothing' }, learners)).toBe(0)
})

test('a command counts them beside a running server, and makes no database where there is none', async () => {
  expect((await countLearners(school.context.settings))?.get('green-water')).toBe(2)
  expect(await countLearners({ ...school.context.settings, data: '/tmp/heed-nowhere' })).toBeUndefined()
})
