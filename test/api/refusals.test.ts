import { request } from 'node:http'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databaseFile } from '../../db/sqlite/open.ts'
import { removeFolder } from '../folder.ts'
import { clientOf, signedIn, startHeed, type Client, type Running } from '../running.ts'
import { bodyOf, meet, zone } from './device.ts'

let server: Running
let ada: Client
beforeAll(async () => {
  server = await startHeed()
  ada = await signedIn(server, 'Ada')
})
afterAll(async () => {
  await server.stop()
  removeFolder(server.data)
})

const refusal = (code: string) => ({
  error: { code, message: expect.stringMatching(/^[“A-Za-z].+\.$/), hint: expect.stringMatching(/\.$/) },
})

/** A body as it is, with the headers of a script unless others are given. */
function send(path: string, body: BodyInit | null, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(server.url + path, {
    method: 'POST',
    body,
    headers: { origin: server.url, cookie: ada.cookie, 'content-type': 'application/json', ...headers },
  })
}

async function expectRefusal(reply: Response, status: number, code: string): Promise<void> {
  expect(reply.status).toBe(status)
  expect(reply.headers.get('content-type')).toMatch(/^application\/json/)
  expect(await bodyOf(reply)).toEqual(refusal(code))
}

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

describe('400: what cannot be read', () => {
  test.each([
    { name: 'no JSON', body: '{email' },
    { name: 'an empty body that calls itself JSON', body: '' },
    { name: 'two documents', body: '{}{}' },
    { name: 'text', body: 'hello', type: 'text/plain' },
    { name: 'a form', body: 'email=a&password=b', type: 'application/x-www-form-urlencoded' },
    { name: '17 levels', body: nested(17) },
    { name: '17 levels under another name of JSON', body: nested(17), type: 'application/vnd.tea+json' },
    { name: '17 levels in capitals', body: nested(17), type: 'Application/JSON' },
    { name: '17 levels inside an answer', body: `{"now":"2026-11-25T10:00:00Z","answers":[{"response":${nested(14)}}]}` },
    { name: 'as deep as a body can be', body: nested(30_000) },
    { name: 'a list of 501', body: JSON.stringify({ answers: Array(501).fill(1) }) },
  ])('$name', async ({ body, type }) => {
    await expectRefusal(await send('/api/answers', body, type ? { 'content-type': type } : {}), 400, 'malformed')
  })

  test('16 levels are read', async () => {
    expect((await send('/api/answers', `{"now":"2026-11-25T10:00:00Z","answers":[{"response":${nested(13)}}]}`)).status).toBe(200)
  })
})

describe('403: what does not come from a page of ours', () => {
  test.each([
    { name: 'a foreign Origin', headers: { origin: 'https://evil.example' } },
    { name: 'our host on another port', headers: { origin: 'http://127.0.0.1:1' } },
    { name: 'https where we speak http', headers: { origin: () => server.url.replace('http', 'https') } },
    { name: 'an Origin that begins like ours', headers: { origin: () => `${server.url}.evil.example` } },
    { name: 'the Origin of a sandbox', headers: { origin: 'null' } },
    { name: 'an empty Origin', headers: { origin: '' } },
    { name: 'another site', headers: { 'sec-fetch-site': 'cross-site' } },
    { name: 'a sister site', headers: { 'sec-fetch-site': 'same-site' } },
    { name: 'no site', headers: { 'sec-fetch-site': 'none' } },
  ])('$name', async ({ headers }) => {
    const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : value()]))
    await expectRefusal(await send('/api/sign-out', null, sent), 403, 'forbidden')
    expect((await ada.get('/api/me')).status).toBe(200)
  })

  test('neither Origin nor Sec-Fetch-Site', async () => {
    const reply = await fetch(`${server.url}/api/sign-out`, { method: 'POST', headers: { cookie: ada.cookie } })
    await expectRefusal(reply, 403, 'forbidden')
  })

  test('is decided before who is asking, and for every method that is not GET', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const reply = await fetch(`${server.url}/api/me`, { method, headers: { origin: 'https://evil.example' } })
      await expectRefusal(reply, 403, 'forbidden')
    }
  })

  test('a page is refused in words', async () => {
    const reply = await fetch(`${server.url}/sign-in`, { method: 'POST', body: 'email=a', headers: { origin: 'https://evil.example' } })
    expect(reply.status).toBe(403)
    expect(await reply.text()).toContain('This did not come from a page of Heed.')
  })
})

