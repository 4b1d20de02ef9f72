import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { databaseFile } from '../../db/sqlite/open.ts'
import { doctor as examine } from '../../src/cli/doctor.ts'
import type { Finding } from '../../src/cli/doctor/finding.ts'
import { readSettings } from '../../src/settings.ts'
import { newFolder, removeFolder } from '../folder.ts'
import { freePort, heed, startHeed, teaContent } from '../running.ts'

const folders: string[] = []
const folder = () => folders[folders.push(newFolder()) - 1]!
afterAll(() => folders.forEach(removeFolder))
afterEach(() => {
  vi.restoreAllMocks()
})

/** A data folder that was in use. */
let used: string
beforeAll(async () => {
  const server = await startHeed()
  used = server.data
  folders.push(used)
  await server.stop()
})

const copied = () => {
  const copy = folder()
  cpSync(used, copy, { recursive: true })
  return copy
}

/** The command within this process: a run of its own for each of these would take minutes. */
async function doctor(data: string, env: Record<string, string> = {}, content = teaContent) {
  let [printed, said] = ['', '']
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((printed += String(text))))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((said += String(text))))
  const environment = { HEED_PORT: String(await freePort()), HEED_DATA: data, HEED_CONTENT: content, HEED_LOG: 'silent', ...env }
  const code = await examine(() => readSettings(environment, data).settings, { format: 'json' })
  vi.restoreAllMocks()
  const { ok, findings } = JSON.parse(printed) as { ok: boolean; findings: Finding[] }
  const wrong = findings.filter((finding) => !finding.ok)
  expect(ok).toBe(wrong.length === 0)
  expect(code).toBe(ok ? 0 : 1)
  return { findings, wrong, said }
}

const change = (data: string, sql: string) => void new Database(databaseFile(data)).exec(sql).close()

describe('a Heed that is well', () => {
  test.each([
    { name: 'that was stopped', data: () => used },
    { name: 'that never ran', data: () => join(folder(), 'new') },
  ])('$name is told so, with 0', async ({ data }) => {
    const { wrong, said, findings } = await doctor(data())
    expect(wrong).toEqual([])
    expect(said).toBe('Heed is well.\n')
    const looked = new Set(findings.map(({ check }) => check))
    for (const check of [
      'node',
      'settings',
      'data folder',
      'room',
      'database',
      'clock',
      'lessons',
      'backup',
      'jobs',
      'address',
      'port',
      'mail',
    ])
      expect(looked).toContain(check)
  })

  test('that is serving is well too, its port taken by itself', async () => {
    const port = String(await freePort())
    const server = await startHeed({ data: copied(), env: { PORT: port } })
    folders.push(server.data)
    const { wrong, findings } = await doctor(server.data, { HEED_PORT: port })
    expect(wrong).toEqual([])
    expect(findings.find(({ check }) => check === 'port')!.says).toBe(`Heed is serving on 127.0.0.1:${port}.`)
    await server.stop()
  })

  test('reads as lines with a word in front', async () => {
    const { stdout } = await heed(['doctor'], { data: used, env: { HEED_PORT: String(await freePort()) } })
    const lines = stdout.trimEnd().split('\n')
    expect(lines.filter((line) => !/^(ok {5}|problem) {2}[a-z ]{11} {2}\S.*[.:]/.test(line))).toEqual([])
  })
})

test.skipIf(process.platform !== 'linux')('a folder for backups that takes nothing is told, whatever its rights say', async () => {
  const { wrong } = await doctor(copied(), { HEED_BACKUPS: '/proc/heed-backups' })
  expect(wrong).toContainEqual(
    expect.objectContaining({ check: 'backup', says: expect.stringContaining('Heed cannot write to HEED_BACKUPS=/proc/heed-backups') }),
  )
})

