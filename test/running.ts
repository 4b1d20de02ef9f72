import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { createApp, type App } from '../src/app.ts'
import { readSettings, type Settings } from '../src/settings.ts'
import { openWorld } from '../src/world.ts'
import { newFolder } from './folder.ts'
import { goodPassword, teaContent } from './world.ts'

export { goodPassword, teaContent }

const root = new URL('..', import.meta.url).pathname

/** The built server, as `npm start` runs it, on a free port and a data folder of its own. */
export interface Running {
  url: string
  data: string
  process: ChildProcess
  /** Everything it printed so far. */
  output(): string
  /** Resolves with the exit code. */
  exited: Promise<number | null>
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export interface Options {
  data?: string
  content?: string
  env?: Record<string, string>
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((ready) => probe.listen(0, '127.0.0.1', ready))
  const { port } = probe.address() as { port: number }
  await new Promise((closed) => probe.close(closed))
  return port
}

/** Starts it and waits until it listens. */
export async function startHeed({ data = newFolder(), content = teaContent, env = {} }: Options = {}): Promise<Running> {
  const settings = { HEED_DATA: data, HEED_CONTENT: content, HEED_LOG: 'warn', ...env }
  if (env.PORT !== undefined) return startOn(env.PORT, settings)
  for (let tries = 3; ; tries--) {
    try {
      return await startOn(String(await freePort()), settings)
    } catch (problem) {
      // Somebody else was quicker to take the port that was free.
      if (tries === 1 || !(problem as Error).message.includes('EADDRINUSE')) throw problem
    }
  }
}

async function startOn(port: string, env: Record<string, string> & { HEED_DATA: string }): Promise<Running> {
  const child = spawn(process.execPath, ['dist/cli/main.js', 'serve'], {
    cwd: root,
    env: { PATH: process.env.PATH, ...env, PORT: port },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const exited = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  await new Promise<void>((ready, failed) => {
    const hear = (chunk: Buffer) => {
      printed += chunk.toString()
      if (printed.includes('Heed serves')) ready()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void exited.then((code) => failed(new Error(`heed serve ended with ${String(code)}:\n${printed}`)))
  })
  return {
    url: `http://127.0.0.1:${port}`,
    data: env.HEED_DATA,
    process: child,
    output: () => printed,
    exited,
    stop(signal = 'SIGTERM') {
      child.kill(signal)
      return exited
    },
  }
}

/** One run of the command line. */
export async function heed(args: string[], { data, content = teaContent, env = {}, input }: Options & { input?: string } = {}) {
  const child = spawn(process.execPath, ['dist/cli/main.js', ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, HEED_CONTENT: content, ...(data ? { HEED_DATA: data } : {}), ...env },
  })
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
  child.stdin.end(input ?? '')
  const code = await new Promise<number | null>((done) => child.once('close', done))
  return { code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }
}

/** Settings of the data folder of a running server, for looking into it from the side. */
export function settingsFor({ data, content = teaContent }: Options & { data: string }): Settings {
  return readSettings({ HEED_DATA: data, HEED_CONTENT: content, HEED_LOG: 'silent' }, root).settings
}

/** The app of a second process beside the server, such as the command line is. */
export async function besideServer<T>(options: Options & { data: string }, run: (app: App) => Promise<T>): Promise<T> {
  const world = await openWorld(settingsFor(options), { catalogue: false, watch: false })
  try {
    return await run(createApp(world.context))
  } finally {
    await world.close()
  }
}

/** Makes many learners, signed in without the door's slow password: for loads. */
export async function manyLearners(server: Running, count: number): Promise<Client[]> {
  const links = await besideServer({ data: server.data }, async ({ system }) => {
    const made: string[] = []
    for (let n = 0; n < count; n++) {
      const email = `learner${n}@tea.example`
      await system.people.addPerson({ email, name: `Learner ${n}` })
      made.push((await system.people.makeSignInLink({ email })).url!)
    }
    return made
  })
  return Promise.all(
    links.map(async (link) => {
      const { pathname } = new URL(link)
      const reply = await fetch(server.url + pathname, {
        method: 'POST',
        headers: { origin: server.url, 'content-type': 'application/x-www-form-urlencoded' },
        body: '',
        redirect: 'manual',
      })
      return clientOf(server.url, cookieOf(reply))
    }),
  )
}

const cookieOf = (reply: Response) =>
  reply.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0]!)
    .join('; ')

/** Makes a person and signs in over HTTP. */
export async function signedIn(server: Running, name: string, role: 'learner' | 'author' | 'admin' | 'owner' = 'learner'): Promise<Client> {
  const email = `${name.toLowerCase()}@tea.example`
  await besideServer({ data: server.data }, (app) => app.system.people.addPerson({ email, name, role, password: goodPassword }))
  const client = clientOf(server.url)
  const response = await client.post('/api/sign-in', { email, password: goodPassword })
  if (response.status !== 204) throw new Error(`${email} could not sign in: ${response.status} ${await response.text()}`)
  return clientOf(
    server.url,
    response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0]!)
      .join('; '),
  )
}

export interface Client {
  cookie: string
  get(path: string, headers?: Record<string, string>): Promise<Response>
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
}

/** A script: it sends the cookie that it was given and the origin that the server wants. */
export function clientOf(url: string, cookie = ''): Client {
  const headers = { origin: url, cookie }
  return {
    cookie,
    get: (path, more = {}) => fetch(url + path, { headers: { ...headers, ...more }, redirect: 'manual' }),
    post: (path, body, more = {}) =>
      fetch(url + path, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', ...more },
        body: JSON.stringify(body),
        redirect: 'manual',
      }),
  }
}
