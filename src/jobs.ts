import { setTimeout as wait } from 'node:timers/promises'
import { Cron } from 'croner'
import type { App } from './app.ts'
import { hourMs, minuteMs } from './kernel/time.ts'

/** What runs by the clock. */
export interface Job {
  /** Stored with every run: never rename. */
  name: string
  rhythm: 'every minute' | 'every ten minutes' | 'nightly'
  /** In words, for the list of jobs. */
  does: string
  run(app: App): Promise<unknown>
}

/** Those of a night in this order, one after the other. */
export const jobs: readonly Job[] = [
  { name: 'outbox', rhythm: 'every minute', does: 'delivers what waits in the outbox', run: ({ system }) => system.outbox.deliver() },
  {
    name: 'content',
    rhythm: 'every minute',
    does: 'brings the lessons in step with their repository',
    run: ({ system }) => system.content.sync(),
  },
  {
    name: 'reminders',
    rhythm: 'every ten minutes',
    does: 'reminds of reviews that are worth it',
    run: ({ system }) => system.outbox.remind(),
  },
  { name: 'backup', rhythm: 'nightly', does: 'makes a backup and checks it', run: ({ system }) => system.nightly.backup() },
  { name: 'retention', rhythm: 'nightly', does: 'removes what was kept long enough', run: ({ system }) => system.nightly.retention() },
  { name: 'statistics', rhythm: 'nightly', does: 'works out how items are answered', run: ({ system }) => system.reports.itemStatistics() },
  { name: 'teams', rhythm: 'nightly', does: 'rolls up what teams hold', run: ({ system }) => system.reports.rollUpTeams() },
  {
    name: 'forecasts',
    rhythm: 'nightly',
    does: 'plays what is assigned to teams, each thing once a week',
    run: ({ system }) => system.reports.playAssignments(),
  },
]

const patterns: Record<Job['rhythm'], string | null> = { 'every minute': '* * * * *', 'every ten minutes': '*/10 * * * *', nightly: null }

/** By the UTC clock; the people of most sites are asleep or not yet up. */
const nightHour = 2
/** Whoever has just started Heed wants to use it, not to wait for the work of a night that it slept through. */
const settlingMs = 30 * minuteMs
/** What a stop waits for a job: after that the job finds the door closed, and what it did not finish is done the next time. */
const graceMs = 5_000

/** Whether the night's work may be done: by night, or as soon after as Heed runs. Instants are milliseconds UTC. */
export function isNight(now: number, started: number): boolean {
  return (now / hourMs) % 24 >= nightHour && now - started >= settlingMs
}

interface RunningJobs {
  stop(): Promise<void>
}

/** Runs the jobs until it is told to stop; what is put into the outbox leaves at once. */
export function startJobs(app: App): RunningJobs {
  const started = app.now()
  // Each by itself: a mail does not wait for a slow repository.
  const frequent = jobs.flatMap((job) => {
    const pattern = patterns[job.rhythm]
    return pattern ? [{ job, pattern, ...oneAtATime(app, () => app.system.jobs.runFrequent(workOf(app, job))) }] : []
  })
  const nightly = oneAtATime(app, async () => {
    if (!isNight(app.now(), started)) return
    for (const job of jobs) if (job.rhythm === 'nightly') await app.system.jobs.runNightly(workOf(app, job))
  })
  const runners = [...frequent, { ...nightly, pattern: '*/10 * * * *' }]
  const crons = runners.map(({ pattern, ask }) => new Cron(pattern, { unref: true }, ask))
  const outbox = frequent.find(({ job }) => job.name === 'outbox')!
  // Not within the transaction that rang: delivery has one of its own, which comes after it.
  const deaf = app.news.listen(() => void setImmediate(outbox.ask))
  return {
    async stop() {
      deaf()
      for (const cron of crons) cron.stop()
      const ended = Promise.all(runners.map(({ idle }) => idle()))
      await Promise.race([ended, wait(graceMs, undefined, { ref: false })])
    },
  }
}

export const workOf = (app: App, { name, run }: Job) => ({ name, run: () => run(app) })

/**
 * Whoever asks while it runs is heard once more after it: what came in between may have been overlooked. When even the note
 * of a failure cannot be written, the process goes on.
 */
function oneAtATime({ log }: App, run: () => Promise<void>): { ask: () => void; idle: () => Promise<void> } {
  let asked = false
  let running: Promise<void> | null = null
  const runWhileAsked = async () => {
    while (asked) {
      asked = false
      await run().catch((problem: unknown) => log.error({ err: problem }, 'The jobs could not be run.'))
    }
  }
  return {
    ask() {
      asked = true
      running ??= runWhileAsked().finally(() => (running = null))
    },
    idle: async () => {
      asked = false
      await running
    },
  }
}
