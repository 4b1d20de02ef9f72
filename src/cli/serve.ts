import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { holdLock } from '#dialect/lock.ts'
import { createApp } from '../app.ts'
import { tidyBackups } from '../backups.ts'
import { closedBackupFolder, wrongBackupFolder } from '../health.ts'
import { startJobs } from '../jobs.ts'
import { closeGracefully, createHeedServer } from '../server.ts'
import { isOutOfReach } from '../lessons/remote.ts'
import type { Settings } from '../settings.ts'
import { fetchContent, hasDatabase, makeFolder, openWorld, unusable } from '../world.ts'
import { contentMissing, hasContent } from './content-paths.ts'
import { exit, type Exit } from './exit.ts'
import { listenMend } from './listen-mend.ts'
import { print, talk } from './out.ts'

const root = new URL('../../', import.meta.url).pathname

/** Serves until SIGTERM or SIGINT. @returns the exit code */
export async function serve(settings: Settings): Promise<Exit> {
  if (!existsSync(join(root, 'dist/server/entry.mjs'))) {
    talk('The pages are not built yet. Run npm start, which builds them first.\n')
    return exit.fault
  }
  const away = await firstSync(settings)
  if (away !== undefined) return away
  if (!hasContent(settings)) {
    talk(`${contentMissing(settings)}\n`)
    return exit.wrongSetting
  }
  const letGo = holdFolder(settings)
  if (typeof letGo === 'number') return letGo
  const isNew = !hasDatabase(settings)
  const world = await openWorld(settings, { catalogue: true, watch: true })
  if (isNew) world.context.log.info({ data: settings.data }, 'There was no database in the data folder, so a new one was made.')
  tidyBackups(world.context)
  const closed = closedBackupFolder(settings)
  if (closed) world.context.log.warn(`${closed.says} ${closed.mend}`)
  const app = createApp(world.context)
  await app.system.people.finishErasures()
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const server = await createHeedServer(app, join(root, 'dist'), version)
  const stopped = toldToStop()
  const listening = await listen(server, settings)
  if (listening) {
    print(`Heed serves ${app.size()} at ${settings.url}\n`)
    warnOfPlainHttp(settings)
    const setUp = await app.system.people.ensureSetupLink()
    if (setUp) print(`Nobody owns this Heed yet. Open this link within the hour to set it up: ${setUp}\n`)
  }
  const jobs = startJobs(app)
  const code = listening ? await Promise.race([stopped.then(() => exit.fine), world.broken.then(() => exit.fault)]) : exit.wrongSetting
  await Promise.all([closeGracefully(server), jobs.stop()])
  await world.close()
  letGo()
  return code
}

/**
 * A repository has to be there once; later it may be away, and what was fetched last is served.
 *
 * @returns the exit code where it is not there: 70 where it may be in a moment, 78 where the address has to change
 */
async function firstSync(settings: Settings): Promise<Exit | undefined> {
  try {
    await fetchContent(settings)
    return undefined
  } catch (problem) {
    const { message } = problem as Error
    const isAway = isOutOfReach(message)
    const what = isAway
      ? 'The repository cannot be reached just now, and nothing of it was fetched before. Look at the network, and start Heed again.'
      : 'It must be a folder with courses in it, or the address of a Git repository that this machine may read.'
    talk(`HEED_CONTENT could not be fetched: ${message.replace(/([^.!?])$/, '$1.')} ${what}\n`)
    return isAway ? exit.fault : exit.wrongSetting
  }
}

/** By a signal; or, under npm, by the death of its shell: npm passes a signal on to the shell, and the shell keeps it to itself. */
function toldToStop(): Promise<void> {
  return new Promise((stop) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop())
    if (process.env.npm_lifecycle_event !== 'start') return
    const shell = process.ppid
    setInterval(() => process.ppid !== shell && stop(), 500).unref()
  })
}

/** Holds the data folder for this server alone. @returns what lets go of it, else the exit code. @throws DataProblem */
function holdFolder({ data, backups }: Settings): (() => void) | Exit {
  const wrong = wrongBackupFolder({ backups })
  if (wrong) {
    talk(`${wrong.says} ${wrong.mend}\n`)
    return exit.wrongSetting
  }
  try {
    makeFolder(data)
    const letGo = holdLock(join(data, 'serving.lock'))
    if (letGo) return letGo
    talk(`Another Heed serves the data folder ${data}. Stop it first, or set HEED_DATA to another folder.\n`)
    return exit.wrongSetting
  } catch (problem) {
    throw unusable(data, problem)
  }
}

async function listen(server: import('node:http').Server, settings: Settings): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', (problem: NodeJS.ErrnoException) => {
      talk(`Heed cannot listen on ${settings.host}:${settings.port} (${problem.code ?? problem.message}). ${listenMend(problem.code)}\n`)
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
