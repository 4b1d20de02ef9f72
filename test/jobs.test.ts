import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { DataProblem } from '#dialect/folder.ts'
import { tell } from '../db/outbox.ts'
import { isNight, jobs, startJobs, workOf } from '../src/jobs.ts'
import { newFolder, removeFolder } from './folder.ts'
import { openMailServer } from './integrations/mail-server.ts'
import { heed } from './running.ts'
import { openSchool, teaContent, type School } from './world.ts'

let world: School
beforeEach(async () => {
  world = await openSchool()
})
afterEach(() => world.close())

const runs = () => world.sql<{ job: string; day: string; ms: number; problem: string | null }>('SELECT * FROM job_run ORDER BY job, day')

/** A job that counts. */
function counter(run: () => Promise<void> = async () => undefined) {
  const work = { name: 'counter', times: 0, run: () => (work.times++, run()) }
  return work
}

describe('a nightly job', () => {
  test('runs once a study day of the site, also when two processes want to run it', async () => {
    const work = counter()
    const nightly = () => world.app.system.jobs.runNightly(work)
    const results = await Promise.all([nightly(), nightly(), nightly()])
    expect(results.filter((result) => result !== null)).toHaveLength(1)
    expect(work.times).toBe(1)
    world.clock.forward({ hours: 15 })
    expect(await nightly()).toBeNull()
    world.clock.forward({ hours: 1 })
    expect(await nightly()).toMatchObject({ job: 'counter', problem: null })
    expect(runs().map(({ day }) => day)).toEqual(['2026-03-02', '2026-03-03'])
  })

  test('that fails is noted, does not stop the process, and is not tried again that day', async () => {
    const work = counter(() => Promise.reject(new Error('the disk is full')))
    expect(await world.app.system.jobs.runNightly(work)).toMatchObject({ problem: 'the disk is full' })
    expect(await world.app.system.jobs.runNightly(work)).toBeNull()
    expect(await world.app.system.jobs.list()).toMatchObject([{ job: 'counter', problem: 'the disk is full' }])
  })

  test('that fails by a fault that is known is logged by its sentence, without a trace', async () => {
    const problem = new DataProblem(70, 'The backup could not be written.')
    const log = vi.spyOn(world.context.log, 'error')
    await world.app.system.jobs.runNow(counter(() => Promise.reject(problem)))
    expect(log).toHaveBeenCalledExactlyOnceWith({ job: 'counter', problem: problem.message }, 'A job failed.')
  })

  test('stands there as begun while it runs, so that a crash is seen', async () => {
    let during: unknown
    await world.app.system.jobs.runNightly(counter(async () => void (during = runs())))
    expect(during).toMatchObject([{ job: 'counter', problem: 'It began and did not end.' }])
    expect(runs()).toMatchObject([{ problem: null }])
  })

  test('notes how long it took', async () => {
    await world.app.system.jobs.runNightly(counter(async () => world.clock.forward({ seconds: 3 })))
    expect(runs()).toMatchObject([{ ms: 3000 }])
  })

  test('by hand, it runs again', async () => {
    const work = counter()
    await world.app.system.jobs.runNightly(work)
    await world.app.system.jobs.runNow(work)
    expect(work.times).toBe(2)
    expect(runs()).toHaveLength(1)
  })

  test.each([
    { at: '01:59', up: 60, is: false },
    { at: '02:00', up: 60, is: true },
    { at: '17:00', up: 31, is: true },
    { at: '17:00', up: 29, is: false },
  ])('at $at UTC, $up minutes after the start: $is', ({ at, up, is }) => {
    const now = Date.parse(`2026-03-02T${at}:00Z`)
    expect(isNight(now, now - up * 60_000)).toBe(is)
  })
})

test('a job of all day is noted when it changes, and once an hour', async () => {
  let broken = false
  const work = counter(() => (broken ? Promise.reject(new Error('no network')) : Promise.resolve()))
  const at = async (minutes: number) => {
    world.clock.forward({ minutes })
    await world.app.system.jobs.runFrequent(work)
    return (await world.app.system.jobs.list())[0]!
  }
  const first = await at(0)
  expect((await at(1)).at).toBe(first.at)
  broken = true
  expect(await at(1)).toMatchObject({ problem: 'no network' })
  broken = false
  const well = await at(1)
  expect(well).toMatchObject({ problem: null, at: world.clock.now() })
  expect((await at(59)).at).toBe(well.at)
  expect((await at(1)).at).toBe(world.clock.now())
})

test('every job on the list runs on an empty school', async () => {
  expect(new Set(jobs.map(({ name }) => name)).size).toBe(jobs.length)
  for (const job of jobs) expect(await world.app.system.jobs.runNow(workOf(world.app, job))).toMatchObject({ job: job.name, problem: null })
})

