import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { lessonFor } from '../../src/lessons/live.ts'
import { defaultParameters } from '../../src/scheduling/schedule.ts'
import { openSchool, type How, type Person, type School } from '../world.ts'
import { expectMemoriesToStand } from './stand.ts'

let world: School
beforeAll(async () => {
  world = await openSchool()
})
afterEach(() => expectMemoriesToStand(world))
afterAll(() => {
  world.close()
})

/** Somebody who has read and answered lessons, and opened one more. */
async function after(read: string[], opened: string): Promise<Person> {
  const mia = await world.learner()
  for (const lesson of read) await world.reads(mia, lesson)
  await world.opens(mia, opened)
  return mia
}

async function stateOf(person: Person, lesson: string): Promise<string> {
  const { courses } = await world.as(person).lessons.courses()
  return courses
    .flatMap(({ sections }) => sections)
    .flatMap(({ lessons }) => lessons)
    .find(({ id }) => id === lesson)!.state
}

const today = () => new Date(world.clock.now()).toISOString().slice(0, 10)

function inDays(days: number): string {
  return new Date(world.clock.now() + days * 86_400_000).toISOString().slice(0, 10)
}

describe('the first answer', () => {
  const places: Record<string, { read: string[]; lesson: string }> = {
    brewing: { read: [], lesson: 'brewing' },
    tasting: { read: [], lesson: 'tasting' },
    serving: { read: ['brewing'], lesson: 'serving' },
  }
  /** FSRS-6's first stability of Again and of Good: the evidence lies between them on the log scale. */
  const [again, , good] = defaultParameters as [number, number, number]
  const stability = (evidence: number) => Math.exp(evidence * Math.log(good) + (1 - evidence) * Math.log(again))
  const believed = 0.75

  test.each([
    { item: 'green-water', lesson: 'brewing', guess: 1 / 3 },
    { item: 'bitter-causes', lesson: 'brewing', guess: 1 / 7 },
    { item: 'green-time', lesson: 'brewing', guess: 0 },
    { item: 'pot-name', lesson: 'brewing', guess: 0 },
    { item: 'tasting-order', lesson: 'tasting', guess: 1 / 24 },
    { item: 'tea-country', lesson: 'tasting', guess: 1 / 6 },
    { item: 'first-flush', lesson: 'tasting', guess: 0 },
    { item: 'cold-cup', lesson: 'serving', guess: 1 / 3 },
    { item: 'which-tea', lesson: 'serving', guess: 1 / 4 },
  ])('of $item is a lesson and returns by what it proves', async ({ item, lesson, guess }) => {
    const { read, lesson: opened } = places[lesson]!
    const [knows, misses] = [await after(read, opened), await after(read, opened)]
    const proven = stability(believed / (believed + (1 - believed) * guess))
    expect(await world.answers(knows, item, 'right')).toMatchObject({
      status: 'stored',
      mode: 'lesson',
      credit: 1,
      verdict: 'right',
      intervalDays: Math.round(proven),
      due: inDays(Math.round(proven)),
    })
    expect((await world.memory(knows, item))!.s).toBeCloseTo(proven, 9)
    expect(await world.answers(misses, item, 'wrong')).toMatchObject({
      mode: 'lesson',
      credit: 0,
      verdict: 'not-yet',
      intervalDays: 1,
      due: inDays(1),
    })
    expect((await world.memory(misses, item))!.s).toBeCloseTo(again, 9)
  })

  test('with a hint is worth half, by half the evidence', async () => {
    const mia = await after([], 'brewing')
    expect(await world.answers(mia, 'green-water', 'right', { hint: true })).toMatchObject({ credit: 0.5, verdict: 'nearly' })
    expect((await world.memory(mia, 'green-water'))!.s).toBeCloseTo(stability(0.5 * (0.75 / (0.75 + 0.25 / 3))), 9)
    expect(await world.answers(mia, 'bitter-causes', 'wrong', { hint: true })).toMatchObject({ credit: 0, verdict: 'not-yet' })
  })

  test('too fast to have been read counts as a miss, right or not', async () => {
    const mia = await after([], 'brewing')
    expect(await world.answers(mia, 'green-water', 'right', { ms: 1_199 })).toMatchObject({ mode: 'lesson', credit: 1, intervalDays: 1 })
    expect((await world.memory(mia, 'green-water'))!.s).toBeCloseTo(again, 9)
    await world.answers(mia, 'bitter-causes', 'right', { ms: 1_200 })
    expect((await world.memory(mia, 'bitter-causes'))!.s).toBeGreaterThan(1)
  })

  test('tells the feedback that the lesson has not told', async () => {
    const mia = await after(['brewing'], 'serving')
    const before = JSON.stringify(await world.as(mia).lessons.lesson('serving', {}))
    const { feedback } = await world.answers(mia, 'cold-cup', 'wrong')
    expect(before).not.toContain('Owns it and acts at once.')
    expect(feedback).toMatchObject({
      takeaway: '<p>Replace first, explain later.</p>',
      options: [{ mark: 'best', why: 'Owns it and acts at once.' }, {}, {}],
    })
  })
})

