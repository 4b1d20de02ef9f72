import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '../../src/kernel/day.ts'
import { studyDay } from '../../src/kernel/study-day.ts'
import { workAhead } from '../../src/review/service.ts'
import { openSchool, type How, type Person, type School } from '../world.ts'

let world: School
beforeAll(async () => {
  world = await openSchool()
})
afterAll(() => {
  world.close()
})

const zone = 'UTC'
const dayNow = () => studyDay(world.clock.now(), zone)
const todayOf = (person: Person) => world.as(person).review.today({ zone })
const later = (days: number) => world.morningOf(addDays(dayNow(), days))

/** Somebody who has read all three lessons, nine things, this morning. */
async function whoReadAll(how: How = 'right'): Promise<Person> {
  const mia = await world.learner()
  for (const lesson of ['brewing', 'tasting', 'serving']) await world.reads(mia, lesson, how)
  return mia
}

/** The same person with only a minute a day: four things or so. */
const inAHurry = ({ viewer, cookie }: Person): Person => ({ viewer: { ...viewer, minutes: 1 }, cookie })

describe('what Today says', () => {
  test('on the first visit: there is nothing to keep, and a lesson to begin with', async () => {
    expect(await todayOf(await world.learner())).toMatchObject({
      items: 0,
      minutes: 0,
      sessionsToRecover: 0,
      hasMemories: false,
      held: { now: 0, of: 0 },
      ahead: [],
      finished: null,
      returning: false,
      slipping: null,
      nextLessons: [{ id: 'brewing' }, { id: 'tasting' }],
    })
  })

  test('on the day of the lessons: all is fresh, the forecast knows what comes', async () => {
    const today = await todayOf(await whoReadAll())
    expect(today).toMatchObject({
      items: 0,
      sessionsToRecover: 0,
      hasMemories: true,
      held: { now: 9, of: 9 },
      finished: null,
      returning: false,
    })
    expect(today.skills.map(({ strength }) => strength)).toEqual([null, null])
    expect(today.ahead.map(({ day }) => day)).toEqual(Array.from({ length: 14 }, (_, index) => addDays(dayNow(), index + 1)))
    expect(Math.max(...today.ahead.map(({ minutes }) => minutes))).toBeGreaterThan(0)
  })

  test('when something waits: as much as the session has that starts next', async () => {
    const mia = await whoReadAll()
    later(3)
    const today = await todayOf(mia)
    const session = await world.starts(mia, 5)
    expect(today).toMatchObject({ items: session.items.length, sessionsToRecover: 1, finished: null })
    expect(today.minutes).toBe(Math.round(session.predictedSeconds / 60))
    expect(today.skills.map(({ word }) => word)).toEqual(['holding', 'holding'])
  })

  test('it takes as long as the calendar says', async () => {
    const mia = await whoReadAll()
    later(3)
    for (const minutes of [1, 2, 5]) {
      const viewer = { ...mia.viewer, minutes, workDays: '1234567' }
      const [day] = await workAhead(world.context, viewer, 1)
      expect((await todayOf({ ...mia, viewer })).minutes).toBe(day!.minutes)
    }
  })

  test('half way through: what is left of the session', async () => {
    const mia = await whoReadAll()
    later(3)
    const { id, items } = await world.starts(mia, 5)
    await world.answers(mia, items[0]!.item, 'right', { session: id })
    expect(await todayOf(mia)).toMatchObject({ items: items.length - 1, finished: null })
  })

  test('when the session is finished: what was done, and what comes back tomorrow', async () => {
    const mia = await whoReadAll()
    later(3)
    const { id, items } = await world.starts(mia, 5)
    for (const [index, { item }] of items.entries())
      await world.answers(mia, item, index < 2 ? 'wrong' : 'right', { session: id, ms: 20_000 })
    expect(await todayOf(mia)).toMatchObject({ items: 0, sessionsToRecover: 0, finished: { items: 9, minutes: 3, tomorrow: 2 } })
  })

  test('when the session is finished and more waits: another one', async () => {
    const mia = inAHurry(await whoReadAll())
    later(3)
    expect((await todayOf(mia)).sessionsToRecover).toBeGreaterThan(1)
    const first = await world.starts(mia, 1)
    for (const { item } of first.items) await world.answers(mia, item, 'right', { session: first.id })
    const today = await todayOf(mia)
    expect(today.finished).toMatchObject({ items: first.items.length })
    const another = await world.starts(mia, 1)
    expect(today.items).toBe(another.items.length)
    expect(another.items.length).toBeGreaterThan(0)
    expect(await todayOf(mia)).toMatchObject({ finished: null, items: another.items.length })
  })

  test('after an absence: what is still held, counted in things', async () => {
    const mia = await whoReadAll()
    later(60)
    const { returning, held } = await todayOf(mia)
    expect(returning).toBe(true)
    expect(held.of).toBe(9)
    expect(held.now).toBeGreaterThan(3)
    expect(held.now).toBeLessThan(9)
    await world.reviews(mia)
    expect(await todayOf(mia)).toMatchObject({ returning: false, held: { now: 9, of: 9 } })
  })

  test.each([
    [7, false],
    [8, true],
  ])('%i days after the last answer, coming back is worth a word: %s', async (days, returning) => {
    const mia = await whoReadAll()
    later(days)
    expect(await todayOf(mia)).toMatchObject({ returning })
  })
})

