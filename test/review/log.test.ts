import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '../../src/kernel/day.ts'
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

async function inBrewing(): Promise<Person> {
  const mia = await world.learner()
  await world.opens(mia, 'brewing')
  return mia
}

interface Logged {
  id: string
  at: number
  day: string
  zone: string
  clamped: number
}

/** What the log holds of somebody, in the order of arrival. */
const logOf = ({ viewer }: Person) =>
  world.sql<Logged>(`SELECT id, at, day, zone, clamped FROM answer WHERE person_id = '${viewer.id}' ORDER BY arrival`)

const hour = 3_600_000
const today = () => studyDay(world.clock.now(), 'UTC')

describe('the same id', () => {
  test('with the same payload is stored once, and told what it is worth by now', async () => {
    const mia = await inBrewing()
    const sent = world.sent(mia, 'pot-name', 'right')
    const [stored] = await world.sends(mia, [sent])
    world.clock.forward({ minutes: 5 })
    await world.answers(mia, 'pot-name', 'wrong')
    const [again] = await world.sends(mia, [sent])
    const { dueDay } = (await world.memory(mia, 'pot-name'))!
    expect(dueDay).not.toBe(stored!.due)
    const { id, mode, credit, verdict, feedback } = stored!
    expect(again).toMatchObject({ id, status: 'already', mode, credit, verdict, feedback, due: dueDay, intervalDays: 1 })
    expect(logOf(mia)).toHaveLength(2)
    expect(world.sql(`SELECT answers FROM day_total WHERE person_id = '${mia.viewer.id}'`)).toEqual([{ answers: 2 }])
  })

  test('twice in one sending is stored once', async () => {
    const mia = await inBrewing()
    const sent = world.sent(mia, 'pot-name', 'right')
    expect((await world.sends(mia, [sent, sent])).map(({ status }) => status)).toEqual(['stored', 'already'])
    expect(await world.memory(mia, 'pot-name')).toMatchObject({ answers: 1 })
  })

  test('sent by two requests at once is stored once', async () => {
    const mia = await inBrewing()
    const sent = world.sent(mia, 'pot-name', 'right')
    const results = await Promise.all(Array.from({ length: 5 }, () => world.sends(mia, [sent])))
    expect(results.map(([result]) => result!.status).toSorted()).toEqual(['already', 'already', 'already', 'already', 'stored'])
    expect(logOf(mia)).toHaveLength(1)
  })

  test('is the same however its instant and the order of its fields are written', async () => {
    const mia = await inBrewing()
    const sent = world.sent(mia, 'pot-name', 'right')
    await world.sends(mia, [sent])
    const reversed = Object.fromEntries(Object.entries({ ...sent, hint: false, focusLostMs: 0 }).toReversed())
    const elsewhere = { ...reversed, at: new Date(Date.parse(String(sent.at)) + hour).toISOString().replace('Z', '+01:00') }
    expect(await world.sends(mia, [elsewhere])).toMatchObject([{ status: 'already' }])
  })

  test.each([
    { name: 'another response', change: { response: { text: 'samovar' } } },
    { name: 'another item', change: { item: 'green-water' } },
    { name: 'another time', change: { ms: 9_001 } },
    { name: 'a hint', change: { hint: true } },
  ])('with $name is a conflict: nothing changes, and it is noted', async ({ change }) => {
    const mia = await inBrewing()
    const sent = world.sent(mia, 'pot-name', 'right')
    await world.sends(mia, [sent])
    const before = await world.memory(mia, 'pot-name')
    expect(await world.sends(mia, [{ ...sent, ...change }])).toEqual([{ id: sent.id, status: 'refused', code: 'conflict' }])
    expect(await world.memory(mia, 'pot-name')).toEqual(before)
    expect(logOf(mia)).toHaveLength(1)
    expect(conflictsOver(sent.id)).toEqual([{ actor_id: mia.viewer.id, person_id: mia.viewer.id, at: world.clock.now() }])
  })

  test('from somebody else is a conflict, and tells nothing of the answer', async () => {
    const [mia, ben] = [await inBrewing(), await inBrewing()]
    const sent = world.sent(mia, 'pot-name', 'right')
    await world.sends(mia, [sent])
    expect(await world.sends(ben, [sent])).toEqual([{ id: sent.id, status: 'refused', code: 'conflict' }])
    expect(logOf(ben)).toEqual([])
    expect(await world.memory(ben, 'pot-name')).toBeUndefined()
    expect(conflictsOver(sent.id)).toEqual([{ actor_id: ben.viewer.id, person_id: ben.viewer.id, at: world.clock.now() }])
  })

  const conflictsOver = (id: string) =>
    world.sql(`SELECT actor_id, person_id, at FROM audit WHERE verb = 'answer.conflict' AND object = '${id}'`)
})

