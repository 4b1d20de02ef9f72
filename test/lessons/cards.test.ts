import { afterEach, describe, expect, test } from 'vitest'
import { check } from '../../src/lessons/check.ts'
import { cardFor } from '../../src/lessons/live.ts'
import { openShelf, type Shelf } from './helpers.ts'
import { lessonText, quiz } from './texts.ts'

const calm = 'cards/calm.mdx'
const german = 'cards/calm.de.mdx'
const cardText = (head: string, body = 'Breathe **out** first.') => `---\n${head}\n---\n\n${body}\n`
const good = {
  'site.yml': 'locales: [en, de]\nskills: { refunds: Refunds }\n',
  'glossary.yml': '- { term: breath, short: Air that goes in and out. }\n',
  'courses/refunds/course.yml': 'title: Refunds\nsections:\n  - title: All\n    lessons: [basics]\n',
  'courses/refunds/basics.mdx': lessonText(quiz('a')),
  [calm]: cardText(
    'id: calm\ntitle: Staying calm\nskill: refunds',
    '<Term id="breath">Breathe</Term> as in [The basics](/lessons/basics).',
  ),
  [german]: cardText('id: calm\ntitle: Ruhig bleiben\nskill: refunds'),
}

function found(texts: Record<string, string>): string[] {
  const files = { texts: new Map(Object.entries({ ...good, ...texts })), others: new Set<string>() }
  return check(files).problems.map(({ file, line, column, id, severity }) => `${file}:${line}:${column} ${id} ${severity}`)
}

describe('a folder with cards', () => {
  test('has nothing to mend when they are right', () => {
    expect(found({})).toEqual([])
  })

  test.each<[name: string, texts: Record<string, string>, problem: string]>([
    ['an item', { [german]: cardText('id: calm\ntitle: A', quiz('b')) }, `${german}:6:1 card-item error`],
    ['a reused item', { [german]: cardText('id: calm\ntitle: A', '<Use id="a" />') }, `${german}:6:1 card-item error`],
    ['a picture', { [german]: cardText('id: calm\ntitle: A', '![A cup](media/cup.png)') }, `${german}:6:1 card-item error`],
    ['a skill that is none', { [german]: cardText('id: calm\ntitle: A\nskill: refund') }, `${german}:4:1 skill-unknown error`],
    ['a term that is none', { [german]: cardText('id: calm\ntitle: A', '<Term id="air">A</Term>') }, `${german}:6:1 term-unknown error`],
    ['a link to no lesson', { [german]: cardText('id: calm\ntitle: A', '[A](/lessons/basic)') }, `${german}:6:1 link-broken error`],
    ['a key that is none', { [german]: cardText('id: calm\ntitle: A\nstatus: live') }, `${german}:4:1 front-matter-key error`],
    ['no title', { [german]: cardText('id: calm') }, `${german}:2:1 front-matter-missing error`],
    ['no id', { [german]: cardText('title: A') }, `${german}:2:1 id-missing error`],
    ['no head', { [german]: 'Breathe.\n' }, `${german}:1:1 front-matter-missing error`],
    ['code', { [german]: cardText('id: calm\ntitle: A', '{1 + 1}') }, `${german}:6:1 brace error`],
    ['an id that another has', { 'cards/too.mdx': cardText('id: calm\ntitle: A') }, 'cards/too.mdx:2:1 id-duplicate error'],
    ['a translation of nothing', { [german]: cardText('id: calmly\ntitle: A') }, `${german}:2:1 locale-mismatch error`],
    ['a language that is none', { 'cards/calm.fr.mdx': cardText('id: calm\ntitle: A') }, 'cards/calm.fr.mdx:1:1 locale-unknown error'],
  ])('is told of %s, where it stands', (_, texts, problem) => {
    expect(found(texts)).toEqual([problem])
  })

  test('may call a card as a lesson', () => {
    expect(found({ 'cards/basics.mdx': cardText('id: basics\ntitle: A') })).toEqual([])
  })
})

describe('a live card', () => {
  let shelf: Shelf
  afterEach(() => shelf.end())

  test('is there in each language, with the meaning of its terms', async () => {
    shelf = openShelf(good)
    const live = (await shelf.open()).live()
    expect(cardFor(live, 'calm', ['de'])).toMatchObject({ title: 'Ruhig bleiben', html: '<p>Breathe <strong>out</strong> first.</p>' })
    expect(cardFor(live, 'calm', ['fr'])).toMatchObject({ locale: 'en', title: 'Staying calm', skill: 'refunds' })
    expect(cardFor(live, 'calm', [])!.html).toContain('title="Air that goes in and out."')
  })

  test('stays what it was while its file is broken, and goes with the file', async () => {
    shelf = openShelf(good)
    const catalogue = await shelf.open()
    shelf.write(german, cardText('id: calm\ntitle: Neu', quiz('b')))
    const broken = await catalogue.reload()
    expect(cardFor(broken, 'calm', ['de'])!.title).toBe('Ruhig bleiben')
    expect(broken.problems.map(({ id }) => id)).toEqual(['card-item'])
    shelf.remove(german)
    expect(cardFor(await catalogue.reload(), 'calm', ['de'])!.title).toBe('Staying calm')
  })
})
