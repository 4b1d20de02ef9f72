import { spawn } from 'node:child_process'
import { afterAll, expect, test } from 'vitest'
import { newFolder, removeFolder } from './folder.ts'
import { clientOf, freePort, teaContent } from './running.ts'

const data = newFolder()
afterAll(() => removeFolder(data))

test('npm start serves, and stops with npm', async () => {
  const port = await freePort()
  const npm = spawn('npm', ['start'], {
    cwd: new URL('..', import.meta.url).pathname,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), HEED_DATA: data, HEED_CONTENT: teaContent },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((ready) => npm.stdout.on('data', (chunk: Buffer) => chunk.includes('Heed serves') && ready()))
  const client = clientOf(`http://127.0.0.1:${port}`)
  expect(await (await client.get('/readyz')).json()).toEqual({ ok: true, problems: [] })

  // The pipe ends when the last process of the family lets go of it.
  const over = new Promise((done) => npm.stdout.once('end', done))
  npm.kill('SIGTERM')
  await over
  await expect(client.get('/livez')).rejects.toThrow()
})
