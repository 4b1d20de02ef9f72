import type { App } from '../app.ts'
import { jobs, workOf } from '../jobs.ts'
import { print, talk } from './out.ts'

/** Every job and its last run. @returns the exit code */
export async function jobsList(app: App, { format }: { format: string }): Promise<number> {
  const runs = new Map((await app.system.jobs.list()).map((run) => [run.job, run]))
  const listed = jobs.map(({ name, rhythm, does }) => ({ name, rhythm, does, lastRun: runs.get(name) ?? null }))
  if (format === 'json') print(`${JSON.stringify(listed)}\n`)
  else for (const { name, rhythm, does, lastRun } of listed) print(`${name.padEnd(12)}${rhythm.padEnd(20)}${does}; ${ranAs(lastRun)}\n`)
  return 0
}

function ranAs(run: { at: number; problem: string | null } | null): string {
  if (run === null) return 'not run yet'
  const at = new Date(run.at).toISOString()
  return run.problem === null ? `last run ${at}` : `failed ${at}: ${run.problem}`
}

/** Runs a job now, whether or not it was run today. @returns the exit code: 64 for a job that is not there */
export async function jobsRun(app: App, name: string, { format }: { format: string }): Promise<number> {
  const job = jobs.find((each) => each.name === name)
  if (!job) {
    talk(`There is no job “${name}”. It must be one of ${jobs.map((each) => each.name).join(', ')}.\n`)
    return 64
  }
  const result = await app.system.jobs.runNow(workOf(app, job))
  if (format === 'json') print(`${JSON.stringify(result)}\n`)
  else if (result.problem === null) print(`${name}: done in ${result.ms} ms.\n`)
  if (result.problem !== null) talk(`${name} failed: ${result.problem}\n`)
  return result.problem === null ? 0 : 1
}
