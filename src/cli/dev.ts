import { dev as startAstro, type AstroInlineConfig } from 'astro'
import { createApp, type App } from '../app.ts'
import { frontOf } from '../front.ts'
import { localsFor } from '../locals.ts'
import type { Settings } from '../settings.ts'
import { openWorld } from '../world.ts'
import { exit, type Exit } from './exit.ts'
import { print } from './out.ts'

/** Where Astro's dev server looks for what our server hands to a page. */
const localsKey = Symbol.for('astro.locals')

type Setup = NonNullable<NonNullable<AstroInlineConfig['integrations']>[number]>

/** Serves for those who work on the pages: Astro reloads them as they change; the API and the services are the real ones. */
export async function dev(settings: Settings): Promise<Exit> {
  // In some shells Astro's dev server would go to the background and return at once.
  Object.assign(process.env, { ASTRO_DEV_BACKGROUND: '0', ASTRO_TELEMETRY_DISABLED: '1' })
  const world = await openWorld(settings, { catalogue: true, watch: true })
  const app = createApp(world.context)
  const server = await startAstro({ root: '.', server: { port: settings.port, host: settings.host }, integrations: [heedInFront(app)] })
  const setUp = await app.system.people.ensureSetupLink()
  if (setUp) print(`Nobody owns this Heed yet. Set it up: ${setUp}\n`)
  await new Promise((stop) => process.once('SIGINT', stop).once('SIGTERM', stop))
  await server.stop()
  await world.close()
  return exit.fine
}

function heedInFront(app: App): Setup {
  const front = frontOf(app, 'dev', { own: false })
  return {
    name: 'heed',
    hooks: {
      'astro:server:setup': ({ server }) => {
        server.middlewares.use((req, res, next) => {
          if (front(req, res)) return
          void app.identify(req.headers.cookie).then((who) => {
            Reflect.set(
              req,
              localsKey,
              localsFor(app, who, req, (cookie) => res.appendHeader('set-cookie', cookie)),
            )
            next()
          }, next)
        })
      },
    },
  }
}
