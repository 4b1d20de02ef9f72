import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { itemStatistics } from '../../src/reports/service.ts'
import { refusal } from '../refusal.ts'
import { openSchool, type How, type Person, type School } from '../world.ts'

let world: School
let anna: Person
const people: Person[] = []

beforeEach(async () => {
  world = await openSchool()
  anna = await world.person('Anna', { role: 'author' })
  people.length = 0
  for (let n = 0; n < 25; n++) {
    const person = await world.learner()
    await world.opens(person, 'brewing')
    people.push(person)
  }
})
afterEach(() => world.close())

const brewing = 'courses/tea/brewing.mdx'
const aufgiessen = 'courses/tea/brewing.de.mdx'
const report = (input: Parameters<ReturnType<typeof world.as>['reports']['lessonReport']>[1] = {}) =>
  world.as(anna).reports.lessonReport('brewing', input)
const reportOf = async (item: string) => (await report()).items.find((each) => each.item === item)!
const night = () => itemStatistics(world.context)
/** First valid answers to an item, and how many of them were right. */
const counts = (item = 'green-water') => world.sql(`select n, full from item_stat where item_id = '${item}' and n > 0`)

function optionSaying(words: string): string {
  const { spec } = world.live().items.get('green-water')!.get('en')!
  return (spec as unknown as { options: { key: string; text: string }[] }).options.find(({ text }) => text.includes(words))!.key
}
const saying = (words: string) => ({ response: { options: [optionSaying(words)] } })

/** All of these answer the first question, and the others of the lesson rightly. */
async function answer(some: Person[], words: string, rest: How = 'right'): Promise<void> {
  for (const person of some) {
    await world.answers(person, 'green-water', 'right', saying(words))
    for (const item of ['bitter-causes', 'green-time', 'pot-name']) await world.answers(person, item, rest)
  }
}

describe('the figures of an item', () => {
  test('count first answers by what was chosen', async () => {
    await answer(people.slice(0, 15), '75')
    await answer(people.slice(15), '95', 'wrong')
    await night()
    const { figures, options, suspicions } = await reportOf('green-water')
    expect(counts()).toEqual([{ n: 25, full: 15 }])
    expect(figures).toMatchObject({ n: 25, meanMs: 9_000, reviews: null, discrimination: null })
    expect(figures!.firstTry.rate).toBeCloseTo((0.6 - 1 / 3) / (1 - 1 / 3))
    expect(options!.map(({ all, right }) => [all, right])).toEqual([
      [15, true],
      [0, false],
      [10, false],
    ])
    expect(suspicions).toEqual([])
  })

  test('are the same however often the night comes', async () => {
    await answer(people, '75')
    await night()
    const rows = world.sql('select * from item_stat order by item_id, locale')
    await night()
    expect(world.sql('select * from item_stat order by item_id, locale')).toEqual(rows)
    expect(rows).toHaveLength(4)
  })

  test('leave out what was too fast, and count what was tried again or practised once', async () => {
    await answer(people.slice(0, 6), '75')
    const [hasty, again] = people.slice(6)
    await world.answers(hasty!, 'green-water', 'right', { ms: 300 })
    await world.answers(again!, 'green-water', 'wrong')
    const { mode } = await world.answers(again!, 'green-water', 'right')
    expect(mode).toBe('retry')
    expect(await world.answers(again!, 'green-water', 'right')).toMatchObject({ mode: 'practice' })
    for (const person of people.slice(8, 11)) await world.answers(person, 'green-water', 'right')
    await night()
    expect(counts()).toEqual([{ n: 10, full: 9 }])
    expect((await reportOf('green-water')).figures).toMatchObject({ reviews: null })
  })

  test('leave out what was taken back', async () => {
    for (const person of people.slice(0, 6)) await world.opens(person, 'tasting')
    const answered = people.slice(0, 6).map((person) => ({ person, sent: world.sent(person, 'first-flush', 'right') }))
    for (const { person, sent } of answered) await world.sends(person, [sent])
    await world.as(people[0]!).review.voidAnswer(answered[0]!.sent.id)
    await night()
    expect(counts('first-flush')).toEqual([{ n: 5, full: 5 }])
  })

  test('count people five by five: from one night and the next nothing follows about one', async () => {
    await answer(people.slice(0, 5), '75')
    await night()
    const rows = world.sql("select * from item_stat where item_id = 'green-water'")
    await answer(people.slice(5, 9), '95', 'wrong')
    await night()
    expect(world.sql("select * from item_stat where item_id = 'green-water'")).toEqual(rows)
    await answer(people.slice(9, 10), '95', 'wrong')
    await night()
    expect(counts()).toEqual([{ n: 10, full: 5 }])
  })

  test('are not there for fewer than five people', async () => {
    await answer(people.slice(0, 4), '75')
    await night()
    expect(world.sql('select * from item_stat')).toEqual([])
    expect(await reportOf('green-water')).toMatchObject({ figures: null, suspicions: [], day: null })
  })

  test('compare reviews with what was promised', async () => {
    await answer(people.slice(0, 6), '75')
    world.morningOf((await world.memory(people[0]!, 'green-water'))!.dueDay)
    for (const person of people.slice(0, 6)) await world.answers(person, 'green-water', person === people[0] ? 'wrong' : 'right')
    await night()
    const { reviews } = (await reportOf('green-water')).figures!
    expect(reviews).toMatchObject({ n: 5, lapseRate: expect.closeTo(1 / 5) })
    expect(reviews!.residual).toBeGreaterThan(-0.3)
    expect(reviews!.residual).toBeLessThan(0)
  })

  test('go away with the people whom they came from', async () => {
    await answer(people.slice(0, 5), '75')
    await night()
    await world.app.system.people.erasePerson(people[0]!.viewer.id)
    await night()
    expect(world.sql('select * from item_stat')).toEqual([])
  })
})

