import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listBackups, makeBackup, removeTorn, type MadeBackup } from '../../db/backups.ts'
import { erasedIn, ledgerFile, noteErased } from '../../db/ledger.ts'
import { restoreBackup } from '../../db/restore.ts'
import { problemsOf } from '../../db/sqlite/backup.ts'
import { databaseFile, openStore, type Store } from '../../db/sqlite/open.ts'
import { newFolder, removeFolder } from '../folder.ts'

const noon = Date.parse('2026-03-02T12:00:00Z')
const day = 86_400_000
const someone = '01a17c48-7fbe-71bf-9fff-06f24bd75c88'
const other = '01a17c48-7fbe-71bf-9fff-06f24bd75c89'

let folder: string
let data: string
let into: string
const stores: Store[] = []
beforeEach(() => {
  folder = newFolder()
  data = madeIn('data')
  into = join(folder, 'copies')
})
afterEach(() => {
  for (const store of stores.splice(0)) store.close()
  removeFolder(folder)
})

function madeIn(name: string): string {
  const made = join(folder, name)
  mkdirSync(made)
  return made
}

function open(folder = data): Store {
  const store = openStore(
    { data: folder },
    () => noon,
    () => 0,
  )
  stores.push(store)
  return store
}

/** A database with the words in it, the newest of them in the write-ahead log only. */
function filled(words: string[]): Database.Database {
  open()
  const handle = new Database(databaseFile(data))
  handle.pragma('wal_autocheckpoint = 0')
  words.forEach((word, index) => write(handle, index, word))
  return handle
}

function write(handle: Database.Database, index: number, word: string): void {
  handle
    .prepare("INSERT INTO flag (id, item_id, version_id, text, at) VALUES (?, 'pot-name', 'pot-name@en.1', ?, ?)")
    .run(`flag-${index}`, word, noon)
}

const backUp = (changes: { now?: number; keep?: number } = {}): MadeBackup =>
  makeBackup({ data, into, now: noon, program: '0.1.0', content: 'abc', ...changes })

const wordsIn = (file: string): string[] => {
  const handle = new Database(file, { readonly: true })
  try {
    return handle.prepare('SELECT text FROM flag ORDER BY id').pluck().all() as string[]
  } finally {
    handle.close()
  }
}

const restore = (from: string, changes: { force?: boolean; now?: number } = {}) =>
  restoreBackup({ from, data, now: noon, force: false, ...changes })

function problemFrom(run: () => unknown): { exitCode?: number; message: string } {
  try {
    run()
  } catch (problem) {
    return problem as Error
  }
  throw new Error('it was done')
}

