import { claimRun, lastRuns, runOn, saveRun, unfinished, type JobRun } from '../../../db/jobs.ts'
import type { Context } from '../../context.ts'
import { dayOfNumber } from '../../kernel/day.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { dayMs, hourMs } from '../../kernel/time.ts'
import { demand, type Viewer } from '../../people/role.ts'
import type { JobResult } from '../site-pages.ts'

/** What runs by the clock. */
export interface Work {
  name: string
  run(): Promise<unknown>
}

/** How old the note of a job may grow that runs all day. */
const noteEveryMs = hourMs

/** The site's study day is the UTC one: people's zones differ, the nightly work is one. */
const siteDay = (now: number): string => dayOfNumber(Math.floor(now / dayMs))

/** Runs a job unless it was run this day already, by whichever process. @returns null when it was */
export async function runNightly(context: Context, work: Work): Promise<JobResult | null> {
  const at = context.now()
  const begun = { job: work.name, day: siteDay(at), at, ms: 0, problem: unfinished }
  if (!(await context.transaction((tx) => claimRun(tx, begun)))) return null
  return note(context, begun, await outcome(context, work))
}

/** Runs a job now, whatever was before. */
export async function runNow(context: Context, work: Work): Promise<JobResult> {
  const at = context.now()
  const begun = { job: work.name, day: siteDay(at), at, ms: 0, problem: unfinished }
  await context.transaction((tx) => saveRun(tx, begun))
  return note(context, begun, await outcome(context, work))
}

/** Runs a job that runs all day. It is noted when something changed, and once an hour: an idle disk may sleep. */
export async function runFrequent(context: Context, work: Work): Promise<void> {
  const at = context.now()
  const problem = await outcome(context, work)
  const before = await runOn(context.read, work.name, siteDay(at))
  if (before && before.problem === problem && at - before.at < noteEveryMs) return
  await note(context, { job: work.name, day: siteDay(at), at, ms: 0, problem }, problem)
}

/** @returns what went wrong; null when nothing did */
async function outcome({ log, now }: Context, { name, run }: Work): Promise<string | null> {
  const began = now()
  log.debug({ job: name }, 'A job begins.')
  try {
    await run()
    log.debug({ job: name, ms: Math.round(now() - began) }, 'A job ended.')
    return null
  } catch (thrown) {
    const problem = thrown instanceof Error ? thrown.message : String(thrown)
    // What is known needs no trace: its sentence says what to do.
    log.error(isKnown(thrown) ? { problem, job: name } : { err: thrown, job: name }, 'A job failed.')
    return problem
  }
}

const isKnown = (thrown: unknown): boolean => isRefusal(thrown) || (thrown as Error).name === 'DataProblem'

async function note(context: Context, begun: JobRun, problem: string | null): Promise<JobResult> {
  const run = { ...begun, ms: Math.max(0, context.now() - begun.at), problem }
  await context.transaction((tx) => saveRun(tx, run))
  const { job, at, ms } = run
  return { job, at, ms, problem }
}

/** The last run of each job, the newest first. */
export async function jobRuns(context: Context, viewer: Viewer): Promise<JobResult[]> {
  demand(viewer, 'admin')
  return (await lastRuns(context.read)).map(({ job, at, ms, problem }) => ({ job, at, ms, problem }))
}
