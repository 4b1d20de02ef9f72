import { afterEach, describe, expect, test } from 'vitest'
import { itemVersions } from '../../db/lessons.ts'
import { isError } from '../../src/lessons/compile.ts'
import type { Live } from '../../src/lessons/lesson.ts'
import { itemFor, lessonFor } from '../../src/lessons/live.ts'
import { openShelf, type Shelf } from './helpers.ts'
import { lessonText, quiz } from './texts.ts'

const basics = 'courses/refunds/basics.mdx'
const other = 'courses/refunds/other.mdx'
const course = 'courses/refunds/course.yml'
const courseText = 'title: Refunds\nsections:\n  - { title: All, lessons: [basics, other] }\n'
const second = quiz('b').replace('How', 'For how')
const files = {
  'site.yml': 'title: Acme Academy\n',
  [course]: courseText,
  [basics]: lessonText(`First words.\n\n${quiz('a')}\n\n${second}`),
  [other]: lessonText(quiz('c'), { id: 'other' }),
}

let shelf: Shelf
afterEach(() => shelf.end())

const html = (live: Live, id = 'basics') => JSON.stringify(lessonFor(live, id, [])?.segments)
const errors = (live: Live) => live.problems.filter(isError).map(({ file, id }) => `${file} ${id}`)
const versions = async (id: string) => (await itemVersions(shelf.db(), id)).map(({ id, change }) => `${id} ${change}`)

describe('publishing', () => {
  test('makes a folder live', async () => {
    shelf = openShelf(files)
    const live = (await shelf.open()).live()
    expect(live).toMatchObject({ site: { title: 'Acme Academy' }, problems: [], courses: [{ id: 'refunds', class: 'standard' }] })
    expect([...live.lessons.keys()]).toEqual(['basics', 'other'])
    expect(itemFor(live, 'a', 'en')).toMatchObject({ version: 'a@en.1', lesson: 'basics', type: 'choice' })
  })

  test('an empty folder is one without lessons', async () => {
    shelf = openShelf({})
    expect((await shelf.open()).live()).toMatchObject({ site: { title: 'Heed' }, courses: [], problems: [] })
  })

  test('an edit of the wording keeps keys, a restart keeps everything', async () => {
    shelf = openShelf(files)
    const before = itemFor((await shelf.open()).live(), 'a', 'en')!
    shelf.write(basics, files[basics].replace('- [x] 30 days', '- [x] 30 whole days'))
    const after = itemFor((await shelf.open()).live(), 'a', 'en')!
    expect(await versions('a')).toEqual(['a@en.1 new', 'a@en.2 wording'])
    expect(after.keyHash).toBe(before.keyHash)
    expect(after.spec).toMatchObject({
      options: [{ text: '30 whole days', key: (before.spec as unknown as { options: { key: string }[] }).options[0]!.key }, {}],
    })
    const restarted = (await shelf.open()).live()
    expect(itemFor(restarted, 'a', 'en')).toEqual(after)
    expect(lessonFor(restarted, 'basics', [])!.n).toBe(2)
    expect(await versions('a')).toHaveLength(2)
  })

  test('a changed glossary reaches the lessons that name the term, and no other', async () => {
    shelf = openShelf({
      ...files,
      [basics]: files[basics].replace('First words', '<Term id="calm">First words</Term>'),
      'glossary.yml': '- { term: calm, short: Quiet. }',
    })
    const catalogue = await shelf.open()
    expect(html(catalogue.live())).toContain('Quiet.')
    shelf.write('glossary.yml', '- { term: calm, short: Still. }')
    const live = await catalogue.reload()
    expect(html(live)).toContain('Still.')
    expect([lessonFor(live, 'basics', [])!.n, lessonFor(live, 'other', [])!.n]).toEqual([2, 1])
  })

  test('two processes on the same data publish a change once', async () => {
    shelf = openShelf(files)
    const catalogue = await shelf.open()
    const { openCatalogue } = await import('../../src/lessons/catalogue.ts')
    const { openStore } = await import('#dialect/open.ts')
    const { default: pino } = await import('pino')
    const store = openStore(
      { data: `${shelf.content}/../data` },
      () => 1,
      () => performance.now(),
    )
    const second = await openCatalogue({
      content: shelf.content,
      watch: false,
      now: () => 1,
      read: store.read,
      transaction: store.transaction,
      log: pino({ level: 'silent' }),
      keysChanged: async () => undefined,
    })
    shelf.write(basics, files[basics].replace('First words', 'Other words'))
    await second.reload()
    const live = await catalogue.reload()
    expect(lessonFor(live, 'basics', [])!.n).toBe(2)
    expect(html(live)).toContain('Other words')
    await second.close()
    store.close()
  })
})

