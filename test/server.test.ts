import { Agent, get } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../src/app.ts'
import { createHeedServer } from '../src/server.ts'
import { openWorld } from '../src/world.ts'
import { newFolder, removeFolder } from './folder.ts'
import { clientOf, settingsFor, signedIn, startHeed, type Client, type Running } from './running.ts'

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

/** A file of the built pages, as the first page names it. */
async function styleSheet(): Promise<string> {
  return /href="(\/_astro\/[^"]+\.css)"/.exec(await (await ada.get('/')).text())![1]!
}

const everywhere = [
  { name: 'a page', path: '/', status: 200 },
  { name: 'a page for those signed in', path: '/courses', status: 200 },
  { name: 'a lesson', path: '/lessons/brewing', status: 200 },
  { name: 'a redirect', path: '/courses', signedOut: true, status: 303 },
  { name: 'a page that is not there', path: '/nothing', status: 404 },
  { name: 'a link that is not there', path: '/in/nothing', status: 404 },
  { name: 'the API', path: '/api/me', status: 200 },
  { name: 'a refusal of the API', path: '/api/me', signedOut: true, status: 401 },
  { name: 'a call that is not there', path: '/api/nothing', status: 404 },
  { name: 'the API’s description', path: '/api/openapi.json', status: 200 },
  { name: 'the health of the process', path: '/livez', status: 200 },
  { name: 'a file', path: '/favicon.svg', status: 200, isFile: true },
  { name: 'a picture that is not there', path: '/media/tea/nothing.png', status: 404, isFile: true },
]

async function look({ path, signedOut }: { path: string; signedOut?: boolean }): Promise<Response> {
  return signedOut ? clientOf(server.url).get(path) : ada.get(path)
}

describe('headers', () => {
  test.each(everywhere)('$name keeps to itself', async ({ status, ...where }) => {
    const reply = await look(where)
    expect(reply.status).toBe(status)
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'cross-origin-opener-policy': 'same-origin',
    })
    expect(reply.headers.has('x-powered-by')).toBe(false)
    // Plain http: a browser must not be told to insist on https.
    expect(reply.headers.has('strict-transport-security')).toBe(false)
  })

  test.each(everywhere)('$name has a policy that holds', async (where) => {
    const policy = (await look(where)).headers.get('content-security-policy')!
    const directives = new Map(policy.split(/[;,]/).map((directive) => directive.trim().split(/\s+(.*)/) as [string, string]))
    expect(Object.fromEntries(directives)).toMatchObject({ 'frame-ancestors': "'none'", 'object-src': "'none'", 'base-uri': "'none'" })
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|unsafe-hashes|\*|https?:/)
  })

  test.each(['/', '/courses', '/lessons/brewing', '/nothing'])('the policy of %s starts from our own files', async (path) => {
    const policy = (await ada.get(path)).headers.get('content-security-policy')!
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("form-action 'self'")
  })

  test.each(everywhere.filter(({ isFile }) => !isFile))('$name is not kept by any cache', async (where) => {
    expect((await look(where)).headers.get('cache-control')).toBe('no-store')
  })

  test('a refusal at the door has them too', async () => {
    const reply = await ada.post('/api/sign-out', {}, { origin: 'https://evil.example' })
    expect(reply.status).toBe(403)
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    })
  })

  test('a file whose name carries its hash is kept for ever, another is asked for again', async () => {
    expect((await ada.get(await styleSheet())).headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const icon = await ada.get('/favicon.svg')
    expect(icon.headers.get('cache-control')).toBe('no-cache')
    expect((await ada.get('/favicon.svg', { 'if-none-match': icon.headers.get('etag')! })).status).toBe(304)
  })
})

describe('limits', () => {
  test('are set for slow senders, long headers and crowds', async () => {
    const data = newFolder()
    const world = await openWorld(settingsFor({ data }), { catalogue: false, watch: false })
    const made = await createHeedServer(createApp(world.context), 'dist', '0')
    expect(made).toMatchObject({ headersTimeout: 10_000, requestTimeout: 20_000, keepAliveTimeout: 5_000, maxConnections: 2_000 })
    await world.close()
    removeFolder(data)
  })
})

