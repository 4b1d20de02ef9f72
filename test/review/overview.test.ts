import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memoriesOf } from '../../db/answers.ts'
import { addDays, daysBetween } from '../../src/kernel/day.ts'
import { studyDay } from '../../src/kernel/study-day.ts'
import { defaultParameters, retrievability } from '../../src/scheduling/schedule.ts'
import { openSchool, type Person, type School } from '../world.ts'

let world: School
beforeAll(async () => {
  world = await openSchool()
})
afterAll(() => {
  world.close()
})

const zone = 'UTC'
const dayNow = () => studyDay(world.clock.now(), zone)
const overviewOf = (person: Person) => world.as(person).review.overview({ zone })
const later = (days: number) => world.morningOf(addDays(dayNow(), days))

/** By the cached memories as they are at this moment. */
async function heldNow({ viewer }: Person): Promise<number> {
  const strengths = (await memoriesOf(world.context.read, viewer)).map(({ s, lastDay }) =>
    retrievability(defaultParameters, s, daysBetween(lastDay, dayNow())),
  )
  return Math.round(strengths.reduce((sum, strength) => sum + strength, 0))
}

describe('what is held', () => {
  test('is nothing on the first day, without a chart of nothing', async () => {
    const overview = await overviewOf(await world.learner())
    expect(overview).toMatchObject({ held: { now: 0, of: 0 }, ahead: [], hardest: [] })
    expect(overview.heldOn.every(({ held }) => held === 0)).toBe(true)
  })

  test('now, and every thirty days before, as it was then', async () => {
    const mia = await world.learner()
    const first = dayNow()
    const then: number[] = []
    const lessons = ['brewing', 'tasting', 'serving']
    for (const lesson of lessons) {
      await world.reads(mia, lesson, lesson === 'tasting' ? 'wrong' : 'right')
      then.push(await heldNow(mia))
      later(3)
      await world.reviews(mia, 'wrong')
      later(24)
      await world.reviews(mia, 'right')
      later(3)
    }
    const { heldOn, held } = await overviewOf(mia)
    expect(heldOn).toHaveLength(13)
    expect(heldOn.slice(-4)).toEqual([
      { day: first, held: then[0] },
      { day: addDays(first, 30), held: then[1] },
      { day: addDays(first, 60), held: then[2] },
      { day: addDays(first, 90), held: await heldNow(mia) },
    ])
    expect(then).toEqual([4, 7, 8])
    expect(held).toEqual({ now: 8, of: 9 })
    expect(heldOn.slice(0, -4).every((point) => point.held === 0)).toBe(true)
  })

  test('is what remains after the answers are folded, not how many were right', async () => {
    const mia = await world.learner()
    await world.reads(mia, 'brewing', 'wrong')
    later(40)
    const { held } = await overviewOf(mia)
    expect(held.of).toBe(4)
    expect(held.now).toBe(await heldNow(mia))
    expect(held.now).toBeLessThan(4)
  })

  test('a card that was taken back was never held', async () => {
    const mia = await world.learner()
    await world.opens(mia, 'tasting')
    const { id } = await world.answers(mia, 'first-flush', 'right')
    await world.as(mia).review.voidAnswer(id)
    later(30)
    expect((await overviewOf(mia)).heldOn.at(-2)).toMatchObject({ held: 0 })
  })

  test('an item that was renamed since is the same thing', async () => {
    const apart = await openSchool()
    const ben = await apart.learner()
    await apart.reads(ben, 'tasting')
    const before = await apart.as(ben).review.overview({ zone })
    await apart.edits('courses/tea/tasting.mdx', (text) =>
      text.replace('<Card id="first-flush"', '<Card id="spring-flush" was="first-flush"'),
    )
    for (let days = 0; days < 30; days++) apart.nextMorning()
    const after = await apart.as(ben).review.overview({ zone })
    expect(before.held).toEqual({ now: 3, of: 3 })
    expect(after.heldOn.at(-2)).toEqual({ day: before.studyDay, held: 3 })
    apart.close()
  })
})

