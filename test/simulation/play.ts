import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { arms, type Results } from './arms.ts'
import type { SeedPlayed } from './worker.ts'

/** Plays every arm for so many seeds, on all processors. */
export async function play(seeds: number): Promise<Results> {
  const hands = Math.min(availableParallelism(), seeds)
  const shares = Array.from({ length: hands }, (_, hand) =>
    Array.from({ length: seeds }, (_, seed) => seed).filter((seed) => seed % hands === hand),
  )
  const results = Object.fromEntries([...arms.keys()].map((name) => [name, []])) as unknown as Results
  await Promise.all(
    shares.map((share) =>
      work(share, ({ seed, outcomes }) => {
        for (const name of arms.keys()) results[name][seed] = outcomes[name]
      }),
    ),
  )
  return results
}

function work(seeds: number[], take: (played: SeedPlayed) => void): Promise<void> {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: seeds })
    worker.on('message', take)
    worker.on('error', fail)
    worker.on('exit', (code) => (code === 0 ? done() : fail(new Error(`A worker ended with ${code}.`))))
  })
}
