import * as disk from 'node:fs/promises'
import { watch } from 'chokidar'
import type { CatalogueWorld } from '../catalogue.ts'
import { signatureOf } from '../folder.ts'

/** Two looks this far apart must see the same: an editor or a copy may still be writing. */
const settleMs = 150
/** How often to look where nobody says that something changed: network file systems, containers. */
const slowMs = 20_000
const failingMs = 5_000

/**
 * Loads the content folder anew whenever it has changed and is at rest.
 *
 * @param seen the signature of the folder as it was loaded
 * @param load tells whether it could be loaded
 */
export function watchFolder(
  { content, log }: Pick<CatalogueWorld, 'content' | 'log'>,
  seen: string,
  load: () => Promise<boolean>,
): { close(): Promise<void> } {
  let candidate = seen
  let every = slowMs
  let closed = false
  let timer: { handle: NodeJS.Timeout; wait: number } | undefined
  let looking = Promise.resolve()

  function lookIn(wait: number): void {
    if (closed || (timer && timer.wait <= wait)) return
    clearTimeout(timer?.handle)
    timer = { wait, handle: setTimeout(() => void (looking = looking.then(look)), wait).unref() }
  }
  async function look(): Promise<void> {
    timer = undefined
    try {
      const now = await signatureOf(disk, content)
      const settled = now === candidate
      candidate = now
      if (now !== seen && settled) seen = (await load()) ? now : ''
      lookIn(settled ? every : settleMs)
    } catch (problem) {
      log.warn({ err: problem }, 'The content folder could not be looked at; trying again.')
      lookIn(failingMs)
    }
  }

  const watcher = watch(content, {
    ignoreInitial: true,
    persistent: false,
    ignored: (path) => /[\\/](?:\.git|node_modules)(?:[\\/]|$)/.test(path),
  })
  // Changes made before the watcher was ready are never told.
  watcher.on('ready', () => lookIn(settleMs))
  watcher.on('all', () => lookIn(settleMs))
  watcher.on('error', (problem) => {
    if (every === slowMs)
      log.warn({ err: problem }, 'Changes of the content folder are not reported here, so it is looked at every five seconds.')
    every = failingMs
    lookIn(failingMs)
  })
  lookIn(slowMs)
  return {
    async close() {
      closed = true
      clearTimeout(timer?.handle)
      await watcher.close()
      await looking
    },
  }
}
