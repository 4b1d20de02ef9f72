import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { openReader, openWriter, proveDurable, type Db, type Handle } from './client.ts'
import { transactionDoor, type Transaction } from '../transaction.ts'

/** The data folder cannot be used as it is. `exitCode`: 65 damaged, 70 disk, 78 not for this program. */
export class DataProblem extends Error {
  override readonly name = 'DataProblem'
  readonly exitCode: 65 | 70 | 78

  constructor(exitCode: 65 | 70 | 78, message: string) {
    super(message)
    this.exitCode = exitCode
  }
}

export interface Store {
  read: Db
  transaction: Transaction
  close(): void
}

const migrationsFolder = new URL('./migrations', import.meta.url).pathname

export const databaseFile = (folder: string): string => join(folder, 'heed.sqlite')
export const backupFolder = (folder: string): string => join(folder, 'backups')

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
    mkdirSync(folder, { recursive: true })
  } catch (problem) {
    throw new DataProblem(
      70,
      `The data folder ${folder} cannot be made: ${(problem as Error).message}. Set HEED_DATA to a folder that Heed may write to.`,
    )
  }
  const file = databaseFile(folder)
  const writer = guarded(folder, () => openWriter(file))
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

function lastBackup(folder: string): string {
  const copies = existsSync(backupFolder(folder)) ? readdirSync(backupFolder(folder)).filter((name) => name.endsWith('.sqlite')) : []
  const newest = copies.toSorted().at(-1)
  return newest
    ? `The last copy is ${join(backupFolder(folder), newest)}: put it in its place with Heed stopped.`
    : 'There is no copy in its backups folder: restore your own.'
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
  const known = readMigrationFiles({ migrationsFolder })
  const applied = appliedMigrations(handle)
  if (applied > known.length) {
    throw new DataProblem(
      78,
      `The database in ${folder} was made by a newer Heed (${applied} changes, this one knows ${known.length}). Start that newer version.`,
    )
  }
  if (applied === known.length) return
  if (applied > 0) copyBefore(folder, handle, applied, now)
  handle.pragma('foreign_keys = OFF')
  migrate(db, { migrationsFolder })
  handle.pragma('foreign_keys = ON')
  const broken = handle.pragma('foreign_key_check') as unknown[]
  if (broken.length > 0)
    throw new DataProblem(65, `Bringing the database up to date left ${broken.length} rows that point to nothing. ${lastBackup(folder)}`)
}

function appliedMigrations(handle: Handle): number {
  const exists = handle.prepare("SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'").get()
  if (!exists) return 0
  return (handle.prepare('SELECT count(*) AS n FROM __drizzle_migrations').get() as { n: number }).n
}

function copyBefore(folder: string, handle: Handle, applied: number, now: number): void {
  mkdirSync(backupFolder(folder), { recursive: true })
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-')
  handle.prepare('VACUUM INTO ?').run(join(backupFolder(folder), `${stamp}-before-change-${applied + 1}.sqlite`))
}
