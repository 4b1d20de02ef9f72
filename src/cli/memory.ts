import type { Settings } from '../settings.ts'
import { exit, type Exit } from './exit.ts'
import { print, talk } from './out.ts'
import { withApp } from './with-app.ts'

/** Compares memories with a replay of the log: a difference means that the cache cannot be trusted. @returns the exit code */
export async function memoryVerify(settings: Settings, { format }: { format: string }): Promise<Exit> {
  const found = await withApp(settings, { catalogue: true }, (app) => app.system.memory.verify())
  const words =
    found.different === 0
      ? `All memories (${found.pairs}) are what the answers say.`
      : `${found.different} of ${found.pairs} memories differ from what the answers say.`
  print(`${format === 'json' ? JSON.stringify(found) : words}\n`)
  if (found.different > 0) talk('Some memories differ from what the log says. “heed memory rebuild” makes them anew from it.\n')
  return found.different === 0 ? exit.fine : exit.problems
}

export async function memoryRebuild(settings: Settings, { format }: { format: string }): Promise<Exit> {
  const made = await withApp(settings, { catalogue: true }, (app) => app.system.memory.rebuild())
  print(`${format === 'json' ? JSON.stringify(made) : `Memories made anew from the answers: ${made.pairs}.`}\n`)
  return exit.fine
}
