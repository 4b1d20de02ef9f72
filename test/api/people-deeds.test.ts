import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeFolder } from '../folder.ts'
import { besideServer, clientOf, goodPassword, signedIn, startHeed, type Client, type Running } from '../running.ts'
import { bodyOf } from './device.ts'

let server: Running
let admin: Client
let lead: Client
let learner: Client
beforeAll(async () => {
  server = await startHeed()
  await besideServer({ data: server.data }, async ({ system }) => {
    await system.people.addPerson({ email: 'owner@tea.example', name: 'Owner', role: 'owner', password: goodPassword })
    await system.people.addTeam({ name: 'Counter' })
    await system.people.addTeam({ name: 'Evening', parent: 'Counter' })
    await system.people.addTeam({ name: 'Kitchen' })
    await system.people.addPerson({ email: 'nia@tea.example', name: 'Nia', team: 'Evening' })
    await system.people.addPerson({ email: 'kit@tea.example', name: 'Kit', team: 'Kitchen' })
    await system.people.addPerson({ email: 'lead@tea.example', name: 'Lead', team: 'Counter', lead: true, password: goodPassword })
  })
  admin = await signedIn(server, 'Admin', 'admin')
  learner = await signedIn(server, 'Lou')
  const reply = await clientOf(server.url).post('/api/sign-in', { email: 'lead@tea.example', password: goodPassword })
  lead = clientOf(server.url, reply.headers.getSetCookie()[0]!.split(';')[0])
})
afterAll(async () => {
  await server.stop()
  removeFolder(server.data)
})

