import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newFolder, removeFolder } from '../folder.ts'
import { signedIn, startHeed, teaContent, type Client, type Running } from '../running.ts'
import { rowsOf } from '../sql.ts'
import { bodyOf, keyOf, type Asked } from './device.ts'

/* The author's routes and pages over HTTP, on a content folder in a Git repository. */

let server: Running
let content: string
let anna: Client
let mia: Client
beforeAll(async () => {
  content = newFolder()
  cpSync(teaContent, content, { recursive: true })
  git('init', '--quiet')
  git('add', '.')
  git('-c', 'user.name=Setup', '-c', 'user.email=setup@tea.example', 'commit', '--quiet', '--message', 'Start')
  server = await startHeed({ content })
  anna = await signedIn(server, 'Anna', 'author')
  mia = await signedIn(server, 'Mia')
})
afterAll(async () => {
  await server.stop()
  removeFolder(server.data)
  removeFolder(content)
})

const git = (...args: string[]) => execFileSync('git', ['-C', content, ...args], { encoding: 'utf8' }).trim()
const file = (path: string) => readFileSync(join(content, path), 'utf8')

interface Opened {
  text: string
  read: string
}
const opened = (lesson: string) => bodyOf<Opened>(anna.get(`/api/author/lessons/${lesson}`))

function put(client: Client, lesson: string, body: object): Promise<Response> {
  const headers = { origin: server.url, cookie: client.cookie, 'content-type': 'application/json' }
  return fetch(`${server.url}/api/author/lessons/${lesson}`, { method: 'PUT', headers, body: JSON.stringify(body) })
}

/** A form as a browser without JavaScript sends it. */
function post(client: Client, path: string, fields: Record<string, string>): Promise<Response> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value.replaceAll('\n', '\r\n'))
  return fetch(server.url + path, { method: 'POST', headers: { origin: server.url, cookie: client.cookie }, body, redirect: 'manual' })
}

/** What a field of a page holds. */
function fieldOf(html: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(html)![1]!
}

/** Of these words, those that the page does not have. */
const missing = (html: string, ...words: string[]) => words.filter((each) => !html.includes(each))

describe('what stands behind every call', () => {
  test('a learner finds nothing here', async () => {
    const { text, read } = await opened('brewing')
    expect((await put(mia, 'brewing', { text, read, publish: true })).status).toBe(404)
    for (const path of [
      '/author',
      '/author/new',
      '/author/courses/new',
      '/author/courses/tea',
      '/author/glossary',
      '/author/import',
      '/author/edit/brewing',
      '/author/lessons/brewing',
    ])
      expect((await mia.get(path)).status).toBe(403)
    expect((await post(mia, '/author/edit/brewing', { text, read, action: 'publish' })).status).toBe(403)
    expect((await post(mia, '/author/new', { title: 'Mine', course: 'tea' })).status).toBe(403)
    expect(await (await mia.get('/')).text()).not.toContain('href="/author"')
    expect(await (await mia.get('/lessons/brewing')).text()).not.toContain('/author/')
  })

  test('an author finds the way', async () => {
    expect(missing(await (await anna.get('/')).text(), 'href="/author"')).toEqual([])
    expect(missing(await (await anna.get('/lessons/brewing')).text(), '/author/edit/brewing')).toEqual([])
  })

  test.each(['..%2Fsite', '%2e%2e%2fsite', '..%5C..%5Cetc', 'no-such-lesson'])('%s leads nowhere', async (lesson) => {
    expect((await anna.get(`/api/author/lessons/${lesson}`)).status).toBe(404)
    expect((await put(anna, lesson, { text: '---\nid: x\n---\n', read: '', publish: false })).status).toBe(404)
    for (const room of ['edit', 'lessons']) expect((await anna.get(`/author/${room}/${lesson}`)).status).toBe(404)
  })

  test('nothing is made beside the courses', async () => {
    for (const course of ['..', '../..', 'no-such-course'])
      expect((await post(anna, '/author/new', { title: 'Mine', course })).status).toBe(404)
    expect((await post(anna, '/author/new', { title: 'Mine', id: '../mine', course: 'tea' })).status).toBe(422)
    expect(readdirSync(content).toSorted()).toEqual(readdirSync(teaContent).concat('.git').toSorted())
  })

  test('a lesson beyond all measure is refused', async () => {
    expect((await put(anna, 'brewing', { text: 'x'.repeat(61_000), read: '', publish: false })).status).toBe(422)
    expect((await put(anna, 'brewing', { text: 'x'.repeat(70_000), read: '', publish: false })).status).toBe(413)
  })
})

