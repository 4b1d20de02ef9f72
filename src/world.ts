import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { DataProblem, unusable } from '#dialect/folder.ts'
import { databaseFile, openStore } from '#dialect/open.ts'
import { clockOf } from './clock.ts'
import type { Context } from './context.ts'
import { newBell } from './kernel/bell.ts'
import { isRefusal } from './kernel/refusal.ts'
import { minuteMs } from './kernel/time.ts'
import type { Catalogue } from './lessons/lesson.ts'
import { emptyCatalogue } from './lessons/live.ts'
import type { Settings } from './settings.ts'

export { clockOf } from './clock.ts'
export { databaseFile, makeFolder, unusable } from '#dialect/folder.ts'
export { lostDatabase, lostProblem } from '../db/lost.ts'
export { examine, tryWriting, type Examined } from '#dialect/examine.ts'

export interface World {
  context: Context
  /** Resolves when the disk or the database can no longer be trusted: whoever serves ends with exit code 70. */
  broken: Promise<void>
  close(): Promise<void>
}

/**
 * Makes the real world of a process: the one place where clock and chance are the machine's own.
 *
 * @throws DataProblem when the data folder cannot be used
 */
export async function openWorld(settings: Settings, options: { catalogue: boolean; watch: boolean }): Promise<World> {
  const monotonic = () => performance.now()
  const now = clockOf(settings, monotonic)
  // Talk goes to standard error; standard output is for data.
  const log = pino({ level: settings.log }, pino.destination({ fd: 2, sync: true }))
  let broke: () => void = () => undefined
  const broken = new Promise<void>((resolve) => (broke = resolve))
  const store = openStore(settings, now, monotonic, (problem) => {
    log.fatal({ err: problem }, 'The disk or the database can no longer be trusted; Heed stops.')
    broke()
  })
  // Most commands send nothing, and need not wait for what could.
  const post = settings.smtpUrl === null ? null : (await import('./mail.ts')).openPost(settings, now)
  const base = {
    settings,
    read: store.read,
    transaction: telling(store.transaction, now, (problem) => log.error({ err: problem }, 'Nothing can be saved.')),
    now,
    http: fetch,
    news: newBell(),
    mail: post?.send ?? null,
    log,
    random: (bytes: number) => new Uint8Array(randomBytes(bytes)),
  }
  const catalogue = options.catalogue ? await loadCatalogue(base, options.watch) : emptyCatalogue
  return {
    context: { ...base, catalogue },
    broken,
    async close() {
      await catalogue.close()
      post?.close()
      store.close()
    },
  }
}

/** What a full disk does to those who learn, its operator reads in the log: at most once a minute. */
function telling(transaction: Context['transaction'], now: () => number, tell: (problem: unknown) => void): Context['transaction'] {
  let told = -Infinity
  return async (change) => {
    try {
      return await transaction(change)
    } catch (problem) {
      if (isRefusal(problem) && problem.code === 'disk-full' && now() - told >= minuteMs) {
        told = now()
        tell(problem)
      }
      throw problem
    }
  }
}

/**
 * Fetches the lessons where they come from a repository and nothing is there yet.
 *
 * @throws in Git's words
 */
export async function fetchContent({ content, contentRemote }: Settings): Promise<void> {
  if (contentRemote === null || existsSync(join(content, 'site.yml'))) return
  const { syncWith } = await import('./lessons/git.ts')
  await syncWith(content, contentRemote)
}

/** Whether anybody has ever used this data folder. */
export const hasDatabase = ({ data }: Pick<Settings, 'data'>): boolean => existsSync(databaseFile(data))

/** A folder that somebody has made and put nothing into: there Heed may begin. */
export function isEmptyFolder({ data }: Pick<Settings, 'data'>): boolean {
  try {
    return readdirSync(data).length === 0
  } catch {
    return false
  }
}

/** @throws DataProblem 78 where there is none, or none that may be looked at */
export function demandDatabase({ data }: Pick<Settings, 'data'>): void {
  let found
  try {
    found = statSync(databaseFile(data), { throwIfNoEntry: false })
  } catch (problem) {
    throw unusable(data, problem)
  }
  if (!found)
    throw new DataProblem(
      78,
      `There is no database in ${data}. Set HEED_DATA to the folder that Heed works in; “heed serve” makes a new one.`,
    )
}

/** Anki keeps its cards in a SQLite file, whatever Heed's own database is: only the store reads and writes one. */
export { ankiFile } from '#dialect/anki.ts'
export { ankiRows } from '#dialect/anki-rows.ts'

/** The compiler comes with it, which a command about people need not wait for. */
async function loadCatalogue(world: Omit<Context, 'catalogue'>, watch: boolean): Promise<Catalogue> {
  const { openCatalogue } = await import('./lessons/catalogue.ts')
  const { keysChanged } = await import('./review/service/key-change.ts')
  return openCatalogue({ content: world.settings.content, watch, ...world, keysChanged: keysChanged(world) })
}
