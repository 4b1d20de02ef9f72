import { existsSync, statSync } from 'node:fs'
import { openReader, openWriter, proveDurable, type Handle } from './client.ts'
import { databaseFile } from './folder.ts'
import { appliedMigrations, knownMigrations } from './migrated.ts'

export interface Examined {
  bytes: number
  migrations: { applied: number; known: number }
  /** What SQLite finds wrong with it, in its own words. */
  structure: string[]
  /** Rows that point to nothing. */
  dangling: number
  answers: number
  /** When the first of them came in, milliseconds UTC. */
  firstAnswer: number | null
  /** The last instant that was written down, milliseconds UTC; null where nothing was. */
  lastWritten: number | null
  /** The last run of each job. */
  jobs: { job: string; at: number; problem: string | null }[]
}

/** Looks at a database and changes nothing; undefined when there is none. @throws what SQLite says of a file that it cannot read */
export function examine(data: string): Examined | undefined {
  const file = databaseFile(data)
  if (!existsSync(file)) return undefined
  const { handle } = openReader(file)
  try {
    const migrations = { applied: appliedMigrations(handle), known: knownMigrations() }
    const findings = { bytes: statSync(file).size, migrations, structure: structureOf(handle), dangling: danglingIn(handle) }
    return {
      ...findings,
      ...(migrations.applied === migrations.known ? contentOf(handle) : { answers: 0, firstAnswer: null, lastWritten: null, jobs: [] }),
    }
  } finally {
    handle.close()
  }
}

/** Whether what is written reaches the disk before it counts: by a real write. @throws when it does not */
export function tryWriting(data: string, now: number): void {
  const { handle } = openWriter(databaseFile(data))
  try {
    proveDurable(handle, now)
  } finally {
    handle.close()
  }
}

function structureOf(handle: Handle): string[] {
  const found = handle.pragma('quick_check(5)') as { quick_check: string }[]
  return found.map(({ quick_check }) => quick_check).filter((said) => said !== 'ok')
}

const danglingIn = (handle: Handle): number => (handle.pragma('foreign_key_check') as unknown[]).length

function contentOf(handle: Handle): Pick<Examined, 'answers' | 'firstAnswer' | 'lastWritten' | 'jobs'> {
  const one = (query: string) => handle.prepare(query).pluck().get() as number | null | undefined
  return {
    answers: one('SELECT count(*) FROM answer')!,
    firstAnswer: one('SELECT received_at FROM answer ORDER BY arrival LIMIT 1') ?? null,
    lastWritten: one('SELECT max(at) FROM (SELECT max(at) AS at FROM heartbeat UNION ALL SELECT max(received_at) FROM answer)') ?? null,
    jobs: handle.prepare('SELECT job, max(at) AS at, problem FROM job_run GROUP BY job ORDER BY job').all() as Examined['jobs'],
  }
}