/** A lock in another process, until that is killed. */
async function holdElsewhere(file: string): Promise<{ kill(): Promise<void> }> {
  const lock = new URL('../../db/sqlite/lock.ts', import.meta.url).href
  const code = `const { holdLock } = await import('${lock}'); const letGo = holdLock(process.argv[1]); console.log('held'); setInterval(() => letGo, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>((end) => child.once('exit', () => end()))
  await Promise.race([new Promise((held) => child.stdout.once('data', held)), ended])
  return { kill: () => (child.kill('SIGKILL'), ended) }
}

describe('a backup', () => {
  test('is a folder for its owner’s eyes, with the database, what it held, and the ledger', () => {
    filled(['brewed', 'spilt']).close()
    noteErased(data, [{ id: someone, day: '2026-03-01' }])
    const { path, manifest } = backUp()
    expect(path).toBe(join(into, 'heed-2026-03-02T12-00-00-000Z-by-hand'))
    expect(readdirSync(path).toSorted()).toEqual(['erased.log', 'heed.db', 'manifest.json'])
    expect(statSync(path).mode & 0o777).toBe(0o700)
    expect(readdirSync(path).map((name) => statSync(join(path, name)).mode & 0o777)).toEqual([0o600, 0o600, 0o600])
    expect(JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8'))).toEqual(manifest)
    expect(manifest).toMatchObject({ format: 1, program: '0.1.0', created: '2026-03-02T12:00:00.000Z', content: 'abc' })
    expect(manifest.migrations).toBeGreaterThan(2)
    expect(manifest.tables.find(({ table }) => table === 'flag')).toMatchObject({
      rows: 2,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  test('holds what only the write-ahead log knew', () => {
    const writer = filled(['in the log'])
    expect(wordsIn(join(backUp().path, 'heed.db'))).toEqual(['in the log'])
    writer.close()
  })

  test('is of one instant while somebody writes', () => {
    const writer = filled(['committed'])
    writer.exec('BEGIN IMMEDIATE')
    write(writer, 1, 'under way')
    expect(wordsIn(join(backUp().path, 'heed.db'))).toEqual(['committed'])
    writer.exec('COMMIT')
    writer.close()
  })

  test('equal rows have equal hashes, and one letter changes the hash of its table alone', () => {
    const writer = filled(['green', 'black'])
    const first = backUp().manifest.tables
    expect(backUp({ now: noon + 1 }).manifest.tables).toEqual(first)
    writer.exec("UPDATE flag SET text = 'blank' WHERE text = 'black'")
    const changed = backUp({ now: noon + 2 }).manifest.tables.filter(({ sha256 }, index) => sha256 !== first[index]!.sha256)
    expect(changed.map(({ table }) => table)).toEqual(['flag'])
    writer.close()
  })

  test('the newest are kept, and nothing that is not ours goes', () => {
    filled(['green']).close()
    mkdirSync(join(into, 'heed-notes'), { recursive: true })
    const made = [0, 1, 2].map((days) => backUp({ now: noon + days * day, keep: 14 }).path)
    const last = backUp({ now: noon + 3 * day, keep: 2 })
    expect(last.removed).toEqual([made[1], made[0]])
    expect(listBackups(into)).toEqual([
      { path: last.path, at: noon + 3 * day },
      { path: made[2], at: noon + 2 * day },
    ])
    expect(existsSync(join(into, 'heed-notes'))).toBe(true)
  })

  test('one made by hand stays, and takes nobody’s place', () => {
    filled(['green']).close()
    const byHand = backUp({ now: noon }).path
    const nights = [1, 2].map((days) => backUp({ now: noon + days * day, keep: 2 }))
    expect(nights.flatMap(({ removed }) => removed)).toEqual([])
    expect(listBackups(into).map(({ at }) => at)).toEqual([noon + 2 * day, noon + day, noon])
    expect(backUp({ now: noon + 3 * day, keep: 1 }).removed).toEqual([nights[1]!.path, nights[0]!.path])
    expect(existsSync(byHand)).toBe(true)
  })

  test('the one just made stays, whatever a clock that went wrong has left beside it', () => {
    filled(['green']).close()
    const future = backUp({ now: noon + 9 * day, keep: 14 }).path
    const { path, removed } = backUp({ now: noon, keep: 1 })
    expect([existsSync(path), removed]).toEqual([true, [future]])
  })

  test('what a killed process left half made goes, however young; what another one is at work on stays', async () => {
    filled(['green']).close()
    const part = join(into, '.heed-2026-03-02T11-59-59-000Z.part')
    mkdirSync(part, { recursive: true })
    const other = await holdElsewhere(`${part}.lock`)
    try {
      backUp()
      expect(existsSync(part)).toBe(true)
    } finally {
      await other.kill()
    }
    removeTorn(into)
    expect(readdirSync(into)).toEqual(['heed-2026-03-02T12-00-00-000Z-by-hand'])
  })

  test('a folder that cannot be written to is 70, in a sentence, and leaves nothing', () => {
    filled(['green']).close()
    writeFileSync(join(data, 'a file'), '')
    into = join(data, 'a file', 'below')
    expect(problemFrom(backUp)).toMatchObject({ exitCode: 70, message: expect.stringContaining(`could not be written to ${into}`) })
  })

  test('a database that may not be read is 70 and blamed itself, not the folder that the backup goes to', () => {
    // A folder in its place is to SQLite what missing rights are, for root too.
    mkdirSync(databaseFile(data))
    const { exitCode, message } = problemFrom(backUp)
    expect([exitCode, message]).toEqual([70, expect.stringContaining(`${databaseFile(data)} cannot be read`)])
    expect(message).not.toContain(into)
  })

  test('so is a list of the erased', () => {
    filled(['green']).close()
    mkdirSync(ledgerFile(data))
    expect(problemFrom(backUp)).toMatchObject({ exitCode: 70, message: expect.stringContaining(`${ledgerFile(data)} cannot be read`) })
    expect(existsSync(into)).toBe(false)
  })

  test('a damaged database is 65, and the folder is as it was', () => {
    filled(['green']).close()
    for (const store of stores.splice(0)) store.close()
    scratch(databaseFile(data), 4096 * 3, 4096 * 20)
    mkdirSync(into)
    expect(problemFrom(backUp)).toMatchObject({ exitCode: 65, message: expect.stringContaining('is damaged') })
    expect(readdirSync(into)).toEqual([])
  })
})

/** Overwrites bytes, as a dying disk does. */
function scratch(file: string, from: number, to: number): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(to - from, 0xff), 0, to - from, from)
  closeSync(handle)
}

/** Changes one letter within the file: its structure stays whole. */
function misspell(file: string, word: string, wrong: string): void {
  const bytes = readFileSync(file)
  bytes.write(wrong, bytes.indexOf(word))
  writeFileSync(file, bytes)
}

describe('restoring', () => {
  test('puts it in place, keeps what was there, and its last words in the log with it', () => {
    const writer = filled(['then'])
    const { path } = backUp()
    write(writer, 1, 'now')
    // Ends like a killed process: nothing is folded into the database.
    const crashed = readFileSync(`${databaseFile(data)}-wal`)
    const unfolded = readFileSync(databaseFile(data))
    writer.close()
    for (const store of stores.splice(0)) store.close()
    writeFileSync(databaseFile(data), unfolded)
    writeFileSync(`${databaseFile(data)}-wal`, crashed)

    const { keptAside, ignored } = restore(path, { now: noon + day })
    expect(ignored).toEqual([])
    expect(keptAside).toBe(`${databaseFile(data)}.before-restore-2026-03-03T12-00-00-000Z`)
    expect(existsSync(`${databaseFile(data)}-wal`)).toBe(false)
    expect(wordsIn(databaseFile(data))).toEqual(['then'])
    expect(wordsIn(keptAside!)).toEqual(['then', 'now'])
    expect(statSync(databaseFile(data)).mode & 0o777).toBe(0o600)
    open()
  })

  test('into an empty folder there is nothing to keep', () => {
    filled(['then']).close()
    const { path } = backUp()
    data = join(folder, 'new')
    expect(restore(path).keptAside).toBeNull()
    expect(wordsIn(databaseFile(data))).toEqual(['then'])
  })

  test('one letter that is wrong is found by its hash, which SQLite’s own check misses; nothing is changed', () => {
    filled(['assam and darjeeling']).close()
    const { path } = backUp()
    misspell(join(path, 'heed.db'), 'darjeeling', 'darjealing')
    expect(problemsOf(join(path, 'heed.db'))).toEqual([])
    const { exitCode, message } = problemFrom(() => restore(path))
    expect([exitCode, message]).toEqual([65, expect.stringContaining('The rows of the table flag do not say what they said.')])
    expect(wordsIn(databaseFile(data))).toEqual(['assam and darjeeling'])
    expect(readdirSync(data).filter((name) => name.includes('restor'))).toEqual([])

    const forced = restore(path, { force: true })
    expect(forced.ignored).toEqual(['The rows of the table flag do not say what they said.'])
    expect(wordsIn(databaseFile(data))).toEqual(['assam and darjealing'])
  })

  test.each([
    { name: 'a torn page', damage: (file: string) => scratch(file, 4096 * 3, 4096 * 20), says: /The table \w+|SQLite|database disk image/ },
    {
      name: 'no database at all',
      damage: (file: string) => writeFileSync(file, 'a shopping list '.repeat(300)),
      says: /SQLite cannot read it/,
    },
    {
      name: 'a database that was cut',
      damage: (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 40_000)),
      says: /table|malformed/,
    },
    {
      name: 'a row that is gone',
      damage: (file: string) => void new Database(file).exec('DELETE FROM flag').close(),
      says: /flag has 0 rows, not 1/,
    },
    {
      name: 'a table that is gone',
      damage: (file: string) => void new Database(file).exec('DROP TABLE kudos').close(),
      says: /table kudos is missing/,
    },
  ])('$name is 65 and says so', ({ damage, says }) => {
    filled(['green']).close()
    const { path } = backUp()
    damage(join(path, 'heed.db'))
    expect(problemFrom(() => restore(path))).toMatchObject({ exitCode: 65, message: expect.stringMatching(says) })
    expect(wordsIn(databaseFile(data))).toEqual(['green'])
  })

  test.each([
    { name: 'is missing', change: (file: string) => rmSync(file) },
    { name: 'cannot be read', change: (file: string) => writeFileSync(file, '{"format":') },
  ])('a backup whose manifest $name is 65', ({ change }) => {
    filled(['green']).close()
    const { path } = backUp()
    change(join(path, 'manifest.json'))
    expect(problemFrom(() => restore(path))).toMatchObject({ exitCode: 65, message: expect.stringContaining('manifest') })
  })

  test('the backup of a newer program is 78', () => {
    filled(['green']).exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('future', 9999999999999)").close()
    const { path } = backUp()
    expect(problemFrom(() => restore(path))).toMatchObject({ exitCode: 78, message: expect.stringContaining('newer Heed') })
  })

  test('a data folder that was copied by hand is one too, its log included', () => {
    const writer = filled(['then', 'in the log'])
    const copied = madeIn('copied')
    for (const end of ['', '-wal']) writeFileSync(databaseFile(copied) + end, readFileSync(databaseFile(data) + end))
    writer.close()
    writeFileSync(ledgerFile(copied), `2026-02-01\t${other}\n`)
    data = madeIn('new')
    restore(copied)
    expect(wordsIn(databaseFile(data))).toEqual(['then', 'in the log'])
    expect(erasedIn(data)).toEqual([{ id: other, day: '2026-02-01' }])
  })

  test('a place where there is none is told', () => {
    expect(problemFrom(() => restore(join(into, 'nowhere'))).message).toContain('There is no backup at')
  })

  test('a folder that cannot be written to is 70', () => {
    filled(['green']).close()
    const { path } = backUp()
    writeFileSync(join(data, 'a file'), '')
    expect(problemFrom(() => restoreBackup({ from: path, data: join(data, 'a file', 'below'), now: noon, force: false }))).toMatchObject({
      ...{ exitCode: 70, message: expect.stringContaining('could not be put into') },
    })
  })
})

describe('the ledger of the erased', () => {
  test('knows each once, in the order in which they went, for its owner’s eyes', () => {
    noteErased(data, [{ id: someone, day: '2026-03-01' }])
    noteErased(data, [
      { id: someone, day: '2026-03-02' },
      { id: other, day: '2026-03-02' },
    ])
    expect(readFileSync(ledgerFile(data), 'utf8')).toBe(`2026-03-01\t${someone}\n2026-03-02\t${other}\n`)
    expect(statSync(ledgerFile(data)).mode & 0o777).toBe(0o600)
  })

  test('a line that a power cut tore is none, and the next one stands by itself', () => {
    writeFileSync(ledgerFile(data), `2026-03-01\t${someone}\n2026-03-0`)
    expect(erasedIn(data)).toEqual([{ id: someone, day: '2026-03-01' }])
    noteErased(data, [{ id: other, day: '2026-03-02' }])
    expect(erasedIn(data).map(({ id }) => id)).toEqual([someone, other])
  })

  test('of a backup and of the folder that it goes to become one', () => {
    filled(['green']).close()
    noteErased(data, [{ id: someone, day: '2026-03-01' }])
    const { path } = backUp()
    rmSync(ledgerFile(data))
    noteErased(data, [{ id: other, day: '2026-03-03' }])
    restore(path)
    expect(erasedIn(data).map(({ id }) => id)).toEqual([other, someone])
  })
})
