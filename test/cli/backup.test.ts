import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { backupNightly, listBackups } from '../../src/backups.ts'
import { answerRight, meet, send } from '../api/device.ts'
import { newFolder, removeFolder } from '../folder.ts'
import { clientOf, heed, signedIn, startHeed, teaContent, type Client, type Running } from '../running.ts'
import { answersWithIds, rowsOf } from '../sql.ts'
import { openWorld } from '../world.ts'

const folders: string[] = []
const folder = () => folders[folders.push(newFolder()) - 1]!
afterAll(() => folders.forEach(removeFolder))

interface Made {
  path: string
  removed: string[]
}

const backedUp = async (data: string, into: string, ...more: string[]): Promise<Made> => {
  const { code, stdout, stderr } = await heed(['backup', into, '--format', 'json', ...more], { data })
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('it is whole') })
  return JSON.parse(stdout) as Made
}

describe('beside a running server', () => {
  let server: Running
  let client: Client
  beforeAll(async () => {
    server = await startHeed()
    folders.push(server.data)
    client = await signedIn(server, 'Ada')
  })
  afterAll(() => server.stop())

  test('a backup under load holds every answer that was acknowledged before it began, and fits its own memories', async () => {
    const asked = await meet(client, 'brewing')
    const before = new Set<string>()
    let isOver = false
    const load = (async () => {
      while (!isOver) {
        const answer = answerRight(asked('pot-name'))
        await send(client, answer)
        before.add(answer.id)
      }
    })()
    while (before.size < 20) await new Promise((turn) => setImmediate(turn))
    const acknowledged = [...before]
    const { path } = await backedUp(server.data, folder()).finally(() => (isOver = true))
    await load

    const data = folder()
    expect(await heed(['restore', path], { data })).toMatchObject({ code: 0, stdout: `${data}\n` })
    expect(answersWithIds(data)).toEqual(expect.arrayContaining(acknowledged))
    expect(await heed(['memory', 'verify'], { data })).toMatchObject({ code: 0, stdout: expect.stringContaining('"different":0') })
  })

  test('nothing is restored while it runs', async () => {
    const { path } = await backedUp(server.data, folder())
    const before = answersWithIds(server.data)
    expect(await heed(['restore', path], { data: server.data })).toEqual({
      code: 78,
      stdout: '',
      stderr: `Heed serves the data folder ${server.data} just now. Stop it first, then restore.\n`,
    })
    expect(answersWithIds(server.data)).toEqual(before)
    expect((await client.get('/api/me')).status).toBe(200)
  })

  test('--keep removes older ones that were made with it, and none that is not ours', async () => {
    const into = folder()
    mkdirSync(join(into, 'mine'))
    const byHand = await backedUp(server.data, into)
    const kept = await backedUp(server.data, into, '--keep', '2')
    const last = await backedUp(server.data, into, '--keep', '1')
    expect(last.removed).toEqual([kept.path])
    expect(readdirSync(into).toSorted()).toEqual([basename(byHand.path), basename(last.path), 'mine'])
    expect(await heed(['backup', into, '--keep', '0'], { data: server.data })).toMatchObject({ code: 64 })
  })
})