describe('the week', () => {
  const monday = async () => {
    later(1)
    while (new Date(world.clock.now()).getUTCDay() !== 1) later(1)
    return dayNow()
  }

  test('counts days with an answer against the person’s own target', async () => {
    const from = await monday()
    const mia = await whoReadAll()
    later(1)
    await world.answers(mia, 'pot-name', 'right')
    later(4)
    await world.answers(mia, 'pot-name', 'right')
    const { week, daysDone, daysTarget, awayDays } = await todayOf(mia)
    expect(week).toEqual([true, true, false, false, false, true, false].map((done, index) => ({ day: addDays(from, index), done })))
    expect({ daysDone, daysTarget, awayDays }).toEqual({ daysDone: 2, daysTarget: 4, awayDays: [] })
  })

  test.each([
    { name: 'two days away', from: 2, to: 3, target: 3, done: 1, away: [2, 3] },
    { name: 'the whole week away', from: -3, to: 9, target: 0, done: 0, away: [0, 1, 2, 3, 4, 5, 6] },
    { name: 'a weekend away', from: 5, to: 6, target: 4, done: 1, away: [5, 6] },
    { name: 'another week', from: 7, to: 20, target: 4, done: 1, away: [] },
  ])('leaves out absences: $name', async ({ from, to, target, done, away }) => {
    const start = await monday()
    const mia = await whoReadAll()
    await world.as(mia).people.addAbsence({ from: addDays(start, from), to: addDays(start, to) })
    expect(await todayOf(mia)).toMatchObject({ daysTarget: target, daysDone: done, awayDays: away.map((index) => addDays(start, index)) })
  })

  test('an absence asks nothing of its days, and moves no date', async () => {
    const start = await monday()
    const mia = await whoReadAll()
    const due = (await world.memory(mia, 'pot-name'))!.dueDay
    await world.as(mia).people.addAbsence({ from: addDays(start, 1), to: addDays(start, 4) })
    const { ahead } = await todayOf(mia)
    expect(ahead.slice(0, 6).map(({ minutes }) => minutes)).toEqual([0, 0, 0, 0, 0, 0])
    expect(ahead[6]!.minutes).toBeGreaterThan(0)
    expect((await world.memory(mia, 'pot-name'))!.dueDay).toBe(due)
  })
})

describe('what keeps slipping', () => {
  async function slips(times: number): Promise<Person> {
    const mia = await world.learner()
    await world.reads(mia, 'tasting')
    for (let lapse = 0; lapse < times; lapse++) {
      later(7)
      const { id, items } = await world.starts(mia)
      for (const { item } of items) await world.answers(mia, item, item === 'tea-country' ? 'wrong' : 'right', { session: id })
    }
    expect(await world.memory(mia, 'tea-country')).toMatchObject({ lapses: times })
    return mia
  }

  test('five times: nothing is said of it yet', async () => {
    expect(await todayOf(await slips(5))).toMatchObject({ slipping: null })
  })

  test('six times: its lesson is offered again, in words that give nothing away', async () => {
    const { slipping } = await todayOf(await slips(6))
    expect(slipping).toMatchObject({ item: 'tea-country', lapses: 6, lesson: { id: 'tasting', title: 'Tasting' } })
    expect(slipping!.wording).toMatch(/^Match the tea/)
  })

  test('not when the person does not want to be asked', async () => {
    const mia = await slips(6)
    await world.as(mia).review.suspend('tea-country', { reason: 'I only brew' })
    expect(await todayOf(mia)).toMatchObject({ slipping: null })
  })
})