describe('the checker', () => {
  interface Checked {
    problems: { line: number; column: number; id: string; severity: string; message: string; mend?: string }[]
    preview: { segments: { item?: string; html?: string }[] } | null
  }
  const check = (body: object) => bodyOf<Checked>(anna.post('/api/author/check', body))

  test('says of a text what it would say of the file, and shows it', async () => {
    const { text } = await opened('brewing')
    const checked = await check({ text: text.replace('- [x] 75', '- [] 75'), lesson: 'brewing' })
    expect(checked.problems).toContainEqual(
      expect.objectContaining({ line: 19, column: 3, severity: 'error', id: 'option-brackets', mend: expect.any(String) }),
    )
    expect(checked.preview!.segments.map(({ item, html }) => item ?? typeof html)).toEqual(
      expect.arrayContaining(['string', 'bitter-causes']),
    )
    expect(file('courses/tea/brewing.mdx')).toBe(text)
  })

  test('checks a lesson to come, and a text that is none', async () => {
    const quiz = '<Quiz id="cups-1">\n\nWhich?\n\n- [x] A\n- [ ] B\n\n</Quiz>'
    expect((await check({ text: `---\nid: cups\ntitle: Cups\nskills: [brewing]\nstatus: draft\n---\n\n${quiz}\n` })).problems).toEqual([])
    expect(await check({ text: 'Only words.' })).toMatchObject({ problems: [{ id: 'front-matter-missing' }], preview: null })
  })
})

describe('saving', () => {
  test('publishes: live, committed in the author’s name, and a learner reads it', async () => {
    const { text, read } = await opened('tasting')
    const reply = await put(anna, 'tasting', { text: text.replace('title: Tasting', 'title: Tasting tea'), read, publish: true })
    expect(reply.status).toBe(200)
    expect(await bodyOf(reply)).toMatchObject({ committed: true, standing: { state: 'live', items: 3, courses: [{ id: 'tea' }] } })
    expect(git('log', '-1', '--format=%an <%ae>: %s')).toBe('Anna <anna@tea.example>: Publish “Tasting tea”')
    expect(await bodyOf(mia.get('/api/lessons/tasting'))).toMatchObject({ title: 'Tasting tea' })
    expect(rowsOf(server.data, "select verb, object from audit where verb = 'lesson.published'")).toEqual([
      { verb: 'lesson.published', object: 'tasting' },
    ])
  })

  test('is 409 when the file was changed meanwhile, and leaves it alone', async () => {
    const { text, read } = await opened('serving')
    const theirs = text.replace('title: Serving a guest', 'title: Serving every guest')
    writeFileSync(join(content, 'courses/tea/serving.mdx'), theirs)
    const reply = await put(anna, 'serving', { text: `${text}\nMine.\n`, read, publish: true })
    expect(reply.status).toBe(409)
    expect(await bodyOf(reply)).toMatchObject({ error: { code: 'conflict', message: expect.stringContaining('nothing was saved') } })
    const page = await post(anna, '/author/edit/serving', { text: `${text}\nMine.\n`, read, action: 'publish' })
    expect(page.status).toBe(409)
    const html = await page.text()
    expect(missing(html, '+ Mine.')).toEqual([])
    expect(missing(html, '− title: Serving every guest')).toEqual([])
    expect(html).toMatch(/<textarea[^>]*>[^<]*Mine\./)
    expect(file('courses/tea/serving.mdx')).toBe(theirs)
    // The page names the text that its author has seen now.
    const again = await post(anna, '/author/edit/serving', { text: `${theirs}\nMine.\n`, read: fieldOf(html, 'read'), action: 'draft' })
    expect(again.status).toBe(303)
    expect(file('courses/tea/serving.draft.mdx')).toContain('Mine.')
  })

  test('of a text with a mistake is refused with the list, and saved as a draft', async () => {
    const { text, read } = await opened('brewing')
    const broken = text.replace('- [x] 75', '- [] 75')
    const refused = await post(anna, '/author/edit/brewing', { text: broken, read, action: 'publish' })
    expect(refused.status).toBe(422)
    const html = await refused.text()
    expect(missing(html, 'was not published')).toEqual([])
    expect(missing(html, 'These brackets are empty')).toEqual([])
    expect(file('courses/tea/brewing.mdx')).toBe(text)
    const drafted = await post(anna, '/author/edit/brewing', { text: broken, read, action: 'draft' })
    expect([drafted.status, drafted.headers.get('location')]).toEqual([303, '/author/edit/brewing?saved=draft'])
    expect(file('courses/tea/brewing.draft.mdx')).toBe(broken.replace('status: live', 'status: draft'))
    expect(file('courses/tea/brewing.mdx')).toBe(text)
    expect(missing(await (await anna.get('/author/edit/brewing')).text(), 'This is a draft, last saved')).toEqual([])
    const mended = await opened('brewing')
    const discarded = await post(anna, '/author/edit/brewing', { read: mended.read, action: 'discard' })
    expect([discarded.status, discarded.headers.get('location')]).toEqual([303, '/author/edit/brewing?saved=discarded'])
    expect((await opened('brewing')).text).toBe(text)
    expect((await post(anna, '/author/edit/brewing', { text: broken, read, action: 'draft' })).status).toBe(303)
    const again = await opened('brewing')
    expect((await put(anna, 'brewing', { text, read: again.read, publish: true })).status).toBe(200)
  })
})

