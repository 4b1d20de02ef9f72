import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSchool, type Person, type School } from '../world.ts'

let world: School
let ada: Person
let lea: Person
let mia: Person
let otto: Person
beforeAll(async () => {
  world = await openSchool()
  await world.team('Service')
  await world.team('Phone', 'Service')
  await world.team('Elsewhere')
  ada = await world.person('Ada', { role: 'admin' })
  lea = await world.person('Lea', { team: 'Service', lead: true })
  mia = await world.person('Mia', { team: 'Phone' })
  otto = await world.person('Otto', { team: 'Elsewhere' })
  await world.as(ada).assignments.assign({ course: 'tea', team: 'Service', due: '2026-03-20' })
  await world.reads(mia, 'brewing')
  await world.opens(mia, 'serving')
  world.nextMorning()
})
afterAll(() => world.close())

const look = (who: Person, person = mia) => world.as(who).reports.personDetail({ person: person.viewer.id, zone: 'UTC' })
const fresh = ({ viewer }: Person) => world.app.as({ ...viewer, provedAt: world.clock.now() })
const looks = () =>
  world.sql<{ actor_id: string; person_id: string }>("select actor_id, person_id from audit where verb = 'person.looked-at'")

test('is not there while it is off, for nobody, and no look is written down', async () => {
  for (const who of [lea, ada, mia, otto]) await expect(look(who)).rejects.toMatchObject({ code: 'not-found' })
  expect(looks()).toEqual([])
  expect((await world.as(lea).reports.team({ zone: 'UTC' })).detail).toBe(false)
  expect((await world.as(mia).reports.seen({ zone: 'UTC' })).detail).toBe(false)
})

test('is switched by admins alone, and that is written down once', async () => {
  await expect(fresh(lea).reports.switchDetail({ on: true })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(world.as(ada).reports.switchDetail({ on: true })).rejects.toMatchObject({ code: 'step-up' })
  await fresh(ada).reports.switchDetail({ on: true })
  await fresh(ada).reports.switchDetail({ on: true })
  expect(world.sql("select actor_id, object from audit where verb = 'detail.switched'")).toEqual([
    { actor_id: ada.viewer.id, object: 'on' },
  ])
})

test('everybody else is told for a week who switched it, on Today and in their list', async () => {
  const told = (who: Person) => world.as(who).reports.told({ zone: 'UTC' })
  for (const who of [mia, otto, lea])
    expect((await told(who)).map(({ verb, object, by }) => [verb, object, by])).toEqual([['detail.switched', 'on', 'Ada']])
  expect(await told(ada)).toEqual([])
  // A course was assigned to another team: that is nothing about Otto.
  expect((await world.as(otto).reports.seen({ zone: 'UTC' })).deeds.map(({ verb }) => verb)).toEqual(['detail.switched', 'person.added'])
})

test('tells a lead the state of each required lesson, and no answer', async () => {
  const detail = await look(lea)
  const tea = detail.courses.find(({ courseId }) => courseId === 'tea')!
  expect(tea).toMatchObject({ standing: 'on-track', dueDay: '2026-03-20' })
  expect(tea.lessons.map(({ id, state }) => [id, state])).toEqual(
    expect.arrayContaining([
      ['brewing', 'done'],
      ['serving', 'in-progress'],
    ]),
  )
  expect(Object.keys(detail).toSorted()).toEqual(['courses', 'id', 'name', 'skills'])
})

test('tells the strength of a skill only where it does not speak of single answers', async () => {
  const live = world.live()
  const met = world.sql<{ item_id: string }>(`select item_id from memory where person_id = '${mia.viewer.id}'`)
  const bySkill = Map.groupBy(met, ({ item_id }) => live.items.get(item_id)!.get('en')!.skill)
  const enough = [...bySkill].filter(([, items]) => items.length >= 5).map(([skill]) => skill)
  const { skills } = await look(lea)
  expect(skills.map(({ id }) => id).toSorted()).toEqual(enough.toSorted())
  for (const { strength } of skills) {
    expect(strength).toBeGreaterThan(0)
    expect(strength).toBeLessThanOrEqual(1)
  }
})

test('each look is written down and read by the person, with who it was', async () => {
  const before = looks().length
  await look(lea)
  world.clock.forward({ minutes: 1 })
  await look(ada)
  expect(looks().slice(before)).toEqual([
    { actor_id: lea.viewer.id, person_id: mia.viewer.id },
    { actor_id: ada.viewer.id, person_id: mia.viewer.id },
  ])
  const { detail, deeds } = await world.as(mia).reports.seen({ zone: 'UTC' })
  expect(detail).toBe(true)
  expect(deeds.slice(0, 2).map(({ verb, by }) => [verb, by])).toEqual([
    ['person.looked-at', 'Ada'],
    ['person.looked-at', 'Lea'],
  ])
})

test.each([
  ['a lead, of somebody elsewhere', () => look(lea, otto)],
  ['who leads nothing', () => look(mia, lea)],
  ['who leads nothing, of themselves', () => look(mia, mia)],
])('is not there for %s', async (_, deed) => {
  const before = looks().length
  await expect(deed()).rejects.toMatchObject({ code: 'not-found' })
  expect(looks()).toHaveLength(before)
})

test('is gone for whose account was closed, and when it is switched off', async () => {
  const tom = await world.person('Tom', { team: 'Phone' })
  await look(lea, tom)
  await world.as(ada).people.closeAccount({ person: tom.viewer.id })
  await expect(look(lea, tom)).rejects.toMatchObject({ code: 'not-found' })
  await fresh(ada).reports.switchDetail({ on: false })
  await expect(look(lea)).rejects.toMatchObject({ code: 'not-found' })
})
