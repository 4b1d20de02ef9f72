import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newFolder, removeFolder } from '../folder.ts'
import { clientOf, signedIn, startHeed, teaContent, type Client, type Running } from '../running.ts'
import { answerRight, bodyOf, meet, send } from './device.ts'

let content: string
let server: Running
let ada: Client
beforeAll(async () => {
  content = newFolder()
  cpSync(teaContent, content, { recursive: true })
  mkdirSync(join(content, 'courses/tea/media'), { recursive: true })
  for (const name of pictures) writeFileSync(join(content, 'courses/tea/media', name), picture)
  server = await startHeed({ content })
  ada = await signedIn(server, 'Ada')
})
afterAll(async () => {
  await server.stop()
  removeFolder(server.data)
  removeFolder(content)
})

/** The smallest picture there is. */
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==', 'base64')
const pictures = ['leaf.png', 'leaf-2.webp', 'leaf.svg', 'leaf.html', '.hidden.png', 'notes.txt']

const fileOf = (lesson: string) => join(content, `courses/tea/${lesson}.mdx`)
const edit = (lesson: string, change: (text: string) => string) =>
  writeFileSync(fileOf(lesson), change(readFileSync(fileOf(lesson), 'utf8')))

interface Lesson {
  title: string
  segments: { html?: string; version?: string }[]
}
const lesson = (id: string, client = ada) => bodyOf<Lesson>(client.get(`/api/lessons/${id}`))
/** Waits for what is promised: edits are live within five seconds. */
const soon = <T>(look: () => Promise<T>) => expect.poll(look, { timeout: 5_000, interval: 100 })

/*
 * One folder through a day of editing, in this order.
 */