describe('the time of an answer', () => {
  test.each([
    { name: 'a device three hours ahead', skew: 3 * hour },
    { name: 'a device two days behind', skew: -48 * hour },
  ])('$name: as long ago as the device says', async ({ skew }) => {
    const mia = await inBrewing()
    world.clock.forward({ hours: 1 })
    const now = world.clock.now()
    await world.sends(mia, [world.sent(mia, 'pot-name', 'right', { at: now + skew - 600_000 })], now + skew)
    expect(logOf(mia)).toMatchObject([{ at: now - 600_000, clamped: 0 }])
  })

  test('cannot be told by a device that does not know the time: nothing is stored', async () => {
    const mia = await inBrewing()
    const sending = world.as(mia).review.answer({ now: 'yesterday', answers: [world.sent(mia, 'pot-name', 'right')] })
    await expect(sending).rejects.toThrow(expect.objectContaining({ name: 'Refusal', code: 'invalid' }))
    expect(logOf(mia)).toEqual([])
  })

  test('is never later than its arrival', async () => {
    const mia = await inBrewing()
    await world.answers(mia, 'pot-name', 'right', { at: world.clock.now() + hour })
    expect(logOf(mia)).toMatchObject([{ at: world.clock.now(), clamped: 1 }])
  })

  test('is never before its lesson was opened', async () => {
    const mia = await inBrewing()
    const opened = world.clock.now()
    world.clock.forward({ hours: 2 })
    await world.answers(mia, 'pot-name', 'right', { at: opened - 1 })
    await world.answers(mia, 'green-time', 'right', { at: opened })
    expect(logOf(mia)).toMatchObject([
      { at: opened, clamped: 1 },
      { at: opened, clamped: 0 },
    ])
  })

  test('is never before its session was made', async () => {
    const mia = await world.learner()
    await world.reads(mia, 'brewing', 'wrong')
    world.nextMorning()
    const made = world.clock.now()
    const { id: session } = await world.starts(mia)
    world.clock.forward({ minutes: 3 })
    await world.answers(mia, 'pot-name', 'right', { session, at: made - hour })
    expect(logOf(mia).at(-1)).toMatchObject({ at: made, clamped: 1 })
  })

  test('is at most thirty days ago', async () => {
    const mia = await inBrewing()
    world.clock.forward({ days: 40 })
    const [tooOld, old] = [world.clock.now() - 31 * 24 * hour, world.clock.now() - 29 * 24 * hour]
    await world.answers(mia, 'pot-name', 'right', { at: tooOld })
    await world.answers(mia, 'green-time', 'right', { at: old })
    expect(logOf(mia)).toMatchObject([
      { at: world.clock.now() - 30 * 24 * hour, clamped: 1 },
      { at: old, clamped: 0 },
    ])
  })
})

/** From 08:00 UTC. No zone here changes its clock by enough to matter, whatever the date. */
describe('the study day is that of the zone sent', () => {
  test.each([
    {
      name: 'half past seven in the evening in Los Angeles, when it is tomorrow in London',
      hours: 19.5,
      zone: 'America/Los_Angeles',
      day: 0,
    },
    { name: 'the same moment in London', hours: 21, zone: 'Europe/London', day: 1 },
    { name: 'six minutes to four in the morning in Tokyo', hours: 10.9, zone: 'Asia/Tokyo', day: 0 },
    { name: 'half past four in the morning in Tokyo, when London has its evening', hours: 11.5, zone: 'Asia/Tokyo', day: 1 },
    { name: 'nine in the evening in Tokyo', hours: 4, zone: 'Asia/Tokyo', day: 0 },
  ])('$name', async ({ hours, zone, day }) => {
    world.nextMorning()
    const date = today()
    const mia = await inBrewing()
    world.clock.forward({ hours })
    const { due } = await world.answers(mia, 'pot-name', 'wrong', { zone })
    expect(logOf(mia)).toMatchObject([{ day: addDays(date, day), zone }])
    expect(due).toBe(addDays(date, day + 1))
  })

  test('an evening in Los Angeles is one day, though London turns its own within it', async () => {
    world.nextMorning()
    const [angela, lorna] = [await inBrewing(), await inBrewing()]
    const modes: (string | null | undefined)[][] = []
    for (const hours of [18, 4]) {
      world.clock.forward({ hours })
      const zones = [
        await world.answers(angela, 'pot-name', 'right', { zone: 'America/Los_Angeles' }),
        await world.answers(lorna, 'pot-name', 'right', { zone: 'Europe/London' }),
      ]
      modes.push(zones.map(({ mode }) => mode))
    }
    expect(modes).toEqual([
      ['lesson', 'lesson'],
      ['retry', 'practice'],
    ])
  })

  test('the zone seen last is remembered', async () => {
    const mia = await world.learner()
    await world.opens(mia, 'brewing', 'Asia/Tokyo')
    expect(world.sql(`SELECT zone FROM person WHERE id = '${mia.viewer.id}'`)).toEqual([{ zone: 'Asia/Tokyo' }])
  })
})