describe('with HEED_URL', () => {
  let behindTls: Running
  beforeAll(async () => {
    behindTls = await startHeed({ env: { HEED_URL: 'https://learn.tea.example/' } })
  })
  afterAll(async () => {
    await behindTls.stop()
    removeFolder(behindTls.data)
  })

  const post = (origin: string) => clientOf(behindTls.url).post('/api/sign-in', { email: '', password: '' }, { origin })
  test.each([
    { origin: () => 'https://learn.tea.example', status: 401 },
    { origin: () => behindTls.url, status: 403 },
    { origin: () => behindTls.url.replace('127.0.0.1', 'localhost'), status: 403 },
    { origin: () => 'http://learn.tea.example', status: 403 },
    { origin: () => 'https://learn.tea.example:8443', status: 403 },
  ])('only that origin may post: $origin is $status', async ({ origin, status }) => {
    expect((await post(origin())).status).toBe(status)
  })

  test('the browser is told to stay with https, and the cookie is bound to the host', async () => {
    expect((await clientOf(behindTls.url).get('/')).headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/)
    const link = /https:\/\/learn\.tea\.example(\/setup\?token=[A-Za-z0-9_-]{43})\n/.exec(behindTls.output())![1]!
    const form = new URLSearchParams({ name: 'Olga', email: 'olga@tea.example', password: 'a teapot in the morning sun' })
    const reply = await fetch(behindTls.url + link, {
      method: 'POST',
      body: form,
      headers: { origin: 'https://learn.tea.example' },
      redirect: 'manual',
    })
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/'])
    expect(reply.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-heed=[A-Za-z0-9_-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax; Secure$/),
    ])
  })
})

describe('a stop', () => {
  const portOf = ({ url }: Running) => Number(new URL(url).port)

  /** A request whose body is still to come: the server has said that it read the head. */
  async function beginRequest(running: Running, body: string): Promise<() => Promise<string>> {
    const socket = connect(portOf(running), '127.0.0.1')
    let received = ''
    const closed = new Promise<void>((done, failed) => socket.on('close', () => done()).on('error', failed))
    const head = [
      `POST /api/sign-in HTTP/1.1`,
      `Host: heed`,
      `Origin: ${running.url}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      'Expect: 100-continue',
    ]
    socket.write(`${head.join('\r\n')}\r\n\r\n`)
    await new Promise<void>((ready) => socket.on('data', (chunk) => ((received += String(chunk)), ready())))
    expect(received).toContain('100 Continue')
    return async () => {
      socket.write(body)
      await closed
      return received
    }
  }

  const takesConnections = (running: Running) =>
    new Promise<boolean>((told) => {
      const socket = connect(portOf(running), '127.0.0.1')
      socket
        .on('error', () => told(false))
        .on('connect', () => {
          socket.destroy()
          told(true)
        })
    })

  /** Somebody whose browser asks again and again over one connection: that must not hold up the end. */
  async function askUntilGone(running: Running): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const ask = () =>
      new Promise((done, failed) => get(`${running.url}/livez`, { agent }, (reply) => reply.resume().on('end', done)).on('error', failed))
    try {
      for (;;) await ask()
    } catch {
      agent.destroy()
    }
  }

  test.each(['SIGTERM', 'SIGINT'] as const)('by %s finishes the request under way, takes no new one, and ends with 0', async (signal) => {
    const running = await startHeed()
    const asking = askUntilGone(running)
    const finish = await beginRequest(running, '{"email":"nobody@tea.example","password":"whatever it is"}')
    running.process.kill(signal)
    await expect.poll(() => takesConnections(running), { timeout: 20_000 }).toBe(false)
    expect(await finish()).toContain('HTTP/1.1 401')
    expect(await running.exited).toBe(0)
    await asking
    removeFolder(running.data)
  })
})
