import { join, resolve } from 'node:path'
import { holdLock } from '#dialect/lock.ts'
import { contentHash, restoreBackup, type Restored } from '../backups.ts'
import type { Settings } from '../settings.ts'
import { clockOf, makeFolder } from '../world.ts'
import { exit, type Exit } from './exit.ts'
import { print, talk } from './out.ts'
import { withApp } from './with-app.ts'

/**
 * Puts a backup in place and proves that it works.
 *
 * @returns the exit code: 78 while a server runs, 65 when what was restored does not fit its own answers
 */
export async function restore(settings: Settings, from: string, options: { force?: boolean; format?: string }): Promise<Exit> {
  makeFolder(settings.data)
  const letGo = holdLock(join(settings.data, 'serving.lock'))
  if (!letGo) {
    talk(`Heed serves the data folder ${settings.data} just now. Stop it first, then restore.\n`)
    return exit.wrongSetting
  }
  try {
    const path = resolve(from)
    const restored = restoreBackup({ from: path, data: settings.data, now: clockOf(settings)(), force: options.force ?? false })
    await tell(settings, path, restored)
    const found = await withApp(settings, { catalogue: true }, async (app) => ({
      ...(await app.system.people.afterRestore(path)),
      ...(await app.system.memory.verify()),
    }))
    talk(`Everybody has to sign in again.${erasedWords(found.erasedAgain, restored)}\n`)
    if (found.different > 0)
      talk(`${found.different} of ${found.pairs} memories differ from what the answers say: run “heed memory rebuild”.\n`)
    const { keptAside, ignored } = restored
    print(options.format === 'json' ? `${JSON.stringify({ from: path, keptAside, ignored, ...found })}\n` : `${settings.data}\n`)
    return found.different > 0 ? exit.damaged : exit.fine
  } finally {
    letGo()
  }
}

function erasedWords(again: number, { keptAside, manifest }: Restored): string {
  if (again > 0)
    return ` ${again === 1 ? 'One person who had been erased since was' : `${again} people who had been erased since were`} erased again.`
  if (keptAside !== null) return ''
  const since = manifest ? ` after ${manifest.created}` : ' after the backup was made'
  return ` This folder held no Heed before, so it does not know who was erased${since}: erase them again.`
}

async function tell({ content }: Settings, path: string, { manifest, keptAside, ignored }: Restored): Promise<void> {
  talk(`${path} is in place${manifest ? `, as it was on ${manifest.created}` : ''}.\n`)
  for (const problem of ignored) talk(`It was restored in spite of this: ${problem}\n`)
  if (keptAside !== null) talk(`What was there before is kept as ${keptAside}.\n`)
  if (manifest && manifest.content !== (await contentHash(content)))
    talk(`The lessons in ${content} are not those of the backup. That is no problem when they have only moved on.\n`)
}
