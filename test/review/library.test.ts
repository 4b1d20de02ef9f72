import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSchool, type Person, type School } from '../world.ts'

let world: School
beforeAll(async () => {
  world = await openSchool()
})
afterAll(() => {
  world.close()
})

type Input = Parameters<ReturnType<School['as']>['review']['library']>[0]
const look = (person: Person, input: Input) => world.as(person).review.library({ zone: 'UTC', ...input })
const namesOf = async (person: Person, input: Input) =>
  (await look(person, input)).hits.map(({ kind, id, locale }) => `${kind} ${id} ${locale}`)
const one = async (person: Person, input: Input) => (await look(person, input)).hits[0]!

describe('a search', () => {
  let mia: Person
  beforeAll(async () => {
    mia = await world.learner()
    await world.reads(mia, 'brewing')
    world.nextMorning()
  })

  test('finds lessons, terms and the items that one has met, with the match marked', async () => {
    const { hits, more } = await look(mia, { q: 'water' })
    expect(more).toBe(false)
    expect(hits.map(({ kind, id }) => `${kind} ${id}`).toSorted()).toEqual([
      'item green-time',
      'item green-water',
      'lesson brewing',
      'term steep',
    ])
    for (const { html } of hits) expect(html).toContain('<mark>')
    expect(hits.find(({ kind }) => kind === 'term')).toMatchObject({
      title: 'Steep',
      html: 'Leaving tea in hot <mark>water</mark> until it has given its taste.',
    })
  })

  test('says where a lesson stands and how well an item holds', async () => {
    expect(await one(mia, { q: 'brewing', kind: 'lesson' })).toMatchObject({ id: 'brewing', state: 'done', minutes: 3, foreign: false })
    const item = await one(mia, { q: 'lidded cup', kind: 'item' })
    expect(item).toMatchObject({ id: 'pot-name', lesson: { id: 'brewing', title: 'Brewing: a pot of green' }, word: 'firm' })
    expect(item.strength).toBeGreaterThan(0.9)
  })

  test('shows a gap as a gap', async () => {
    expect((await one(mia, { q: 'minutes black', kind: 'item' })).html).toBe(
      'Green tea stays in the water for … <mark>minutes</mark>, <mark>black</mark> tea for ….',
    )
  })

  test('shows a text once, in the language that matches best', async () => {
    expect(await namesOf(mia, { q: 'aufgießen' })).toEqual(['lesson brewing de'])
    expect(await one(mia, { q: 'aufgießen' })).toMatchObject({ title: 'Aufgießen: eine Kanne Grüntee', foreign: true })
    expect(await namesOf(mia, { q: 'gaiwan' })).toEqual([])
    expect(await namesOf(mia, { q: 'minuten', locale: 'de' })).toEqual(['item green-time de'])
    expect(await namesOf(mia, { q: 'tea', locale: 'de' })).toEqual([])
  })

  test('of a locked lesson shows the summary only', async () => {
    const ben = await world.learner()
    expect(await one(ben, { q: 'guest', kind: 'lesson' })).toMatchObject({ id: 'serving', state: 'locked', html: '' })
    await world.reads(ben, 'brewing')
    expect((await one(ben, { q: 'guest', kind: 'lesson' })).html).toContain('A <mark>guest</mark> at the counter')
  })

  test('escapes what authors write', async () => {
    await world.edits('courses/tea/tasting.mdx', (text) => text.replace('Taste comes', 'Bread & butter \\<script\\> come. Taste comes'))
    expect((await one(mia, { q: 'butter' })).html).toMatch(/^Bread &#38; <mark>butter<\/mark> &#60;script&#62; come\./)
  })

  test('never finds what another has met, nor what nobody has', async () => {
    const ben = await world.learner()
    expect(await namesOf(mia, { q: 'green tea', kind: 'item' })).toHaveLength(3)
    expect(await namesOf(ben, { q: 'green tea', kind: 'item' })).toEqual([])
    expect((await world.as(ben).review.shelves({})).itemsMet).toBe(0)
    expect(await namesOf(mia, { q: 'forty tins' })).toEqual([])
  })
})

describe('a filter', () => {
  let mia: Person
  beforeAll(async () => {
    mia = await world.learner()
    await world.reads(mia, 'brewing')
    await world.reads(mia, 'serving')
  })

  test('by skill or course leaves the rest out, the glossary with it', async () => {
    expect(await namesOf(mia, { q: 'guest', skill: 'serving' })).toEqual(expect.arrayContaining(['lesson serving en', 'item which-tea en']))
    expect(await namesOf(mia, { q: 'guest', skill: 'brewing' })).toEqual(['item bitter-causes en'])
    expect(await namesOf(mia, { q: 'tea', course: 'no-such-course' })).toEqual([])
    expect((await look(mia, { q: 'tea', course: 'tea' })).hits.map(({ kind }) => kind)).not.toContain('term')
  })

  test('works without words', async () => {
    expect(await namesOf(mia, { skill: 'serving' })).toEqual(['lesson serving en', 'item cold-cup en', 'item which-tea en'])
    expect(await namesOf(mia, { kind: 'term' })).toEqual(['term steep en'])
  })

  test('by fading keeps the items under .70, the weakest first', async () => {
    const ben = await world.learner()
    await world.reads(ben, 'brewing', 'wrong')
    await world.reads(ben, 'tasting', 'right')
    expect(await namesOf(ben, { fading: true })).toEqual([])
    world.clock.forward({ days: 12 })
    const { hits } = await look(ben, { fading: true })
    const strengths = hits.map(({ strength }) => strength!)
    expect(hits.every(({ kind, word, lesson }) => kind === 'item' && word === 'fading' && lesson!.id === 'brewing')).toBe(true)
    expect(strengths).toEqual(strengths.toSorted((a, b) => a - b))
    expect(strengths.length).toBe(4)
    expect(await namesOf(ben, { q: 'lidded', fading: true })).toEqual(['item pot-name en'])
    expect(await namesOf(ben, { q: 'flush', fading: true })).toEqual([])
  })
})

test('before a search there is what one has done', async () => {
  const mia = await world.learner()
  await world.reads(mia, 'brewing')
  world.nextMorning()
  await world.reads(mia, 'tasting')
  expect(await world.as(mia).review.shelves({})).toEqual({
    lessonsDone: [
      { id: 'tasting', title: 'Tasting' },
      { id: 'brewing', title: 'Brewing: a pot of green' },
    ],
    cards: [],
    terms: [{ id: 'steep', title: 'Steep', short: 'Leaving tea in hot water until it has given its taste.' }],
    itemsMet: 7,
    skills: [
      { id: 'brewing', title: 'Brewing' },
      { id: 'serving', title: 'Serving' },
    ],
    courses: [{ id: 'tea', title: 'Behind the tea counter' }],
  })
})