test('what is put into the outbox leaves at once, and no more after the stop', async () => {
  const post = await openMailServer()
  const busy = await openSchool(teaContent, { smtpUrl: post.url })
  const put = (to: string) =>
    busy.context.transaction((tx) => tell(tx, busy.context, 'mail.sign-in', { to, url: 'http://localhost/in/x', madeBy: null }))
  try {
    const running = startJobs(busy.app)
    await put('first@example.com')
    await put('second@example.com')
    await expect.poll(() => post.mails.length).toBe(2)
    await running.stop()
    expect(busy.sql('SELECT done_at IS NOT NULL AS done FROM outbox')).toEqual([{ done: 1 }, { done: 1 }])
    await put('third@example.com')
    await new Promise(setImmediate)
    expect(busy.sql('SELECT tries FROM outbox WHERE done_at IS NULL')).toEqual([{ tries: 0 }])
  } finally {
    busy.close()
    await post.close()
  }
})

describe('heed jobs', () => {
  const data = newFolder()
  beforeAll(() => heed(['team', 'add', 'Blend'], { data }))
  afterAll(() => removeFolder(data))

  test('runs one by hand, and lists them with their last run', async () => {
    const run = await heed(['jobs', 'run', 'retention', '--format', 'json'], { data })
    expect(run).toMatchObject({ code: 0 })
    expect(JSON.parse(run.stdout)).toMatchObject({ job: 'retention', problem: null })
    const list = await heed(['jobs', 'list', '--format', 'json'], { data })
    const listed = JSON.parse(list.stdout) as { name: string; lastRun: object | null }[]
    expect(listed.map(({ name }) => name)).toEqual(jobs.map(({ name }) => name))
    expect(listed.find(({ name }) => name === 'retention')).toMatchObject({ lastRun: { problem: null } })
    expect((await heed(['jobs', 'list'], { data })).stdout).toMatch(/^outbox .*not run yet$/m)
  })

  test('tells by hand how much mail left, how much waits, until when, and why', async () => {
    const post = await openMailServer()
    const env = { HEED_SMTP_URL: post.url, HEED_NOW: '2026-03-02T08:00:00Z' }
    const invite = async (...names: string[]) => {
      const list = join(data, 'people.csv')
      writeFileSync(list, `email,name\n${names.map((name) => `${name}@tea.example,${name}\n`).join('')}`)
      expect(await heed(['person', 'import', list], { data, env })).toMatchObject({ code: 0 })
    }
    // The clock goes on from where a program starts: a slower one would be ahead of the next.
    const soon = { HEED_NOW: '2026-03-02T08:01:00Z' }
    const run = async (when = soon) => (await heed(['jobs', 'run', 'outbox'], { data, env: { ...env, ...when } })).stdout
    await invite('ada', 'bo')
    expect(await run()).toMatch(/^outbox: done in \d+ ms\. 2 mails were sent; nothing waits\.\n$/)

    await invite('cleo')
    expect((await heed(['jobs', 'run', 'outbox'], { data })).stdout).toContain(
      'No mail was sent; 1 waits until HEED_SMTP_URL names a mail server.',
    )
    post.refuses({ code: 451, says: 'Greylisted' })
    expect(await run()).toMatch(
      /No mail was sent; 1 waits for the next try at 2026-03-02 08:02 UTC\. The last error: .*451 Greylisted.*\n$/,
    )

    const later = { HEED_NOW: '2026-03-02T08:05:00Z' }
    post.refuses({ code: 550, says: 'No such mailbox' })
    const json = await heed(['jobs', 'run', 'outbox', '--format', 'json'], { data, env: { ...env, ...later } })
    expect(JSON.parse(json.stdout)).toMatchObject({
      ...{ job: 'outbox', problem: null, sent: 0, waiting: 0, nextTryAt: null, givenUp: 1 },
      lastError: expect.stringContaining('550 No such mailbox'),
    })
    expect(await run(later)).toMatch(/No mail was sent; nothing waits; 1 was given up, see Admin, Site\. The last error: /)
    post.refuses(null)
    await invite('dora')
    const { stderr } = await heed(['jobs', 'run', 'outbox'], { data, env: { ...env, ...soon, HEED_LOG: 'debug' } })
    expect(stderr).toMatch(/"job":"outbox","msg":"A job begins\."/)
    expect(stderr).toMatch(/"kind":"mail.invite","tries":1,"msg":"A delivery is tried\."/)
    expect(stderr).toMatch(/"kind":"mail.invite","tries":1,"msg":"A delivery ended: sent\."/)
    expect(stderr).toMatch(/"job":"outbox","ms":\d+,"msg":"A job ended\."/)
    expect(stderr).not.toContain('dora')
    await post.close()
  })

  test('names those that there are when one is not', async () => {
    const { code, stderr } = await heed(['jobs', 'run', 'laundry'], { data })
    expect(code).toBe(64)
    expect(stderr).toMatch(/There is no job “laundry”\. It must be one of outbox, .*reminders, /)
  })
})
