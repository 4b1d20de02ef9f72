import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusal } from '../refusal.ts'
import { openSchool, type Person, type School } from '../world.ts'

let world: School
beforeAll(async () => {
  world = await openSchool()
})
afterAll(() => {
  world.close()
})

const pageOf = (person: Person, item: string) => world.as(person).review.itemPage(item, { zone: 'UTC' })

async function whoTasted(): Promise<Person> {
  const mia = await world.learner()
  await world.reads(mia, 'tasting')
  return mia
}

describe('the page of an item', () => {
  test('is not there before its lesson is opened, nor without a lesson', async () => {
    const mia = await world.learner()
    await expect(pageOf(mia, 'first-flush')).rejects.toThrow(refusal('not-found'))
    await expect(pageOf(mia, 'no-such-item')).rejects.toThrow(refusal('not-found'))
    await whoTasted()
    await expect(pageOf(mia, 'first-flush')).rejects.toThrow(refusal('not-found'))
  })

  test('shows the question alone while it has no answer', async () => {
    const mia = await world.learner()
    await world.opens(mia, 'tasting')
    expect(await pageOf(mia, 'first-flush')).toEqual({
      item: 'first-flush',
      locale: 'en',
      html: '<p>What does first flush mean?</p>',
      skill: { id: 'brewing', title: 'Brewing' },
      lesson: { id: 'tasting', title: 'Tasting' },
      live: true,
      critical: false,
      studyDay: expect.any(String),
      met: null,
      suspended: null,
    })
  })

  test('tells what was answered, newest first, how well it holds and when it comes back', async () => {
    const mia = await whoTasted()
    world.clock.forward({ minutes: 1 })
    await world.answers(mia, 'tea-country', 'wrong')
    const today = (await pageOf(mia, 'tea-country')).met!
    expect(today.answers.map(({ mode, verdict }) => `${mode} ${verdict}`)).toEqual(['retry not-yet', 'lesson right'])
    expect(today).toMatchObject({ waiting: false, strength: null, word: null })

    world.nextMorning()
    const { met } = await pageOf(mia, 'first-flush')
    expect(met).toMatchObject({ waiting: false, due: (await world.memory(mia, 'first-flush'))!.dueDay, word: 'firm', changes: [] })
    expect(met!.strength).toBeGreaterThan(0.9)
  })

  test('covers all of that while it waits to be asked', async () => {
    const mia = await whoTasted()
    const { dueDay } = (await world.memory(mia, 'first-flush'))!
    world.morningOf(dueDay)
    const page = await pageOf(mia, 'first-flush')
    expect(page.met).toEqual({ waiting: true, due: null, strength: null, word: null, answers: [], changes: [] })
    expect(JSON.stringify(page)).not.toContain('spring')
    const { id: session } = await world.starts(mia)
    await world.answers(mia, 'first-flush', 'right', { session })
    expect((await pageOf(mia, 'first-flush')).met).toMatchObject({ waiting: false, answers: [{ mode: 'review' }, { mode: 'lesson' }] })
  })

  test('is another for everyone', async () => {
    const [mia, ben] = [await whoTasted(), await world.learner()]
    await world.opens(ben, 'tasting')
    await world.answers(ben, 'first-flush', 'wrong')
    expect((await pageOf(mia, 'first-flush')).met!.answers.map(({ verdict }) => verdict)).toEqual(['right'])
    expect((await pageOf(ben, 'first-flush')).met!.answers.map(({ verdict }) => verdict)).toEqual(['not-yet'])
  })

  test('knows what was set aside, until it is taken back', async () => {
    const mia = await whoTasted()
    await world.as(mia).review.suspend('first-flush', { reason: 'I grow it myself' })
    expect((await pageOf(mia, 'first-flush')).suspended).toEqual({ reason: 'I grow it myself' })
    expect((await pageOf(await whoTasted(), 'first-flush')).suspended).toBeNull()
    await world.as(mia).review.unsuspend('first-flush')
    expect((await pageOf(mia, 'first-flush')).suspended).toBeNull()
  })

  test('has no word that only an answer may open, whatever the type', async () => {
    const mia = await whoTasted()
    await world.reads(mia, 'brewing')
    await world.reads(mia, 'serving')
    const pages = await Promise.all([...world.live().items.keys()].map((item) => pageOf(mia, item)))
    const told = pages.map(({ html }) => html).join('\n')
    for (const secret of ['75', 'degrees', 'boiled', 'two', 'four', 'gaiwan', 'Sip', 'Japan', 'spring', 'hot one', 'Assam', 'kettle'])
      expect(told).not.toContain(secret)
    expect(pages).toHaveLength(9)
    expect(told).toContain('I never know what to take.')
    expect(told).toContain('<span data-gap="0"></span>')
  })
})

describe('a change of an item', () => {
  test('is told, and keeps its page after it is retired', async () => {
    const mia = await whoTasted()
    const file = 'courses/tea/tasting.mdx'
    await world.edits(file, (text) => text.replace('What does first flush mean?', 'What is a first flush?'))
    expect((await pageOf(mia, 'first-flush')).met!.changes).toEqual([
      { change: 'wording', day: (await pageOf(mia, 'first-flush')).studyDay },
    ])

    world.writes(file, (text) => text.replace(/<Card[\s\S]*<\/Card>/, ''))
    await world.edits('retired.yml', () => '- { id: first-flush, date: 2026-03-03, why: Nobody asks. }\n')
    expect(await pageOf(mia, 'first-flush')).toMatchObject({
      live: false,
      html: '<p>What is a first flush?</p>',
      lesson: { id: 'tasting' },
    })
    expect((await pageOf(mia, 'first-flush')).met!.answers).toHaveLength(1)
    await expect(pageOf(await world.learner(), 'first-flush')).rejects.toThrow(refusal('not-found'))
  })

  test('of its course to a critical one says that it stays', async () => {
    const mia = await whoTasted()
    await world.edits('courses/tea/course.yml', (text) => text.replace('class: standard', 'class: critical'))
    expect(await pageOf(mia, 'tea-country')).toMatchObject({ critical: true })
  })
})
