import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import { copyInto, migrationsOf, problemsOf, readCopy } from './sqlite/backup.ts'
import { backupFolder, databaseFile, DataProblem, makeFolder, ownedAs, stampOf } from './sqlite/folder.ts'
import { holdLock } from './sqlite/lock.ts'
import { ledgerFile } from './ledger.ts'
import { writeManifest, type Manifest } from './manifest.ts'

/** Names within a backup. */
export const backedUpDatabase = 'heed.db'
const backedUpLedger = 'erased.log'

export interface Backup {
  path: string
  /** When it was made, milliseconds UTC. */
  at: number
}

export interface BackupOrder {
  data: string
  /** The folder that gets the new one; it is made when it is not there. */
  into: string
  now: number
  /** Version of the program. */
  program: string
  /** Hash of the lessons, see `contentHash`. */
  content: string
  /**
   * How many to keep of those that were made with a number to keep, the new one included. Made without it, a backup bears that in its
   * name and stays until somebody removes it.
   */
  keep?: number
}

export interface MadeBackup {
  path: string
  manifest: Manifest
  /** Older ones that went. */
  removed: string[]
}

/**
 * Makes a backup beside a running server: whole or not at all, and read again before it counts.
 *
 * @throws DataProblem 70 when the data cannot be read or the folder does not take it, 65 when the copy is not what was written
 */
export function makeBackup(order: BackupOrder): MadeBackup {
  const name = `heed-${stampOf(order.now)}${order.keep === undefined ? byHand : ''}`
  const path = join(order.into, name)
  const part = join(order.into, `.${name}.part`)
  let letGo: (() => void) | undefined
  try {
    refuseUnreadable(order.data)
    makeFolder(order.into)
    removeTorn(order.into)
    letGo = holdLock(lockOf(part))
    const manifest = fill(part, order)
    refuseDamaged(part, manifest)
    renameSync(part, path)
    flush(order.into)
    return { path, manifest, removed: order.keep === undefined ? [] : removeOld(order.into, order.keep, path) }
  } catch (problem) {
    rmSync(part, { recursive: true, force: true })
    throw asDataProblem(order, problem)
  } finally {
    if (letGo) {
      letGo()
      rmSync(lockOf(part), { force: true })
    }
  }
}

/** First, so that the folder that gets the backup is not blamed for it. */
function refuseUnreadable(data: string): void {
  reading(databaseFile(data), migrationsOf)
  if (existsSync(ledgerFile(data))) reading(ledgerFile(data), readFileSync)
}

function reading(file: string, look: (file: string) => unknown): void {
  try {
    look(file)
  } catch (problem) {
    const { code = '', message } = problem as Error & { code?: string }
    if (!/^(E[A-Z]+|SQLITE_(IOERR|CANTOPEN|READONLY|PERM).*)$/.test(code)) throw problem
    throw new DataProblem(
      70,
      `${file} cannot be read (${message}), so no backup was made. Run the command as the user that serves Heed, or mend the rights of the data folder.`,
    )
  }
}

/** Held for as long as somebody is at work on it: it ends with the process, kill -9 included. */
const lockOf = (part: string): string => `${part}.lock`

/** Removes what a killed process left half made. */
export function removeTorn(folder: string): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    if (!/^\.heed-.*\.part$/.test(name)) continue
    const part = join(folder, name)
    const letGo = holdLock(lockOf(part))
    if (!letGo) continue
    rmSync(part, { recursive: true, force: true })
    letGo()
    rmSync(lockOf(part), { force: true })
  }
}

function fill(part: string, { data, into, now, program, content }: BackupOrder): Manifest {
  mkdirSync(part, { mode: 0o700 })
  const copy = join(part, backedUpDatabase)
  copyInto(databaseFile(data), copy)
  if (existsSync(ledgerFile(data))) copyFileSync(ledgerFile(data), join(part, backedUpLedger))
  const { migrations, tables } = readCopy(copy)
  const manifest: Manifest = { format: 1, program, created: new Date(now).toISOString(), migrations, content, tables }
  writeManifest(part, manifest)
  const files = readdirSync(part).map((file) => join(part, file))
  for (const file of files) {
    chmodSync(file, 0o600)
    flush(file)
  }
  ownedAs(into, [part, ...files])
  flush(part)
  return manifest
}

/** What is on the disk by now, not what was meant to be. */
function refuseDamaged(part: string, { tables }: Manifest): void {
  const problems = problemsOf(join(part, backedUpDatabase), tables)
  if (problems.length > 0) throw new DataProblem(65, `The backup is not what was written, so it was thrown away: ${problems.join(' ')}`)
}

/** Until a file or folder is on the disk. Windows does not open folders for that. */
export function flush(path: string): void {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (problem) {
    if ((problem as { code?: string }).code === 'EISDIR' || process.platform === 'win32') return
    throw problem
  }
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

const byHand = '-by-hand'
const ours = /^heed-(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)-(\d{3}Z)(?:-by-hand)?$/

/** When a backup of that name was made; NaN for a name that is none of ours. */
const instantOf = (name: string): number => (ours.test(name) ? Date.parse(name.replace(ours, '$1$2:$3:$4.$5')) : NaN)

/** The backups in a folder, the newest first. */
export function listBackups(folder: string): Backup[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .toSorted()
    .toReversed()
    .map((name) => ({ path: join(folder, name), at: instantOf(name) }))
    .filter(({ at }) => !Number.isNaN(at))
}

/**
 * The newest of what a data folder can be restored from: its backups; else the copies that were made before a change of the tables.
 *
 * @param backups where its backups go, when not to a folder in it
 */
export function lastCopy(data: string, backups = backupFolder(data)): string | undefined {
  const own = backupFolder(data)
  const made = [...new Set([backups, own])].flatMap(listBackups).toSorted((a, b) => b.at - a.at)
  if (made[0] || !existsSync(own)) return made[0]?.path
  const copies = readdirSync(own).filter((name) => name.endsWith('.sqlite'))
  return copies
    .toSorted()
    .map((name) => join(own, name))
    .at(-1)
}

/** @param made just now: it stays, also where a clock that went wrong has left one with a later name */
function removeOld(folder: string, keep: number, made: string): string[] {
  const old = listBackups(folder)
    .filter(({ path }) => !path.endsWith(byHand) && path !== made)
    .slice(Math.max(0, keep - 1))
  for (const { path } of old) rmSync(path, { recursive: true })
  return old.map(({ path }) => path)
}

function asDataProblem({ into, data }: BackupOrder, problem: unknown): unknown {
  const { name, code = '', message } = problem as Error & { code?: string }
  if (name === 'DataProblem') return problem
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code))
    return new DataProblem(
      65,
      `The database ${databaseFile(data)} is damaged (${message}), so no backup of it was made. “heed doctor” says more.`,
    )
  if (!/^(E[A-Z]+|SQLITE_(FULL|IOERR|CANTOPEN|READONLY|PERM).*)$/.test(code)) return problem
  return new DataProblem(
    70,
    `The backup could not be written to ${into} (${message}); nothing of it was left there. Free some room, or name a folder that Heed may write to.`,
  )
}
