import { randomBytes } from 'node:crypto'
import pino from 'pino'
import { openStore } from '#dialect/open.ts'
import type { Context } from './context.ts'
import type { Catalogue } from './lessons/lesson.ts'
import { emptyCatalogue } from './lessons/live.ts'
import type { Settings } from './settings.ts'

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
  const now = clockFrom(settings.startNow, monotonic)
  // Talk goes to standard error; standard output is for data.
  const log = pino({ level: settings.log }, pino.destination({ fd: 2, sync: true }))
  let broke: () => void = () => undefined
  const broken = new Promise<void>((resolve) => (broke = resolve))
  const store = openStore(settings.data, now, monotonic, (problem) => {
    log.fatal({ err: problem }, 'The disk or the database can no longer be trusted; Heed stops.')
    broke()
  })
  const base = {
    settings,
    read: store.read,
    transaction: store.transaction,
    now,
    log,
    random: (bytes: number) => new Uint8Array(randomBytes(bytes)),
  }
  const catalogue = options.catalogue ? await loadCatalogue(base, options.watch) : emptyCatalogue
  return {
    context: { ...base, catalogue },
    broken,
    async close() {
      await catalogue.close()
      store.close()
    },
  }
}

/** The compiler comes with it, which a command about people need not wait for. */
async function loadCatalogue(world: Omit<Context, 'catalogue'>, watch: boolean): Promise<Catalogue> {
  const { openCatalogue } = await import('./lessons/catalogue.ts')
  const { keysChanged } = await import('./review/service/key-change.ts')
  return openCatalogue({ content: world.settings.content, watch, ...world, keysChanged: keysChanged(world) })
}

/** The machine's clock, or one that starts at a pretended instant and runs from there. */
function clockFrom(start: number | null, monotonic: () => number): () => number {
  if (start === null) return () => Date.now() // eslint-disable-line no-restricted-syntax -- the one clock that all others come from
  const origin = monotonic()
  return () => start + Math.round(monotonic() - origin)
}
