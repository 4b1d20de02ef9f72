import { chownSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The data folder cannot be used as it is. `exitCode`: 65 damaged, 70 disk, 78 not for this program. */
export class DataProblem extends Error {
  override readonly name = 'DataProblem'
  readonly exitCode: 65 | 70 | 78

  constructor(exitCode: 65 | 70 | 78, message: string) {
    super(message)
    this.exitCode = exitCode
  }
}

export const databaseFile = (folder: string): string => join(folder, 'heed.sqlite')

/** What a restore puts aside is called so, and then by its instant. */
export const asideOf = (folder: string): string => `${databaseFile(folder)}.before-restore-`

/** Makes a folder that only we can read, and those above it. Node's own way never ends where the system makes none, as in /proc. */
export function makeFolder(folder: string): void {
  const above = dirname(folder)
  if (!existsSync(above)) makeFolder(above)
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'EEXIST' || !statSync(folder).isDirectory()) throw problem
  }
}

/** Why a data folder cannot be made or held: a full disk is mended there, anything else by another setting. */
export function unusable(folder: string, problem: unknown): DataProblem {
  const { code = '', message } = problem as NodeJS.ErrnoException
  if (/^(ENOSPC|EDQUOT|EIO|SQLITE_FULL|SQLITE_IOERR.*)$/.test(code))
    return new DataProblem(70, `The disk does not let Heed work in ${folder} (${message}). Free some room.`)
  return new DataProblem(78, `HEED_DATA=${folder} cannot be used: ${message}. Set HEED_DATA to a folder that Heed may write to.`)
}

/** Where copies go unless HEED_BACKUPS says otherwise. */
export const backupFolder = (folder: string): string => join(folder, 'backups')

/** An instant, milliseconds UTC, as part of a file's name; names of later instants sort later. */
export const stampOf = (at: number): string => new Date(at).toISOString().replaceAll(/[:.]/g, '-')

/** What root lays into a folder belongs to whoever the folder belongs to: else the service that runs as them cannot use it. */
export function ownedAs(folder: string, files: readonly string[]): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(folder)
  try {
    for (const file of files) if (existsSync(file)) chownSync(file, uid, gid)
  } catch (problem) {
    // A root that may give nothing away, as in a container without that right, serves as root as well.
    if ((problem as NodeJS.ErrnoException).code !== 'EPERM') throw problem
  }
}