describe('a lesson', () => {
  test('is done with its last answer, right or wrong, and opens what required it', async () => {
    const mia = await world.learner()
    await world.opens(mia, 'brewing')
    const items = lessonFor(world.live(), 'brewing', [])!.itemIds
    for (const [index, item] of items.entries()) {
      expect([await stateOf(mia, 'brewing'), await stateOf(mia, 'serving')], item).toEqual(['in-progress', 'locked'])
      await world.answers(mia, item, index % 2 === 0 ? 'right' : 'wrong')
    }
    expect([await stateOf(mia, 'brewing'), await stateOf(mia, 'serving')]).toEqual(['done', 'open'])
    const [course] = (await world.as(mia).lessons.courses()).courses
    expect(course).toMatchObject({ progress: 1 / 3, lessonsDone: 1, lessonsTotal: 3 })
  })

  test('that is locked refuses to be opened, names what comes first, and takes no answer', async () => {
    const mia = await world.learner()
    const refusal = expect.objectContaining({
      name: 'Refusal',
      code: 'forbidden',
      message: expect.stringContaining('Brewing: a pot of green'),
    })
    await expect(world.opens(mia, 'serving')).rejects.toThrow(refusal)
    expect(await world.answers(mia, 'cold-cup', 'right')).toEqual({ id: expect.any(String), status: 'refused', code: 'not-open' })
  })

  test('that is not there refuses to be opened', async () => {
    await expect(world.opens(await world.learner(), 'coffee')).rejects.toThrow(expect.objectContaining({ code: 'not-found' }))
  })

  test('opened twice stays open since the first time', async () => {
    const mia = await after([], 'brewing')
    const opened = world.clock.now()
    world.clock.forward({ hours: 2 })
    const again = await world.as(mia).lessons.open('brewing', { zone: 'UTC' })
    expect(again).toEqual({ lesson: 'brewing', openedAt: new Date(opened).toISOString() })
    world.clock.forward({ minutes: 1 })
    await world.answers(mia, 'green-water', 'right', { at: opened + 60_000 })
    const { answers } = await world.as(mia).review.history('green-water', { zone: 'UTC' })
    expect(answers.map(({ at }) => Date.parse(at))).toEqual([opened + 60_000])
  })

  test('that is done can be read and answered again', async () => {
    const mia = await after(['brewing'], 'brewing')
    expect(await world.answers(mia, 'green-water', 'right')).toMatchObject({ status: 'stored', mode: 'retry' })
    expect(await stateOf(mia, 'brewing')).toBe('done')
  })
})

describe('the same study day', () => {
  test('the second answer is a retry, the third practice', async () => {
    const mia = await after([], 'brewing')
    expect(await world.answers(mia, 'pot-name', 'wrong')).toMatchObject({ mode: 'lesson' })
    const missed = (await world.memory(mia, 'pot-name'))!
    expect(await world.answers(mia, 'pot-name', 'right')).toMatchObject({ mode: 'retry', credit: 1 })
    const retried = (await world.memory(mia, 'pot-name'))!
    // FSRS-6's same-day formula moves the state; nothing else has happened.
    expect(retried.s).toBeGreaterThan(missed.s)
    expect(retried).toMatchObject({ answers: 1, lapses: 0, firstCredit: 0, lastDay: today() })
    const third = await world.answers(mia, 'pot-name', 'wrong')
    expect(third).toMatchObject({ mode: 'practice', credit: 0, due: retried.dueDay })
    expect(third.feedback).toMatchObject({ accepted: ['gaiwan'] })
    expect(await world.memory(mia, 'pot-name')).toMatchObject({ s: retried.s, d: retried.d, dueDay: retried.dueDay, answers: 1 })
  })

  test('a missed retry is no lapse', async () => {
    const mia = await after([], 'brewing')
    for (const how of ['right', 'wrong'] as How[]) await world.answers(mia, 'pot-name', how)
    expect(await world.memory(mia, 'pot-name')).toMatchObject({ answers: 1, lapses: 0, firstCredit: 1, dueDay: inDays(1) })
  })

  test('another item of the lesson has its own first answer', async () => {
    const mia = await after([], 'brewing')
    await world.answers(mia, 'pot-name', 'right')
    expect(await world.answers(mia, 'green-time', 'right')).toMatchObject({ mode: 'lesson' })
  })
})

