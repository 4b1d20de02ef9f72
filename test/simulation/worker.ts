import { parentPort, workerData } from 'node:worker_threads'
import { arms, type ArmName } from './arms.ts'
import { year, type Outcome } from './year.ts'

/** What a worker sends: all arms of a seed. */
export interface SeedPlayed {
  seed: number
  outcomes: Record<ArmName, Outcome>
}

for (const seed of workerData as number[]) {
  const outcomes = Object.fromEntries([...arms].map(([name, arm]) => [name, year(seed, arm)])) as SeedPlayed['outcomes']
  parentPort!.postMessage({ seed, outcomes } satisfies SeedPlayed)
}
