import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demandDatabase, hasDatabase, isEmptyFolder, lostDatabase, lostProblem, openWorld } from '../world.ts'
import type { App } from '../app.ts'
import { createApp } from '../app.ts'
import type { Settings } from '../settings.ts'
import { talk } from './out.ts'

export interface Needs {
  catalogue: boolean
  /** The command sets a new Heed up, in a folder that is still to be made too. Of the others that would hide a HEED_DATA that is mistyped. */
  setsUp?: boolean
  /** It only says what would happen, so it leaves nothing behind. */
  dryRun?: boolean
}

/** Opens the data folder for one command, beside a running server if there is one, and closes it again. */
export async function withApp<T>(settings: Settings, needs: Needs, run: (app: App) => Promise<T>): Promise<T> {
  if (!needs.setsUp && !isEmptyFolder(settings)) demandDatabase(settings)
  if (hasDatabase(settings)) return opened(settings, needs, run)
  if (needs.dryRun) return onTrial(settings, needs, run)
  return opened(settings, needs, (app) => {
    talk(`There was no database in ${settings.data}, so a new one was made there.\n`)
    return run(app)
  })
}

async function opened<T>(settings: Settings, { catalogue }: Needs, run: (app: App) => Promise<T>): Promise<T> {
  const world = await openWorld({ ...settings, log: settings.log === 'info' ? 'warn' : settings.log }, { catalogue, watch: false })
  try {
    return await run(createApp(world.context))
  } finally {
    await world.close()
  }
}

/** On a database that is thrown away: a folder that was mistyped would be one that is there. */
async function onTrial<T>(settings: Settings, needs: Needs, run: (app: App) => Promise<T>): Promise<T> {
  const lost = lostDatabase(settings.data, settings.backups)
  if (lost) throw lostProblem(lost)
  const data = mkdtempSync(join(tmpdir(), 'heed-trial-'))
  try {
    talk(`There is no database in ${settings.data} yet, so this is what would happen in a new one.\n`)
    return await opened({ ...settings, data, backups: join(data, 'backups') }, needs, run)
  } finally {
    rmSync(data, { recursive: true })
  }
}
