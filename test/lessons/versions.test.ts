import { describe, expect, test } from 'vitest'
import { compile } from '../../src/lessons/compile.ts'
import { holdBack } from '../../src/lessons/gone.ts'
import { buildLive, classOfItem, coursesOf, itemFor, lessonFor } from '../../src/lessons/live.ts'
import {
  afterPublication,
  isNothing,
  lessonHash,
  planPublication,
  publishedFrom,
  restored,
  type GoodLesson,
  type ItemVersion,
  type Published,
} from '../../src/lessons/versions.ts'
import { lessonText, quiz } from './texts.ts'

const nothing = publishedFrom({ lessons: [], versions: [], items: [], aliases: [] })
const site = { title: 'Acme', defaultLocale: 'en', locales: ['en', 'de'], skills: null, skillTitles: {} }

function good(text: string, locale = 'en'): GoodLesson {
  const options = { locale, course: 'refunds' }
  const { lesson, problems } = compile(text, options)
  // Two of these lessons hold the same question twice on purpose.
  expect(problems.filter(({ id }) => id !== 'item-twice')).toEqual([])
  return { file: `courses/refunds/${lesson!.meta.id}.mdx`, text, hash: lessonHash(text, options), lesson: lesson!, warnings: problems }
}

/** Publishes folders one after another, a minute apart. */
function publishAll(...folders: { lessons: GoodLesson[]; retired?: string[] }[]): Published {
  return folders.reduce((before, { lessons, retired }, minute) => {
    const gone = new Set(retired)
    return afterPublication(before, planPublication(holdBack(lessons, before, gone, new Map()).good, before, gone, 'en', minute * 60_000))
  }, nothing)
}
const versionsAfter = (...texts: string[]) => publishAll(...texts.map((text) => ({ lessons: [good(text)] }))).versions
const newest = (id: string, ...texts: string[]): ItemVersion => versionsAfter(...texts).get(`${id} en`)!
const keysOf = ({ spec }: ItemVersion) => (spec as unknown as { options: { key: string; text: string }[] }).options.map(({ key }) => key)

describe('a new version of an item', () => {
  const first = newest('a', lessonText(quiz('a')))

  test('begins with the first', () => {
    expect(first).toMatchObject({ id: 'a@en.1', itemId: 'a', rev: 1, n: 1, change: 'new', liveFrom: 0 })
  })

  test.each<[name: string, edited: string, expected: Partial<ItemVersion>]>([
    ['prose around it', `More words.\n\n${quiz('a')}`, { n: 1, liveFrom: 0 }],
    ['reflowed', quiz('a').replace('customer have', 'customer\nhave'), { n: 1 }],
    ['another wording of the question', quiz('a').replace('How long', 'For how long'), { n: 2, change: 'wording', keyHash: first.keyHash }],
    ['another wording of the right option', quiz('a', '30 whole days'), { n: 2, change: 'wording', keyHash: first.keyHash, id: 'a@en.2' }],
    ['another option is right', quiz('a').replace('[x]', '[ ]').replace('[ ] 14', '[x] 14'), { n: 2, change: 'fact' }],
    [
      'the key was a mistake',
      quiz('a').replace('[x]', '[ ]').replace('[ ] 14', '[x] 14').replace('"a"', '"a" change="mistake"'),
      { n: 2, change: 'mistake' },
    ],
    ['the meaning changed', quiz('a').replace('"a"', '"a" rev="2"'), { n: 2, rev: 2, change: 'new' }],
  ])('%s', (_, edited, expected) => {
    expect(newest('a', lessonText(quiz('a')), lessonText(edited))).toMatchObject(expected)
  })

  test('a reworded option keeps its key, so old answers still point at it', () => {
    expect(keysOf(newest('a', lessonText(quiz('a')), lessonText(quiz('a', '30 whole days'))))).toEqual(keysOf(first))
  })

  test('a rename keeps keys and schedule under the new id', () => {
    const before = lessonText(quiz('a'))
    const after = lessonText(quiz('b').replace('"b"', '"b" was="a"'))
    const { versions, aliases } = publishAll({ lessons: [good(before)] }, { lessons: [good(after)] })
    expect(aliases.get('a')).toBe('b')
    expect(versions.get('b en')).toMatchObject({ id: 'b@en.1', change: 'wording', keyHash: versions.get('a en')!.keyHash })
    expect(keysOf(versions.get('b en')!)).toEqual(keysOf(versions.get('a en')!))
  })

  test('each language counts its own', () => {
    const { versions } = publishAll({ lessons: [good(lessonText(quiz('a'))), good(lessonText(quiz('a', '30 Tage', '14 Tage')), 'de')] })
    expect([...versions.values()].map(({ id }) => id)).toEqual(['a@en.1', 'a@de.1'])
  })
})