describe('an edit', () => {
  test('is live within five seconds, in the API and on the page', async () => {
    edit('tasting', (text) => text.replace('title: Tasting', 'title: Tasting slowly'))
    await soon(async () => (await lesson('tasting')).title).toBe('Tasting slowly')
    expect(await (await ada.get('/lessons/tasting')).text()).toContain('Tasting slowly')
    expect(await (await ada.get('/courses/tea')).text()).toContain('Tasting slowly')
  })

  test('of a question gives it a new version; answers to the one before still count', async () => {
    const asked = await meet(ada, 'brewing')
    edit('brewing', (text) =>
      text.replace('How hot is the water for a pot of green tea?', 'How hot may the water for a pot of green tea be?'),
    )
    await soon(async () => (await lesson('brewing')).segments.flatMap(({ version }) => version ?? [])).toContain('green-water@en.2')
    expect(await send(ada, answerRight(asked('green-water')))).toMatchObject([{ status: 'stored', verdict: 'right' }])
    expect(await send(ada, answerRight((await meet(ada, 'brewing'))('pot-name')))).toMatchObject([{ status: 'stored' }])
  })

  test('that breaks a lesson keeps its last good version, while others go on', async () => {
    const good = await lesson('brewing')
    edit('brewing', (text) =>
      text.replace('Green tea turns bitter', 'Nobody must read this').replace('- [x] 75 degrees', '- [ ] 75 degrees'),
    )
    edit('tasting', (text) => text.replace('Tasting slowly', 'Tasting, once more'))
    // Both were saved together: where one shows, the other was looked at.
    await soon(async () => (await lesson('tasting')).title).toBe('Tasting, once more')
    expect(await lesson('brewing')).toEqual(good)
    const page = await ada.get('/lessons/brewing')
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Green tea turns bitter')])
  })

  test('that breaks a lesson still keeps it after a restart', async () => {
    const good = await lesson('brewing')
    await server.stop()
    server = await startHeed({ content, data: server.data })
    ada = clientOf(server.url, ada.cookie)
    expect(server.output()).toMatch(/\(\d+ problems: .*check/)
    expect(await lesson('brewing')).toEqual(good)
    const page = await ada.get('/lessons/brewing')
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Green tea turns bitter')])
  })

  test('that mends it is live again', async () => {
    edit('brewing', (text) => text.replace('Nobody must read this', 'Green tea turns sour').replace('- [ ] 75 degrees', '- [x] 75 degrees'))
    await soon(async () => (await lesson('brewing')).segments[0]!.html).toContain('Green tea turns sour')
  })

  test.each([
    { name: 'site.yml', text: 'title: [', file: 'site.yml' },
    { name: 'course.yml', text: 'sections: nothing of the sort', file: 'courses/tea/course.yml' },
  ])('that breaks $name takes no course away', async ({ name, text, file }) => {
    const whole = readFileSync(join(content, file), 'utf8')
    const printed = server.output().length
    writeFileSync(join(content, file), text)
    await soon(async () => server.output().slice(printed)).toContain('The lessons are loaded.')
    expect(await bodyOf(ada.get('/api/courses'))).toMatchObject({ courses: [{ id: 'tea', lessonsTotal: 3 }] })
    expect((await ada.get('/courses/tea')).status).toBe(200)
    expect((await ada.get('/lessons/brewing')).status).toBe(200)
    // An edit made meanwhile is not lost: it is live as soon as the file is whole again.
    edit('tasting', (old) => old.replace(/^title: .*$/m, `title: Tasting beside ${name}`))
    writeFileSync(join(content, file), whole)
    await soon(async () => (await lesson('tasting')).title).toBe(`Tasting beside ${name}`)
  })

  test('that saves by renaming, as editors do, is seen', async () => {
    writeFileSync(`${fileOf('tasting')}~`, readFileSync(fileOf('tasting'), 'utf8').replace(/^title: .*$/m, 'title: Tasting at last'))
    renameSync(`${fileOf('tasting')}~`, fileOf('tasting'))
    await soon(async () => (await lesson('tasting')).title).toBe('Tasting at last')
  })

  test('that adds a lesson shows it', async () => {
    writeFileSync(
      fileOf('storing'),
      '---\nid: storing\ntitle: Storing\nminutes: 2\nskills: [brewing]\nstatus: live\n---\n\nDark and dry.\n\n<Card id="tin">\n\nWhere does tea keep?\n\n---\n\nIn a tin.\n\n</Card>\n',
    )
    writeFileSync(
      join(content, 'courses/tea/course.yml'),
      readFileSync(join(content, 'courses/tea/course.yml'), 'utf8').replace('[brewing, tasting]', '[brewing, tasting, storing]'),
    )
    await soon(async () => (await bodyOf<{ courses: { lessonsTotal: number }[] }>(ada.get('/api/courses'))).courses[0]!.lessonsTotal).toBe(
      4,
    )
    expect((await ada.get('/lessons/storing')).status).toBe(200)
  })
})

describe('a picture of a lesson', () => {
  /** As typed: fetch would tidy the path up before sending it. */
  const typed = (path: string, cookie = ada.cookie) =>
    new Promise<number>((resolve, reject) => {
      const { port } = new URL(server.url)
      request({ port, host: '127.0.0.1', path, headers: { cookie } }, (reply) => (reply.resume(), resolve(reply.statusCode!)))
        .on('error', reject)
        .end()
    })

  test.each([
    { name: 'leaf.png', type: 'image/png' },
    { name: 'leaf-2.webp', type: 'image/webp' },
  ])('$name is there for whoever is signed in, and in no shared cache', async ({ name, type }) => {
    const reply = await ada.get(`/media/tea/${name}`)
    expect([reply.status, reply.headers.get('content-type'), reply.headers.get('cache-control')]).toEqual([
      200,
      type,
      'private, max-age=300',
    ])
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
    expect(Buffer.from(await reply.arrayBuffer())).toEqual(picture)
  })

  test('is not there for anybody else', async () => {
    const reply = await clientOf(server.url).get('/media/tea/leaf.png')
    expect([reply.status, reply.headers.get('cache-control')]).toEqual([404, 'no-store'])
  })

  test.each([
    '/media/tea/nothing.png',
    '/media/coffee/leaf.png',
    '/media/tea/leaf.svg',
    '/media/tea/leaf.html',
    '/media/tea/notes.txt',
    '/media/tea/.hidden.png',
    '/media/tea/',
    '/media/tea',
    '/media/',
    '/media/tea/leaf.png/',
    '/media/tea/leaf.png%00',
    '/media/tea/LEAF.PNG',
    '/media/tea/../course.yml',
    '/media/tea/..%2fcourse.yml',
    '/media/tea/..%2f..%2f..%2fsite.yml',
    '/media/tea/%2e%2e/course.yml',
    '/media/../courses/tea/media/leaf.png',
    '/media/..%2ftea/leaf.png',
    '/media/tea/brewing.mdx',
    '/media/tea/media/leaf.png',
    '/courses/tea/media/leaf.png',
    '/../package.json',
    '/..%2fpackage.json',
    '/_astro/..%2f..%2f..%2fpackage.json',
  ])('%s is no picture', async (path) => {
    expect(await typed(path)).toBe(404)
  })
})

describe('without a lesson', () => {
  let bare: Running
  const nothing = newFolder()
  beforeAll(async () => {
    bare = await startHeed({ content: nothing })
  })
  afterAll(async () => {
    await bare.stop()
    removeFolder(bare.data)
    rmSync(nothing, { recursive: true })
  })

  test('Heed serves, and says what is missing in a friendly way', async () => {
    const client = await signedIn(bare, 'Ada')
    expect(bare.output()).toContain('0 lessons')
    expect(await bodyOf(client.get('/api/courses'))).toEqual({ courses: [] })
    expect(await bodyOf(client.get('/api/today'))).toMatchObject({ items: 0, nextLessons: [], sessionsToRecover: 0 })
    expect(await bodyOf(client.post('/api/sessions', { minutes: 5, zone: 'UTC' }))).toMatchObject({ items: [] })
    for (const path of ['/', '/courses', '/review', '/me']) {
      const page = await client.get(path)
      expect([path, page.status]).toEqual([path, 200])
    }
    expect(await (await client.get('/courses')).text()).toMatch(/no courses?|not.*yet/i)
  })
})