describe('a database that is gone', () => {
  test.each([
    { how: 'removed', loses: (file: string) => rmSync(file) },
    { how: 'emptied', loses: (file: string) => writeFileSync(file, '') },
  ])('$how is told, with the backup that it can be restored from', async ({ loses }) => {
    const data = copied()
    const backup = join(data, 'backups', 'heed-2026-03-01T02-00-00-000Z')
    mkdirSync(backup, { recursive: true })
    loses(databaseFile(data))
    const { wrong } = await doctor(data)
    expect(wrong).toContainEqual(expect.objectContaining({ check: 'database', mend: expect.stringContaining(`heed restore ${backup}`) }))
  })
})

describe('what is wrong is said with what to do', () => {
  test.each<{ name: string; env?: Record<string, string>; harm?: (data: string) => void; check: string; says: string; mend: string }>([
    {
      name: 'an address that is not encrypted',
      env: { HEED_URL: 'http://learn.tea.example' },
      ...{ check: 'address', says: 'not encrypted', mend: 'https' },
    },
    {
      name: 'a proxy that is not trusted',
      env: { HEED_URL: 'https://learn.tea.example' },
      ...{ check: 'proxy', says: 'HEED_TRUST_PROXY is 0', mend: 'how many proxies' },
    },
    {
      name: 'a mail server that is not there',
      env: { HEED_SMTP_URL: 'smtp://heed:secret@127.0.0.1:1' },
      ...{ check: 'mail', says: 'does not let Heed in', mend: 'HEED_SMTP_URL' },
    },
    {
      name: 'a database of a newer Heed',
      harm: (data) => change(data, "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('future', 9999999999999)"),
      ...{ check: 'tables', says: 'newer Heed', mend: 'Start that version' },
    },
    {
      name: 'a row that points to nothing',
      harm: (data) => change(data, "PRAGMA foreign_keys = OFF; INSERT INTO team_member (team_id, person_id) VALUES ('none', 'none')"),
      ...{ check: 'references', says: '2 rows point to nothing', mend: 'heed restore' },
    },
    {
      name: 'a clock that went back',
      harm: (data) => change(data, `UPDATE heartbeat SET at = ${Date.UTC(2100, 0)}`),
      ...{ check: 'clock', says: 'saved at 2100-01-01', mend: 'Set the clock' },
    },
    {
      name: 'a job that failed',
      harm: (data) =>
        change(data, "INSERT INTO job_run (job, day, at, ms, problem) VALUES ('backup', '2026-11-01', 1, 1, 'The disk is full.')"),
      ...{ check: 'jobs', says: 'The disk is full.', mend: 'heed jobs run backup' },
    },
    {
      name: 'a job that died over its work',
      harm: (data) =>
        change(data, "INSERT INTO job_run (job, day, at, ms, problem) VALUES ('backup', '2026-11-01', 1, 0, 'It began and did not end.')"),
      ...{ check: 'jobs', says: 'did not end', mend: 'heed jobs run backup' },
    },
    {
      name: 'a backup that is old',
      harm: (data) => mkdirSync(join(data, 'backups/heed-2026-01-01T02-00-00-000Z'), { recursive: true }),
      ...{ check: 'backup', says: 'days old', mend: 'heed backup' },
    },
    {
      name: 'a database that is none',
      harm: (data) => writeFileSync(databaseFile(data), 'a shopping list '.repeat(500)),
      ...{ check: 'database', says: 'cannot be read', mend: 'heed restore' },
    },
    {
      name: 'a torn page',
      harm: (data) => writeFileSync(databaseFile(data), readFileSync(databaseFile(data)).fill(0xff, 4096 * 30, 4096 * 40)),
      ...{ check: 'database', says: 'malformed', mend: 'heed restore' },
    },
    {
      name: 'a file that does not add up',
      // The count of its free pages.
      harm: (data) => writeFileSync(databaseFile(data), readFileSync(databaseFile(data)).fill(0x05, 39, 40)),
      ...{ check: 'structure', says: 'The file is damaged', mend: 'heed restore' },
    },
  ])('$name', async ({ env, harm, check, says, mend }) => {
    const data = copied()
    harm?.(data)
    const { wrong } = await doctor(data, env)
    expect(wrong).toContainEqual({ check, ok: false, says: expect.stringContaining(says), mend: expect.stringContaining(mend) })
    expect(JSON.stringify(wrong)).not.toContain('secret')
  })

  test('but not a job that is running', async () => {
    const data = copied()
    change(
      data,
      `INSERT INTO job_run (job, day, at, ms, problem) VALUES ('backup', '2026-11-01', ${Date.now() - 60_000}, 0, 'It began and did not end.')`,
    )
    expect((await doctor(data)).wrong).toEqual([])
  })

  test('a port that something else has', async () => {
    const squatter = createServer((socket) => socket.destroy())
    await new Promise<void>((ready) => squatter.listen(0, '127.0.0.1', ready))
    const { port } = squatter.address() as { port: number }
    const { wrong } = await doctor(used, { HEED_PORT: String(port) })
    expect(wrong).toEqual([
      { check: 'port', ok: false, says: expect.stringContaining('EADDRINUSE'), mend: expect.stringContaining('set PORT to a free one') },
    ])
    await new Promise((closed) => squatter.close(closed))
  })

  test('lessons with errors, and lessons that are not there', async () => {
    const content = folder()
    cpSync(teaContent, content, { recursive: true })
    writeFileSync(join(content, 'courses/tea/tasting.mdx'), '---\nid: tasting\n---\n\n<Quiz id="nothing">\n\n</Quiz>\n')
    expect((await doctor(used, {}, content)).wrong).toContainEqual(
      expect.objectContaining({ check: 'lessons', mend: expect.stringContaining('heed check') }),
    )
    expect((await doctor(used, {}, join(content, 'gone'))).wrong).toContainEqual(
      expect.objectContaining({ check: 'lessons', mend: expect.stringContaining('HEED_CONTENT') }),
    )
  })

  test('looking makes no data folder', async () => {
    const data = join(folder(), 'mistyped')
    const { findings } = await doctor(data)
    expect(findings).toContainEqual({ check: 'data folder', ok: true, says: `There is no folder ${data} yet, and Heed can make it.` })
    expect(existsSync(data)).toBe(false)
  })

  test('a data folder that is a file', async () => {
    const data = join(folder(), 'a file')
    writeFileSync(data, '')
    expect((await doctor(data)).wrong).toContainEqual(
      expect.objectContaining({ check: 'data folder', mend: expect.stringContaining('HEED_DATA') }),
    )
  })
})