describe('let in', () => {
  test.each([
    { name: 'http://127.0.0.1:PORT', headers: () => ({ origin: server.url }) },
    { name: 'http://localhost:PORT', headers: () => ({ origin: server.url.replace('127.0.0.1', 'localhost') }) },
    { name: 'Sec-Fetch-Site: same-origin', headers: () => ({ 'sec-fetch-site': 'same-origin' }) },
  ])('$name', async ({ headers }) => {
    const reply = await fetch(`${server.url}/api/sign-in`, {
      method: 'POST',
      body: '{"email":"","password":""}',
      headers: { 'content-type': 'application/json', ...headers() },
    })
    expect(reply.status).toBe(401)
  })
})

describe('404: like what was never there', () => {
  test.each([
    { name: 'a course', path: '/api/courses/nothing' },
    { name: 'a course that is a word of JavaScript', path: '/api/courses/constructor' },
    { name: 'a path in place of a course', path: '/api/courses/..%2F..%2Fpackage.json' },
    { name: 'a lesson', path: '/api/lessons/nothing' },
    { name: 'a lesson that is a word of JavaScript', path: '/api/lessons/__proto__' },
    { name: 'what cannot be decoded', path: '/api/lessons/%E0%A4%A' },
    { name: 'the history of an item', path: '/api/items/nothing/history' },
    { name: 'a call', path: '/api/nothing' },
    { name: 'a call with a slash too many', path: '/api/me/' },
  ])('$name', async ({ path }) => {
    await expectRefusal(await ada.get(path), 404, 'not-found')
  })

  test.each([
    { name: 'opening a lesson', path: '/api/lessons/nothing/open', body: { zone } },
    { name: 'revealing an item', path: '/api/items/nothing/reveal', body: {} },
    { name: 'taking back an answer', path: '/api/answers/nothing/void', body: {} },
    { name: 'posting where one reads', path: '/api/me', body: {} },
  ])('$name', async ({ path, body }) => {
    await expectRefusal(await ada.post(path, body), 404, 'not-found')
  })

  test('an item not met yet is like an unknown one', async () => {
    await meet(ada, 'brewing')
    const [known, unknown] = await Promise.all(['green-water', 'nothing'].map((item) => ada.get(`/api/items/${item}/history`)))
    expect(known!.status).toBe(404)
    expect(await bodyOf(known!)).toEqual(await bodyOf(unknown!))
  })
})

describe('413: more than Heed takes', () => {
  const kilobytes = (n: number) => `"${'x'.repeat(n * 1024 - 2)}"`
  test.each([
    { name: 'over 64 KB', path: '/api/sign-in', body: `${kilobytes(64)} ` },
    { name: 'over 256 KB of answers', path: '/api/answers', body: `${kilobytes(256)} ` },
    { name: 'far more, without hanging up on the sender', path: '/api/answers', body: kilobytes(20 * 1024) },
  ])('$name', async ({ path, body }) => {
    await expectRefusal(await send(path, body), 413, 'too-large')
  })

  test('a body without a length', async () => {
    const body = new Blob(['{}']).stream()
    const reply = await fetch(`${server.url}/api/answers`, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { origin: server.url, cookie: ada.cookie },
    } as RequestInit)
    await expectRefusal(reply, 413, 'too-large')
  })

  test.each([
    { name: '64 KB', path: '/api/sign-in', body: kilobytes(64) },
    { name: '256 KB of answers', path: '/api/answers', body: kilobytes(256) },
  ])('$name are read', async ({ path, body }) => {
    expect((await send(path, body)).status).toBe(422)
  })
})