describe('with Heed stopped', () => {
  let data: string
  let path: string
  let cookie: string
  beforeAll(async () => {
    const server = await startHeed()
    data = server.data
    folders.push(data)
    const client = await signedIn(server, 'Zebedee')
    await meet(client, 'brewing')
    cookie = client.cookie
    path = (await backedUp(data, folder())).path
    await server.stop()
  })

  /** Each test has its own copy of the folder. */
  const copied = () => {
    const copy = folder()
    cpSync(data, copy, { recursive: true })
    return copy
  }

  test('who was erased after the backup is erased again, and who was signed in is not any more', async () => {
    const own = copied()
    const preview = await heed(['person', 'erase', 'zebedee@tea.example'], { data: own })
    expect(preview).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('lessons opened\tgo'),
      stderr: expect.stringMatching(/No live lesson names them as its owner\..*commits[^]*--yes/),
    })
    expect(await heed(['person', 'erase', 'zebedee@tea.example', '--yes'], { data: own })).toMatchObject({ code: 0 })
    const { code, stderr } = await heed(['restore', path], { data: own })
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('One person who had been erased since was erased again') })
    expect(rowsOf(own, 'SELECT * FROM person')).toEqual([])
    const files = readdirSync(own).filter((name) => /^heed\.sqlite(-wal)?$/.test(name))
    expect(files.filter((name) => readFileSync(join(own, name)).includes('zebedee@tea.example'))).toEqual([])
  })

  test('a sign-in that the backup knows signs nobody in', async () => {
    const own = copied()
    await heed(['restore', path], { data: own })
    const server = await startHeed({ data: own })
    expect((await clientOf(server.url, cookie).get('/api/me')).status).toBe(401)
    await server.stop()
  })

  test('what was there is kept aside, and said so', async () => {
    const own = copied()
    const { stdout } = await heed(['restore', path, '--format', 'json'], { data: own })
    const { keptAside } = JSON.parse(stdout) as { keptAside: string }
    expect(statSync(keptAside).mode & 0o777).toBe(0o600)
    expect(keptAside).toMatch(/heed\.sqlite\.before-restore-/)
  })

  test('a damaged backup is 65 with what is wrong, and the data folder is untouched', async () => {
    const own = copied()
    const damaged = folder()
    cpSync(path, damaged, { recursive: true })
    const bytes = readFileSync(join(damaged, 'heed.db'))
    bytes.write('zebedea', bytes.indexOf('zebedee@tea'))
    writeFileSync(join(damaged, 'heed.db'), bytes)
    const before = readFileSync(join(own, 'heed.sqlite'))
    const { code, stdout, stderr } = await heed(['restore', damaged], { data: own })
    expect([code, stdout]).toEqual([65, ''])
    expect(stderr).toMatch(/The rows of the table person do not say what they said\. .*--force\.\n$/)
    expect(readFileSync(join(own, 'heed.sqlite')).equals(before)).toBe(true)
  })

  test('a database of another program, and a backup of a newer Heed, change nothing', async () => {
    const own = copied()
    const before = readFileSync(join(own, 'heed.sqlite'))
    const foreign = join(folder(), 'recipes.sqlite')
    new Database(foreign).exec('CREATE TABLE recipe (name TEXT)').close()
    for (const force of [[], ['--force']]) {
      const { code, stderr } = await heed(['restore', foreign, ...force], { data: own })
      expect([code, stderr]).toEqual([65, expect.stringContaining('is no database of Heed, or not a whole one')])
    }
    const half = join(folder(), 'half.sqlite')
    cpSync(join(own, 'heed.sqlite'), half)
    new Database(half).exec('PRAGMA foreign_keys = OFF; DROP TABLE answer').close()
    expect(await heed(['restore', half], { data: own })).toMatchObject({ code: 65, stderr: expect.stringContaining('not a whole one') })
    const newer = folder()
    cpSync(path, newer, { recursive: true })
    writeFileSync(join(newer, 'manifest.json'), readFileSync(join(path, 'manifest.json'), 'utf8').replace('"format": 1', '"format": 2'))
    expect(await heed(['restore', newer], { data: own })).toMatchObject({
      code: 78,
      stderr: expect.stringContaining('made by a newer Heed'),
    })
    expect(readFileSync(join(own, 'heed.sqlite')).equals(before)).toBe(true)
  })

  test('in a folder that held no Heed it says that nobody there knows who was erased since', async () => {
    const { code, stderr } = await heed(['restore', path], { data: folder() })
    expect([code, stderr]).toEqual([0, expect.stringMatching(/does not know who was erased after 20\S+: erase them again\./)])
  })

  test('a file in the place of a folder is told in a sentence, not by a stack', async () => {
    const file = join(folder(), 'file')
    writeFileSync(file, '')
    for (const command of [
      ['person', 'export', 'zebedee@tea.example', file],
      ['init', file],
    ]) {
      const { code, stderr } = await heed(command, { data })
      expect([code, stderr]).toEqual([70, expect.stringMatching(/^\S+ cannot be used \(.*\)\. Name another one, or mend its rights\.\n$/)])
    }
  })

  test('a disk that is full is 70 in one sentence, and nothing half made is left', async () => {
    const into = folder()
    // A limit of 100 kB on each file that is written is what a full disk is to the program.
    const run = promisify(execFile)('sh', ['-c', `ulimit -f 100; exec "$0" dist/cli/main.js backup "$1"`, process.execPath, into], {
      cwd: join(import.meta.dirname, '../..'),
      env: { PATH: process.env.PATH, HEED_DATA: data, HEED_CONTENT: teaContent },
    })
    await expect(run).rejects.toMatchObject({ code: 70, stderr: expect.stringContaining(`could not be written to ${into}`) })
    expect(readdirSync(into)).toEqual([])
  })

  test('there is nothing to back up in a folder that Heed never used', async () => {
    const empty = folder()
    expect(await heed(['backup', folder()], { data: empty })).toMatchObject({ code: 78, stderr: expect.stringContaining('HEED_DATA') })
    expect(existsSync(join(empty, 'heed.sqlite'))).toBe(false)
  })

  test('a person’s own data is written for its owner’s eyes, and that it was is written down', async () => {
    const own = copied()
    const into = join(folder(), 'out')
    const { code, stdout } = await heed(['person', 'export', 'zebedee@tea.example', into, '--format', 'csv'], { data: own })
    expect(code).toBe(0)
    expect(stdout).toMatch(/\/out\/zebedee@tea\.example-heed-\d{4}-\d\d-\d\d-csv\.zip\n$/)
    expect(statSync(stdout.trim()).mode & 0o777).toBe(0o600)
    expect(rowsOf(own, "SELECT object FROM audit WHERE verb = 'person.exported'")).toEqual([{ object: 'csv' }])
  })
})

describe('every night', () => {
  const worlds: { close(): void }[] = []
  afterEach(() => worlds.splice(0).forEach((world) => world.close()))

  test('a backup is made in a thread of its own, and the newest fourteen stay', async () => {
    const backups = folder()
    const world = openWorld({ backups })
    worlds.push(world)
    for (let night = 14; night < 28; night++) mkdirSync(join(backups, `heed-2026-02-${night}T02-00-00-000Z`))
    await backupNightly(world.context)
    const listed = listBackups(backups).map(({ path }) => path.split('/').at(-1))
    expect(listed).toHaveLength(14)
    expect([listed[0], listed[13]]).toEqual(['heed-2026-03-02T08-00-00-000Z', 'heed-2026-02-15T02-00-00-000Z'])
    expect(readdirSync(join(backups, listed[0]!)).toSorted()).toEqual(['heed.db', 'manifest.json'])
  })

  test('one that fails says why', async () => {
    const backups = join(folder(), 'a file')
    writeFileSync(backups, '')
    const world = openWorld({ backups })
    worlds.push(world)
    await expect(backupNightly(world.context)).rejects.toThrow(`could not be written to ${backups}`)
  })
})
