import { afterAll, beforeAll, expect, test } from 'vitest'
import { suspendedBy } from '../../db/suspensions.ts'
import { refusal } from '../refusal.ts'
import { openSchool, type Person, type School } from '../world.ts'

let world: School
beforeAll(async () => {
  world = await openSchool()
})
afterAll(() => {
  world.close()
})

const suspend = (person: Person, item: string, reason: string) => world.as(person).review.suspend(item, { reason })
const unsuspend = (person: Person, item: string) => world.as(person).review.unsuspend(item)
const suspended = async ({ viewer }: Person) => [...(await suspendedBy(world.context.read, viewer))]
const flags = (item: string) =>
  world.sql<{ text: string; person_id: string | null; version_id: string }>(
    `select text, person_id, version_id from flag where item_id = '${item}' order by id`,
  )

async function hasMet(item: string): Promise<Person> {
  const mia = await world.learner()
  await world.opens(mia, 'tasting')
  await world.answers(mia, item, 'right')
  return mia
}

test('what somebody does not want to be asked is theirs alone, with the reason', async () => {
  const [mia, ben] = [await hasMet('tea-country'), await hasMet('tea-country')]
  await suspend(mia, 'tea-country', '  I grew up in Assam. ')
  expect(await suspended(mia)).toEqual(['tea-country'])
  expect(await suspended(ben)).toEqual([])
  expect(world.sql(`select item_id, reason, since from suspension where person_id = '${mia.viewer.id}'`)).toEqual([
    { item_id: 'tea-country', reason: 'I grew up in Assam.', since: world.clock.now() },
  ])
})

test('the reason reaches the author, without a name', async () => {
  const mia = await hasMet('first-flush')
  await suspend(mia, 'first-flush', 'We do not sell it.')
  expect(flags('first-flush')).toEqual([{ text: "Don't ask me this: We do not sell it.", person_id: null, version_id: 'first-flush@en.1' }])
})

test('to say it twice is to say it once; another reason is said as well', async () => {
  const mia = await hasMet('tasting-order')
  await suspend(mia, 'tasting-order', 'Too easy.')
  await suspend(mia, 'tasting-order', 'Too easy.')
  expect(flags('tasting-order')).toHaveLength(1)
  await suspend(mia, 'tasting-order', 'We taste in another order.')
  expect(flags('tasting-order').map(({ text }) => text)).toEqual([
    "Don't ask me this: Too easy.",
    "Don't ask me this: We taste in another order.",
  ])
  expect(await suspended(mia)).toEqual(['tasting-order'])
})

test('it can be taken back, as often as one likes', async () => {
  const [mia, ben] = [await hasMet('tea-country'), await hasMet('tea-country')]
  await suspend(mia, 'tea-country', 'Not now.')
  await suspend(ben, 'tea-country', 'Not now.')
  await unsuspend(mia, 'tea-country')
  await unsuspend(mia, 'tea-country')
  expect(await suspended(mia)).toEqual([])
  expect(await suspended(ben)).toEqual(['tea-country'])
})

test.each([
  ['an item that nobody has met', 'green-water'],
  ['an item that there is not', 'no-such-item'],
])('%s is not there to be suspended', async (_, item) => {
  const mia = await hasMet('first-flush')
  await world.opens(mia, 'brewing')
  await expect(suspend(mia, item, 'Never.')).rejects.toThrow(refusal('not-found'))
  expect(await suspended(mia)).toEqual([])
})

test.each([
  ['no reason', '   '],
  ['a whole essay', 'x'.repeat(501)],
])('%s is refused', async (_, reason) => {
  const mia = await hasMet('first-flush')
  await expect(suspend(mia, 'first-flush', reason)).rejects.toThrow(refusal('invalid'))
})

test('it follows an item to its new name, and is taken back by either', async () => {
  const school = await openSchool()
  try {
    const mia = await school.person('Mia')
    await school.reads(mia, 'tasting')
    await school.as(mia).review.suspend('first-flush', { reason: 'We do not sell it.' })
    await school.edits('courses/tea/tasting.mdx', (text) =>
      text.replace('<Card id="first-flush">', '<Card id="spring-tea" was="first-flush">'),
    )
    const names = async () => [...(await suspendedBy(school.context.read, mia.viewer))].toSorted()
    expect(await names()).toEqual(['first-flush', 'spring-tea'])
    await school.as(mia).review.suspend('spring-tea', { reason: 'We still do not.' })
    expect(school.sql('select item_id, reason from suspension')).toEqual([{ item_id: 'first-flush', reason: 'We still do not.' }])
    await school.as(mia).review.unsuspend('spring-tea')
    expect(await names()).toEqual([])
  } finally {
    school.close()
  }
})

test('an item of a critical course goes on being asked, and the words say what to do instead', async () => {
  const school = await openSchool()
  try {
    await school.edits('courses/tea/course.yml', (text) => text.replace('class: standard', 'class: critical'))
    const mia = await school.person('Mia')
    await school.reads(mia, 'tasting')
    await expect(school.as(mia).review.suspend('first-flush', { reason: 'Boring.' })).rejects.toThrow(
      expect.objectContaining({ code: 'conflict', hint: expect.stringContaining('Something wrong?') }),
    )
    expect(school.sql('select * from suspension union all select 1, 1, 1, text from flag')).toEqual([])
  } finally {
    school.close()
  }
})
