import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { lastSessionOn } from '../../db/sessions.ts'
import { studyDay } from '../../src/kernel/study-day.ts'
import { openSchool, type Person, type School } from '../world.ts'
import { expectMemoriesToStand } from './stand.ts'

let world: School
beforeAll(async () => {
  world = await openSchool()
})
afterEach(() => expectMemoriesToStand(world))
afterAll(() => {
  world.close()
})

const everyItem = [
  'bitter-causes',
  'cold-cup',
  'first-flush',
  'green-time',
  'green-water',
  'pot-name',
  'tasting-order',
  'tea-country',
  'which-tea',
]

/** Somebody to whom everything is due this morning. */
async function withEverythingDue(): Promise<Person> {
  const mia = await world.learner()
  for (const lesson of ['brewing', 'tasting', 'serving']) await world.reads(mia, lesson)
  for (let day = 0; day < 3; day++) world.nextMorning()
  return mia
}

const idsOf = ({ items }: { items: { item: string }[] }) => items.map(({ item }) => item)

const storedSession = (person: Person) => lastSessionOn(world.context.read, person.viewer, studyDay(world.clock.now(), 'UTC'))

describe('an answer', () => {
  test('in a session is a review, and moves the date on', async () => {
    const mia = await withEverythingDue()
    const before = (await world.memory(mia, 'pot-name'))!
    const { session, results } = await world.reviews(mia)
    expect(idsOf(session).toSorted()).toEqual(everyItem)
    expect(results.map(({ mode, credit }) => [mode, credit])).toEqual(results.map(() => ['review', 1]))
    const after = (await world.memory(mia, 'pot-name'))!
    expect(after).toMatchObject({ answers: 2, lapses: 0, lastDay: studyDay(world.clock.now(), 'UTC') })
    expect(after.s).toBeGreaterThan(2 * before.s)
  })

  test('to an item that is not due, outside a session, is practice and moves nothing', async () => {
    const mia = await world.learner()
    await world.reads(mia, 'brewing')
    world.nextMorning()
    const before = (await world.memory(mia, 'pot-name'))!
    expect(before.dueDay > studyDay(world.clock.now(), 'UTC')).toBe(true)
    const result = await world.answers(mia, 'pot-name', 'wrong')
    expect(result).toMatchObject({ status: 'stored', mode: 'practice', credit: 0, verdict: 'not-yet', due: before.dueDay, intervalDays: 2 })
    expect(result.feedback).toMatchObject({ accepted: ['gaiwan'] })
    expect(await world.memory(mia, 'pot-name')).toMatchObject({ s: before.s, d: before.d, dueDay: before.dueDay, lapses: 0, answers: 1 })
  })

  test('to a due item in its lesson counts: it cannot be looked up first', async () => {
    const mia = await withEverythingDue()
    expect(await world.answers(mia, 'pot-name', 'wrong')).toMatchObject({ mode: 'review', intervalDays: 1 })
    expect(await world.memory(mia, 'pot-name')).toMatchObject({ answers: 2, lapses: 1 })
    expect(idsOf(await world.starts(mia))).not.toContain('pot-name')
  })

  test('to a due item of a lesson that is not done yet is still the lesson', async () => {
    const mia = await world.learner()
    await world.opens(mia, 'brewing')
    await world.answers(mia, 'pot-name', 'wrong')
    world.nextMorning()
    expect(await world.answers(mia, 'pot-name', 'right')).toMatchObject({ mode: 'lesson' })
    expect(await world.memory(mia, 'pot-name')).toMatchObject({ answers: 2 })
  })

  test('to a miss of the session is a retry, once', async () => {
    const mia = await withEverythingDue()
    const { session } = await world.reviews(mia, 'wrong')
    const missed = (await world.memory(mia, 'pot-name'))!
    expect(missed).toMatchObject({ answers: 2, lapses: 1 })
    expect(await world.answers(mia, 'pot-name', 'right', { session: session.id })).toMatchObject({ mode: 'retry' })
    expect(await world.memory(mia, 'pot-name')).toMatchObject({ answers: 2, lapses: 1 })
    expect(await world.answers(mia, 'pot-name', 'right', { session: session.id })).toMatchObject({ mode: 'practice' })
  })

  test('right but too fast to have been read changes nothing and uses nothing up', async () => {
    const mia = await withEverythingDue()
    const session = await world.starts(mia)
    const before = (await world.memory(mia, 'pot-name'))!
    expect(await world.answers(mia, 'pot-name', 'right', { session: session.id, ms: 1_999 })).toMatchObject({
      credit: 1,
      due: before.dueDay,
    })
    expect(await world.memory(mia, 'pot-name')).toMatchObject({ s: before.s, d: before.d, dueDay: before.dueDay, answers: 1 })
    expect(await world.answers(mia, 'pot-name', 'right', { session: session.id, ms: 2_000 })).toMatchObject({ mode: 'review' })
    expect((await world.memory(mia, 'pot-name'))!.s).toBeGreaterThan(before.s)
  })

  test('wrong and too fast is a miss like any other', async () => {
    const [fast, slow] = [await world.learner(), await world.learner()]
    for (const person of [fast, slow]) await world.reads(person, 'brewing')
    for (let day = 0; day < 2; day++) world.nextMorning()
    for (const person of [fast, slow]) {
      const { id: session } = await world.starts(person)
      await world.answers(person, 'pot-name', 'wrong', { session, ms: person === fast ? 200 : 9_000 })
    }
    const { s, d, dueDay, lapses } = (await world.memory(slow, 'pot-name'))!
    expect(lapses).toBe(1)
    expect(await world.memory(fast, 'pot-name')).toMatchObject({ s, d, dueDay, lapses })
  })

  test('with a hint is half a review: never a longer interval, and no lapse', async () => {
    const mia = await withEverythingDue()
    const before = (await world.memory(mia, 'green-water'))!
    const { id: session } = await world.starts(mia)
    expect(await world.answers(mia, 'green-water', 'right', { session, hint: true })).toMatchObject({
      mode: 'review',
      credit: 0.5,
      verdict: 'nearly',
      feedback: { hinted: true },
    })
    const after = (await world.memory(mia, 'green-water'))!
    expect(after.s).toBeLessThanOrEqual(before.s)
    expect(after.lapses).toBe(0)
  })
})

