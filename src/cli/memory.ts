import type { Settings } from '../settings.ts'
import { print, talk } from './out.ts'
import { withApp } from './with-app.ts'

/** Compares memories with a replay of the log: a difference means that the cache cannot be trusted. @returns the exit code */
export async function memoryVerify(settings: Settings): Promise<number> {
  const found = await withApp(settings, { catalogue: true }, (app) => app.system.memory.verify())
  print(`${JSON.stringify(found)}\n`)
  if (found.different > 0) talk('Some memories differ from what the log says. “heed memory rebuild” makes them anew from it.\n')
  return found.different === 0 ? 0 : 1
}

export async function memoryRebuild(settings: Settings): Promise<number> {
  print(`${JSON.stringify(await withApp(settings, { catalogue: true }, (app) => app.system.memory.rebuild()))}\n`)
  return 0
}
