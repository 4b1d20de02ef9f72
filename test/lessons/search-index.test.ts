import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { search } from '#dialect/search.ts'
import type { BasePrompt } from '../../src/items/item-type.ts'
import { itemTypes, typeOf } from '../../src/items/registry.ts'
import { followLive } from '../../src/lessons/catalogue/search-index.ts'
import { compile } from '../../src/lessons/compile.ts'
import { plainText, questionText } from '../../src/lessons/search-text.ts'
import { openSchool, teaContent, type School } from '../world.ts'

interface Row {
  kind: string
  ref: string
  locale: string
  title: string
  body: string
}
const rowsIn = (school: School) => school.sql<Row>('select kind, ref, locale, title, body from search')
const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])

describe.each([
  ['the course of the tests', teaContent],
  ['the course that ships', join(import.meta.dirname, '../../content')],
])('the index of %s', (_, content) => {
  let school: School
  beforeAll(async () => {
    school = await openSchool(content)
  })
  afterAll(() => {
    school.close()
  })

  test('holds all that is live, once', () => {
    const { lessons, cards, items, glossary } = school.live()
    const wanted = [
      ...[...lessons].flatMap(([id, locales]) => [...locales.keys()].map((locale) => `lesson ${id} ${locale}`)),
      ...[...cards].flatMap(([id, locales]) => [...locales.keys()].map((locale) => `card ${id} ${locale}`)),
      ...[...items].flatMap(([id, locales]) => [...locales.keys()].map((locale) => `item ${id} ${locale}`)),
      ...glossary.flatMap(({ id, translations = {} }) => ['en', ...Object.keys(translations)].map((locale) => `term ${id} ${locale}`)),
    ]
    expect(
      rowsIn(school)
        .map(({ kind, ref, locale }) => `${kind} ${ref} ${locale}`)
        .toSorted(),
    ).toEqual(wanted.toSorted())
  })

  test('holds of an item no word that is not asked', () => {
    for (const { kind, ref, locale, title, body } of rowsIn(school)) {
      if (kind !== 'item') continue
      const { type, spec } = school.live().items.get(ref)!.get(locale)!
      const scene = (spec as { scenes?: { html: string }[] }).scenes?.[0]?.html ?? ''
      const asked = wordsOf(plainText(`${spec.html} ${scene}`))
      expect({ ref, type, title, added: [...wordsOf(body)].filter((word) => !asked.has(word)) }).toEqual({
        ref,
        type,
        title: '',
        added: [],
      })
    }
  })

  test('holds no sentence that only an answer may open', () => {
    const all = rowsIn(school)
      .map(({ title, body }) => `${title}\n${body}`)
      .join('\n')
      .replace(/\s+/g, ' ')
    const sentences = [...school.live().items.values()].flatMap((locales) =>
      [...locales.values()].flatMap(({ spec }) => secretSentences(spec)),
    )
    expect(sentences.length).toBeGreaterThan(15)
    expect(sentences.filter((sentence) => all.includes(sentence))).toEqual([])
  })
})

const opened = ['why', 'feels', 'takeaway', 'back', 'note']

/** Every longer text under a field that only an answer may open. */
function secretSentences(value: unknown, isSecret = false): string[] {
  if (typeof value === 'string') return isSecret && value.split(' ').length > 4 ? [plainText(value).replace(/\s+/g, ' ').trim()] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([field, inner]) => secretSentences(inner, isSecret || opened.includes(field)))
}

describe('the question of', () => {
  test.each(itemTypes.flatMap((type) => type.examples.map((example) => ({ name: `${type.name}: ${example.name}`, type, example }))))(
    '$name tells none of its secrets',
    ({ type, example }) => {
      const source = `---\nid: a-lesson\ntitle: A lesson\nskills: [one]\nstatus: live\n---\n\n${example.mdx}\n`
      const [item] = compile(source, { locale: 'en', course: 'a' }).lesson!.items
      const text = questionText(type.name, item!.spec)
      const {
        options = [],
        items = [],
        left = [],
        right = [],
      } = typeOf(type.name).present(item!.spec, 1) as BasePrompt & Record<string, { html: string }[]>
      const choices = [...options, ...items, ...left, ...right].map(({ html }) => plainText(html).trim())
      expect([...example.secrets, ...choices].filter((secret) => text.includes(secret))).toEqual([])
    },
  )
})

describe('a swap', () => {
  let school: School
  beforeAll(async () => {
    school = await openSchool()
  })
  afterAll(() => {
    school.close()
  })
  const found = async (q: string) =>
    (await search(school.context.read, { id: 'nobody' }, { q, kinds: ['lesson', 'term', 'item'], limit: 30 })).map(
      ({ kind, ref }) => `${kind} ${ref}`,
    )

  test('brings in what was written and takes out what is gone', async () => {
    expect(await found('tongue')).toEqual(['lesson tasting'])
    await school.edits('courses/tea/tasting.mdx', (text) => text.replace('the tongue', 'the palate'))
    expect(await found('tongue')).toEqual([])
    expect(await found('palate')).toEqual(['lesson tasting'])
    await school.edits(
      'glossary.yml',
      (text) => `${text}\n- term: gong-fu\n  also: [gong fu, kung fu]\n  short: Many short infusions from a small pot.\n`,
    )
    expect(await found('kung')).toEqual(['term gong-fu'])
    expect(school.live().glossary.map(({ title }) => title)).toEqual(['Gong fu', 'Steep'])
  })

  test('leaves what has not changed as it is', async () => {
    const writes: string[] = []
    const { read, transaction } = school.context
    await followLive({ read, transaction: (change) => (writes.push('a write'), transaction(change)) }, school.live())
    expect(writes).toEqual([])
  })

  test.each(['draft', 'retired'])('takes a lesson out that is %s, and its items', async (status) => {
    const before = school.text('courses/tea/tasting.mdx')
    await school.edits('courses/tea/tasting.mdx', (text) => text.replace('status: live', `status: ${status}`))
    expect(await found('tasting')).toEqual([])
    expect(rowsIn(school).filter(({ kind, ref }) => kind === 'item' && ref === 'first-flush')).toEqual([])
    await school.edits('courses/tea/tasting.mdx', () => before)
    expect(await found('tasting')).toContain('lesson tasting')
  })
})