describe('an answer that arrives late', () => {
  test('is folded where it belongs: the memory is that of the ordered log', async () => {
    const [offline, online] = [await inBrewing(), await inBrewing()]
    const given = [
      { days: 1, how: 'wrong' },
      { days: 1, how: 'right' },
      { days: 3, how: 'right' },
      { days: 9, how: 'wrong' },
    ] as const
    const start = world.clock.now()
    const late = given.map(({ days, how }, index) =>
      world.sent(offline, 'pot-name', how, { at: start + days * 24 * hour + index * 60_000 }),
    )
    for (const [index, { days, how }] of given.entries()) {
      world.clock.forward({ seconds: (start + days * 24 * hour + index * 60_000 - world.clock.now()) / 1000 })
      await world.answers(online, 'pot-name', how)
    }
    for (const sent of [late[3]!, late[1]!, late[0]!, late[2]!]) await world.sends(offline, [sent])
    const [a, b] = [(await world.memory(offline, 'pot-name'))!, (await world.memory(online, 'pot-name'))!]
    const { personId: _a, tail: _b, uptoArrival: _c, ...expected } = b
    expect(expected).toMatchObject({ answers: 3, lapses: 1, firstCredit: 0 })
    expect(a).toMatchObject(expected)
  })

  test('is the lesson, when it was given before all others', async () => {
    const mia = await inBrewing()
    const early = world.sent(mia, 'pot-name', 'wrong', { at: world.clock.now() + 60_000 })
    world.nextMorning()
    expect(await world.answers(mia, 'pot-name', 'right')).toMatchObject({ mode: 'lesson' })
    expect(await world.sends(mia, [early])).toMatchObject([{ status: 'stored', mode: 'lesson', credit: 0 }])
    expect(await world.memory(mia, 'pot-name')).toMatchObject({ answers: 2, firstCredit: 0, lastDay: today() })
  })
})

describe('times', () => {
  const timesOf = (person: string) =>
    world.sql<{ type: string; n: number; mean_ms: number }>(
      `SELECT type, n, mean_ms FROM type_time WHERE person_id = '${person}' ORDER BY type`,
    )
  const everyonesTyping = () => timesOf('').find(({ type }) => type === 'typed')!

  test('are kept as the mean by type: without lost focus, at most a minute each, and without what was too fast', async () => {
    const mia = await inBrewing()
    const before = everyonesTyping()
    await world.answers(mia, 'pot-name', 'right', { ms: 10_000 })
    await world.answers(mia, 'green-time', 'wrong', { ms: 15_000, focusLostMs: 9_000 })
    world.nextMorning()
    await world.answers(mia, 'pot-name', 'right', { ms: 30_000, focusLostMs: 10_000 })
    world.nextMorning()
    await world.answers(mia, 'pot-name', 'right', { ms: 500_000 })
    world.nextMorning()
    await world.answers(mia, 'pot-name', 'right', { ms: 1_999 })
    expect(timesOf(mia.viewer.id)).toEqual([
      { type: 'cloze', n: 1, mean_ms: 6_000 },
      { type: 'typed', n: 3, mean_ms: 30_000 },
    ])
    const after = everyonesTyping()
    expect(after.n).toBe(before.n + 3)
    expect(after.mean_ms).toBeCloseTo((before.n * before.mean_ms + 90_000) / after.n, 6)
  })

  test('are those of first tries: a second one is quicker', async () => {
    const mia = await inBrewing()
    for (const ms of [20_000, 3_000]) await world.answers(mia, 'pot-name', 'wrong', { ms })
    expect(timesOf(mia.viewer.id)).toEqual([{ type: 'typed', n: 1, mean_ms: 20_000 }])
  })

  test('add up by study day, whatever the answer was, and a rebuild finds the same', async () => {
    world.nextMorning()
    const mia = await inBrewing()
    const day = today()
    await world.answers(mia, 'pot-name', 'right', { ms: 10_000 })
    for (const ms of [100, 7_000]) await world.answers(mia, 'pot-name', 'wrong', { ms })
    world.nextMorning()
    await world.answers(mia, 'pot-name', 'right', { ms: 6_000 })
    const totals = () => world.sql(`SELECT day, answers, ms FROM day_total WHERE person_id = '${mia.viewer.id}' ORDER BY day`)
    const expected = [
      { day, answers: 3, ms: 17_100 },
      { day: addDays(day, 1), answers: 1, ms: 6_000 },
    ]
    expect(totals()).toEqual(expected)
    await world.app.system.memory.rebuild()
    expect(totals()).toEqual(expected)
  })
})
