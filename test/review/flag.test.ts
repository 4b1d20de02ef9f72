import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FlagInput } from '../../src/review/service.ts'
import { refusal } from '../refusal.ts'
import { openSchool, type Person, type School } from '../world.ts'

let world: School
beforeAll(async () => {
  world = await openSchool()
})
afterAll(() => {
  world.close()
})

const flag = (person: Person, item: string, input: FlagInput) => world.as(person).review.flag(item, input)
const flags = (text: string) =>
  world.sql<Record<string, unknown>>(`select item_id, version_id, person_id, at, state, reply from flag where text = '${text}'`)

async function inTasting(): Promise<Person> {
  const mia = await world.learner()
  await world.opens(mia, 'tasting')
  return mia
}

test('a note goes to the author without a name, for an item that is open', async () => {
  const mia = await inTasting()
  await flag(mia, 'first-flush', { text: ' There is an autumn flush, too. ' })
  expect(flags('There is an autumn flush, too.')).toEqual([
    { item_id: 'first-flush', version_id: 'first-flush@en.1', person_id: null, at: world.clock.now(), state: 'open', reply: null },
  ])
})

test('whose it is stands in it only when that was ticked', async () => {
  const mia = await inTasting()
  await flag(mia, 'first-flush', { text: 'Ask me about it.', named: true })
  await flag(mia, 'first-flush', { text: 'Do not ask me.', named: false })
  expect(flags('Ask me about it.')).toMatchObject([{ person_id: mia.viewer.id }])
  expect(flags('Do not ask me.')).toMatchObject([{ person_id: null }])
  expect(world.sql(`select * from audit where actor_id = '${mia.viewer.id}' and verb like '%flag%'`)).toEqual([])
})

test('it names the wording that the person reads', async () => {
  const uta = await world.learner()
  await world.opens(uta, 'brewing')
  await flag({ ...uta, viewer: { ...uta.viewer, locale: 'de' } }, 'green-water', { text: 'Kühler, nicht wärmer?' })
  expect(flags('Kühler, nicht wärmer?')).toMatchObject([{ version_id: 'green-water@de.1' }])
})

test('an item that was met can be flagged when its lesson is read no more', async () => {
  const mia = await inTasting()
  await world.answers(mia, 'first-flush', 'right')
  world.clock.forward({ days: 40 })
  await flag(mia, 'first-flush', { text: 'Still wrong.' })
  expect(flags('Still wrong.')).toHaveLength(1)
})

test.each([
  ['an item of a lesson that was not opened', 'green-water'],
  ['an item that there is not', 'no-such-item'],
])('%s is not there to be flagged', async (_, item) => {
  await expect(flag(await inTasting(), item, { text: 'Nobody reads this.' })).rejects.toThrow(refusal('not-found'))
  expect(flags('Nobody reads this.')).toEqual([])
})

test.each([
  ['nothing', ' '],
  ['more than 2000 characters', 'x'.repeat(2001)],
])('%s is refused', async (_, text) => {
  await expect(flag(await inTasting(), 'first-flush', { text })).rejects.toThrow(refusal('invalid'))
})

test('twenty a day are enough for anybody, and count for one person only', async () => {
  const [mia, ben] = [await inTasting(), await inTasting()]
  await world.answers(mia, 'first-flush', 'right')
  for (let n = 1; n <= 10; n++) {
    await flag(mia, 'first-flush', { text: `Note ${n}`, named: true })
    await world.as(mia).review.suspend('first-flush', { reason: `Reason ${n}` })
  }
  // What is refused for another reason does not count.
  await expect(flag(mia, 'no-such-item', { text: 'x' })).rejects.toThrow(refusal('not-found'))
  const tooMany = expect.objectContaining({ code: 'too-many', retryAfter: expect.any(Number) })
  await expect(flag(mia, 'first-flush', { text: 'Note 11' })).rejects.toThrow(tooMany)
  await expect(world.as(mia).review.suspend('first-flush', { reason: 'Reason 11' })).rejects.toThrow(tooMany)
  expect(flags('Note 11')).toEqual([])
  await flag(ben, 'first-flush', { text: 'From somebody else.' })
})
