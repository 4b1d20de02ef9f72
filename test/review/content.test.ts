import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSchool, type Person, type School } from '../world.ts'
import { expectMemoriesToStand } from './stand.ts'

let world: School
let mia: Person
beforeEach(async () => {
  world = await openSchool()
  mia = await world.person('Mia')
})
afterEach(async () => {
  await expectMemoriesToStand(world)
  world.close()
})

const tasting = 'courses/tea/tasting.mdx'
const brewing = 'courses/tea/brewing.mdx'
const aufgiessen = 'courses/tea/brewing.de.mdx'

const withoutItem = (id: string) => (text: string) => text.replace(new RegExp(`<(\\w+) id="${id}"[^]*?</\\1>\n`), '')
/** The lesson and its translation: an item must be the same in both. */
async function editsBoth(change: (text: string) => string): Promise<void> {
  world.writes(aufgiessen, change)
  await world.edits(brewing, change)
}

async function takesAway(item: string, file: string): Promise<void> {
  world.clock.forward({ minutes: 1 })
  // In one go, as a deployment does: an item that is gone without a word stays.
  world.writes('retired.yml', () => `- { id: ${item}, date: 2026-03-02, why: not served any more }\n`)
  await world.edits(file, withoutItem(item))
}

async function bringsBack(file: string, text: string): Promise<void> {
  world.writes('retired.yml', () => '[]\n')
  await world.edits(file, () => text)
}

const stateOf = async (lesson: string) => (await world.as(mia).lessons.lesson(lesson, {})).state

describe('an edited wording', () => {
  const reworded = (text: string) =>
    text.replace('75 degrees', 'About 75 degrees').replace('How hot is the water', 'How hot should the water be')

  test('keeps the memory and the keys, so that the schedule goes on', async () => {
    await world.reads(mia, 'brewing')
    const before = await world.memory(mia, 'green-water')
    const old = world.sent(mia, 'green-water', 'right')
    await world.edits(brewing, reworded)
    const now = world.sent(mia, 'green-water', 'right')
    expect(now.version).toBe('green-water@en.2')
    expect(now.response).toEqual(old.response)
    expect(await world.memory(mia, 'green-water')).toEqual(before)
    world.morningOf(before!.dueDay)
    expect(await world.answers(mia, 'green-water', 'right')).toMatchObject({ mode: 'review', credit: 1 })
    expect(await world.memory(mia, 'green-water')).toMatchObject({ answers: 2, lastKeyHash: before!.lastKeyHash })
  })

  test('is what a session shows only if it began after it', async () => {
    await world.reads(mia, 'brewing', 'wrong')
    world.nextMorning()
    const before = await world.starts(mia)
    await world.edits(brewing, reworded)
    expect(await world.starts(mia)).toEqual(before)
    const asked = before.items.find(({ item }) => item === 'green-water')!
    expect(await world.answers(mia, 'green-water', 'right', { session: before.id, version: asked.version })).toMatchObject({
      status: 'stored',
      mode: 'review',
    })
    await world.reviews(mia, 'wrong')
    world.nextMorning()
    expect((await world.starts(mia)).items.find(({ item }) => item === 'green-water')!.version).toBe('green-water@en.2')
  })

  test('is listed in the history of the item', async () => {
    await world.reads(mia, 'brewing')
    await world.edits(brewing, reworded)
    const { versions } = await world.as(mia).review.history('green-water', { zone: 'UTC' })
    expect(versions.filter(({ version }) => version.includes('@en'))).toMatchObject([
      { version: 'green-water@en.1', change: 'new' },
      { version: 'green-water@en.2', change: 'wording' },
    ])
  })
})

describe('an answer to an older version', () => {
  test('is graded by its own: what was right then is right', async () => {
    await world.opens(mia, 'brewing')
    const [then, other] = [world.sent(mia, 'green-water', 'right'), world.sent(mia, 'bitter-causes', 'right')]
    await editsBoth((text) => text.replace('- [x] 75', '- [ ] 75').replace('- [ ] 95', '- [x] 95'))
    expect(world.sent(mia, 'green-water', 'right').response).not.toEqual(then.response)
    expect(await world.sends(mia, [then, other])).toMatchObject([
      { status: 'stored', credit: 1 },
      { status: 'stored', credit: 1 },
    ])
    expect(await world.answers(mia, 'green-water', 'right', { response: then.response })).toMatchObject({ credit: 0 })
  })
})