const send = (client: Client, method: string, path: string, body?: unknown) =>
  fetch(server.url + path, {
    method,
    headers: { origin: server.url, cookie: client.cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: body === undefined ? null : JSON.stringify(body),
  })

describe('people, for an admin', () => {
  test('are found, field by field', async () => {
    const list = await bodyOf<{ people: object[]; found: number }>(admin.get('/api/admin/people?q=nia'))
    expect(list).toMatchObject({ found: 1, people: [{ name: 'Nia', role: 'learner', teams: [{ name: 'Evening', lead: false }] }] })
    expect(Object.keys(list.people[0]!).toSorted()).toEqual(['closedAt', 'email', 'id', 'name', 'role', 'seenAt', 'source', 'teams'])
    expect(await bodyOf(admin.get('/api/admin/people/nia@tea.example'))).toMatchObject({ name: 'Nia' })
  })

  test('get another role, name, state; the sign-ins end with the role', async () => {
    const ben = await signedIn(server, 'Ben')
    expect((await send(admin, 'PUT', '/api/admin/people/ben@tea.example/role', { role: 'author' })).status).toBe(204)
    expect((await ben.get('/api/me')).status).toBe(401)
    expect((await send(admin, 'PUT', '/api/admin/people/ben@tea.example/name', { name: 'Benedikt' })).status).toBe(204)
    expect((await send(admin, 'PUT', '/api/admin/people/ben@tea.example/closed', { closed: true })).status).toBe(204)
    expect(await bodyOf(admin.get('/api/admin/people/ben@tea.example'))).toMatchObject({
      name: 'Benedikt',
      role: 'author',
      closedAt: expect.any(Number),
    })
    expect((await clientOf(server.url).post('/api/sign-in', { email: 'ben@tea.example', password: goodPassword })).status).toBe(401)
    expect((await send(admin, 'PUT', '/api/admin/people/ben@tea.example/closed', { closed: false })).status).toBe(204)
    expect((await clientOf(server.url).post('/api/sign-in', { email: 'ben@tea.example', password: goodPassword })).status).toBe(204)
    expect((await send(admin, 'DELETE', '/api/admin/people/ben@tea.example/sign-ins')).status).toBe(204)
  })

  test.each([
    { name: 'an owner’s rights', person: 'nia@tea.example', role: 'owner', status: 403 },
    { name: 'an owner', person: 'owner@tea.example', role: 'learner', status: 403 },
    { name: 'nobody', person: 'who@tea.example', role: 'author', status: 404 },
    { name: 'a role that is none', person: 'nia@tea.example', role: 'boss', status: 422 },
  ])('an admin does not change $name', async ({ person, role, status }) => {
    expect((await send(admin, 'PUT', `/api/admin/people/${person}/role`, { role })).status).toBe(status)
  })

  test('come by a list, looked at first', async () => {
    const csv = 'email,name,role,team,lead\nnoah@tea.example,Noah,,Evening,\n'
    const looked = await bodyOf<{ rows: object[]; done: unknown }>(admin.post('/api/admin/people/import', { csv, dryRun: true }))
    expect(looked).toMatchObject({ rows: [{ line: 2, does: 'add' }], problems: [], done: null })
    expect(await bodyOf(admin.post('/api/admin/people/import', { csv, dryRun: false }))).toMatchObject({ done: { added: 1 } })
    const broken = admin.post('/api/admin/people/import', { csv: 'email,name\nnoah,Noah', file: 'people.csv', dryRun: false })
    expect(await bodyOf(broken)).toMatchObject({ file: 'people.csv', problems: [{ line: 2, column: 1 }], done: null })
  })

  test('a list of nearly a megabyte is taken; other calls stay small', async () => {
    const filler = `email,name\n${`${'x'.repeat(400)}@tea.example,Long\n`.repeat(1_900)}`
    expect((await admin.post('/api/admin/people/import', { csv: filler, dryRun: true })).status).toBe(200)
    expect((await admin.post('/api/admin/teams', { name: 'x'.repeat(70_000) })).status).toBe(413)
  })

  test('what was done stands in the audit', async () => {
    const { lines } = await bodyOf<{ lines: { verb: string; actor: { name: string } }[] }>(admin.get('/api/admin/audit?verb=role.changed'))
    expect(lines[0]).toMatchObject({ actor: { name: 'Admin' }, person: { name: 'Benedikt' }, detail: { from: 'learner', to: 'author' } })
  })
})

describe('teams, for an admin', () => {
  test('are made, moved, filled and removed', async () => {
    const { id } = await bodyOf<{ id: string }>(admin.post('/api/admin/teams', { name: 'Night', parent: 'Counter' }))
    expect((await send(admin, 'PUT', `/api/admin/teams/${id}`, { name: 'Late', parent: null })).status).toBe(204)
    expect((await send(admin, 'PUT', '/api/admin/teams/Late/people/kit@tea.example', { lead: true })).status).toBe(204)
    expect(await bodyOf(admin.get('/api/admin/teams/Late'))).toMatchObject({ members: [{ name: 'Kit', lead: true, open: true }] })
    expect((await send(admin, 'DELETE', `/api/admin/teams/${id}`)).status).toBe(409)
    expect((await send(admin, 'DELETE', '/api/admin/teams/Late/people/kit@tea.example')).status).toBe(204)
    expect((await send(admin, 'DELETE', `/api/admin/teams/${id}`)).status).toBe(204)
    const { teams } = await bodyOf<{ teams: { name: string; depth: number }[] }>(admin.get('/api/admin/teams'))
    expect(teams.map(({ name, depth }) => [name, depth])).toEqual([
      ['Counter', 0],
      ['Evening', 1],
      ['Kitchen', 0],
    ])
  })

  test('never hang below themselves', async () => {
    expect((await send(admin, 'PUT', '/api/admin/teams/Counter', { parent: 'Evening' })).status).toBe(409)
  })
})

describe('out of scope looks like missing', () => {
  test('to a lead: a team beside theirs, a person beside theirs, an invitation of others', async () => {
    const { url } = await bodyOf<{ url: string }>(admin.post('/api/invitations', { team: 'Kitchen' }))
    expect(url).toContain('/join/')
    const open = async (client: Client) => (await bodyOf<{ open: { id: string; team: string }[] }>(client.get('/api/invitations'))).open
    const [foreign] = await open(admin)
    const nothing = 'x'.repeat(64)
    const pairs = [
      [lead.post('/api/invitations', { team: 'Kitchen' }), lead.post('/api/invitations', { team: 'Nowhere' })],
      [lead.post('/api/people/kit@tea.example/link', {}), lead.post('/api/people/who@tea.example/link', {})],
      [send(lead, 'DELETE', `/api/invitations/${foreign!.id}`), send(lead, 'DELETE', `/api/invitations/${nothing}`)],
    ] as const
    for (const [other, missing] of pairs) expect([(await other).status, (await missing).status]).toEqual([404, 404])
    expect(await open(lead)).toEqual([])
    expect((await lead.post('/api/invitations', { team: 'Evening' })).status).toBe(200)
    expect((await lead.post('/api/people/nia@tea.example/link', {})).status).toBe(200)
  })

  test('to whoever leads nothing: all of it', async () => {
    expect((await learner.get('/api/invitations')).status).toBe(404)
    expect((await learner.post('/api/invitations', {})).status).toBe(404)
    for (const person of ['nia@tea.example', 'lou@tea.example', 'who@tea.example'])
      expect((await learner.post(`/api/people/${person}/link`, {})).status).toBe(404)
    expect((await learner.get('/invite')).status).toBe(404)
  })
})

describe('POST /api/step-up', () => {
  test('is 204 with a new cookie, and the old one is dead', async () => {
    const client = await signedIn(server, 'Stella', 'admin')
    const reply = await client.post('/api/step-up', { password: goodPassword })
    expect(reply.status).toBe(204)
    const cookie = reply.headers.getSetCookie()[0]!.split(';')[0]!
    expect(cookie).not.toBe(client.cookie)
    expect((await client.get('/api/me')).status).toBe(401)
    expect((await clientOf(server.url, cookie).get('/api/me')).status).toBe(200)
  })

  test('with a wrong password is 403, and the sign-in goes on', async () => {
    const client = await signedIn(server, 'Stan', 'admin')
    expect((await client.post('/api/step-up', { password: 'wrong' })).status).toBe(403)
    expect((await client.get('/api/me')).status).toBe(200)
  })
})

test('a sign-in by the page marks the browser; one by the API does not', async () => {
  const form = await fetch(`${server.url}/sign-in`, {
    method: 'POST',
    headers: { origin: server.url },
    body: new URLSearchParams({ email: 'lead@tea.example', password: goodPassword }),
    redirect: 'manual',
  })
  expect(form.status).toBe(303)
  expect(
    form.headers
      .getSetCookie()
      .map((cookie) => cookie.split('=')[0])
      .toSorted(),
  ).toEqual(['heed', 'heed-device'])
})

test('signing out everywhere else leaves the browser that asks', async () => {
  const here = await signedIn(server, 'Quinn', 'learner')
  const there = await Promise.all(
    [1, 2].map(async () => {
      const reply = await clientOf(server.url).post('/api/sign-in', { email: 'quinn@tea.example', password: goodPassword })
      return clientOf(server.url, reply.headers.getSetCookie()[0]!.split(';')[0])
    }),
  )
  const page = await (await here.get('/me/settings')).text()
  expect(page).toContain('Sign out everywhere else')
  const done = await fetch(`${server.url}/me/settings`, {
    method: 'POST',
    headers: { origin: server.url, cookie: here.cookie },
    body: new URLSearchParams({ group: 'signIns', id: 'others' }),
    redirect: 'manual',
  })
  expect([done.status, done.headers.get('location')]).toEqual([303, '/me/settings?saved=signIns#set-signIns'])
  expect(await Promise.all(there.map(async (each) => (await each.get('/api/me')).status))).toEqual([401, 401])
  expect((await here.get('/api/me')).status).toBe(200)
})

test('a new password in the settings lets this browser go on and no other', async () => {
  const client = await signedIn(server, 'Petra', 'learner')
  const change = (fields: Record<string, string>) =>
    fetch(`${server.url}/me/settings`, {
      method: 'POST',
      headers: { origin: server.url, cookie: client.cookie },
      body: new URLSearchParams({ group: 'password', ...fields }),
      redirect: 'manual',
    })
  const refused = await change({ old: 'wrong', password: 'seven quiet lanterns hum' })
  expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('That is not your password.')])
  const done = await change({ old: goodPassword, password: 'seven quiet lanterns hum' })
  expect([done.status, done.headers.get('location')]).toEqual([303, '/me/settings?saved=password#set-password'])
  expect((await client.get('/api/me')).status).toBe(401)
  const cookie = done.headers.getSetCookie()[0]!.split(';')[0]!
  expect((await clientOf(server.url, cookie).get('/api/me')).status).toBe(200)
})
