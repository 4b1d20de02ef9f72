import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSchool, type Person, type School } from '../world.ts'

let world: School
let ada: Person
let lea: Person
let mia: Person
beforeEach(async () => {
  world = await openSchool()
  await world.team('Service')
  await world.team('Phone', 'Service')
  await world.team('Shop')
  ada = await world.person('Ada', { role: 'admin' })
  lea = await world.person('Lea', { team: 'Service', lead: true })
  mia = await world.person('Mia', { team: 'Phone' })
})
afterEach(() => world.close())

const required = async (who: Person) => (await world.as(who).assignments.required({ zone: 'UTC' }))[0]

describe('a course for a team', () => {
  test('is required of everybody in it and below it, with its due day', async () => {
    await world.as(ada).assignments.assign({ course: 'tea', team: 'Service', due: '2026-03-20' })
    expect(await required(mia)).toMatchObject({ courseId: 'tea', dueDay: '2026-03-20', standing: 'not-started', lessonsDone: 0 })
    expect(await required(await world.person('Sam', { team: 'Shop' }))).toMatchObject({ dueDay: null })
  })

  test('is what a new member gets by itself', async () => {
    await world.as(ada).assignments.assign({ course: 'tea', team: 'Phone', due: '2026-03-20' })
    expect(await required(await world.person('Neo', { team: 'Phone' }))).toMatchObject({ dueDay: '2026-03-20' })
  })

  test('assigned again moves the due day, and there is still one', async () => {
    await world.as(ada).assignments.assign({ course: 'tea', team: 'Phone', due: '2026-03-20' })
    expect(await world.as(ada).assignments.assign({ course: 'tea', team: 'Phone', due: '2026-04-20' })).toMatchObject({ replaced: true })
    expect(await required(mia)).toMatchObject({ dueDay: '2026-04-20' })
    expect(await world.as(ada).assignments.list()).toHaveLength(1)
  })

  test('and for a person of it: the earlier day wins', async () => {
    await world.as(ada).assignments.assign({ course: 'tea', team: 'Phone', due: '2026-03-20' })
    await world.as(ada).assignments.assign({ course: 'tea', person: 'mia@example.com', due: '2026-03-10' })
    expect(await required(mia)).toMatchObject({ dueDay: '2026-03-10' })
  })

  test('ended, it is not required any more', async () => {
    const { id } = await world.as(ada).assignments.assign({ course: 'tea', team: 'Phone', due: '2026-03-20' })
    await world.as(ada).assignments.end(id)
    expect(await required(mia)).toMatchObject({ dueDay: null })
    await expect(world.as(ada).assignments.end(id)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('is behind when its day has passed and a lesson is incomplete', async () => {
    await world.as(ada).assignments.assign({ course: 'tea', person: 'mia@example.com', due: '2026-03-02' })
    await world.reads(mia, 'brewing')
    expect(await required(mia)).toMatchObject({ standing: 'on-track', lessonsDone: 1 })
    world.nextMorning()
    expect(await required(mia)).toMatchObject({ standing: 'behind' })
  })

  test('comes first under the next lessons, with its day', async () => {
    await world.as(ada).assignments.assign({ course: 'tea', team: 'Phone', due: '2026-03-20' })
    expect((await world.as(mia).review.today({ zone: 'UTC' })).nextLessons[0]).toMatchObject({ id: 'brewing', dueDay: '2026-03-20' })
  })
})

describe('who may assign', () => {
  test('a lead, to the teams they lead and those below', async () => {
    expect(await world.as(lea).assignments.assign({ course: 'tea', team: 'phone' })).toMatchObject({ to: 'Phone' })
    expect(await world.as(lea).assignments.assign({ course: 'tea', person: 'mia@example.com' })).toMatchObject({ to: 'Mia' })
    expect(await world.as(lea).assignments.list()).toHaveLength(2)
  })

  test.each([
    ['another team', { team: 'Shop' }],
    ['somebody elsewhere', { person: 'ada@example.com' }],
    ['nobody', { person: 'nobody@example.com' }],
  ])('not a lead to %s: it is not there for them', async (_, to) => {
    await expect(world.as(lea).assignments.assign({ course: 'tea', ...to })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('nobody else', async () => {
    await expect(world.as(mia).assignments.assign({ course: 'tea', team: 'Phone' })).rejects.toMatchObject({ code: 'not-found' })
    await expect(world.as(mia).assignments.assign({ course: 'tea', person: 'mia@example.com' })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  test.each([
    ['a course that is not there', { course: 'te', team: 'Phone' }, 'Did you mean "tea"?'],
    ['neither team nor person', { course: 'tea' }, 'Name either a team or a person.'],
    ['a day that is none', { course: 'tea', team: 'Phone', due: '2026-02-30' }, 'not a day'],
    ['a due day in the past', { course: 'tea', team: 'Phone', due: '2026-02-20' }, 'is past'],
  ])('%s is refused in words', async (_, input, words) => {
    await expect(world.as(ada).assignments.assign(input)).rejects.toThrow(words)
  })
})

describe('what an assignment does to the review', () => {
  test('its class is how well each answer has to be held', async () => {
    await world.as(ada).assignments.assign({ course: 'tea', person: 'mia@example.com', class: 'critical' })
    await world.reads(mia, 'brewing')
    expect(world.sql('select distinct dr from answer')).toEqual([{ dr: 0.95 }])
    const reason = { reason: 'I know it' }
    await expect(world.as(mia).review.suspend('green-water', reason)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('before its due day it asks ahead what would be forgotten by then', async () => {
    await world.reads(mia, 'brewing')
    world.morningOf((await world.memory(mia, 'green-water'))!.dueDay)
    await world.reviews(mia)
    world.nextMorning()
    expect((await world.starts(mia)).items).toEqual([])
    await world.as(ada).assignments.assign({ course: 'tea', person: 'mia@example.com', due: '2026-03-24' })
    expect((await world.starts(mia)).items.length).toBeGreaterThan(0)
  })

  test('with more than three weeks to go it does not', async () => {
    await world.reads(mia, 'brewing')
    await world.as(ada).assignments.assign({ course: 'tea', person: 'mia@example.com', due: '2026-04-24' })
    world.morningOf((await world.memory(mia, 'green-water'))!.dueDay)
    await world.reviews(mia)
    world.nextMorning()
    expect((await world.starts(mia)).items).toEqual([])
  })
})