describe('the past year', () => {
  test('has every day from a Monday to today, and sums to the day totals', async () => {
    const mia = await world.learner()
    for (const [index, lesson] of ['brewing', 'tasting', 'serving'].entries()) {
      await world.reads(mia, lesson)
      later(1 + index * 40)
    }
    const { year } = await overviewOf(mia)
    expect(new Date(year[0]!.day).getUTCDay()).toBe(1)
    expect(year.map(({ day }) => day)).toEqual(year.map((_, index) => addDays(year[0]!.day, index)))
    expect(year.at(-1)!.day).toBe(dayNow())
    expect(year.length).toBeGreaterThan(364)
    const totals = world.sql<{ answers: number; ms: number }>(
      `SELECT sum(answers) AS answers, sum(ms) AS ms FROM day_total WHERE person_id = '${mia.viewer.id}'`,
    )
    const sum = (part: 'answers' | 'ms') => year.reduce((total, day) => total + day[part], 0)
    expect([{ answers: sum('answers'), ms: sum('ms') }]).toEqual(totals)
    expect(year.filter(({ answers }) => answers > 0)).toHaveLength(3)
  })

  test('forgets what is longer ago', async () => {
    const mia = await world.learner()
    await world.reads(mia, 'brewing')
    later(372)
    expect((await overviewOf(mia)).year.some(({ answers }) => answers > 0)).toBe(false)
  })
})

describe('the hardest', () => {
  test('slipped most, then are weakest; what holds is not among them', async () => {
    const mia = await world.learner()
    for (const lesson of ['brewing', 'tasting']) await world.reads(mia, lesson)
    const slip = new Map([
      ['tea-country', 2],
      ['pot-name', 1],
      ['green-time', 1],
    ])
    for (let round = 0; round < 2; round++) {
      later(10)
      const { id, items } = await world.starts(mia)
      for (const { item } of items) await world.answers(mia, item, (slip.get(item) ?? 0) > round ? 'wrong' : 'right', { session: id })
    }
    later(1)
    const { hardest } = await overviewOf(mia)
    expect(hardest.map(({ item, lapses }) => [item, lapses])).toEqual([
      ['tea-country', 2],
      ...['green-time', 'pot-name'].map((item) => [item, 1]),
    ])
    expect(hardest[0]).toMatchObject({ wording: expect.stringMatching(/^Match the tea/), lesson: { id: 'tasting', title: 'Tasting' } })
    expect(hardest[1]!.strength!).toBeLessThanOrEqual(hardest[2]!.strength!)
  })

  test('are in the order of strength where they slipped equally often', async () => {
    const mia = await world.learner()
    for (const lesson of ['brewing', 'tasting', 'serving']) await world.reads(mia, lesson, 'wrong')
    later(200)
    const { hardest } = await overviewOf(mia)
    expect(hardest).toHaveLength(9)
    expect(hardest.map(({ word }) => word)).toEqual(hardest.map(() => 'fading'))
    expect(hardest.map(({ strength }) => strength!)).toEqual(hardest.map(({ strength }) => strength!).toSorted((a, b) => a - b))
  })

  test('leave out what the person does not want to be asked', async () => {
    const mia = await world.learner()
    await world.reads(mia, 'tasting', 'wrong')
    later(200)
    await world.as(mia).review.suspend('tea-country', { reason: 'I only brew' })
    expect((await overviewOf(mia)).hardest.map(({ item }) => item).toSorted()).toEqual(['first-flush', 'tasting-order'])
  })
})

test('nobody sees another’s', async () => {
  const [mia, ben] = [await world.learner(), await world.learner()]
  await world.reads(mia, 'brewing')
  const { held, year } = await overviewOf(ben)
  expect(held.of).toBe(0)
  expect(year.some(({ answers }) => answers > 0)).toBe(false)
})