describe('a session', () => {
  test('opened again by its page ends with what was missed and not yet looked at once more', async () => {
    const mia = await withEverythingDue()
    const opens = () => world.as(mia).review.start({ minutes: 30, zone: 'UTC', onceMore: true })
    const { id: session, items } = await opens()
    expect(items.filter(({ again }) => again)).toEqual([])
    const [a, b, ...rest] = idsOf({ items })
    await world.answers(mia, a!, 'wrong', { session })
    await world.answers(mia, b!, 'wrong', { session })
    expect((await opens()).items.map(({ item, again }) => [item, again])).toEqual([
      ...rest.map((item) => [item, undefined]),
      [a, true],
      [b, true],
    ])
    await world.answers(mia, a!, 'wrong', { session })
    for (const item of rest) await world.answers(mia, item, 'right', { session })
    expect(await opens()).toMatchObject({ id: session, total: 9, items: [{ item: b, again: true }] })
    await world.as(mia).review.suspend(b!, { reason: 'known' })
    expect((await opens()).items).toEqual([])
  })

  test('opened again shows what is left, as it was shown', async () => {
    const mia = await withEverythingDue()
    const first = await world.starts(mia)
    const [a, b, ...rest] = first.items
    await world.answers(mia, a!.item, 'right', { session: first.id })
    await world.answers(mia, b!.item, 'wrong', { session: first.id })
    const again = await world.starts(mia)
    expect(again).toMatchObject({ id: first.id, items: rest, total: 9 })
    expect(again.predictedSeconds).toBeLessThan(first.predictedSeconds)
  })

  test('goes on in the evening and after midnight, until the study day turns', async () => {
    const mia = await withEverythingDue()
    const morning = await world.starts(mia)
    await world.answers(mia, morning.items[0]!.item, 'right', { session: morning.id })
    for (const hours of [11, 8]) {
      world.clock.forward({ hours })
      expect(await world.starts(mia)).toMatchObject({ id: morning.id, items: morning.items.slice(1) })
    }
    world.clock.forward({ hours: 2 })
    const next = await world.starts(mia)
    expect(next.id).not.toBe(morning.id)
    expect(idsOf(next).toSorted()).toEqual(idsOf(morning).slice(1).toSorted())
  })

  test('keeps to the minutes asked for, and its length is settled when it is made', async () => {
    const mia = await withEverythingDue()
    const short = await world.starts(mia, 1)
    expect(short.predictedSeconds).toBeLessThanOrEqual(66)
    expect(short.items.length).toBeGreaterThanOrEqual(2)
    expect(short.items.length).toBeLessThan(9)
    expect(await world.starts(mia, 30)).toEqual(short)
    const other = await withEverythingDue()
    expect((await world.starts(other, 30)).items).toHaveLength(9)
  })

  test('that is finished is followed by the next, until nothing is due: each item is asked once', async () => {
    const mia = await withEverythingDue()
    const asked: string[] = []
    let n = 1
    for (let session = await world.starts(mia, 1); session.items.length > 0; session = await world.starts(mia, 1)) {
      expect((await storedSession(mia))!.n).toBe(n++)
      for (const { item } of session.items) await world.answers(mia, item, 'right', { session: session.id })
      asked.push(...idsOf(session))
    }
    expect(n).toBeGreaterThan(2)
    expect(asked.toSorted()).toEqual(everyItem)
    const empty = (await storedSession(mia))!
    expect(empty).toMatchObject({ n, items: [], finishedAt: null })
    expect(await world.starts(mia, 1)).toEqual({ id: empty.id, items: [], predictedSeconds: 0, total: 0 })
  })

  test('is finished at its last answer, however late the next is asked for', async () => {
    const mia = await withEverythingDue()
    const { session } = await world.reviews(mia)
    const done = world.clock.now()
    world.clock.forward({ hours: 3 })
    await world.starts(mia)
    const [row] = world.sql<{ finished_at: number }>(`SELECT finished_at FROM review_session WHERE id = '${session.id}'`)
    expect(row).toEqual({ finished_at: done })
  })

  test('that was empty is filled when something becomes due', async () => {
    const mia = await world.learner()
    await world.opens(mia, 'brewing')
    const offline = world.sent(mia, 'pot-name', 'wrong', { at: world.clock.now() + 60_000 })
    for (let day = 0; day < 2; day++) world.nextMorning()
    const empty = await world.starts(mia)
    expect(empty.items).toEqual([])
    await world.sends(mia, [offline])
    const filled = await world.starts(mia)
    expect(filled).toMatchObject({ id: empty.id, items: [{ item: 'pot-name' }], total: 1 })
    expect(await storedSession(mia)).toMatchObject({ n: 1 })
  })

  test('holds nothing of lessons that were never answered', async () => {
    const mia = await world.learner()
    await world.reads(mia, 'brewing', 'wrong')
    await world.opens(mia, 'tasting')
    world.nextMorning()
    expect(idsOf(await world.starts(mia)).toSorted()).toEqual(['bitter-causes', 'green-time', 'green-water', 'pot-name'])
  })

  test('belongs to the study day of the zone sent', async () => {
    const mia = await world.learner()
    await world.reads(mia, 'brewing', 'wrong')
    world.clock.forward({ hours: 12 })
    // 20:00 UTC is 05:00 of the next day in Tokyo.
    expect((await world.starts(mia, 30, 'UTC')).items).toEqual([])
    expect((await world.starts(mia, 30, 'Asia/Tokyo')).items).toHaveLength(4)
  })

  test('knows an answer that was given further west, on the day before', async () => {
    const mia = await world.learner()
    await world.reads(mia, 'brewing', 'wrong')
    world.clock.forward({ hours: 12 })
    const session = await world.starts(mia, 30, 'Asia/Tokyo')
    const [first, ...rest] = session.items
    await world.answers(mia, first!.item, 'right', { session: session.id, zone: 'Pacific/Honolulu' })
    expect((await world.starts(mia, 30, 'Asia/Tokyo')).items).toEqual(rest)
  })

  test('is what Today counts', async () => {
    const mia = await withEverythingDue()
    expect(await world.as(mia).review.today({ zone: 'UTC' })).toMatchObject({ items: 9, sessionsToRecover: 1 })
    const session = await world.starts(mia)
    await world.answers(mia, session.items[0]!.item, 'right', { session: session.id })
    expect(await world.as(mia).review.today({ zone: 'UTC' })).toMatchObject({ items: 8, studyDay: studyDay(world.clock.now(), 'UTC') })
    await world.reviews(mia)
    const { items, minutes, week, sessionsToRecover } = await world.as(mia).review.today({ zone: 'UTC' })
    expect({ items, minutes, sessionsToRecover }).toEqual({ items: 0, minutes: 0, sessionsToRecover: 0 })
    expect(week.filter(({ done }) => done).map(({ day }) => day)).toContain(studyDay(world.clock.now(), 'UTC'))
  })
})
