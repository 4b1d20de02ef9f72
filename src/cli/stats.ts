import type { Settings } from '../settings.ts'
import { talk } from './out.ts'
import { withApp } from './with-app.ts'

/** Judges every item now, as the night would. @returns the exit code */
export async function stats(settings: Settings): Promise<number> {
  await withApp(settings, { catalogue: true }, (app) => app.system.reports.itemStatistics())
  talk('The statistics of all items are as of now. Authors see them on their pages.\n')
  return 0
}
