import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { databaseFile } from '../../db/sqlite/open.ts'
import { newFolder, removeFolder } from '../folder.ts'
import { clientOf, freePort, goodPassword, heed, signedIn, startHeed, type Running } from '../running.ts'

let data: string
const folders: string[] = []
beforeEach(() => folders.push((data = newFolder())))
afterAll(() => folders.forEach(removeFolder))

const serve = async (env: Record<string, string> = {}) =>
  heed(['serve'], { data, env: { PORT: String(await freePort()), HEED_LOG: 'warn', ...env } })

/** A command that failed says one sentence on standard error and nothing else. */
function expectFailure(ended: { code: number | null; stdout: string; stderr: string }, code: number, ...words: string[]): void {
  expect(ended).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(/^[^\n]+\.\n$/) })
  for (const word of words) expect(ended.stderr).toContain(word)
}

describe('serve does not start', () => {
  test('on the data of another server, and says so', async () => {
    const first = await startHeed({ data })
    expectFailure(await serve(), 78, data, 'HEED_DATA')
    expect((await clientOf(first.url).get('/livez')).status).toBe(200)
    expect(await first.stop('SIGKILL')).toBeNull()
    // A server that was killed leaves nothing behind that keeps the next from starting.
    const next = await startHeed({ data })
    expect(await next.stop()).toBe(0)
  })

  test.each<{ name: string; env: Record<string, string>; words: string[] }>([
    { name: 'a port that is none', env: { PORT: 'tea' }, words: ['PORT=tea', '1 to 65535'] },
    { name: 'an address without a scheme', env: { HEED_URL: 'learn.tea.example' }, words: ['HEED_URL=learn.tea.example', 'https://'] },
    { name: 'a date that is none', env: { HEED_NOW: 'tomorrow' }, words: ['HEED_NOW=tomorrow', 'ISO 8601'] },
    {
      name: 'a pretended date in public',
      env: { HEED_NOW: '2026-03-02T08:00:00Z', HEED_URL: 'https://learn.tea.example' },
      words: ['HEED_NOW', 'HEED_URL=https://learn.tea.example'],
    },
  ])('with $name: 78', async ({ env, words }) => {
    expectFailure(await serve(env), 78, ...words)
  })

  test('on a database of a newer Heed: 78', async () => {
    await heed(['team', 'add', 'Blend'], { data })
    const handle = new Database(databaseFile(data))
    handle.prepare("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('future', 9999999999999)").run()
    handle.close()
    expectFailure(await serve(), 78, 'newer Heed')
  })

  test('on a damaged database: 65, and leaves it as it is', async () => {
    const shopping = 'this is a shopping list, not a database. '.repeat(200)
    writeFileSync(databaseFile(data), shopping)
    expectFailure(await serve(), 65, 'damaged', databaseFile(data))
    expect(readFileSync(databaseFile(data), 'utf8')).toBe(shopping)
  })

  test('where a file stands in place of the folder: 78', async () => {
    writeFileSync(join(data, 'file'), '')
    expectFailure(await heed(['serve'], { data: join(data, 'file', 'below') }), 78, 'HEED_DATA=', 'Set HEED_DATA')
  })

  test('on a port in use: a sentence', async () => {
    const other = createServer()
    await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready))
    const { port } = other.address() as { port: number }
    const ended = await serve({ PORT: String(port) })
    other.close()
    expectFailure(ended, 78, `127.0.0.1:${port}`, 'PORT')
  })
})

test('a start that makes a new database logs where, and no later one does', async () => {
  const folder = join(data, 'mistyped')
  const logged = async () => {
    const server = await startHeed({ data: folder, env: { HEED_LOG: 'info' } })
    await server.stop()
    return server.output()
  }
  expect(await logged()).toMatch(new RegExp(`"data":"${folder}","msg":"There was no database in the data folder`))
  expect(await logged()).not.toContain('no database')
})

test('HEED_LOG=debug tells of every request by its route, never a query, a secret or an id; info does not', async () => {
  const secret = 'A1b2C3d4'.repeat(6).slice(0, 43)
  const asked = async (level: string) => {
    const server = await startHeed({ data, env: { HEED_LOG: level } })
    const client = clientOf(server.url)
    for (const path of ['/livez?tea=green', `/in/${secret}`, '/api/people/01a17c48-7fbe-71bf-9fff-06f24bd75c88', '/sign-in'])
      await client.get(path)
    await server.stop()
    return server.output()
  }
  const told = await asked('debug')
  expect(told).toMatch(/"method":"GET","route":"\/livez","status":200,"ms":\d+,"msg":"A request was answered\."/)
  expect(told).toMatch(/"route":"\/in\/…","status":404/)
  expect(told).toMatch(/"route":"\/api\/people\/…","status":40/)
  expect(told).toMatch(/"route":"\/sign-in","status":200/)
  expect(told).not.toMatch(new RegExp(`green|${secret}|01a17c48`))
  expect(await asked('info')).not.toContain('"route"')
})

test('a start removes what a killed backup left', async () => {
  const part = join(data, 'backups', '.heed-2026-03-02T11-59-59-000Z.part')
  mkdirSync(part, { recursive: true })
  const server = await startHeed({ data })
  expect(existsSync(part)).toBe(false)
  await server.stop()
})

