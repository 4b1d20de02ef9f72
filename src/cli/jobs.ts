import type { App } from '../app.ts'
import { jobs, workOf, type Job } from '../jobs.ts'
import { exit, wrongUse, type Exit } from './exit.ts'
import { print, talk } from './out.ts'

/** Every job and its last run. @returns the exit code */
export async function jobsList(app: App, { format }: { format: string }): Promise<Exit> {
  const runs = new Map((await app.system.jobs.list()).map((run) => [run.job, run]))
  const listed = jobs.map(({ name, rhythm, does }) => ({ name, rhythm, does, lastRun: runs.get(name) ?? null }))
  if (format === 'json') print(`${JSON.stringify(listed)}\n`)
  else
    for (const { name, rhythm, does, lastRun } of listed)
      print(`${name.padEnd(12)}${rhythm.padEnd(20)}${does}; ${ranAs(rhythm, lastRun)}\n`)
  return exit.fine
}

/** What runs all day is noted when something changes, and once an hour: the note says when it was made. */
function ranAs(rhythm: Job['rhythm'], run: { at: number; problem: string | null } | null): string {
  if (run === null) return 'not run yet'
  const at = new Date(run.at).toISOString()
  return run.problem === null ? `${rhythm === 'nightly' ? 'last run' : 'fine, noted'} ${at}` : `failed ${at}: ${run.problem}`
}

/** Judges every item now, as the night does. */
export async function stats(app: App): Promise<Exit> {
  const statistics = jobs.find(({ name }) => name === 'statistics')!
  const { problem } = await app.system.jobs.runNow(workOf(app, statistics))
  if (problem === null) talk('The statistics of all items are as of now. Authors see them on their pages.\n')
  else talk(`statistics failed: ${problem}\n`)
  return problem === null ? exit.fine : exit.problems
}

/** Runs a job now, whether or not it was run today. @returns the exit code: 64 for a job that is not there */
export async function jobsRun(app: App, name: string, { format }: { format: string }): Promise<Exit> {
  const job = jobs.find((each) => each.name === name)
  if (!job) return wrongUse({ talk }, `There is no job “${name}”. It must be one of ${jobs.map((each) => each.name).join(', ')}.`)
  let sent = 0
  const delivery = { name, run: async () => (sent = await app.system.outbox.deliver()) }
  const result = await app.system.jobs.runNow(name === 'outbox' ? delivery : workOf(app, job))
  const post = name === 'outbox' ? { sent, ...(await app.system.outbox.undelivered()) } : undefined
  if (format === 'json') print(`${JSON.stringify({ ...result, ...post })}\n`)
  else if (result.problem === null) print(`${name}: done in ${result.ms} ms.${post ? ` ${postWords(post, app)}` : ''}\n`)
  if (result.problem !== null) talk(`${name} failed: ${result.problem}\n`)
  return result.problem === null ? exit.fine : exit.problems
}

type Post = { sent: number } & Awaited<ReturnType<App['system']['outbox']['undelivered']>>

/** That the job is done says nothing of what it could not send. */
function postWords({ sent, waiting, nextTryAt, givenUp, lastError }: Post, { settings }: App): string {
  const left = sent === 0 ? 'No mail was sent' : sent === 1 ? '1 mail was sent' : `${sent} mails were sent`
  const until =
    settings.smtpUrl === null
      ? 'until HEED_SMTP_URL names a mail server'
      : `for the next try at ${new Date(nextTryAt ?? 0).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const waits = waiting === 0 ? 'nothing waits' : `${waiting === 1 ? '1 waits' : `${waiting} wait`} ${until}`
  const lost = givenUp === 0 ? [] : [`${givenUp === 1 ? '1 was' : `${givenUp} were`} given up, see Admin, Site`]
  return `${[left, waits, ...lost].join('; ')}.${lastError === null ? '' : ` The last error: ${lastError}`}`
}
