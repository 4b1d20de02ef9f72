import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { strFromU8, unzipSync } from 'fflate'
import { removeFolder } from '../folder.ts'
import { besideServer, goodPassword, signedIn, startHeed, type Client, type Running } from '../running.ts'
import { bodyOf } from './device.ts'

/** Ten minutes and a little: longer than a sign-in proves who it is. */
const later = '2026-03-02T08:11:00Z'
let server: Running
let admin: Client
beforeAll(async () => {
  server = await startHeed({ env: { HEED_NOW: '2026-03-02T08:00:00Z' } })
  await besideServer({ data: server.data }, async ({ system }) => {
    await system.people.addPerson({ email: 'olga@tea.example', name: 'Olga', role: 'owner', password: goodPassword })
    for (const name of ['Nia', 'Kit']) await system.people.addPerson({ email: `${name.toLowerCase()}@tea.example`, name })
  })
  admin = await signedIn(server, 'Admin', 'admin')
})
afterAll(async () => {
  await server.stop()
  removeFolder(server.data)
})

const at = (person: string, rest = '') => `/api/admin/people/${person}@tea.example${rest}`
const erase = (client: Client, person: string) =>
  fetch(server.url + at(person), { method: 'DELETE', headers: { origin: server.url, cookie: client.cookie } })
const posts = (client: Client, fields: Record<string, string>) =>
  fetch(`${server.url}/admin/people/nia@tea.example`, {
    method: 'POST',
    headers: { origin: server.url, cookie: client.cookie },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })

describe('a copy of somebody’s data', () => {
  test.each([
    ['json', 'application/json'],
    ['html', 'text/html'],
    ['csv', 'application/zip'],
  ])('comes as %s', async (format, type) => {
    const reply = await admin.get(at('nia', `/export?format=${format}`))
    expect([reply.status, reply.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(reply.headers.get('content-type')).toContain(type)
    expect(reply.headers.get('content-disposition')).toContain('attachment')
    const body = new Uint8Array(await reply.arrayBuffer())
    const text = format === 'csv' ? strFromU8(unzipSync(body)['account.csv']!) : strFromU8(body)
    expect(text).toContain('nia@tea.example')
  })

  test('comes by the form of the page as well', async () => {
    const reply = await posts(admin, { deed: 'export', format: 'json' })
    expect(reply.headers.get('content-disposition')).toMatch(/^attachment; filename="heed-.*\.json"$/)
    expect(await reply.json()).toMatchObject({ account: { email: 'nia@tea.example' } })
  })

  test.each([
    ['nobody', 'who', 404],
    ['somebody above the asker', 'olga', 403],
  ])('is refused of %s', async (_, person, status) => {
    expect((await admin.get(at(person, '/export'))).status).toBe(status)
  })
})

describe('an erasure', () => {
  test('is looked at first, and looking takes nothing', async () => {
    const preview = await bodyOf<{ held: { holds: string; rows: number }[] }>(admin.get(at('nia', '/erasure')))
    expect(preview).toMatchObject({ name: 'Nia', email: 'nia@tea.example', ownedLessons: 0 })
    expect(preview.held).toContainEqual({ holds: 'the account', erasure: 'deleted', rows: 1 })
    expect((await admin.get(at('nia'))).status).toBe(200)
  })

  test('says on the page what it leaves in the content folder', async () => {
    const page = await (await admin.get('/admin/people/nia@tea.example')).text()
    expect(page).toContain('No live lesson names them as its owner.')
    expect(page).toContain('commits')
  })

  test('by the page wants the address typed', async () => {
    const reply = await posts(admin, { deed: 'erase', address: 'kit@tea.example' })
    expect(reply.status).toBe(422)
    expect(await reply.text()).toContain('That is not the address of Nia')
    expect((await posts(admin, { deed: 'erase' })).status).toBe(422)
    expect((await admin.get(at('nia'))).status).toBe(200)
    const done = await posts(admin, { deed: 'erase', address: 'NIA@tea.example' })
    expect([done.status, done.headers.get('location')]).toEqual([303, '/admin/people?done=erase'])
    expect((await admin.get(at('nia'))).status).toBe(404)
  })

  test('takes the account, and is refused of the last owner', async () => {
    expect((await erase(admin, 'kit')).status).toBe(204)
    expect((await admin.get(at('kit'))).status).toBe(404)
    const owner = await signedIn(server, 'Otto', 'owner')
    expect((await erase(owner, 'olga')).status).toBe(204)
    expect((await erase(owner, 'otto')).status).toBe(409)
  })
})

test('an old sign-in is asked for the password first, at every door', async () => {
  const { port } = new URL(server.url)
  await server.stop()
  server = await startHeed({ data: server.data, env: { HEED_NOW: later, PORT: port } })
  await besideServer({ data: server.data }, ({ system }) => system.people.addPerson({ email: 'nia@tea.example', name: 'Nia' }))
  for (const reply of [await admin.get(at('nia', '/export')), await erase(admin, 'nia')])
    expect([reply.status, await reply.json()]).toMatchObject([403, { error: { code: 'step-up' } }])
  const forms: Record<string, string>[] = [
    { deed: 'export', format: 'json' },
    { deed: 'erase', address: 'nia@tea.example' },
  ]
  for (const fields of forms) expect((await posts(admin, fields)).headers.get('location')).toMatch(/^\/step-up\?next=/)
  expect((await admin.get(at('nia'))).status).toBe(200)
})

describe('/admin', () => {
  test('leads to the first of its rooms', async () => {
    const reply = await admin.get('/admin')
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/admin/people'])
  })
})
