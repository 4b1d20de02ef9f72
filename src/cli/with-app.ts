import { demandDatabase, hasDatabase, isEmptyFolder, openWorld } from '../world.ts'
import type { App } from '../app.ts'
import { createApp } from '../app.ts'
import type { Settings } from '../settings.ts'
import { talk } from './out.ts'

interface Needs {
  catalogue: boolean
  /** The command sets a new Heed up, in a folder that is still to be made too. Of the others that would hide a HEED_DATA that is mistyped. */
  setsUp?: boolean
}

/** Opens the data folder for one command, beside a running server if there is one, and closes it again. */
export async function withApp<T>(settings: Settings, needs: Needs, run: (app: App) => Promise<T>): Promise<T> {
  if (!needs.setsUp && !isEmptyFolder(settings)) demandDatabase(settings)
  const isNew = !hasDatabase(settings)
  const world = await openWorld(
    { ...settings, log: settings.log === 'info' ? 'warn' : settings.log },
    { catalogue: needs.catalogue, watch: false },
  )
  if (isNew) talk(`There was no database in ${settings.data}, so a new one was made there.\n`)
  try {
    return await run(createApp(world.context))
  } finally {
    await world.close()
  }
}