test('a mail server that lets Heed in is told as such', async () => {
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'] })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.server.address() as { port: number }
  const { findings } = await doctor(used, { HEED_SMTP_URL: `smtp://127.0.0.1:${port}`, HEED_MAIL_FROM: 'heed@tea.example' })
  expect(findings).toContainEqual({ check: 'mail', ok: true, says: `The mail server 127.0.0.1:${port} lets Heed in.` })
  await new Promise<void>((closed) => server.close(closed))
})

test('every wrong setting is a finding, and 78, as for every command', async () => {
  const env = { HEED_LOG: 'loud', HEED_TRUST_PROXY: 'many' }
  const { code, stdout, stderr } = await heed(['doctor', '--format', 'json'], { data: used, env })
  expect([code, stderr]).toEqual([78, '2 things need mending.\n'])
  const says = ['HEED_LOG=loud is not allowed. It must be one of', 'HEED_TRUST_PROXY=many is not allowed. It must be']
  expect(JSON.parse(stdout)).toEqual({
    ok: false,
    findings: expect.toSatisfy((findings: Finding[]) => says.every((words) => findings.some((each) => each.says.startsWith(words)))),
  })
  const text = await heed(['doctor'], { data: used, env: { HEED_NOW: '2026-03-02T08:00:00Z', HEED_URL: 'https://learn.tea.example' } })
  expect(text).toMatchObject({
    code: 78,
    stdout: expect.stringMatching(/^problem {2}settings {5}HEED_NOW=.* unset one of the two\. .+\n$/),
  })
})