test('a lesson that is begun for a section, or imported into one, stands at its end', async () => {
  const sectionOf = () => /lessons: \[(.*)\]/.exec(file('courses/tea/course.yml'))![1]!.split(', ')
  const before = sectionOf()
  const begun = await post(anna, '/author/new', { title: 'Two cups', id: '', course: 'tea/0' })
  expect(begun.headers.get('location')).toBe('/author/edit/two-cups')
  const text = file('courses/tea/two-cups.mdx').replaceAll('two-cups', 'three-cups')
  expect((await post(anna, '/author/import', { text, course: 'tea/0' })).status).toBe(303)
  expect(sectionOf()).toEqual([...before, 'two-cups', 'three-cups'])
  expect((await post(anna, '/author/new', { title: 'Four cups', id: '', course: 'tea/9' })).status).toBe(404)
  expect(readdirSync(join(content, 'courses/tea'))).not.toContain('four-cups.mdx')
})

test('an item that is taken out is put back by a form, or by a call', async () => {
  const path = '/author/edit/serving'
  const takeOut = async () => {
    const { text, read } = await opened('serving')
    const without = text.replace(/<\w+ id="which-tea"[^]*?\n<\/\w+>\n\n?/, '')
    expect((await put(anna, 'serving', { text: without, read, publish: true, retire: { 'which-tea': 'Too old' } })).status).toBe(200)
  }
  await takeOut()
  expect(missing(await (await anna.get(path)).text(), 'Taken out (1)', ': Too old')).toEqual([])
  const placed = await post(anna, path, { item: 'which-tea', action: 'put-back' })
  expect(placed.headers.get('location')).toBe(`${path}?saved=put-back`)
  expect(file('courses/tea/serving.mdx')).toContain('<Conversation id="which-tea"')
  expect((await post(anna, path, { item: 'which-tea', action: 'put-back' })).status).toBe(404)
  await takeOut()
  expect((await mia.post('/api/author/lessons/serving/put-back', { item: 'which-tea' })).status).toBe(404)
  expect((await anna.post('/api/author/lessons/serving/put-back', { item: 'which-tea' })).status).toBe(204)
  expect(missing(await (await anna.get(`${path}?saved=put-back`)).text(), 'Put back, in every language')).toEqual([])
})

test('the lessons can be searched, without JavaScript too', async () => {
  const found = await (await anna.get('/author?q=counter+brew')).text()
  expect(missing(found, 'Lessons with “counter brew”', '/author/edit/brewing', 'Show everything')).toEqual([])
  expect(missing(found, '/author/edit/tasting', 'What the checker says')).toHaveLength(2)
  expect(await (await anna.get('/author?q=%3Cb%3Eno')).text()).toContain('No lesson has “&lt;b&gt;no”')
  expect(missing(await (await anna.get('/author')).text(), '/author/edit/tasting', 'Find a lesson')).toEqual([])
})

test('without JavaScript a lesson is begun, given an item, published and put into its course', async () => {
  const begun = await post(anna, '/author/new', { title: 'Cups & saucers', id: '', course: 'tea' })
  expect([begun.status, begun.headers.get('location')]).toEqual([303, '/author/edit/cups-saucers'])
  const path = begun.headers.get('location')!
  const html = await (await anna.get(path)).text()
  expect(missing(html, 'A draft. Nobody sees it.')).toEqual([])
  const { text } = await opened('cups-saucers')
  const inserted = await post(anna, path, { text, read: fieldOf(html, 'read'), insert: 'Order' })
  const withOrder = await inserted.text()
  expect(inserted.status).toBe(200)
  expect(missing(withOrder, '&lt;Order id=&quot;cups-saucers-1&quot;>')).toEqual([])
  expect(file('courses/tea/cups-saucers.mdx')).not.toContain('<Order')

  const published = await post(anna, path, { text, read: fieldOf(withOrder, 'read'), action: 'publish' })
  expect(published.headers.get('location')).toBe(`${path}?saved=published`)
  const nowhere = await (await anna.get(`${path}?saved=published`)).text()
  expect(missing(nowhere, 'in no course: nobody will see this')).toEqual([])
  const placed = await post(anna, path, { place: 'tea/1', action: 'place' })
  expect(placed.headers.get('location')).toBe(`${path}?saved=place`)
  expect(await (await anna.get(path)).text()).toMatch(/Live since \d\d:\d\d · 3 items · in Behind the tea counter/)
  expect(missing(await (await mia.get('/courses/tea')).text(), 'Cups &amp; saucers')).toEqual([])
})