describe('a retired item', () => {
  test('asked in a session that goes on: its answer is stored, and makes no memory', async () => {
    await world.reads(mia, 'tasting', 'wrong')
    world.nextMorning()
    const session = await world.starts(mia)
    const answer = world.sent(mia, 'tea-country', 'right', { session: session.id })
    const before = await world.memory(mia, 'tea-country')
    await takesAway('tea-country', tasting)
    expect((await world.starts(mia)).items.map(({ item }) => item)).not.toContain('tea-country')
    expect(await world.sends(mia, [answer])).toMatchObject([
      { status: 'stored', mode: 'practice', credit: 1, due: null, intervalDays: null },
    ])
    expect(await world.sends(mia, [answer])).toMatchObject([{ status: 'already', credit: 1 }])
    const rows = world.sql<{ s: number; due_day: string }>(`SELECT s, due_day FROM memory WHERE item_id = 'tea-country'`)
    expect(rows).toEqual([{ s: before!.s, due_day: before!.dueDay }])
  })

  test('answered offline in its lesson, before the news: stored, and no memory', async () => {
    await world.opens(mia, 'tasting')
    const answer = world.sent(mia, 'tea-country', 'right')
    await takesAway('tea-country', tasting)
    expect(await world.sends(mia, [answer])).toMatchObject([{ status: 'stored', mode: 'practice', credit: 1, due: null }])
    expect(world.sql(`SELECT * FROM memory WHERE item_id = 'tea-country'`)).toEqual([])
  })

  test('of a lesson that was never opened is refused like any other', async () => {
    const answer = world.sent(mia, 'tea-country', 'right')
    await takesAway('tea-country', tasting)
    expect(await world.sends(mia, [answer])).toMatchObject([{ status: 'refused', code: 'not-open' }])
  })

  test('is asked no more, and its history stays', async () => {
    const [, second] = await world.reads(mia, 'tasting', 'wrong')
    await takesAway('tea-country', tasting)
    world.nextMorning()
    const { session } = await world.reviews(mia)
    expect(session.items.map(({ item }) => item).toSorted()).toEqual(['first-flush', 'tasting-order'])
    expect((await world.as(mia).review.history('tea-country', { zone: 'UTC' })).answers.map(({ id }) => id)).toEqual([second!.id])
  })

  test('a card answered before and taken back after', async () => {
    await world.opens(mia, 'tasting')
    const card = await world.answers(mia, 'first-flush', 'right')
    await takesAway('first-flush', tasting)
    world.clock.forward({ minutes: 1 })
    await world.as(mia).review.voidAnswer(card.id)
    expect(world.sql(`SELECT * FROM memory WHERE item_id = 'first-flush'`)).toEqual([])
  })

  test('a card answered and taken back after', async () => {
    await world.reads(mia, 'tasting', 'wrong')
    world.nextMorning()
    const { id: session } = await world.starts(mia)
    const card = world.sent(mia, 'first-flush', 'right', { session })
    await takesAway('first-flush', tasting)
    world.clock.forward({ minutes: 1 })
    await world.sends(mia, [card])
    await world.as(mia).review.voidAnswer(card.id)
    expect(world.sql(`SELECT answers FROM memory WHERE item_id = 'first-flush'`)).toEqual([{ answers: 1 }])
  })

  test('that is brought back goes on from its memory', async () => {
    const text = world.text(tasting)
    await world.reads(mia, 'tasting', 'wrong')
    world.nextMorning()
    const { id: session } = await world.starts(mia)
    const answer = world.sent(mia, 'tea-country', 'right', { session })
    const before = await world.memory(mia, 'tea-country')
    await takesAway('tea-country', tasting)
    world.clock.forward({ minutes: 1 })
    await world.sends(mia, [answer])
    world.clock.forward({ minutes: 1 })
    await bringsBack(tasting, text)
    expect((await world.memory(mia, 'tea-country'))!.dueDay).toBe(before!.dueDay)
    expect(await world.answers(mia, 'tea-country', 'right')).toMatchObject({ status: 'stored' })
  })

  test('that was the last one missing does not keep the lesson from being done', async () => {
    await world.opens(mia, 'tasting')
    for (const item of ['tasting-order', 'first-flush']) await world.answers(mia, item, 'right')
    await takesAway('tea-country', tasting)
    await world.answers(mia, 'first-flush', 'right')
    expect(await stateOf('tasting')).toBe('done')
  })
})

describe('a renamed item', () => {
  const renamed = (text: string) => text.replace('<Typed id="pot-name">', '<Typed id="lidded-cup" was="pot-name">')

  test('keeps its memory and its history under the new id', async () => {
    const results = await world.reads(mia, 'brewing')
    const before = await world.memory(mia, 'pot-name')
    await editsBoth(renamed)
    expect(await world.memory(mia, 'lidded-cup')).toEqual({ ...before, itemId: 'lidded-cup' })
    world.morningOf(before!.dueDay)
    expect((await world.starts(mia)).items.filter(({ item }) => /cup|pot/.test(item)).map(({ item }) => item)).toEqual(['lidded-cup'])
    expect(await world.answers(mia, 'lidded-cup', 'right')).toMatchObject({ mode: 'review' })
    const history = await world.as(mia).review.history('pot-name', { zone: 'UTC' })
    expect(history).toMatchObject({ item: 'lidded-cup', answers: [{ id: results[3]!.id, mode: 'lesson' }, { mode: 'review' }] })
  })

  test('takes answers under its old id, from a device that has not heard of it', async () => {
    await world.opens(mia, 'brewing')
    const sent = world.sent(mia, 'pot-name', 'right')
    await editsBoth(renamed)
    expect(await world.sends(mia, [sent])).toMatchObject([{ status: 'stored', mode: 'lesson' }])
    expect(await world.memory(mia, 'lidded-cup')).toMatchObject({ answers: 1 })
  })

  test('in a session that goes on is still one of its items', async () => {
    await world.reads(mia, 'brewing', 'wrong')
    world.nextMorning()
    const session = await world.starts(mia)
    const sent = world.sent(mia, 'pot-name', 'right', { session: session.id })
    await editsBoth(renamed)
    expect(await world.sends(mia, [sent])).toMatchObject([{ status: 'stored', mode: 'review' }])
    expect((await world.starts(mia)).items.map(({ item }) => item).toSorted()).toEqual(['bitter-causes', 'green-time', 'green-water'])
  })
})

