import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientOf, signedIn, startHeed, type Client, type Running } from '../running.ts'

let server: Running
let mia: Client
beforeAll(async () => {
  server = await startHeed()
  mia = await signedIn(server, 'Mia')
  await mia.post('/api/lessons/tasting/open', { zone: 'UTC' })
})
afterAll(async () => {
  await server.stop()
})

const send = (client: Client, method: string, path: string, body?: unknown) =>
  fetch(server.url + path, {
    method,
    headers: { origin: server.url, cookie: client.cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: body === undefined ? null : JSON.stringify(body),
  })
const codeOf = async (response: Response) => [response.status, ((await response.json()) as { error: { code: string } }).error.code]

describe('PUT /api/me', () => {
  test('answers what GET answers from then on', async () => {
    const changed = await send(mia, 'PUT', '/api/me', { minutes: 8, textSize: 'large', motion: 'reduced' })
    expect(changed.status).toBe(200)
    const me = (await changed.json()) as object
    expect(me).toMatchObject({ minutes: 8, textSize: 'large', motion: 'reduced', teams: [] })
    expect(await (await mia.get('/api/me')).json()).toEqual(me)
  })

  test.each([
    ['a field that is no setting', { role: 'owner' }],
    ['minutes beyond the hour', { minutes: 61 }],
    ['more days than there are', { daysAWeek: 6 }],
  ])('refuses %s', async (_, body) => {
    expect(await codeOf(await send(mia, 'PUT', '/api/me', body))).toEqual([422, 'invalid'])
  })

  test('is for who is signed in', async () => {
    expect(await codeOf(await send(clientOf(server.url), 'PUT', '/api/me', { minutes: 8 }))).toEqual([401, 'signed-out'])
  })
})

describe('what somebody says of an item', () => {
  test('a flag is taken with 204', async () => {
    const response = await send(mia, 'POST', '/api/items/first-flush/flags', { text: 'There is an autumn flush, too.' })
    expect([response.status, await response.text()]).toEqual([204, ''])
  })

  test('a suspension waits until the item was met', async () => {
    expect(await codeOf(await send(mia, 'PUT', '/api/items/first-flush/suspended', { reason: 'Not now.' }))).toEqual([404, 'not-found'])
    expect((await send(mia, 'DELETE', '/api/items/first-flush/suspended')).status).toBe(204)
  })

  test.each([
    ['no text', '/api/items/first-flush/flags', {}, 422],
    ['a field too many', '/api/items/first-flush/flags', { text: 'x', person: 'iris' }, 422],
    ['an item of a lesson that is closed', '/api/items/green-water/flags', { text: 'x' }, 404],
  ])('%s is refused', async (_, path, body, status) => {
    expect((await send(mia, 'POST', path, body)).status).toBe(status)
  })
})

describe('GET /api/me/export', () => {
  test.each([
    ['', 'application/json', 'json'],
    ['?format=json', 'application/json', 'json'],
    ['?format=csv', 'application/zip', 'zip'],
    ['?format=html', 'text/html; charset=utf-8', 'html'],
    ['?format=anki', 'application/apkg', 'apkg'],
  ])('%s is a file to keep, and nobody keeps a copy on the way', async (query, type, ending) => {
    const response = await mia.get(`/api/me/export${query}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('content-disposition')).toMatch(new RegExp(`^attachment; filename="heed-[\\d-]{10}(-csv)?\\.${ending}"$`))
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (ending === 'json') expect(JSON.parse(strFromU8(bytes))).toMatchObject({ account: { email: 'mia@tea.example' } })
    else if (ending === 'html') expect(strFromU8(bytes)).toContain('mia@tea.example')
    else expect(Object.keys(unzipSync(bytes))).toContain(ending === 'zip' ? 'answers.csv' : 'collection.anki2')
  })

  test('knows four formats, and only who is signed in', async () => {
    expect(await codeOf(await mia.get('/api/me/export?format=xml'))).toEqual([422, 'invalid'])
    expect(await codeOf(await clientOf(server.url).get('/api/me/export'))).toEqual([401, 'signed-out'])
  })
})