describe('a preview', () => {
  test('tells what an answer is worth, and writes nothing', async () => {
    const visits = () => rowsOf(server.data, 'select person_id, lesson_id from lesson_visit order by 1, 2')
    const before = visits()
    const { preview } = await bodyOf<{ preview: { segments: Asked[] } }>(
      anna.post('/api/author/check', { text: (await opened('brewing')).text, lesson: 'brewing' }),
    )
    const asked = preview.segments.find(({ item }) => item === 'green-water')!
    const grade = (words: string) =>
      anna.post('/api/author/preview/grade', {
        lesson: 'brewing',
        item: 'green-water',
        response: { options: [keyOf(asked.prompt.options, words)] },
      })
    expect(await bodyOf(grade('75'))).toMatchObject({ credit: 1, verdict: 'right', feedback: { takeaway: expect.any(String) } })
    expect(await bodyOf(grade('95'))).toMatchObject({ credit: 0, verdict: 'not-yet' })
    expect(await bodyOf(anna.post('/api/author/preview/reveal', { lesson: 'tasting', item: 'first-flush' }))).toEqual({
      back: expect.any(String),
    })
    expect(rowsOf(server.data, 'select id from answer')).toEqual([])
    expect(visits()).toEqual(before)
  })

  test('shows every state of every item, and another language beside it', async () => {
    const html = await (await anna.get('/author/lessons/brewing?beside=de')).text()
    expect(missing(html, 'At eighty-five the sharp taste arrives first.')).toEqual([])
    expect(missing(html, 'Aufgießen: eine Kanne Grüntee')).toEqual([])
    expect(missing(html, 'Not this time.')).toEqual([])
  })
})

test('a learner’s note is answered', async () => {
  await mia.post('/api/lessons/tasting/open', { zone: 'UTC' })
  await mia.post('/api/items/first-flush/flags', { text: 'There is an autumn flush.' })
  const html = await (await anna.get('/author')).text()
  expect(missing(html, 'There is an autumn flush.')).toEqual([])
  const reply = await post(anna, '/author', { flag: fieldOf(html, 'flag'), state: 'done', reply: 'Added.' })
  expect([reply.status, reply.headers.get('location')]).toEqual([303, '/author#notes'])
  expect(rowsOf(server.data, 'select state, reply from flag')).toEqual([{ state: 'done', reply: 'Added.' }])
})

describe('questions for another tool', () => {
  test.each([
    ['json', 'application/json', 'tea-en.json'],
    ['csv', 'text/csv; charset=utf-8', 'tea-en.csv'],
    ['gift', 'text/plain; charset=utf-8', 'tea-en.gift.txt'],
    ['qti', 'application/zip', 'tea-en.qti.zip'],
    ['anki', 'application/apkg', 'tea-en.apkg'],
  ])('come as %s, to be saved and kept by nothing in between', async (format, type, name) => {
    const reply = await anna.get(`/api/author/export?course=tea&format=${format}`)
    expect([
      reply.status,
      reply.headers.get('content-type'),
      reply.headers.get('content-disposition'),
      reply.headers.get('cache-control'),
    ]).toEqual([...[200, type, `attachment; filename="${name}"`, 'no-store']])
    expect((await reply.arrayBuffer()).byteLength).toBeGreaterThan(500)
  })

  test.each([
    ['a course that is not there', 'course=coffee&format=json', 404],
    ['a language in which nothing is live', 'course=tea&format=json&locale=fr', 404],
    ['a format that is none', 'course=tea&format=exe', 422],
  ])('of %s are refused', async (_, query, status) => {
    expect((await anna.get(`/api/author/export?${query}`)).status).toBe(status)
  })

  test('can be asked for on the author’s page', async () => {
    expect(missing(await (await anna.get('/author')).text(), 'action="/api/author/export"', 'value="tea"')).toEqual([])
  })
})