describe('a publication', () => {
  const two = [good(lessonText(quiz('a'))), good(lessonText(quiz('b'), { id: 'other' }))]

  test('of what is already live is nothing', () => {
    expect(isNothing(planPublication(two, publishAll({ lessons: two }), new Set(), 'en', 1))).toBe(true)
  })

  test('numbers the versions of a lesson and keeps the key out of them', () => {
    const { lessons } = publishAll({ lessons: two }, { lessons: [good(lessonText(`New.\n\n${quiz('a')}`)), two[1]!] })
    expect(lessons.get('basics en')).toMatchObject({ n: 2, liveFrom: 60_000, status: 'live' })
    expect(lessons.get('other en')).toMatchObject({ n: 1, liveFrom: 0 })
    expect(JSON.stringify([...lessons.values()])).not.toMatch(/"correct"|"spec"|30 days/)
  })

  test('moves an item with its id', () => {
    const moved = [good(lessonText('Words.', { status: 'draft' })), good(lessonText(`${quiz('b')}\n\n${quiz('a')}`, { id: 'other' }))]
    const { items, versions } = publishAll({ lessons: two }, { lessons: moved })
    expect(items.get('a')).toMatchObject({ lessonId: 'other', firstLive: 0, retiredAt: null })
    expect(versions.get('a en')!.n).toBe(1)
  })

  test('retires what retired.yml says, and brings it back', () => {
    const three = good(lessonText(`${quiz('a')}\n\n${quiz('c')}`))
    const without = good(lessonText(quiz('a')))
    const gone = publishAll({ lessons: [three] }, { lessons: [without], retired: ['c'] })
    expect(gone.items.get('c')!.retiredAt).toBe(60_000)
    const back = publishAll({ lessons: [three] }, { lessons: [without], retired: ['c'] }, { lessons: [three] })
    expect(back.items.get('c')).toMatchObject({ retiredAt: null, firstLive: 0 })
    expect(back.versions.get('c en')!.n).toBe(1)
  })

  test('retires the items of a retired lesson', () => {
    const { items } = publishAll({ lessons: two }, { lessons: [good(lessonText(quiz('a'), { status: 'retired' })), two[1]!] })
    expect([...items.values()].map(({ id, retiredAt }) => [id, retiredAt])).toEqual([
      ['a', 60_000],
      ['b', null],
    ])
  })

  test('restores a compilation as it was', () => {
    const { lessons, versions } = publishAll({ lessons: two })
    expect(restored(lessons.get('basics en')!, versions)).toEqual({ lesson: two[0]!.lesson, problems: [] })
  })
})

describe('held back', () => {
  const before = publishAll({ lessons: [good(lessonText(`${quiz('a')}\n\n${quiz('b')}`))] })
  const held = (text: string, retired: string[] = [], everywhere: [string, string][] = []) =>
    holdBack([good(text)], before, new Set(retired), new Map(everywhere))

  test.each<[name: string, result: ReturnType<typeof held>, id: string, words: string]>([
    ['an item that is gone without a word', held(lessonText(quiz('a'))), 'item-gone', 'retired.yml'],
    [
      'an item that moved into a broken lesson',
      held(lessonText(quiz('a')), [], [['b', 'courses/refunds/other.mdx']]),
      'item-gone',
      'courses/refunds/other.mdx',
    ],
    [
      'an item that became another type',
      held(lessonText(`${quiz('a')}\n\n<Card id="b">\n\nFront\n\n---\n\nBack\n\n</Card>`)),
      'type-changed',
      'another kind',
    ],
  ])('is %s', (_, { good, problems }, id, words) => {
    expect(good).toEqual([])
    expect(problems).toMatchObject([{ id, severity: 'error', file: 'courses/refunds/basics.mdx' }])
    expect(problems[0]!.message + problems[0]!.mend!).toContain(words)
  })

  test('is not what was retired', () => {
    expect(held(lessonText(quiz('a')), ['b']).problems).toEqual([])
  })

  test('strands what moved out of it', () => {
    const lessons = [good(lessonText(quiz('a'))), good(lessonText(`${quiz('b')}\n\n${quiz('d')}`, { id: 'other' }))]
    const both = publishAll({
      lessons: [good(lessonText(`${quiz('a')}\n\n${quiz('b')}`)), good(lessonText(`${quiz('c')}\n\n${quiz('d')}`, { id: 'other' }))],
    })
    const { good: free, problems } = holdBack(lessons, both, new Set(), new Map([['b', 'courses/refunds/other.mdx']]))
    expect(free).toEqual([])
    expect(problems.map(({ file }) => file)).toEqual(['courses/refunds/other.mdx', 'courses/refunds/basics.mdx'])
  })

  test('is an old id that was renamed', () => {
    const renamed = publishAll(
      { lessons: [good(lessonText(quiz('a')))] },
      { lessons: [good(lessonText(quiz('b').replace('"b"', '"b" was="a"')))] },
    )
    expect(holdBack([good(lessonText(`${quiz('a')}\n\n${quiz('b')}`))], renamed, new Set(), new Map()).problems).toMatchObject([
      { id: 'id-retired' },
    ])
  })
})

