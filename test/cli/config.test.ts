import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { DescribedSetting } from '../../src/settings.ts'
import { newFolder, removeFolder } from '../folder.ts'
import { heed } from '../running.ts'

const folder = newFolder()
afterAll(() => removeFolder(folder))

test('every setting is a line: its name, its value, where that comes from, what it means', async () => {
  const { code, stdout, stderr } = await heed(['config'], { data: folder, env: { HEED_LOG: 'warn' } })
  expect([code, stderr]).toEqual([0, ''])
  const lines = stdout.trimEnd().split('\n')
  expect(lines).toContain('HEED_LOG\twarn\tenvironment\tHow much is logged')
  expect(lines).toContain('HEED_HOST\t127.0.0.1\tdefault\tThe address to listen on')
  expect(lines.filter((line) => line.split('\t').length !== 4)).toEqual([])
})

test.each<{ env: Record<string, string>; port: string; from: string }>([
  { env: { PORT: '5000' }, port: '5000', from: 'environment (PORT)' },
  { env: { PORT: '5000', HEED_PORT: '6000' }, port: '6000', from: 'environment' },
  { env: { PORT: 'tea', HEED_PORT: '6000' }, port: '6000', from: 'environment' },
])('the port is the one that Heed would listen on: $env', async ({ env, port, from }) => {
  const { code, stdout } = await heed(['config'], { data: folder, env })
  expect(code).toBe(0)
  expect(stdout).toContain(`\nHEED_PORT\t${port}\t${from}\t`)
})

test('a secret is hidden, from a file too, and JSON says the same', async () => {
  const secret = join(folder, 'smtp')
  writeFileSync(secret, 'smtps://heed:hunter2@mail.tea.example\n')
  const env = { HEED_SMTP_URL_FILE: secret }
  const text = await heed(['config'], { data: folder, env })
  expect(text.stdout).toContain('HEED_SMTP_URL\tsmtps://heed:…@mail.tea.example\tenvironment (HEED_SMTP_URL_FILE)\t')
  const json = await heed(['config', '--format', 'json'], { data: folder, env })
  const settings = JSON.parse(json.stdout) as DescribedSetting[]
  expect(settings.find(({ name }) => name === 'HEED_SMTP_URL')).toMatchObject({ from: 'environment', byFile: true, problem: null })
  expect(text.stdout + json.stdout + text.stderr).not.toContain('hunter2')
})

test('a wrong one is listed among the others, told, and 78', async () => {
  const { code, stdout, stderr } = await heed(['config'], { data: folder, env: { HEED_LOG: 'loud', HEED_SMTP_URL: 'ftp://u:hunter2@x' } })
  expect(code).toBe(78)
  expect(stdout).toContain('HEED_LOG\tloud\tenvironment\t')
  expect(stderr).toContain('HEED_LOG=loud is not allowed.')
  expect(stdout + stderr).not.toContain('hunter2')
})

test('a name that is no setting is told, and what may be meant', async () => {
  const { code, stderr } = await heed(['config'], { data: folder, env: { HEED_PROT: '1' } })
  expect([code, stderr]).toEqual([0, 'HEED_PROT is not a setting of Heed and is ignored. Did you mean HEED_PORT?\n'])
})

test('retention is told in sentences, and changed by what is named', async () => {
  await heed(['team', 'add', 'Blend'], { data: folder })
  const first = await heed(['retention'], { data: folder })
  expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('Who did what stays for 180 days.'), stderr: '' })
  const changed = await heed(['retention', '--audit-days', '365', '--format', 'json'], { data: folder })
  expect(JSON.parse(changed.stdout)).toEqual({ signInDays: 30, auditDays: 365, answerMonths: 12, flagMonths: 24 })
  expect(await heed(['retention', '--audit-days', '1'], { data: folder })).toMatchObject({
    ...{ code: 1, stdout: '', stderr: expect.stringContaining('from 30 to 3650') },
  })
})