describe('an answer is taken only where it may be given', () => {
  test.each([
    { name: 'an item that is nowhere', change: { item: 'no-such-item' }, code: 'not-open' },
    { name: 'an item of a lesson not opened', change: { item: 'tea-country' }, code: 'not-open' },
    { name: 'a session that is nowhere', change: { session: 'no-such-session' }, code: 'not-open' },
    { name: 'a version that is nowhere', change: { version: 'pot-name@en.9' }, code: 'invalid' },
    { name: 'the version of another item', change: { version: 'green-water@en.1' }, code: 'invalid' },
    { name: 'a response of another type', change: { response: { options: ['abcdef'] } }, code: 'invalid' },
    { name: 'no response', change: { response: undefined }, code: 'invalid' },
    { name: 'a response with a grade of its own', change: { response: { text: 'gaiwan', credit: 1 } }, code: 'invalid' },
    { name: 'a mode of its own', change: { mode: 'review' }, code: 'invalid' },
    { name: 'a zone that is none', change: { zone: 'Mars/Olympus' }, code: 'invalid' },
    { name: 'a negative time', change: { ms: -1 }, code: 'invalid' },
    { name: 'an instant that is none', change: { at: 'yesterday' }, code: 'invalid' },
    { name: 'an id that is no UUIDv7', change: { id: '0b5cf4a2-6e1f-4c3c-9d3a-0a1b2c3d4e5f' }, code: 'invalid' },
  ])('$name: $code, and nothing is stored', async ({ change, code }) => {
    const mia = await after([], 'brewing')
    const sent = { ...world.sent(mia, 'pot-name', 'right'), ...change }
    expect(await world.sends(mia, [sent])).toEqual([{ id: sent.id, status: 'refused', code }])
    await expect(world.as(mia).review.history('pot-name', {})).rejects.toThrow(expect.objectContaining({ code: 'not-found' }))
    expect(await world.answers(mia, 'pot-name', 'right')).toMatchObject({ status: 'stored', mode: 'lesson' })
  })

  test('a key of another item is no answer', async () => {
    const mia = await after([], 'brewing')
    const { response } = world.sent(mia, 'bitter-causes', 'wrong')
    expect(await world.answers(mia, 'green-water', 'right', { response })).toMatchObject({ status: 'refused', code: 'invalid' })
  })

  test('what is no answer at all is refused by itself, in its place', async () => {
    const mia = await after([], 'brewing')
    const [good, other] = [world.sent(mia, 'pot-name', 'right'), world.sent(mia, 'green-time', 'right')]
    const results = await world.sends(mia, [null, good, 'an answer', { id: 'x' }, other])
    expect(results.map(({ id, status }) => [id, status])).toEqual([
      ['', 'refused'],
      [good.id, 'stored'],
      ['', 'refused'],
      ['x', 'refused'],
      [other.id, 'stored'],
    ])
  })

  test('somebody else’s session opens nothing', async () => {
    const [mia, ben] = [await after(['brewing'], 'brewing'), await after(['brewing'], 'brewing')]
    world.morningOf((await world.memory(mia, 'pot-name'))!.dueDay)
    const session = await world.starts(mia)
    expect(session.items.map(({ item }) => item)).toContain('pot-name')
    expect(await world.answers(ben, 'pot-name', 'right', { session: session.id })).toMatchObject({ status: 'refused', code: 'not-open' })
    expect(await world.answers(mia, 'tea-country', 'right', { session: session.id })).toMatchObject({ status: 'refused', code: 'not-open' })
    expect(await world.answers(mia, 'pot-name', 'right', { session: session.id })).toMatchObject({ status: 'stored', mode: 'review' })
  })
})