describe('a wrong key', () => {
  beforeEach(async () => {
    await answer(people.slice(0, 20), '95')
    await answer(people.slice(20), '75', 'wrong')
    await night()
  })

  test('is suspected, and leads the list of what needs somebody', async () => {
    const { items } = await world.as(anna).reports.needsYou()
    expect(items[0]).toMatchObject({
      item: 'green-water',
      suspicions: [{ id: 'key-suspect', options: [optionSaying('95')], dismissed: null }],
    })
    expect(await report({ suspicion: 'key-suspect' })).toMatchObject({
      items: [{ item: 'green-water' }],
      waiting: ['key-suspect'],
      total: 4,
    })
    expect((await report({ suspicion: 'too-easy' })).items).toEqual([])
  })

  test('can be set aside with a reason, and is back when the text changes', async () => {
    await world.as(anna).reports.dismiss('green-water', { suspicion: 'key-suspect', reason: 'They read last year’s chart.' })
    expect((await world.as(anna).reports.needsYou()).items).toEqual([])
    expect((await reportOf('green-water')).suspicions).toMatchObject([{ dismissed: 'They read last year’s chart.' }])
    world.clock.forward({ minutes: 1 })
    await world.edits(brewing, (text) => text.replace('How hot is the water', 'How hot should the water be'))
    expect((await reportOf('green-water')).suspicions).toMatchObject([{ dismissed: null }])
  })

  test.each([
    ['an item of which nothing is suspected', 'pot-name', 'key-suspect', 'Fine.', 'not-found'],
    ['another suspicion', 'green-water', 'too-easy', 'Fine.', 'not-found'],
    ['no reason', 'green-water', 'key-suspect', '  ', 'invalid'],
  ] as const)('is not set aside for %s', async (_, item, suspicion, reason, code) => {
    await expect(world.as(anna).reports.dismiss(item, { suspicion, reason })).rejects.toThrow(refusal(code))
  })

  test('that was corrected is no suspect any more', async () => {
    world.writes(aufgiessen, corrected)
    await world.edits(brewing, corrected)
    await night()
    expect(await reportOf('green-water')).toMatchObject({ figures: { n: 25 }, suspicions: [] })
    expect(counts()).toEqual([{ n: 25, full: 20 }])
  })
})

