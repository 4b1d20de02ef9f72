import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSchool, type Person, type School } from '../world.ts'

let world: School
let mia: Person

beforeEach(async () => {
  world = await openSchool()
  mia = await world.learner()
  await world.reads(mia, 'brewing', 'wrong')
  world.nextMorning()
})
afterEach(() => world.close())

const asked = async () => (await world.starts(mia)).items.map(({ item }) => item)

test('what somebody does not want to be asked leaves the running session and the next ones, and comes back when they say so', async () => {
  const before = await asked()
  expect(before).toContain('pot-name')
  await world.as(mia).review.suspend('pot-name', { reason: 'I have three of them at home' })
  expect(await asked()).toEqual(before.filter((item) => item !== 'pot-name'))
  world.nextMorning()
  expect(await asked()).not.toContain('pot-name')
  await world.as(mia).review.unsuspend('pot-name')
  world.nextMorning()
  expect(await asked()).toContain('pot-name')
})

test('a course that has become critical is asked all the same', async () => {
  await world.as(mia).review.suspend('pot-name', { reason: 'I have three of them at home' })
  await world.edits('courses/tea/course.yml', (text) => text.replace('class: standard', 'class: critical'))
  expect(await asked()).toContain('pot-name')
})
