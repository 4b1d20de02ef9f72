import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSchool, type Person, type School } from '../world.ts'
import { addDays } from '../../src/kernel/day.ts'

let world: School
let lea: Person
let mia: Person
beforeEach(async () => {
  world = await openSchool()
  await world.team('Phone')
  lea = await world.person('Lea', { team: 'Phone', lead: true })
  mia = await world.person('Mia', { team: 'Phone' })
  await world.edits('courses/tea/course.yml', (text) => `${text}renew: 2 months\n`)
  for (const lesson of ['brewing', 'tasting', 'serving']) await world.reads(mia, lesson)
})
afterEach(() => world.close())

const day = '2026-05-02'
const tea = async () => (await world.as(mia).assignments.required({ zone: 'UTC' })).find(({ courseId }) => courseId === 'tea')
const line = async () => (await world.as(lea).reports.team({ zone: 'UTC' })).people.find(({ name }) => name === 'Mia')!
/** Every morning up to a day, with what is asked. */
const reviewsUntil = async (last: string) => {
  for (let today = addDays('2026-03-02', 1); today <= last; today = addDays(today, 1)) {
    world.morningOf(today)
    await world.reviews(mia)
  }
}

test('done is done until its day; the page says when that is', async () => {
  world.morningOf('2026-05-01')
  expect(await tea()).toMatchObject({ standing: 'done', renewal: { day, refresh: false } })
})

test('who goes on reviewing has it renewed by itself, and again the next time', async () => {
  await reviewsUntil(day)
  expect(await tea()).toMatchObject({ standing: 'done', renewal: { day: '2026-07-02', refresh: false } })
  expect(await line()).toMatchObject({ standing: 'done' })
})

test('who did not is asked to refresh it within thirty days, and is behind after that', async () => {
  world.morningOf(day)
  expect(await tea()).toMatchObject({ standing: 'on-track', dueDay: '2026-06-01', renewal: { day, refresh: true } })
  expect(await line()).toMatchObject({ standing: 'on-track', dueDay: '2026-06-01', lessonsDone: 3 })
  world.morningOf('2026-06-02')
  expect(await tea()).toMatchObject({ standing: 'behind' })
  expect(await line()).toMatchObject({ standing: 'behind' })
  for (const morning of [1, 2, 3, 4, 5, 6, 7, 8].map((n) => addDays('2026-06-02', n))) {
    await world.reviews(mia)
    world.morningOf(morning)
  }
  expect(await tea()).toMatchObject({ standing: 'done', renewal: { day: '2026-07-02', refresh: false } })
  expect(await line()).toMatchObject({ standing: 'done' })
})

test('in its last three weeks it asks what would be forgotten by then', async () => {
  await reviewsUntil('2026-04-08')
  world.morningOf('2026-04-10')
  await world.reviews(mia)
  const early = () => world.starts(mia).then(({ items }) => items.length)
  expect(await early()).toBe(0)
  world.morningOf('2026-04-12')
  expect(await early()).toBeGreaterThan(0)
})

test('somebody with a lesson to go has nothing to renew', async () => {
  const tom = await world.person('Tom', { team: 'Phone' })
  await world.reads(tom, 'brewing')
  world.morningOf(day)
  const [course] = await world.as(tom).assignments.required({ zone: 'UTC' })
  expect(course).toMatchObject({ standing: 'on-track', lessonsDone: 1 })
  expect(course).not.toHaveProperty('renewal')
})
