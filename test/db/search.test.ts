import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { dropTexts, indexedAfter, indexTexts, markEnd, markStart, matchOf, rowidOf, search, type Search } from '#dialect/search.ts'
import type { SearchText } from '../../src/lessons/search-text.ts'
import { openSchool, openWorld, type World } from '../world.ts'

const everything = ['lesson', 'term', 'item'] as const
const nobody = { id: 'nobody' }

describe('the words of a search', () => {
  let world: World
  beforeAll(() => {
    world = openWorld()
  })
  afterAll(() => {
    world.close()
  })
  afterEach(() =>
    world.context.transaction(async (tx) =>
      dropTexts(
        tx,
        (await indexedAfter(tx, -1, 1000)).map(({ rowid }) => rowid),
      ),
    ),
  )

  const holds = (...texts: Partial<SearchText>[]) =>
    world.context.transaction((tx) =>
      indexTexts(
        tx,
        texts.map((text, place) => ({ kind: 'lesson', ref: `text-${place}`, locale: 'en', title: '', body: '', ...text })),
      ),
    )
  const find = (q: string, more: Partial<Search> = {}) => search(world.context.read, nobody, { q, kinds: everything, limit: 30, ...more })
  const refs = async (q: string, more: Partial<Search> = {}) => (await find(q, more)).map(({ ref }) => ref)

  test.each([
    ['an accent that is not typed', 'Réclamation', 'reclamation'],
    ['an accent that is not written', 'Reclamation', 'réclamation'],
    ['an accent in two code points', 'Réclamation', 're\u0301clamation'],
    ['capitals', 'Refund', 'rEFUND'],
    ['ä typed as a', 'Ärger am Schalter', 'arger'],
    ['ä typed as ae', 'Ärger am Schalter', 'aerger'],
    ['ae typed as ä', 'Der Aerger am Schalter', 'Ärger'],
    ['ß typed as ss', 'Die Straße', 'strasse'],
    ['ss typed as ß', 'Die Strasse', 'Straße'],
    ['both in one word', 'Die Größe', 'groesse'],
    ['the beginning of the last word', 'de-escalation', 'de-esc'],
    ['a word with an apostrophe', 'They don’t know', 'don’t'],
    ['another script', 'Чай и вода', 'вод'],
  ])('find %s', async (_, body, q) => {
    await holds({ body })
    expect(await refs(q)).toEqual(['text-0'])
  })

  test.each([
    ['all of them, not some', 'refund policy', 'refund parcel'],
    ['the beginning of no word but the last', 'refund policy', 'ref policy'],
    ['nothing inside a word', 'refund', 'fund'],
    ['nothing without a letter or a digit', 'refund — policy', '— ?!'],
    ['nothing for nothing', 'refund', '   '],
  ])('find %s', async (_, body, q) => {
    await holds({ body })
    expect(await refs(q)).toEqual([])
  })

  test.each([
    'refund NOT policy',
    'refund OR parcel',
    'NEAR(refund policy)',
    'title:refund',
    '^refund',
    '{title body}: refund',
    'refund*',
    '*',
    '"',
    '"refund',
    'refund"*',
    '""refund""',
    "refund'; drop table search; --",
    'refund) OR (policy',
    'refund + policy',
    '-refund',
    '\u0000refund\u0000',
    'refund\\',
    '(((((((',
    'x'.repeat(10_000),
    'a '.repeat(5_000),
    '" '.repeat(5_000),
  ])('are never syntax: %j', async (q) => {
    await holds({ body: 'refund policy' }, { body: 'parcel' })
    for (const { ref } of await find(q)) expect(ref).toBe('text-0')
    expect(await refs('refund')).toEqual(['text-0'])
  })

  test('are never syntax, whatever somebody types', async () => {
    await holds({ body: 'refund policy' })
    const signs = fc.constantFrom(
      '"',
      "'",
      '*',
      '(',
      ')',
      '^',
      ':',
      '-',
      '+',
      '{',
      '}',
      ' ',
      'NEAR',
      'AND',
      'OR',
      'NOT',
      'refund',
      '\u0000',
      'ß',
      '𝕏',
      '\ud800',
    )
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(signs).map((parts) => parts.join('')),
        ),
        async (q) => {
          expect(await find(q)).toBeInstanceOf(Array)
        },
      ),
    )
  })

  test('beyond 200 characters and twelve words are left out', () => {
    expect(matchOf('ab '.repeat(50)).match(/"ab"/g)).toHaveLength(12)
    expect(matchOf('é'.repeat(500)).match(/é+/)![0]).toHaveLength(200)
  })

  test('rank a title before a text, a text that says it twice before one that says it once', async () => {
    const filler = 'Something else altogether stands here and goes on for quite a while before it ends.'
    await holds(
      { ref: 'once', title: 'Parcels', body: `${filler} A refund. ${filler}` },
      { ref: 'twice', title: 'Parcels', body: `${filler} A refund is a refund.` },
      { ref: 'title', title: 'Refunds: the refund', body: `${filler} ${filler}` },
      { ref: 'none', title: 'Parcels', body: filler },
    )
    expect(await refs('refund')).toEqual(['title', 'twice', 'once'])
    expect(await refs('refund', { limit: 1 })).toEqual(['title'])
  })

  test('come back in a piece of the text, marked', async () => {
    const long = `${'Before it there is much. '.repeat(40)}The refund is paid at once. ${'After it there is more. '.repeat(40)}`
    await holds({ body: long }, { kind: 'term', ref: 'term', body: `A refund. ${long}` })
    const pieces = Object.fromEntries((await find('refund')).map(({ ref, piece }) => [ref, piece]))
    expect(pieces['text-0']).toContain(`${markStart}refund${markEnd} is paid at once.`)
    expect(pieces['text-0']!.length).toBeLessThan(300)
    // A definition is short and shown whole.
    expect(pieces.term!.length).toBeGreaterThan(long.length)
  })

  test('are narrowed by kind, language and place', async () => {
    await holds(
      { ref: 'a', body: 'refund' },
      { ref: 'a', locale: 'de', body: 'refund' },
      { ref: 'b', body: 'refund' },
      { kind: 'term', ref: 'c', body: 'refund' },
    )
    expect((await refs('refund', { kinds: ['term'] })).toSorted()).toEqual(['c'])
    expect((await refs('refund', { locale: 'de' })).toSorted()).toEqual(['a'])
    expect((await refs('refund', { lessons: ['b'] })).toSorted()).toEqual(['b', 'c'])
    expect((await refs('refund', { lessons: [], kinds: ['lesson'] })).toSorted()).toEqual([])
  })

  test('a text written twice stands there once', async () => {
    await holds({ ref: 'a', body: 'refund' })
    await holds({ ref: 'a', body: 'parcel' })
    expect(await refs('refund')).toEqual([])
    expect(await refs('parcel')).toEqual(['a'])
    expect(rowidOf({ kind: 'lesson', ref: 'a', locale: 'en' })).not.toBe(rowidOf({ kind: 'item', ref: 'a', locale: 'en' }))
  })
})

test('an item is found by who has met it, and by nobody else', async () => {
  const school = await openSchool()
  const [mia, ben] = [await school.learner(), await school.learner()]
  await school.reads(mia, 'tasting')
  await school.reads(ben, 'brewing')
  const itemsOf = async (viewer: { id: string }) =>
    (await search(school.context.read, viewer, { q: 'tea', kinds: ['item'], limit: 30 })).map(({ ref }) => ref).toSorted()
  expect(await itemsOf(mia.viewer)).toEqual(['tea-country'])
  expect(await itemsOf(ben.viewer)).toEqual(['bitter-causes', 'green-time', 'green-water'])
  expect(await itemsOf(nobody)).toEqual([])
  school.close()
})
