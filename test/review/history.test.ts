import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { assign } from '../../src/assignments/service.ts'
import { systemViewer } from '../../src/people/role.ts'
import { refusal } from '../refusal.ts'
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

const takesBack = (person: Person, { id }: { id: string }) => world.as(person).review.voidAnswer(id)

async function inTasting(): Promise<Person> {
  const mia = await world.learner()
  await world.opens(mia, 'tasting')
  return mia
}

/** Everything of the lesson, the card last. */
async function tastes(mia: Person, knew: How) {
  for (const item of ['tasting-order', 'tea-country']) await world.answers(mia, item, 'right')
  return world.answers(mia, 'first-flush', knew)
}

describe('what somebody may see of an item', () => {
  const historyOf = (person: Person, item: string) => world.as(person).review.history(item, { zone: 'UTC' })

  test('is nothing before the first answer', async () => {
    await expect(historyOf(await inTasting(), 'first-flush')).rejects.toThrow(refusal('not-found'))
    await expect(historyOf(await inTasting(), 'no-such-item')).rejects.toThrow(refusal('not-found'))
  })

  test('is nothing while it is due and unanswered, and all of it afterwards, oldest first', async () => {
    const mia = await inTasting()
    const first = await tastes(mia, 'wrong')
    world.clock.forward({ minutes: 1 })
    const retry = await world.answers(mia, 'first-flush', 'right')
    world.nextMorning()
    expect(await historyOf(mia, 'first-flush')).toEqual({ item: 'first-flush', due: null, strength: null, versions: [], answers: [] })
    const { id: session } = await world.starts(mia)
    const review = await world.answers(mia, 'first-flush', 'right', { session })
    const told = await historyOf(mia, 'first-flush')
    expect(told).toMatchObject({
      item: 'first-flush',
      due: review.due,
      strength: null,
      versions: [{ version: 'first-flush@en.1', change: 'new' }],
    })
    expect(told.answers.map(({ id, mode, credit, verdict, voided }) => ({ id, mode, credit, verdict, voided }))).toEqual([
      { id: first.id, mode: 'lesson', credit: 0, verdict: 'not-yet', voided: false },
      { id: retry.id, mode: 'retry', credit: 1, verdict: 'right', voided: false },
      { id: review.id, mode: 'review', credit: 1, verdict: 'right', voided: false },
    ])
  })

  test('is nothing while a review asks for it before it is due, because a due day is near', async () => {
    const mia = await inTasting()
    await tastes(mia, 'right')
    world.nextMorning()
    const { dueDay } = (await world.memory(mia, 'first-flush'))!
    expect((await historyOf(mia, 'first-flush')).answers).toHaveLength(1)
    await assign(world.context, systemViewer, { course: 'tea', person: mia.viewer.email, due: dueDay, class: 'critical' })
    expect((await world.starts(mia)).items.map(({ item }) => item)).toContain('first-flush')
    expect((await historyOf(mia, 'first-flush')).answers).toEqual([])
    const { body } = await world.as(mia).reports.exportMine({})
    expect(JSON.parse(new TextDecoder().decode(body))).toMatchObject({ withheld: { items: 3 } })
  })

  test('is there while it is not due, with its strength from the second day on', async () => {
    const mia = await inTasting()
    const { due } = await tastes(mia, 'right')
    expect(await historyOf(mia, 'first-flush')).toMatchObject({ due, strength: null, answers: [{ credit: 1 }] })
    world.nextMorning()
    const { strength } = await historyOf(mia, 'first-flush')
    expect(strength).toBeGreaterThan(0.9)
    expect(strength).toBeLessThan(1)
  })

  test('puts an answer that came late where it was given, and marks what was taken back', async () => {
    const mia = await inTasting()
    const late = world.sent(mia, 'first-flush', 'wrong', { at: world.clock.now() + 60_000 })
    world.clock.forward({ hours: 1 })
    const card = await world.answers(mia, 'first-flush', 'right')
    await world.sends(mia, [late])
    await takesBack(mia, card)
    const { answers } = await historyOf(mia, 'first-flush')
    expect(answers.map(({ id, voided }) => [id, voided])).toEqual([
      [late.id, false],
      [card.id, true],
    ])
  })

  test('a card that was taken back while due hides again', async () => {
    const mia = await inTasting()
    await tastes(mia, 'wrong')
    world.nextMorning()
    const { id: session } = await world.starts(mia)
    await takesBack(mia, await world.answers(mia, 'first-flush', 'right', { session }))
    expect(await historyOf(mia, 'first-flush')).toMatchObject({ due: null, answers: [] })
  })

  test('is never another’s', async () => {
    const [mia, ben] = [await inTasting(), await inTasting()]
    await world.answers(mia, 'first-flush', 'right')
    const own = await world.answers(ben, 'first-flush', 'wrong')
    expect((await historyOf(ben, 'first-flush')).answers.map(({ id }) => id)).toEqual([own.id])
  })
})

describe('the back of a card', () => {
  const back = '<p>The first harvest of <strong>spring</strong>.</p>'

  test('is shown once its lesson is open, and only of a card', async () => {
    const mia = await world.learner()
    const reveal = () => world.as(mia).review.reveal('first-flush')
    await expect(reveal()).rejects.toThrow(refusal('not-found'))
    await world.opens(mia, 'tasting')
    expect(await reveal()).toEqual({ back })
    await expect(world.as(mia).review.reveal('tea-country')).rejects.toThrow(refusal('not-found'))
  })

  test('is shown in the review that asks for it', async () => {
    const mia = await inTasting()
    await tastes(mia, 'wrong')
    world.nextMorning()
    const { items } = await world.starts(mia)
    expect(JSON.stringify(items)).not.toContain('spring')
    expect(await world.as(mia).review.reveal('first-flush')).toEqual({ back })
  })
})