describe('what is live', () => {
  const lessons = [
    good(lessonText(`Words.\n\n${quiz('a')}`, { requires: '[draft, other]' })),
    good(lessonText(`Wörter.\n\n${quiz('a', '30 Tage', '14 Tage')}`, { title: 'Grundlagen' }), 'de'),
    good(lessonText('<Use id="a" />', { id: 'other' })),
    good(lessonText(quiz('z'), { id: 'draft', status: 'draft' })),
  ]
  const course = (id: string, of: string[], kind: 'critical' | 'standard' | 'nice') => ({
    ...{ id, title: id, audience: null, class: kind, requires: ['nowhere'], sections: [{ title: 'All', lessons: of }] },
  })
  const live = buildLive(
    publishAll({ lessons }),
    site,
    [course('x', ['basics', 'draft'], 'nice'), course('y', ['basics', 'other'], 'critical'), course('z', ['draft'], 'nice')],
    [],
  )

  test('is found in the language that is wanted, else in another', () => {
    expect(lessonFor(live, 'basics', ['fr', 'de'])!.meta.title).toBe('Grundlagen')
    expect(lessonFor(live, 'basics', [])!.locale).toBe('en')
    expect(itemFor(live, 'a', 'de')).toMatchObject({ version: 'a@de.1', lesson: 'basics', lessonTitle: 'Grundlagen', n: 1 })
    expect(itemFor(live, 'a', 'fr')!.version).toBe('a@en.1')
    expect(lessonFor(live, 'draft', [])).toBeUndefined()
    expect(itemFor(live, 'z', null)).toBeUndefined()
  })

  test('reuses an item where it stands again', () => {
    expect(lessonFor(live, 'other', [])).toMatchObject({ segments: [{ html: '<p>The basics</p>' }, { item: 'a' }], itemIds: ['a'] })
  })

  test('names nothing that nobody can reach', () => {
    expect(live.courses.map(({ id, sections, requires }) => [id, sections[0]!.lessons, requires])).toEqual([
      ['x', ['basics'], []],
      ['y', ['basics', 'other'], []],
    ])
    expect(lessonFor(live, 'basics', [])!.meta.requires).toEqual(['other'])
  })

  test('takes the strictest class of the courses that hold an item', () => {
    expect(coursesOf(live, 'basics').map(({ id }) => id)).toEqual(['x', 'y'])
    expect(classOfItem(live, 'a')).toBe('critical')
    expect(classOfItem(live, 'unknown')).toBe('standard')
  })

  test('has a title for every skill', () => {
    expect(live.site.skills).toEqual({ general: 'General' })
  })

  test('leaves out what a lesson still holds although it is retired or renamed', () => {
    const steps = [{ lessons: [good(lessonText(quiz('a'))), good(lessonText('<Use id="a" />\n\n' + quiz('k'), { id: 'user' }))] }]
    const renamed = { lessons: [good(lessonText(quiz('b').replace('"b"', '"b" was="a"'))), ...steps[0]!.lessons.slice(1)] }
    const after = buildLive(publishAll(...steps, renamed), site, [], [])
    expect([...after.items.keys()].toSorted()).toEqual(['b', 'k'])
    expect(lessonFor(after, 'user', [])!.itemIds).toEqual(['b', 'k'])
    expect(itemFor(after, 'a', null)!.id).toBe('b')
  })
})
