import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { AnswerResult } from '../../src/review/service.ts'
import { refusal } from '../refusal.ts'
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

const takesBack = (person: Person, { id }: { id: string }) => world.as(person).review.voidAnswer(id)

async function inTasting(): Promise<Person> {
  const mia = await world.learner()
  await world.opens(mia, 'tasting')
  return mia
}

/** Everything of the lesson but the card, then the card. */
async function tastes(mia: Person, knew: 'right' | 'wrong' = 'right'): Promise<AnswerResult> {
  for (const item of ['tasting-order', 'tea-country']) await world.answers(mia, item, 'right')
  return world.answers(mia, 'first-flush', knew)
}

async function stateOfTasting(mia: Person): Promise<string> {
  return (await world.as(mia).lessons.lesson('tasting', {})).state
}

const voidsOf = ({ viewer }: Person) => world.sql(`SELECT target_id FROM answer WHERE kind = 'void' AND person_id = '${viewer.id}'`)

describe('taking back', () => {
  test.each([
    { name: 'at once', minutes: 0, seconds: 0 },
    { name: 'after ten minutes to the second', minutes: 10, seconds: 0 },
  ])('a card $name: it was never answered', async ({ minutes, seconds }) => {
    const mia = await inTasting()
    const card = await world.answers(mia, 'first-flush', 'right')
    world.clock.forward({ minutes, seconds })
    await takesBack(mia, card)
    expect(await world.memory(mia, 'first-flush')).toBeUndefined()
    expect(await world.answers(mia, 'first-flush', 'wrong')).toMatchObject({ mode: 'lesson', credit: 0 })
    expect(await world.memory(mia, 'first-flush')).toMatchObject({ answers: 1, firstCredit: 0 })
  })

  test('a card a second later is refused, and the answer stands', async () => {
    const mia = await inTasting()
    const card = await world.answers(mia, 'first-flush', 'right')
    world.clock.forward({ minutes: 10, seconds: 1 })
    await expect(takesBack(mia, card)).rejects.toThrow(refusal('conflict'))
    expect(await world.memory(mia, 'first-flush')).toMatchObject({ answers: 1 })
  })

  test('counts the ten minutes from the arrival, not from what the device says', async () => {
    const mia = await inTasting()
    const early = world.sent(mia, 'first-flush', 'right')
    world.clock.forward({ hours: 3 })
    await world.sends(mia, [early])
    world.clock.forward({ minutes: 9 })
    await takesBack(mia, early)
    expect(await world.memory(mia, 'first-flush')).toBeUndefined()
  })

  test.each(['tasting-order', 'tea-country'])('%s, which we graded, is refused', async (item) => {
    const mia = await inTasting()
    const answer = await world.answers(mia, item, 'wrong')
    await expect(takesBack(mia, answer)).rejects.toThrow(refusal('conflict'))
    expect(voidsOf(mia)).toEqual([])
  })

  test('somebody else’s card is refused like one that is not there', async () => {
    const [mia, ben] = [await inTasting(), await inTasting()]
    const card = await world.answers(mia, 'first-flush', 'right')
    await expect(takesBack(ben, card)).rejects.toThrow(refusal('not-found'))
    await expect(takesBack(ben, { id: 'no-such-answer' })).rejects.toThrow(refusal('not-found'))
    expect(await world.memory(mia, 'first-flush')).toMatchObject({ answers: 1 })
  })

  test('twice is once', async () => {
    const mia = await inTasting()
    const card = await world.answers(mia, 'first-flush', 'right')
    await takesBack(mia, card)
    await takesBack(mia, card)
    expect(voidsOf(mia)).toEqual([{ target_id: card.id }])
  })

  test('what was taken back cannot be taken back itself', async () => {
    const mia = await inTasting()
    await takesBack(mia, await world.answers(mia, 'first-flush', 'right'))
    const [{ id }] = world.sql<{ id: string }>(`SELECT id FROM answer WHERE kind = 'void' AND person_id = '${mia.viewer.id}'`) as [
      { id: string },
    ]
    await expect(takesBack(mia, { id })).rejects.toThrow(refusal('not-found'))
  })

  test('what was taken back stays taken back, however often it is sent', async () => {
    const mia = await inTasting()
    const sent = world.sent(mia, 'first-flush', 'right')
    await world.sends(mia, [sent])
    await takesBack(mia, sent)
    expect(await world.sends(mia, [sent])).toMatchObject([{ status: 'already', due: null, intervalDays: null }])
    expect(await world.memory(mia, 'first-flush')).toBeUndefined()
  })

  test('the last answer of a lesson makes it not done; another answer makes it done again', async () => {
    const mia = await inTasting()
    const card = await tastes(mia)
    expect(await stateOfTasting(mia)).toBe('done')
    await takesBack(mia, card)
    expect(await stateOfTasting(mia)).toBe('in-progress')
    expect((await world.as(mia).lessons.courses()).courses[0]).toMatchObject({ progress: 0 })
    await world.answers(mia, 'first-flush', 'wrong')
    expect(await stateOfTasting(mia)).toBe('done')
  })

  test('a retry leaves the first answer, and the lesson done', async () => {
    const mia = await inTasting()
    await tastes(mia, 'wrong')
    const first = (await world.memory(mia, 'first-flush'))!
    const retry = await world.answers(mia, 'first-flush', 'right')
    await takesBack(mia, retry)
    expect(await world.memory(mia, 'first-flush')).toMatchObject({ s: first.s, d: first.d, dueDay: first.dueDay, answers: 1 })
    expect(await stateOfTasting(mia)).toBe('done')
  })

  test('the first of two answers makes the second the lesson', async () => {
    const mia = await inTasting()
    const slip = await world.answers(mia, 'first-flush', 'wrong')
    await world.answers(mia, 'first-flush', 'right')
    await takesBack(mia, slip)
    expect(await world.memory(mia, 'first-flush')).toMatchObject({ answers: 1, firstCredit: 1 })
  })

  test('a review brings the item back into the session, and its date back to today', async () => {
    const mia = await inTasting()
    await tastes(mia, 'wrong')
    world.nextMorning()
    const due = (await world.memory(mia, 'first-flush'))!
    const { id: session } = await world.starts(mia)
    const slip = await world.answers(mia, 'first-flush', 'wrong', { session })
    expect((await world.starts(mia)).items).toEqual([])
    await takesBack(mia, slip)
    expect(await world.memory(mia, 'first-flush')).toMatchObject({ dueDay: due.dueDay, lapses: 0, answers: 1 })
    expect(await world.starts(mia)).toMatchObject({ items: [{ item: 'first-flush' }] })
    expect(await world.answers(mia, 'first-flush', 'right', { session })).toMatchObject({ mode: 'review' })
  })
})
