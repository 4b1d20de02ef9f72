import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { holdLock } from '#dialect/lock.ts'
import { backupFolder, databaseFile, openStore, type DataProblem, type Store } from '#dialect/open.ts'
import { newFolder, removeFolder } from '../folder.ts'

const noon = Date.parse('2026-03-02T12:00:00Z')
let folder: string
const stores: Store[] = []

beforeEach(() => {
  folder = newFolder()
})

afterEach(() => {
  for (const store of stores.splice(0)) store.close()
  removeFolder(folder)
})

function open(): Store {
  const store = openStore(
    { data: folder },
    () => noon,
    () => 0,
  )
  stores.push(store)
  return store
}

function problemOf(run: () => unknown): DataProblem {
  try {
    run()
  } catch (problem) {
    return problem as DataProblem
  }
  throw new Error('it opened')
}

const raw = () => new Database(databaseFile(folder))

test('a new folder gets every table, each STRICT', () => {
  open()
  const tables = raw()
    .prepare(
      "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'",
    )
    .all() as { name: string; sql: string }[]
  expect(tables.length).toBeGreaterThan(15)
  expect(tables.filter(({ sql }) => !/STRICT/.test(sql)).map(({ name }) => name)).toEqual([])
})

test('opening proves durability with a real write', () => {
  open()
  expect(raw().prepare('SELECT at FROM heartbeat').get()).toEqual({ at: noon })
})

test('the answer log refuses to be changed or shortened', () => {
  open()
  const handle = raw()
  const columns = (handle.prepare('PRAGMA table_info(answer)').all() as { name: string; type: string }[]).filter(
    ({ name }) => name !== 'arrival',
  )
  const values = columns.map(({ name, type }) => (name === 'kind' ? "'answer'" : type === 'TEXT' ? "'x'" : '0'))
  handle.exec(`INSERT INTO answer (${columns.map(({ name }) => name).join()}) VALUES (${values.join()})`)
  expect(() => handle.exec("UPDATE answer SET response = 'other'")).toThrow('append-only')
  expect(() => handle.exec('DELETE FROM answer')).toThrow('append-only')
})

describe('a folder whose database is gone', () => {
  const backup = () => mkdirSync(join(backupFolder(folder), 'heed-2026-03-01T02-00-00-000Z'), { recursive: true })

  test.each([
    { what: 'a backup', leave: backup, names: 'heed-2026-03-01T02-00-00-000Z' },
    { what: 'a list of who was erased', leave: () => writeFileSync(join(folder, 'erased.log'), ''), names: 'erased.log' },
    {
      what: 'what was there before a restore',
      leave: () => writeFileSync(`${databaseFile(folder)}.before-restore-1`, ''),
      names: 'before-restore-1',
    },
    { what: 'a backup that is no data folder', leave: () => writeFileSync(join(folder, 'manifest.json'), '{}'), names: 'manifest.json' },
  ])('is not begun anew beside $what', ({ leave, names }) => {
    leave()
    expect(problemOf(open)).toMatchObject({ exitCode: 65, message: expect.stringContaining(names) })
    expect(existsSync(databaseFile(folder))).toBe(false)
  })

  test('nor one whose database is empty, and the last copy is named', () => {
    backup()
    writeFileSync(databaseFile(folder), '')
    const { message } = problemOf(open)
    expect(message).toContain('is empty')
    expect(message).toContain(`heed restore ${backupFolder(folder)}/heed-2026-03-01T02-00-00-000Z`)
    expect(statSync(databaseFile(folder)).size).toBe(0)
  })

  test('is found by backups that lie elsewhere too', () => {
    const backups = join(folder, '..', `${folder}-copies`)
    mkdirSync(join(backups, 'heed-2026-03-01T02-00-00-000Z'), { recursive: true })
    const away = () =>
      openStore(
        { data: folder, backups },
        () => noon,
        () => 0,
      )
    expect(problemOf(away)).toMatchObject({ exitCode: 65, message: expect.stringContaining(backups) })
    removeFolder(backups)
  })
})

test('nothing cascades into anything', () => {
  open()
  const handle = raw()
  const tables = (handle.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[]).map(({ name }) => name)
  const actions = tables.flatMap((table) =>
    (handle.prepare(`PRAGMA foreign_key_list(${table})`).all() as { on_delete: string }[]).map(({ on_delete }) => on_delete),
  )
  expect(new Set(actions)).toEqual(new Set(['NO ACTION']))
})

test('a database that is no database is left as it is, with 65', () => {
  writeFileSync(databaseFile(folder), 'this is a shopping list, not a database, and long enough to look at'.repeat(100))
  const problem = problemOf(open)
  expect(problem).toMatchObject({ name: 'DataProblem', exitCode: 65 })
  expect(problem.message).toContain('damaged')
  expect(readFileSync(databaseFile(folder), 'utf8')).toContain('shopping list')
})

test('a torn page is found, and the last copy is named', () => {
  const store = open()
  store.close()
  stores.length = 0
  const file = databaseFile(folder)
  const bytes = readFileSync(file)
  bytes.fill(0xff, 4096 * 2, 4096 * 6)
  writeFileSync(file, bytes)
  leaveCopy('2026-01-01-good.sqlite')
  const problem = problemOf(open)
  expect(problem.exitCode).toBe(65)
  expect(problem.message).toContain('2026-01-01-good.sqlite')
})

function leaveCopy(name: string): void {
  mkdirSync(backupFolder(folder), { recursive: true })
  writeFileSync(join(backupFolder(folder), name), 'a copy')
}

test('a database of a newer program is refused with 78', () => {
  open().close()
  stores.length = 0
  raw().prepare("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('future', 9999999999999)").run()
  const problem = problemOf(open)
  expect(problem.exitCode).toBe(78)
  expect(problem.message).toContain('newer Heed')
})

test('a folder that cannot be made is a wrong setting: exit 78', () => {
  writeFileSync(join(folder, 'file'), '')
  folder = join(folder, 'file', 'below')
  expect(problemOf(open).exitCode).toBe(78)
  folder = join(folder, '..', '..')
})

// Node's own way of making a folder with those above it never ends there.
test.runIf(process.platform === 'linux')('a folder where the system makes none is exit 78, not a wait without end', () => {
  const before = folder
  folder = '/proc/nope/below'
  expect(problemOf(open).exitCode).toBe(78)
  folder = before
})

test('a database of another program is left as it is: exit 78', () => {
  const other = raw()
  other.exec('CREATE TABLE recipe (name TEXT)')
  other.close()
  const problem = problemOf(open)
  expect([problem.exitCode, problem.message]).toEqual([78, expect.stringContaining('a database of another program')])
  expect(raw().prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all()).toEqual(['recipe'])
})

test.skipIf(process.platform === 'win32')('a new database is nobody else’s on the machine, also in an open folder', () => {
  chmodSync(folder, 0o755)
  open()
  expect(statSync(databaseFile(folder)).mode & 0o077).toBe(0)
})

test('one server holds the folder; the lock ends with its holder', () => {
  const first = holdLock(join(folder, 'serving.lock'))
  expect(first).toBeTypeOf('function')
  expect(holdLock(join(folder, 'serving.lock'))).toBeUndefined()
  first!()
  const second = holdLock(join(folder, 'serving.lock'))
  expect(second).toBeTypeOf('function')
  second!()
})