describe('422: what reads but cannot be', () => {
  test.each([
    { name: 'no password', path: '/api/sign-in', body: { email: 'ada@tea.example' }, field: 'password' },
    { name: 'an address that is no text', path: '/api/sign-in', body: { email: 7, password: 'x' }, field: 'email' },
    { name: 'an address without end', path: '/api/sign-in', body: { email: 'a'.repeat(400), password: 'x' }, field: 'email' },
    { name: 'a password without end', path: '/api/sign-in', body: { email: 'a', password: 'x'.repeat(1001) }, field: 'password' },
    { name: 'a list', path: '/api/sign-in', body: [], field: 'the request' },
    { name: 'no minutes', path: '/api/sessions', body: { zone }, field: 'minutes' },
    { name: 'no time at all', path: '/api/sessions', body: { zone, minutes: 0 }, field: 'minutes' },
    { name: 'three hours', path: '/api/sessions', body: { zone, minutes: 180 }, field: 'minutes' },
    { name: 'minutes that are no number', path: '/api/sessions', body: { zone, minutes: '5' }, field: 'minutes' },
    { name: 'no zone', path: '/api/sessions', body: { minutes: 5 }, field: 'zone' },
  ])('$name', async ({ path, body, field }) => {
    const reply = await ada.post(path, body)
    expect(reply.status).toBe(422)
    expect(await bodyOf(reply)).toEqual({
      error: { ...refusal('invalid').error, message: expect.stringMatching(new RegExp(`^${field}: `)) },
    })
  })

  test('a zone that is none', async () => {
    const reply = await ada.post('/api/sessions', { minutes: 5, zone: 'Mars/Phobos' })
    expect([reply.status, await bodyOf(reply)]).toMatchObject([
      422,
      { error: { code: 'invalid', message: 'This is not a time zone. Write it like Europe/Vienna.' } },
    ])
  })

  test.each(['/api/today?zone=Mars/Phobos', '/api/today?zone=UTC&zone=UTC', `/api/lessons/brewing?locale=${'a'.repeat(36)}`])(
    '%s',
    async (path) => {
      await expectRefusal(await ada.get(path), 422, 'invalid')
    },
  )
})

describe('HEAD is GET without the body', () => {
  test.each([
    { name: 'signed in', client: () => ada, status: 200 },
    { name: 'signed out', client: () => clientOf(server.url), status: 401 },
  ])('$name', async ({ client, status }) => {
    const reply = await fetch(`${server.url}/api/me`, { method: 'HEAD', headers: { cookie: client().cookie } })
    expect([reply.status, await reply.text()]).toEqual([status, ''])
  })
})

describe('500: a fault of ours', () => {
  /** A table that is gone is a fault that nobody foresaw. */
  async function withoutTable(name: string, run: () => Promise<void>): Promise<void> {
    const handle = new Database(databaseFile(server.data))
    try {
      handle.exec(`ALTER TABLE ${name} RENAME TO gone`)
      await run()
    } finally {
      handle.exec(`ALTER TABLE gone RENAME TO ${name}`)
      handle.close()
    }
  }
  const telling = /at .+:\d+|SqliteError|no such table|node_modules|\.ts\b|lesson_visit/

  test('tells a reference and nothing of the inside; the log has the rest', async () => {
    await withoutTable('lesson_visit', async () => {
      const reply = await ada.get('/api/courses')
      const text = await reply.text()
      expect(reply.status).toBe(500)
      const { error } = JSON.parse(text) as { error: { hint: string } }
      expect(error).toEqual({ code: 'internal', message: expect.any(String), hint: expect.stringMatching(/reference [0-9a-f]{12}\.$/) })
      expect(text).not.toMatch(telling)
      await expect.poll(() => server.output()).toContain(/reference ([0-9a-f]{12})/.exec(error.hint)![1])
    })
    expect((await ada.get('/api/courses')).status).toBe(200)
  })

  test('is a page with a reference, for a page', async () => {
    await withoutTable('lesson_visit', async () => {
      const reply = await ada.get('/courses')
      const text = await reply.text()
      expect(reply.status).toBe(500)
      expect(text).toMatch(/[0-9a-f]{12}/)
      expect(text).not.toMatch(telling)
    })
  })

  test('does not end the server, whatever was asked', async () => {
    await withoutTable('login', async () => {
      for (const path of ['/api/me', '/', '/media/tea/leaf.png']) expect([path, (await ada.get(path)).status]).toEqual([path, 500])
    })
    expect((await ada.get('/api/me')).status).toBe(200)
  })
})

test('a header beyond 8 KB is 431', async () => {
  const status = await new Promise((resolve, reject) => {
    request(`${server.url}/livez`, { headers: { 'x-long': 'x'.repeat(9000) } }, (reply) => resolve(reply.statusCode))
      .on('error', reject)
      .end()
  })
  expect(status).toBe(431)
})

test('a form of somebody whose sign-in has ended is told how nothing of it is lost', async () => {
  const reply = await send('/me', new URLSearchParams({ text: 'Thank you' }), {
    cookie: '',
    'content-type': 'application/x-www-form-urlencoded',
  })
  const page = await reply.text()
  expect(reply.status).toBe(401)
  expect(page).toContain('You are signed out, so nothing was taken.')
  expect(page).toContain('what you typed is still there')
})
