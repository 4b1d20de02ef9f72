import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { listBackups } from '../backups.ts'
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

/**
 * Opens the data folder: proves that it is whole, brings it up to date (a copy first), proves that writes reach the disk.
 *
 * @throws DataProblem in one sentence that says what to do
 */
export function openStore(
  folder: string,
  now: () => number,
  monotonic: () => number,
  onBroken: (problem: unknown) => void = () => undefined,
): Store {
  try {
    makeFolder(folder)
  } catch (problem) {
    throw unusable(folder, problem)
  }
  const file = databaseFile(folder)
  const isNew = !existsSync(file)
  const writer = guarded(folder, () => openWriter(file))
  // Also in a folder that is open to others. What SQLite lays beside it gets the same rights.
  if (isNew) chmodSync(file, 0o600)
  ownedAs(folder, [file, `${file}-wal`, `${file}-shm`])
  guarded(folder, () => {
    checkWhole(writer.handle)
    bringUpToDate(folder, writer, now())
    proveDurable(writer.handle, now())
  })
  const reader = openReader(file)
  return {
    read: reader.db,
    transaction: transactionDoor(writer, monotonic, onBroken),
    close() {
      reader.handle.close()
      writer.handle.pragma('wal_checkpoint(TRUNCATE)')
      writer.handle.close()
    },
  }
}

function guarded<T>(folder: string, open: () => T): T {
  try {
    return open()
  } catch (problem) {
    throw asDataProblem(folder, problem)
  }
}

function asDataProblem(folder: string, problem: unknown): unknown {
  const code = (problem as { code?: string }).code ?? ''
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) {
    return new DataProblem(
      65,
      `The database ${databaseFile(folder)} is damaged (${(problem as Error).message}). It was left as it is. ${lastBackup(folder)}`,
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

/** The newest of what lies in its own backups folder: backups, and the copies that were made before a change of the tables. */
function lastBackup(folder: string): string {
  const backups = backupFolder(folder)
  const copies = existsSync(backups) ? readdirSync(backups).filter((name) => name.endsWith('.sqlite')) : []
  const newest =
    listBackups(backups)[0]?.path ??
    copies
      .toSorted()
      .map((name) => join(backups, name))
      .at(-1)
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
function bringUpToDate(folder: string, { db, handle }: { db: Db; handle: Handle }, now: number): void {
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
    throw new DataProblem(65, `Bringing the database up to date left ${broken.length} rows that point to nothing. ${lastBackup(folder)}`)
}

function copyBefore(folder: string, handle: Handle, applied: number, now: number): void {
  mkdirSync(backupFolder(folder), { recursive: true })
  handle.prepare('VACUUM INTO ?').run(join(backupFolder(folder), `${stampOf(now)}-before-change-${applied + 1}.sqlite`))
}