const setupLink = ({ output }: Running) => /(\/setup\?token=[A-Za-z0-9_-]{43})\n/.exec(output())?.[1]

/** A server that nobody owns: it prints the link right after the line that startHeed waits for. */
async function unowned(env: Record<string, string> = {}): Promise<{ server: Running; link: string }> {
  const server = await startHeed({ data, env })
  await expect.poll(() => setupLink(server), { timeout: 10_000 }).toBeDefined()
  return { server, link: setupLink(server)! }
}

const pageOf = (server: Running, path: string) => clientOf(server.url).get(path)
const submit = (server: Running, path: string, fields: Record<string, string>) =>
  fetch(server.url + path, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: server.url }, redirect: 'manual' })
const owner = { name: 'Olga', email: 'olga@tea.example', password: goodPassword }

describe('the set-up link', () => {
  test('is printed while nobody owns this Heed: a new one at each start, the one before ends, none when there is an owner', async () => {
    const first = await unowned()
    await first.server.stop()
    const second = await unowned()
    expect(second.link).not.toBe(first.link)
    expect((await pageOf(second.server, first.link)).status).toBe(404)
    expect((await pageOf(second.server, second.link)).status).toBe(200)

    const reply = await submit(second.server, second.link, owner)
    expect([reply.status, reply.headers.get('location')]).toEqual([303, '/'])
    const cookie = reply.headers.getSetCookie()[0]!.split(';')[0]!
    expect(await (await clientOf(second.server.url, cookie).get('/api/me')).json()).toMatchObject({ name: 'Olga', role: 'owner' })

    const again = await submit(second.server, second.link, { ...owner, email: 'eve@tea.example' })
    expect([again.status, await again.text()]).toEqual([404, expect.stringContaining('was used already')])
    expect(again.headers.getSetCookie()).toEqual([])
    await second.server.stop()

    const third = await startHeed({ data })
    await pageOf(third, '/readyz')
    await third.stop()
    expect(third.output()).toMatch(/^Heed serves .+\n$/)
  })

  test('a weak password is refused in words and does not use it up', async () => {
    const { server, link } = await unowned()
    const weak = await submit(server, link, { ...owner, password: 'short' })
    expect([weak.status, await weak.text()]).toEqual([422, expect.stringContaining('at least 15')])
    expect((await submit(server, link, owner)).status).toBe(303)
    await server.stop()
  })

  test('works for an hour', async () => {
    const { server, link } = await unowned({ HEED_NOW: '2026-03-02T08:00:00Z' })
    const handle = new Database(databaseFile(data))
    const { expires_at: end } = handle.prepare("SELECT expires_at FROM link WHERE kind = 'setup'").get() as { expires_at: number }
    expect(Math.round((end - Date.parse('2026-03-02T08:00:00Z')) / 60_000)).toBe(60)
    expect((await pageOf(server, link)).status).toBe(200)
    handle.prepare('UPDATE link SET expires_at = ?').run(Date.parse('2026-03-02T08:00:00Z'))
    handle.close()
    for (const late of [await pageOf(server, link), await submit(server, link, owner)]) {
      expect([late.status, await late.text()]).toEqual([404, expect.stringContaining('too old')])
    }
    await server.stop()
  })
})

describe('a sign-in link', () => {
  let server: Running
  beforeAll(async () => {
    server = await startHeed()
    folders.push(server.data)
    await signedIn(server, 'Ada')
  })
  afterAll(async () => server.stop())

  const newLink = async () => new URL((await heed(['person', 'link', 'ada@tea.example'], { data: server.data })).stdout.trim()).pathname

  test('is shown as often as one likes, signs in once, and is then refused in words', async () => {
    const link = await newLink()
    for (let looks = 0; looks < 3; looks++) {
      const page = await pageOf(server, link)
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('ada@tea.example')])
      expect(page.headers.getSetCookie()).toEqual([])
    }
    const used = await submit(server, link, {})
    expect([used.status, used.headers.get('location')]).toEqual([303, '/'])
    const cookie = used.headers.getSetCookie()[0]!.split(';')[0]!
    expect((await clientOf(server.url, cookie).get('/api/me')).status).toBe(200)

    const again = await submit(server, link, {})
    expect([again.status, await again.text()]).toEqual([404, expect.stringContaining('was used already')])
    expect(again.headers.getSetCookie()).toEqual([])
    expect((await pageOf(server, link)).status).toBe(404)
  })

  test('posted from elsewhere is refused and not used up', async () => {
    const link = await newLink()
    expect((await fetch(server.url + link, { method: 'POST', headers: { origin: 'https://evil.example' } })).status).toBe(403)
    expect((await submit(server, link, {})).status).toBe(303)
  })

  test.each(['/in/nothing', `/in/${'A'.repeat(43)}`, '/setup', '/setup?token=nothing'])('%s is not known', async (path) => {
    const page = await pageOf(server, path)
    expect([page.status, await page.text()]).toEqual([404, expect.stringContaining('This link is not known here.')])
  })
})
