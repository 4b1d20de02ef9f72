import { resolve } from 'node:path'
import { backup as make } from '../backups.ts'
import type { Settings } from '../settings.ts'
import { clockOf, demandDatabase } from '../world.ts'
import { exit, type Exit } from './exit.ts'
import { print, talk } from './out.ts'

/** Makes a backup, beside a running server or without one. @returns the exit code. @throws DataProblem, 78 where there is nothing to back up */
export async function backup(settings: Settings, folder: string, options: { keep?: number; format?: string }): Promise<Exit> {
  demandDatabase(settings)
  const { path, manifest, removed } = await make(settings, { into: resolve(folder), keep: options.keep, now: clockOf(settings)() })
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  talk(`${manifest.tables.length} tables with ${rows} rows are backed up, and the copy was read again: it is whole.\n`)
  if (removed.length > 0) talk(`${removed.length === 1 ? '1 older backup' : `${removed.length} older backups`} went.\n`)
  print(options.format === 'json' ? `${JSON.stringify({ path, removed, manifest })}\n` : `${path}\n`)
  return exit.fine
}
