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

const brewing = 'courses/tea/brewing.mdx'
const aufgiessen = 'courses/tea/brewing.de.mdx'
const moved = (text: string) => text.replace('- [x] 75', '- [ ] 75').replace('- [ ] 95', '- [x] 95')
const asMistake = (text: string) => moved(text).replace('id="green-water"', 'id="green-water" change="mistake"')

/** In the lesson and its translation, which must agree. */
async function publishes(change: (text: string) => string): Promise<void> {
  world.writes(aufgiessen, change)
  await world.edits(brewing, change)
}
const rekeys = (item = 'green-water') => world.sql(`select id from answer where kind = 'rekey' and item_id = '${item}'`).length
const asked = async () => (await world.starts(mia)).items.find(({ item }) => item === 'green-water')

describe('a fact that changed', () => {
  test('asks those who knew the old one again on the same day, and says what they used to answer', async () => {
    await world.reads(mia, 'brewing')
    await publishes(moved)
    expect(rekeys()).toBe(1)
    const again = await asked()
    expect(again).toMatchObject({ version: 'green-water@en.2', changed: expect.stringContaining('75') })
    expect(again!.changed).not.toContain('95')
  })

  test('comes back after one day, then after seven, however well it was known', async () => {
    await world.reads(mia, 'brewing')
    for (const _ of [1, 2]) {
      world.morningOf((await world.memory(mia, 'green-water'))!.dueDay)
      await world.answers(mia, 'green-water', 'right')
    }
    world.nextMorning()
    await publishes(moved)
    const { results } = await world.reviews(mia)
    expect(results.filter(({ intervalDays }) => intervalDays === 1)).toHaveLength(1)
    world.nextMorning()
    expect(await asked()).not.toHaveProperty('changed')
    expect(await world.answers(mia, 'green-water', 'right')).toMatchObject({ mode: 'review', intervalDays: 7 })
  })

  test('stands open in the lesson again: what was right this morning is not shown as right', async () => {
    await world.reads(mia, 'brewing')
    const place = async () => {
      const { segments } = await world.as(mia).review.lessonPage('brewing', { zone: 'UTC' })
      return segments.find((segment) => 'item' in segment && segment.item === 'green-water') as { answered: object | null }
    }
    expect((await place()).answered).toMatchObject({ verdict: 'right' })
    await publishes(moved)
    expect((await place()).answered).toBeNull()
    await world.answers(mia, 'green-water', 'right')
    expect((await place()).answered).toMatchObject({ verdict: 'right' })
  })

  test('does not trouble those who had it wrong anyway', async () => {
    await world.reads(mia, 'brewing', 'wrong')
    await publishes(moved)
    expect(rekeys()).toBe(0)
  })

  test('is published once, however often the folder is read', async () => {
    await world.reads(mia, 'brewing')
    await publishes(moved)
    await world.edits(brewing, (text) => text.replace('How hot is the water', 'How hot should the water be'))
    expect(rekeys()).toBe(1)
  })

  test('in a translation concerns those who answered in that language', async () => {
    const max = await world.person('Max')
    await world.reads(mia, 'brewing')
    await world.opens(max, 'brewing')
    await world.answers(max, 'green-water', 'right', { locale: 'de' })
    await publishes(moved)
    expect(rekeys()).toBe(2)
  })

  test('also reaches whoever answers the old question late, and only them who knew it', async () => {
    await world.opens(mia, 'brewing')
    const old = world.sent(mia, 'green-water', 'right')
    const max = await world.person('Max')
    await world.opens(max, 'brewing')
    const wrong = world.sent(max, 'green-water', 'wrong')
    await publishes(moved)
    expect(await world.sends(mia, [old])).toMatchObject([{ credit: 1, due: '2026-03-02' }])
    expect(await world.sends(max, [wrong])).toMatchObject([{ credit: 0, due: '2026-03-03' }])
    expect(await asked()).toMatchObject({ changed: expect.stringContaining('75') })
    // Sent twice is known once.
    expect(await world.sends(mia, [old])).toMatchObject([{ status: 'already', due: '2026-03-02' }])
    expect(rekeys()).toBe(1)
  })

  test('is asked with its new key in a session that had begun', async () => {
    await world.reads(mia, 'brewing', 'wrong')
    world.nextMorning()
    await world.starts(mia)
    await publishes(moved)
    expect(await asked()).toMatchObject({ version: 'green-water@en.2' })
  })

  test('is a changed number too, though no mark was moved', async () => {
    await world.reads(mia, 'brewing')
    await publishes((text) => text.replace('75', '80'))
    expect(rekeys()).toBe(1)
    expect(await asked()).toMatchObject({ changed: expect.stringContaining('75') })
  })

  test('is whatever the author says it is, once the right answer reads otherwise', async () => {
    await world.reads(mia, 'brewing')
    await world.edits(brewing, (text) =>
      text.replace('75 degrees', 'About 75 degrees').replace('id="green-water"', 'id="green-water" change="fact"'),
    )
    expect(rekeys()).toBe(1)
    await world.edits(brewing, (text) => text.replace('How hot is the water', 'How hot should the water be'))
    expect(rekeys()).toBe(1)
  })
})

describe('a key that was a mistake', () => {
  test('regrades past answers and folds the memory anew', async () => {
    const max = await world.person('Max')
    await world.reads(mia, 'brewing')
    await world.opens(max, 'brewing')
    await world.answers(max, 'green-water', 'wrong', { response: { options: [optionSaying('95')] } })
    const before = await world.memory(mia, 'green-water')
    expect(await world.memory(max, 'green-water')).toMatchObject({ firstCredit: 0 })

    await publishes(asMistake)
    expect(rekeys()).toBe(0)
    expect(await world.memory(max, 'green-water')).toMatchObject({ firstCredit: 1 })
    const after = (await world.memory(mia, 'green-water'))!
    expect(after.firstCredit).toBe(0)
    expect(after.s).toBeLessThan(before!.s)
    world.nextMorning()
    await world.answers(mia, 'green-water', 'right')
    const { answers } = await world.as(mia).review.history('green-water', { zone: 'UTC' })
    expect(answers.map(({ credit }) => credit)).toEqual([0, 1])
  })

  test('judges an answer to the old version that arrives late', async () => {
    await world.opens(mia, 'brewing')
    const old = world.sent(mia, 'green-water', 'right')
    await publishes(asMistake)
    expect(await world.sends(mia, [old])).toMatchObject([{ status: 'stored', credit: 0 }])
  })

  test('does not judge what was answered before a fact changed', async () => {
    await world.reads(mia, 'brewing')
    await publishes(moved)
    await publishes((text) =>
      text.replace('id="green-water"', 'id="green-water" change="mistake"').replace('- [x] 95', '- [ ] 95').replace('- [ ] 85', '- [x] 85'),
    )
    expect(await world.memory(mia, 'green-water')).toMatchObject({ firstCredit: 1 })
  })
})

function optionSaying(words: string): string {
  const { spec } = world.live().items.get('green-water')!.get('en')!
  return (spec as unknown as { options: { key: string; text: string }[] }).options.find(({ text }) => text.includes(words))!.key
}
