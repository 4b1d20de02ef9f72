import { chmodSync, copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Refusal } from '../src/kernel/refusal.ts'
import { backedUpDatabase, flush } from './backups.ts'
import { erasedIn, ledgerFile, noteErased } from './ledger.ts'
import { readManifest, type Manifest } from './manifest.ts'
import { isOfAnother, migrationsOf, problemsOf } from './sqlite/backup.ts'
import { asideOf, databaseFile, DataProblem, makeFolder, ownedAs, stampOf } from './sqlite/folder.ts'
import { knownMigrations } from './sqlite/migrated.ts'
import { emptyLog } from './sqlite/settle.ts'

interface RestoreOrder {
  /** A backup, the database within it, or a copy of a database or of a data folder, which has no manifest. */
  from: string
  data: string
  now: number
  /** Also what does not match its manifest, or has none. */
  force: boolean
}

export interface Restored {
  manifest: Manifest | undefined
  /** Where the database that was there lies now; null when there was none. */
  keptAside: string | null
  /** What was wrong with it and was put in place all the same. */
  ignored: string[]
}

/**
 * Puts a backup in the place of the database, with Heed stopped. It is copied first and the copy is looked at, so that
 * what was checked is what is put there; what was there is kept aside.
 *
 * @throws Refusal('not-found'); DataProblem 65 for a damaged backup, 78 for one of a newer program, 70 for the disk
 */
export function restoreBackup({ from, data, now, force }: RestoreOrder): Restored {
  const { database, folder } = find(from)
  const manifest = readManifest(folder)
  const copy = `${databaseFile(data)}.restoring`
  try {
    makeFolder(data)
    removeDatabase(copy)
    copyWhole(database, copy)
    chmodSync(copy, 0o600)
    const ignored = check(copy, database, manifest, force)
    flush(copy)
    // Before the database: it must not be there for a moment with the erased in it and nobody to tell.
    noteErased(data, erasedIn(folder))
    return { manifest, keptAside: exchange(copy, data, now), ignored }
  } catch (problem) {
    removeDatabase(copy)
    throw asDataProblem(data, problem)
  }
}

/** What an earlier try left, or this one; a folder that is none holds nothing. */
function removeDatabase(file: string): void {
  for (const end of ['', '-wal', '-shm']) if (existsSync(file + end)) rmSync(file + end)
}

function find(from: string): { database: string; folder: string } {
  const isFolder = existsSync(from) && statSync(from).isDirectory()
  const candidates = isFolder ? [join(from, backedUpDatabase), databaseFile(from)] : [from]
  const database = candidates.find((file) => existsSync(file))
  if (database === undefined)
    throw new Refusal(
      'not-found',
      `There is no backup at ${from}.`,
      `Name a folder that “heed backup” made, or the ${backedUpDatabase} in it.`,
    )
  return { database, folder: dirname(database) }
}

/** A data folder that was copied has its last words in the log beside it. */
function copyWhole(database: string, copy: string): void {
  copyFileSync(database, copy)
  if (!existsSync(`${database}-wal`)) return
  copyFileSync(`${database}-wal`, `${copy}-wal`)
  emptyLog(copy)
}

function check(copy: string, database: string, manifest: Manifest | undefined, force: boolean): string[] {
  const problems = problemsOf(copy, manifest?.tables)
  if (!manifest && basename(database) === backedUpDatabase)
    problems.unshift('Its manifest, which says what it held, is missing or cannot be read.')
  if (problems.length > 0 && !force) {
    throw new DataProblem(
      65,
      `The backup ${database} was not restored, and nothing was changed: ${problems.join(' ')} Take another one; or, if there is none, restore this with --force.`,
    )
  }
  if (isOfAnother(copy))
    throw new DataProblem(
      65,
      `${database} is no database of Heed, or not a whole one. Nothing was changed. Take a backup that “heed backup” made.`,
    )
  refuseNewer(copy, database)
  return problems
}

function refuseNewer(copy: string, database: string): void {
  const [applied, known] = [migrationsOf(copy), knownMigrations()]
  if (applied <= known) return
  throw new DataProblem(
    78,
    `The backup ${database} was made by a newer Heed (${applied} changes of the tables, this one knows ${known}). Nothing was changed. Restore it with that version.`,
  )
}

/**
 * The write-ahead log goes with the database that it belongs to: SQLite would replay it into the restored one. A crash
 * between two steps leaves either database, never none.
 */
function exchange(copy: string, data: string, now: number): string | null {
  const file = databaseFile(data)
  const aside = `${asideOf(data)}${stampOf(now)}`
  const isThere = existsSync(file)
  if (isThere) {
    copyFileSync(file, aside)
    chmodSync(aside, 0o600)
  }
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${aside}-wal`)
  rmSync(`${file}-shm`, { force: true })
  renameSync(copy, file)
  removeDatabase(copy)
  ownedAs(data, [file, aside, `${aside}-wal`, ledgerFile(data)])
  flush(data)
  return isThere ? aside : null
}

function asDataProblem(data: string, problem: unknown): unknown {
  const { name, code = '', message } = problem as Error & { code?: string }
  if (name === 'DataProblem' || name === 'Refusal') return problem
  if (/^SQLITE_/.test(code)) return new DataProblem(65, `The backup cannot be read (${message}). Nothing was changed. Take another one.`)
  if (!/^E[A-Z]+$/.test(code)) return problem
  return new DataProblem(70, `The backup could not be put into ${data} (${message}). Free some room, or mend the rights of the folder.`)
}
