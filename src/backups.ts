import { readdirSync, readFileSync, statSync } from 'node:fs'
import * as disk from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { makeBackup, removeTorn, type Backup, type BackupOrder, type MadeBackup } from '../db/backups.ts'
import type { Context } from './context.ts'
import { hash } from './kernel/hash.ts'
import { readFolder } from './lessons/folder.ts'
import type { Settings } from './settings.ts'

export { listBackups } from '../db/backups.ts'
export { restoreBackup, type Restored } from '../db/restore.ts'

const nightsKept = 14

/** @throws DataProblem, see `makeBackup` */
export async function backup(settings: Settings, order: Pick<BackupOrder, 'into' | 'keep' | 'now'>): Promise<MadeBackup> {
  return makeBackup(await complete(settings, order))
}

/** Every night's own: into HEED_BACKUPS, of which the newest 14 stay. Beside the server's work, not in its way. */
export const backupNightly = (context: Context): Promise<void> => backUp(context, nightsKept)

/** Makes a backup in HEED_BACKUPS, in a thread of its own. */
export async function backUp({ settings, log, now }: Context, keep?: number): Promise<void> {
  const order = await complete(settings, { into: settings.backups, keep, now: now() })
  const { path } = await new Promise<MadeBackup>((made, failed) => {
    const thread = new Worker(new URL('../db/sqlite/backup-thread.ts', import.meta.url), { workerData: order })
    thread.once('message', made).once('error', failed)
  })
  log.info({ path }, 'A backup was made.')
}

/** At the start: what was being made when Heed was killed. A folder that does not let it go is told of by its next backup. */
export function tidyBackups({ settings, log }: Pick<Context, 'settings' | 'log'>): void {
  try {
    removeTorn(settings.backups)
  } catch (problem) {
    log.warn({ err: problem }, 'What a killed backup left could not be removed.')
  }
}

async function complete({ data, content }: Settings, order: Pick<BackupOrder, 'into' | 'keep' | 'now'>): Promise<BackupOrder> {
  return { ...order, data, program: programVersion(), content: await contentHash(content) }
}

/** Bytes. */
export function sizeOfBackup({ path }: Backup): number {
  return readdirSync(path).reduce((sum, file) => sum + statSync(join(path, file)).size, 0)
}

/** Of the lessons' texts and the names of their pictures: whether a backup was made beside these lessons. */
export async function contentHash(folder: string): Promise<string> {
  const { texts, others } = await readFolder(disk, folder)
  return hash(JSON.stringify([[...texts], [...others]]))
}

function programVersion(): string {
  return (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version
}
