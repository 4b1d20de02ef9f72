import { openWorld } from '../world.ts'
import type { App } from '../app.ts'
import { createApp } from '../app.ts'
import type { Settings } from '../settings.ts'

/** Opens the data folder for one command, beside a running server if there is one, and closes it again. */
export async function withApp<T>(settings: Settings, needs: { catalogue: boolean }, run: (app: App) => Promise<T>): Promise<T> {
  const world = await openWorld(
    { ...settings, log: settings.log === 'info' ? 'warn' : settings.log },
    { catalogue: needs.catalogue, watch: false },
  )
  try {
    return await run(createApp(world.context))
  } finally {
    await world.close()
  }
}