const moved = (text: string) => text.replace('- [x] 75', '- [ ] 75').replace('- [ ] 95', '- [x] 95')
const corrected = (text: string) => moved(text).replace('id="green-water"', 'id="green-water" change="mistake"')

describe('a fact that changed', () => {
  beforeEach(async () => {
    await answer(people.slice(0, 20), '75')
    world.nextMorning()
    world.writes(aufgiessen, moved)
    await world.edits(brewing, moved)
  })

  test('shows week by week who still answers the old way', async () => {
    const ask = async (some: Person[], words: string) => {
      for (const person of some) await world.answers(person, 'green-water', 'right', saying(words))
    }
    await ask(people.slice(0, 6), '75')
    await ask(people.slice(6, 10), '95')
    world.clock.forward({ days: 7 })
    await ask(people.slice(10, 11), '75')
    await ask(people.slice(11, 20), '95')
    // Who never knew the old fact does not answer the old way.
    await ask(people.slice(20), '75')
    await night()
    expect((await reportOf('green-water')).oldWay).toEqual({
      changed: '2026-03-03',
      weeks: [
        { week: '2026-03-02', n: 10, share: 0.6 },
        { week: '2026-03-09', n: 10, share: 0.1 },
      ],
    })
  })

  test('that is only said otherwise leaves nobody on the old way', async () => {
    await world.edits(brewing, (text) =>
      text.replace('95 degrees', 'About 95').replace('id="green-water"', 'id="green-water" change="fact"'),
    )
    for (const person of people.slice(0, 10)) await world.answers(person, 'green-water', 'right', saying('95'))
    await night()
    expect((await reportOf('green-water')).oldWay).toMatchObject({ weeks: [{ n: 10, share: 0 }] })
  })

  test('is judged by the answers since', async () => {
    await night()
    expect(await reportOf('green-water')).toMatchObject({ figures: null, oldWay: null })
  })
})

describe('privacy', () => {
  test('no reply has a learner in it, by name or id, and no row of the table', async () => {
    await answer(people.slice(0, 22), '95')
    await answer(people.slice(22), '75')
    await world.as(people[0]!).review.flag('green-water', { text: 'Is it not 95?', named: true })
    await night()
    const told = JSON.stringify([await report(), await world.as(anna).reports.needsYou(), world.sql('select * from item_stat')])
    expect(told).toContain('key-suspect')
    expect(JSON.stringify(await report())).not.toContain('"full"')
    expect(people.filter(({ viewer }) => [viewer.id, viewer.name, viewer.email].some((secret) => told.includes(secret)))).toEqual([])
  })

  test('one to four people are not told apart, nor are half of eight', async () => {
    await answer(people.slice(0, 22), '95')
    await answer(people.slice(22), '75')
    await night()
    expect((await reportOf('green-water')).options!.map(({ all }) => all)).toEqual([null, 0, 22])
  })

  test.each(['lessonReport', 'needsYou', 'dismiss'] as const)('%s is for authors', async (deed) => {
    const { reports } = world.as(people[0]!)
    const deeds = {
      lessonReport: () => reports.lessonReport('brewing', {}),
      needsYou: () => reports.needsYou(),
      dismiss: () => reports.dismiss('green-water', { suspicion: 'key-suspect', reason: 'Because.' }),
    }
    await expect(deeds[deed]()).rejects.toThrow(refusal('forbidden'))
  })

  test('a lesson that there is not is not found', async () => {
    await expect(world.as(anna).reports.lessonReport('no-such-lesson', {})).rejects.toThrow(refusal('not-found'))
  })
})