describe('what is broken keeps its last good version', () => {
  test('a lesson with an error, also after a restart', async () => {
    shelf = openShelf(files)
    const catalogue = await shelf.open()
    shelf.write(basics, files[basics].replace('First words', 'New {words}'))
    for (const live of [await catalogue.reload(), (await shelf.open()).live()]) {
      expect(errors(live)).toEqual([`${basics} brace`])
      expect(html(live)).toContain('First words')
      expect(itemFor(live, 'a', 'en')!.version).toBe('a@en.1')
    }
    shelf.write(basics, files[basics].replace('First words', 'New words'))
    const mended = (await shelf.open()).live()
    expect(mended.problems).toEqual([])
    expect(html(mended)).toContain('New words')
  })

  test('a course, also after a restart: what is critical stays critical', async () => {
    shelf = openShelf({ ...files, [course]: files[course].replace('title:', 'class: critical\ntitle:') })
    const catalogue = await shelf.open()
    shelf.write(course, 'title: [')
    for (const live of [await catalogue.reload(), (await shelf.open()).live()]) {
      expect(errors(live)).toHaveLength(1)
      expect(live.courses).toMatchObject([{ id: 'refunds', class: 'critical' }])
    }
  })

  test('a lesson whose item is gone without a word', async () => {
    shelf = openShelf(files)
    const catalogue = await shelf.open()
    shelf.write(basics, lessonText(quiz('a')))
    const live = await catalogue.reload()
    expect(errors(live)).toEqual([`${basics} item-gone`])
    expect(lessonFor(live, 'basics', [])!.itemIds).toEqual(['a', 'b'])
    shelf.write('retired.yml', '- { id: b, date: 2026-11-01, why: policy changed }')
    const retired = await catalogue.reload()
    expect(errors(retired)).toEqual([])
    expect(lessonFor(retired, 'basics', [])!.itemIds).toEqual(['a'])
    expect(itemFor(retired, 'b', 'en')).toBeUndefined()
    expect(await versions('b')).toEqual(['b@en.1 new'])
  })

  test('a lesson whose file is gone, until it has been retired', async () => {
    shelf = openShelf(files)
    const catalogue = await shelf.open()
    shelf.remove(other)
    const gone = await catalogue.reload()
    expect(errors(gone)).toEqual([`${course} lesson-unknown`, `${other} lesson-gone`])
    expect(lessonFor(gone, 'other', [])).toBeDefined()
    shelf.write(other, lessonText(quiz('c'), { id: 'other', status: 'retired' }))
    expect(lessonFor(await catalogue.reload(), 'other', [])).toBeUndefined()
    shelf.remove(other)
    shelf.write(course, courseText.replace(', other', ''))
    expect(errors((await shelf.open()).live())).toEqual([])
  })

  test('a folder that is gone altogether', async () => {
    shelf = openShelf(files)
    const catalogue = await shelf.open()
    for (const path of Object.keys(files)) shelf.remove(path)
    const live = await catalogue.reload()
    expect(errors(live)).toEqual([`${basics} lesson-gone`, `${other} lesson-gone`])
    expect(itemFor(live, 'a', 'en')).toBeDefined()
  })

  test('a course and the site', async () => {
    shelf = openShelf({ ...files, 'site.yml': 'title: Acme Academy\ndefault_locale: de\n' })
    const catalogue = await shelf.open()
    shelf.write(course, 'titel: Refunds')
    shelf.write('site.yml', 'title: [')
    const live = await catalogue.reload()
    expect(errors(live)).toContain('site.yml file-unreadable')
    expect(live).toMatchObject({ site: { title: 'Acme Academy', defaultLocale: 'de' }, courses: [{ title: 'Refunds' }] })

    // In their language, and not published anew in another.
    const restarted = (await shelf.open()).live()
    expect(restarted).toMatchObject({ site: { title: 'Acme Academy', defaultLocale: 'de' }, courses: [{ title: 'Refunds' }] })
    expect([...restarted.lessons.get('basics')!.keys()]).toEqual(['de'])
  })

  test('an item that moved into a lesson with errors stays where it was', async () => {
    shelf = openShelf(files)
    const catalogue = await shelf.open()
    shelf.write(basics, lessonText(`First words.\n\n${quiz('a')}`))
    shelf.write(other, lessonText(`${quiz('c')}\n\n${second}\n\n{oops}`, { id: 'other' }))
    const held = await catalogue.reload()
    expect(errors(held)).toEqual([`${basics} item-gone`, `${other} brace`])
    expect(itemFor(held, 'b', 'en')!.lesson).toBe('basics')
    shelf.write(other, lessonText(`${quiz('c')}\n\n${second}`, { id: 'other' }))
    const moved = await catalogue.reload()
    expect(errors(moved)).toEqual([])
    expect(itemFor(moved, 'b', 'en')).toMatchObject({ lesson: 'other', version: 'b@en.1' })
    expect(lessonFor(moved, 'basics', [])!.itemIds).toEqual(['a'])
  })
})

describe('watching', () => {
  test('an edit is live by itself, and what was held is unchanged', async () => {
    shelf = openShelf(files)
    const catalogue = await shelf.open({ watch: true })
    const before = catalogue.live()
    const swapped = catalogue.changed()
    shelf.replace(basics, files[basics].replace('First words', 'Better words'))
    const after = await swapped
    expect(html(after)).toContain('Better words')
    expect(html(before)).toContain('First words')
    expect(catalogue.live()).toBe(after)
  }, 15_000)

  test('a new file and a removed one are seen, and a broken one does not end it', async () => {
    shelf = openShelf(files)
    const catalogue = await shelf.open({ watch: true })
    let swapped = catalogue.changed()
    shelf.write('courses/refunds/third.mdx', lessonText(quiz('d'), { id: 'third' }))
    expect(lessonFor(await swapped, 'third', [])).toBeDefined()
    swapped = catalogue.changed()
    shelf.write(basics, '---')
    expect(errors(await swapped)).toContain(`${basics} front-matter-missing`)
    swapped = catalogue.changed()
    shelf.remove('courses/refunds/third.mdx')
    expect(errors(await swapped)).toContain('courses/refunds/third.mdx lesson-gone')
  }, 30_000)
})
