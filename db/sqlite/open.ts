import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { lastCopy } from '../backups.ts'
import { lostDatabase, lostProblem, type Lost } from '../lost.ts'
import { transactionDoor, type Transaction } from '../transaction.ts'
import { openReader, openWriter, proveDurable, type Db, type Handle } from './client.ts'
import { backupFolder, databaseFile, DataProblem, makeFolder, ownedAs, stampOf, unusable } from './folder.ts'
import { appliedMigrations, isForeign, knownMigrations, migrationsFolder } from './migrated.ts'

export { backupFolder, databaseFile, DataProblem } from './folder.ts'

export interface Store {
  read: Db
  transaction: Transaction
  close(): void
}

export interface Folders {
  data: string
  /** Where its backups go, when not to a folder in it. */
  backups?: string
}

/**
 * Opens the data folder: proves that it is whole, brings it up to date (a copy first), proves that writes reach the disk.
 *
 * @throws DataProblem in one sentence that says what to do
 */
export function openStore(
  folders: Folders,
  now: () => number,
  monotonic: () => number,
  onBroken: (problem: unknown) => void = () => undefined,
): Store {
  const folder = folders.data
  const lost = startIn(folders)
  if (lost) throw lostProblem(lost)
  const file = databaseFile(folder)
  const isNew = !existsSync(file)
  const writer = guarded(folders, () => openWriter(file))
  // Also in a folder that is open to others. What SQLite lays beside it gets the same rights.
  if (isNew) chmodSync(file, 0o600)
  ownedAs(folder, [file, `${file}-wal`, `${file}-shm`])
  guarded(folders, () => {
    checkWhole(writer.handle)
    bringUpToDate(folders, writer, now())
    proveDurable(writer.handle, now())
  })
  const reader = openReader(file)
  return {
    read: reader.db,
    transaction: transactionDoor(writer, monotonic, onBroken),
    close() {
      reader.handle.close()
      settleLog(writer.handle)
      writer.handle.close()
    },
  }
}

/** An empty database in the place of one that was lost looks well, and each night pushes out a backup of what was there. */
function startIn({ data, backups }: Folders): Lost | undefined {
  try {
    makeFolder(data)
    return lostDatabase(data, backups)
  } catch (problem) {
    throw unusable(data, problem)
  }
}

/** What the file has no room for stays in the log beside it, where it is as safe. */
function settleLog(handle: Handle): void {
  try {
    handle.pragma('wal_checkpoint(TRUNCATE)')
  } catch (problem) {
    if ((problem as { code?: string }).code !== 'SQLITE_FULL') throw problem
  }
}

function guarded<T>(folders: Folders, open: () => T): T {
  try {
    return open()
  } catch (problem) {
    throw asDataProblem(folders, problem)
  }
}

function asDataProblem(folders: Folders, problem: unknown): unknown {
  const folder = folders.data
  const code = (problem as { code?: string }).code ?? ''
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) {
    return new DataProblem(
      65,
      `The database ${databaseFile(folder)} is damaged (${(problem as Error).message}). It was left as it is. ${restoreFrom(folders)}`,
    )
  }
  if (/^SQLITE_(IOERR|FULL|CANTOPEN|READONLY|PERM)/.test(code)) {
    return new DataProblem(
      70,
      `The disk does not let Heed work in ${folder} (${(problem as Error).message}). Free some room or mend the rights of the folder.`,
    )
  }
  return problem
}

function restoreFrom({ data, backups }: Folders): string {
  const newest = lastCopy(data, backups)
  return newest
    ? `The last copy is ${newest}: stop Heed and run “heed restore ${newest}”.`
    : 'There is no copy in its backups folder: restore your own with “heed restore”.'
}

function checkWhole(handle: Handle): void {
  const found = handle.pragma('quick_check(1)', { simple: true })
  if (found !== 'ok') throw Object.assign(new Error(String(found)), { code: 'SQLITE_CORRUPT' })
}

/**
 * drizzle's migrator runs inside a transaction, where switching foreign keys off does nothing and a rebuilt table
 * silently empties its children: so they are off before, and checked after.
 */
function bringUpToDate(folders: Folders, { db, handle }: { db: Db; handle: Handle }, now: number): void {
  const folder = folders.data
  if (isForeign(handle))
    throw new DataProblem(
      78,
      `${databaseFile(folder)} is a database of another program. It was left as it is. Set HEED_DATA to the folder of Heed, or to an empty one.`,
    )
  const known = knownMigrations()
  const applied = appliedMigrations(handle)
  if (applied > known) {
    throw new DataProblem(
      78,
      `The database in ${folder} was made by a newer Heed (${applied} changes, this one knows ${known}). Start that newer version.`,
    )
  }
  if (applied === known) return
  if (applied > 0) copyBefore(folder, handle, applied, now)
  handle.pragma('foreign_keys = OFF')
  migrate(db, { migrationsFolder })
  handle.pragma('foreign_keys = ON')
  const broken = handle.pragma('foreign_key_check') as unknown[]
  if (broken.length > 0)
    throw new DataProblem(65, `Bringing the database up to date left ${broken.length} rows that point to nothing. ${restoreFrom(folders)}`)
}

function copyBefore(folder: string, handle: Handle, applied: number, now: number): void {
  mkdirSync(backupFolder(folder), { recursive: true })
  handle.prepare('VACUUM INTO ?').run(join(backupFolder(folder), `${stampOf(now)}-before-change-${applied + 1}.sqlite`))
}
