import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { holdLock } from '#dialect/lock.ts'
import { createApp } from '../app.ts'
import { closeGracefully, createHeedServer } from '../server.ts'
import type { Settings } from '../settings.ts'
import { openWorld } from '../world.ts'
import { print, talk } from './out.ts'

const root = new URL('../../', import.meta.url).pathname

/** Serves until SIGTERM or SIGINT. @returns the exit code */
export async function serve(settings: Settings): Promise<number> {
  if (!existsSync(join(root, 'dist/server/entry.mjs'))) {
    talk('The pages are not built yet. Run npm start, which builds them first.\n')
    return 70
  }
  mkdirSync(settings.data, { recursive: true })
  const letGo = holdLock(join(settings.data, 'serving.lock'))
  if (!letGo) {
    talk(`Another Heed serves the data folder ${settings.data}. Stop it first, or set HEED_DATA to another folder.\n`)
    return 78
  }
  const world = await openWorld(settings, { catalogue: true, watch: true })
  const app = createApp(world.context)
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const server = await createHeedServer(app, join(root, 'dist'), version)
  const stopped = new Promise<void>((stop) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop())
  })
  const listening = await listen(server, settings)
  if (listening) {
    print(`Heed serves ${app.size()} at ${settings.url}\n`)
    warnOfPlainHttp(settings)
    const setUp = await app.system.people.ensureSetupLink()
    if (setUp) print(`Nobody owns this Heed yet. Open this link within the hour to set it up: ${setUp}\n`)
    await stopped
    await closeGracefully(server)
  }
  await world.close()
  letGo()
  return listening ? 0 : 78
}

async function listen(server: import('node:http').Server, settings: Settings): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', (problem: NodeJS.ErrnoException) => {
      talk(
        `Heed cannot listen on ${settings.host}:${settings.port} (${problem.code ?? problem.message}). Is something else using it? Set PORT to a free one.\n`,
      )
      resolve(false)
    })
    server.listen(settings.port, settings.host, () => resolve(true))
  })
}

function warnOfPlainHttp(settings: Settings): void {
  const { protocol, hostname } = new URL(settings.url)
  if (protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
    talk(
      `${settings.url} is not encrypted: passwords and sign-ins can be read on the way, and lessons do not work offline. Put it behind https.\n`,
    )
  }
}