describe('translations', () => {
  test('share one schedule', async () => {
    await world.opens(mia, 'brewing')
    expect(await world.answers(mia, 'green-water', 'wrong', { locale: 'de' })).toMatchObject({ mode: 'lesson', credit: 0 })
    expect(await world.answers(mia, 'green-water', 'right')).toMatchObject({ mode: 'retry' })
    expect(world.sql('SELECT item_id, answers FROM memory')).toEqual([{ item_id: 'green-water', answers: 1 }])
  })

  test('complete a lesson together', async () => {
    await world.opens(mia, 'brewing')
    for (const [index, item] of ['green-water', 'bitter-causes', 'green-time', 'pot-name'].entries()) {
      await world.answers(mia, item, 'right', { locale: index % 2 === 0 ? 'en' : 'de' })
    }
    expect(await stateOf('brewing')).toBe('done')
  })

  test('are graded by their own words', async () => {
    await world.opens(mia, 'brewing')
    expect(await world.answers(mia, 'green-time', 'right', { locale: 'de', response: { gaps: ['zwei', 'vier'] } })).toMatchObject({
      credit: 1,
    })
    expect(await world.answers(mia, 'green-time', 'right', { locale: 'en', response: { gaps: ['zwei', 'vier'] } })).toMatchObject({
      credit: 0,
    })
  })
})

describe('an item used in two lessons', () => {
  const reuse = (body: string) => (text: string) => text.replace(/(?<=status: live\n---\n)[^]*/, `\nThe cup again.\n\n${body}\n`)
  const onlyUsed = reuse('<Use id="pot-name" />')
  const usedAndOwn = reuse('<Use id="pot-name" />\n\n<Card id="tasting-card">\n\nWhat comes first?\n\n---\n\nThe leaves.\n\n</Card>')

  async function tastingBecomes(change: (text: string) => string): Promise<void> {
    world.writes('retired.yml', () =>
      ['tasting-order', 'tea-country', 'first-flush'].map((id) => `- { id: ${id}, date: 2026-03-02, why: moved on }\n`).join(''),
    )
    await world.edits(tasting, change)
  }

  test('is learnt once, and completes both', async () => {
    await tastingBecomes(usedAndOwn)
    await world.reads(mia, 'brewing')
    await world.opens(mia, 'tasting')
    expect(await world.answers(mia, 'pot-name', 'right')).toMatchObject({ mode: 'retry' })
    expect(await stateOf('tasting')).toBe('in-progress')
    expect(await world.answers(mia, 'tasting-card', 'right')).toMatchObject({ mode: 'lesson' })
    expect([await stateOf('brewing'), await stateOf('tasting')]).toEqual(['done', 'done'])
    expect(await world.memory(mia, 'pot-name')).toMatchObject({ answers: 1 })
  })

  test('first met in the other lesson completes its own', async () => {
    await tastingBecomes(usedAndOwn)
    await world.opens(mia, 'tasting')
    await world.opens(mia, 'brewing')
    for (const item of ['green-water', 'bitter-causes', 'green-time']) await world.answers(mia, item, 'right')
    expect(await world.answers(mia, 'pot-name', 'right')).toMatchObject({ mode: 'lesson' })
    expect([await stateOf('brewing'), await stateOf('tasting')]).toEqual(['done', 'in-progress'])
  })

  test('completes a lesson in which nothing is new', async () => {
    await tastingBecomes(onlyUsed)
    await world.reads(mia, 'brewing')
    await world.opens(mia, 'tasting')
    expect(await world.answers(mia, 'pot-name', 'right')).toMatchObject({ mode: 'retry' })
    expect(await stateOf('tasting')).toBe('done')
  })

  test('stands once in a session, and in each lesson under its own id', async () => {
    await tastingBecomes(usedAndOwn)
    await world.reads(mia, 'brewing', 'wrong')
    await world.reads(mia, 'tasting', 'wrong')
    world.nextMorning()
    expect((await world.starts(mia)).items.filter(({ item }) => item === 'pot-name')).toHaveLength(1)
    const { segments } = await world.as(mia).lessons.lesson('tasting', {})
    expect(segments.flatMap((segment) => ('item' in segment ? [segment.item] : []))).toEqual(['pot-name', 'tasting-card'])
  })
})
