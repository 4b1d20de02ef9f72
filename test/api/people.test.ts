import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeFolder } from '../folder.ts'
import { besideServer, clientOf, goodPassword, signedIn, startHeed, type Running } from '../running.ts'
import { bodyOf } from './device.ts'

let server: Running
beforeAll(async () => {
  server = await startHeed()
  await besideServer({ data: server.data }, async ({ system }) => {
    await system.people.addTeam({ name: 'Counter' })
    await system.people.addPerson({ email: 'Ada@tea.example', name: 'Ada', password: goodPassword, team: 'Counter', lead: true })
    await system.people.addPerson({ email: 'locked@tea.example', name: 'Locked', password: goodPassword })
    await system.people.addPerson({ email: 'linked@tea.example', name: 'Linked' })
  })
})
afterAll(async () => {
  await server.stop()
  removeFolder(server.data)
})

const signIn = (email: string, password = goodPassword) => clientOf(server.url).post('/api/sign-in', { email, password })
const cookieOf = (reply: Response) => reply.headers.getSetCookie()[0]!.split(';')[0]!
const clientFor = async (email: string) => clientOf(server.url, cookieOf(await signIn(email)))
const meOf = (cookie: string) => clientOf(server.url, cookie).get('/api/me')

describe('POST /api/sign-in', () => {
  test('is 204 with the cookie and nothing else', async () => {
    const reply = await signIn('ada@tea.example')
    expect(reply.status).toBe(204)
    expect(await reply.text()).toBe('')
    expect(reply.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^heed=[A-Za-z0-9_-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/),
    ])
    expect((await meOf(cookieOf(reply))).status).toBe(200)
  })

  test('gives a learner who leads nobody a cookie of 90 days', async () => {
    expect((await signIn('locked@tea.example')).headers.get('set-cookie')).toContain('Max-Age=7776000;')
  })

  test.each([
    { name: 'another case', email: 'ADA@Tea.Example' },
    { name: 'spaces around it', email: ' ada@tea.example ' },
  ])('knows an address in $name', async ({ email }) => {
    expect((await signIn(email)).status).toBe(204)
  })

  test('gives a new token each time', async () => {
    expect(cookieOf(await signIn('ada@tea.example'))).not.toBe(cookieOf(await signIn('ada@tea.example')))
  })

  test.each([
    { name: 'an unknown address', email: 'nobody@tea.example', password: goodPassword },
    { name: 'a wrong password', email: 'ada@tea.example', password: 'a teapot in the evening sun' },
    { name: 'an account without a password', email: 'linked@tea.example', password: goodPassword },
    { name: 'what is no address', email: 'ada', password: goodPassword },
    { name: 'nothing at all', email: '', password: '' },
  ])('says 401 in the same words for $name', async ({ email, password }) => {
    const reply = await signIn(email, password)
    expect(reply.status).toBe(401)
    expect(reply.headers.getSetCookie()).toEqual([])
    expect(await bodyOf(reply)).toEqual({
      error: {
        code: 'signed-out',
        message: 'That email and password do not belong together.',
        hint: 'Check both, or ask whoever runs Heed for a sign-in link.',
      },
    })
  })

  test.each(['locked@tea.example', 'unknown@tea.example'])('after ten wrong tries is 429 with Retry-After, for %s', async (email) => {
    for (let tries = 0; tries < 10; tries++)
      expect((await signIn(tries % 2 ? email.toUpperCase() : email, 'a wrong one that is long')).status).toBe(401)
    const reply = await signIn(email)
    expect(reply.status).toBe(429)
    expect(Number(reply.headers.get('retry-after'))).toSatisfy(
      (seconds: number) => Number.isInteger(seconds) && seconds > 800 && seconds <= 900,
    )
    expect(await bodyOf(reply)).toMatchObject({
      error: { code: 'too-many', message: expect.stringContaining('15 minutes'), hint: expect.any(String) },
    })
    expect((await signIn('ada@tea.example')).status).toBe(204)
  })
})

describe('the cookie', () => {
  test.each([
    { name: 'none', cookie: () => '' },
    { name: 'another name', cookie: (good: string) => `__Host-${good}` },
    { name: 'one letter less', cookie: (good: string) => good.slice(0, -1) },
    { name: 'a token of nobody', cookie: () => `heed=${'A'.repeat(43)}` },
    { name: 'what cannot be decoded', cookie: () => 'heed=%E0%A4%A' },
    { name: 'two of a kind', cookie: (good: string) => `${good}; heed=${'A'.repeat(43)}` },
  ])('$name signs nobody in', async ({ cookie }) => {
    const reply = await meOf(cookie(cookieOf(await signIn('ada@tea.example'))))
    expect(reply.status).toBe(401)
    expect(await bodyOf(reply)).toMatchObject({ error: { code: 'signed-out' } })
  })
})

describe('POST /api/sign-out', () => {
  test('is 204, takes the cookie away and ends this sign-in alone', async () => {
    const [phone, laptop] = [await clientFor('ada@tea.example'), await clientFor('ada@tea.example')]
    const reply = await phone.post('/api/sign-out', {})
    expect(reply.status).toBe(204)
    expect(reply.headers.getSetCookie()).toEqual(['heed=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax'])
    expect((await phone.get('/api/me')).status).toBe(401)
    expect((await laptop.get('/api/me')).status).toBe(200)
  })

  test.each([
    { name: 'no body', headers: {} },
    { name: 'no body that calls itself JSON', headers: { 'content-type': 'application/json' } },
  ])('with $name is fine', async ({ headers }) => {
    const { cookie } = await clientFor('ada@tea.example')
    const reply = await fetch(`${server.url}/api/sign-out`, {
      method: 'POST',
      headers: { cookie, origin: server.url, ...headers } as HeadersInit,
    })
    expect(reply.status).toBe(204)
  })
})

describe('GET /api/me', () => {
  test('is who I am, field by field', async () => {
    const me = await bodyOf<object>((await clientFor('ada@tea.example')).get('/api/me'))
    expect(Object.keys(me).filter((field) => /hash|epoch|password/i.test(field))).toEqual([])
    expect(me).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      email: 'Ada@tea.example',
      name: 'Ada',
      role: 'learner',
      zone: 'UTC',
      locale: null,
      minutes: 5,
      daysAWeek: 4,
      workDays: '12345',
      keysOn: true,
      theme: 'system',
      teams: [{ id: expect.any(String), name: 'Counter', lead: true }],
    })
  })

  test.each(['learner', 'author', 'admin', 'owner'] as const)('calls the role by its name: %s', async (role) => {
    expect(await bodyOf((await signedIn(server, role, role)).get('/api/me'))).toMatchObject({ role })
  })

  test.each([
    { name: 'today', tell: { method: 'get', path: '/api/today?zone=Pacific/Auckland' } as const, zone: 'Pacific/Auckland' },
    {
      name: 'a session',
      tell: { method: 'post', path: '/api/sessions', body: { minutes: 5, zone: 'America/Lima' } } as const,
      zone: 'America/Lima',
    },
    {
      name: 'a lesson',
      tell: { method: 'post', path: '/api/lessons/tasting/open', body: { zone: 'Asia/Kolkata' } } as const,
      zone: 'Asia/Kolkata',
    },
  ])('shows the zone seen last, from $name', async ({ tell, zone }) => {
    const client = await clientFor('ada@tea.example')
    const reply = tell.method === 'get' ? client.get(tell.path) : client.post(tell.path, tell.body)
    expect((await reply).status).toBe(200)
    expect(await bodyOf(client.get('/api/me'))).toMatchObject({ zone })
  })
})
