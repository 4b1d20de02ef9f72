import type { Learners } from '../lessons/compare.ts'
import type { Settings } from '../settings.ts'
import { hasDatabase } from '../world.ts'
import { withApp } from './with-app.ts'

/** Undefined where nobody has ever learnt: there the numbers would mean nothing. */
export async function countLearners(settings: Settings): Promise<Learners | undefined> {
  if (!hasDatabase(settings)) return undefined
  return withApp(settings, { catalogue: false }, (app) => app.system.memory.learners())
}
