import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, expect, test } from 'vitest'
import { databaseFile, openStore } from '#dialect/open.ts'
import { answerRight, bodyOf, meet, send } from './api/device.ts'
import { newFolder, removeFolder } from './folder.ts'
import { besideServer, clientOf, goodPassword, heed, signedIn, startHeed } from './running.ts'
import { answersWithIds } from './sql.ts'

/*
 * A disk of four megabytes, which only who may mount one can have: elsewhere this shows as skipped, and the store's own test of
 * SQLITE_FULL is what remains.
 */
const disk = newFolder()
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]).status === 0
afterEach(() => {
  if (mounted) for (const name of readdirSync(disk)) rmSync(join(disk, name), { recursive: true })
})
afterAll(() => {
  if (mounted) spawnSync('umount', ['--lazy', disk])
  removeFolder(disk)
})

test.skipIf(!mounted)('a full disk saves nothing, says so, and takes the same answer once there is room', async () => {
  const server = await startHeed({ data: disk })
  const ada = await signedIn(server, 'Ada')
  const answer = answerRight((await meet(ada, 'brewing'))('green-water'))
  const batch = { now: new Date().toISOString(), answers: [answer] }
  const filler = join(disk, 'holiday-pictures')
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(filler, Buffer.alloc(bavail * bsize))

  for (const tries of [1, 2]) {
    const reply = await ada.post('/api/answers', batch)
    expect([tries, reply.status]).toEqual([tries, 507])
    expect(await bodyOf(reply)).toMatchObject({
      error: { code: 'disk-full', hint: expect.stringContaining('Your device keeps your answers') },
    })
  }
  expect(answersWithIds(disk)).toEqual([])
  expect((await clientOf(server.url).post('/api/sign-in', { email: 'ada@tea.example', password: goodPassword })).status).toBe(507)
  const ready = () => clientOf(server.url).get('/readyz')
  expect([(await ready()).status, await bodyOf(ready())]).toMatchObject([
    503,
    { ok: false, problems: [expect.stringContaining('is full')] },
  ])
  expect(server.output()).toContain('Nothing can be saved')
  // What only reads goes on; a review would have to be stored.
  for (const path of ['/', '/lessons/brewing', '/me']) expect([path, (await ada.get(path)).status]).toEqual([path, 200])
  const review = await ada.get('/review')
  expect([review.status, await review.text()]).toEqual([507, expect.stringContaining('The disk of the server is full')])

  rmSync(filler)
  expect((await ready()).status).toBe(200)
  expect(await send(ada, answer)).toMatchObject([{ id: answer.id, status: 'stored' }])
  expect(await besideServer({ data: disk }, (app) => app.system.memory.verify())).toMatchObject({ different: 0 })
  expect(await server.stop()).toBe(0)
})

test.skipIf(!mounted)(
  'what a full disk does not let into the file is kept in the log beside it, and a command that did its work says so',
  () => {
    const data = join(disk, 'small')
    const open = () =>
      openStore(
        { data },
        () => 1,
        () => 0,
      )
    open().close()
    const filler = join(disk, 'filler')
    const { bavail, bsize } = statfsSync(disk)
    writeFileSync(filler, Buffer.alloc(bavail * bsize - 600_000))
    const store = open()
    const handle = new Database(databaseFile(data))
    handle.pragma('wal_autocheckpoint = 0')
    handle.exec('CREATE TABLE tea (leaf BLOB)')
    handle.prepare('INSERT INTO tea VALUES (zeroblob(400000))').run()
    expect(() => store.close()).not.toThrow()
    handle.close()
    rmSync(filler)
    const again = new Database(databaseFile(data))
    expect(again.prepare('SELECT length(leaf) AS n FROM tea').get()).toEqual({ n: 400_000 })
    // A file that is open keeps its room after it was removed, and gives it back at any moment.
    again.close()
  },
)

test.skipIf(!mounted)(
  'on a full disk a start ends with 70, after which it is tried again, and doctor says what is wrong, as JSON too',
  async () => {
    const data = join(disk, 'full')
    mkdirSync(data)
    const filler = join(disk, 'more-pictures')
    const { bavail, bsize } = statfsSync(disk)
    writeFileSync(filler, Buffer.alloc(bavail * bsize))
    expect(await heed(['serve'], { data })).toMatchObject({ code: 70, stderr: expect.stringContaining('Free some room.') })
    const { code, stdout } = await heed(['doctor', '--format', 'json'], { data })
    const { findings } = JSON.parse(stdout) as { findings: { check: string; ok: boolean }[] }
    expect([code, findings.filter(({ ok }) => !ok).map(({ check }) => check)]).toEqual([1, expect.arrayContaining(['data folder', 'room'])])
    rmSync(filler)
  },
)
