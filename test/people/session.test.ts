import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { login, person as personTable } from '#dialect/schema.ts'
import { hash } from '../../src/kernel/hash.ts'
import type { Viewer } from '../../src/people/role.ts'
import { cookieHeader, openWorld, type World } from '../world.ts'

/* The contract of `Sessions`: it names no library, so that another one can take its place. */

let world: World
beforeEach(() => {
  world = openWorld()
})
afterEach(() => {
  world.close()
})

const read = (cookie: string | undefined) => world.context.sessions.read(cookie)
const start = (viewer: Viewer, label = 'a browser') => world.context.transaction((tx) => world.context.sessions.start(tx, viewer.id, label))
const rows = async () => await world.context.read.select().from(login)

test('a cookie tells who is asking', async () => {
  const ada = await world.person('Ada', { role: 'author' })
  const found = await read(ada.cookie)
  expect(found?.viewer).toMatchObject({ name: 'Ada', email: 'ada@example.com', role: 'author', zone: 'UTC', minutes: 5, keysOn: true })
  expect(found?.viewer).not.toHaveProperty('passwordHash')
})

test('the database holds the hash of a token, never the token, and the row id signs nobody in', async () => {
  const { viewer } = await world.person('Ada')
  const { token } = await start(viewer)
  const stored = JSON.stringify(await rows())
  expect(stored).toContain(hash(token))
  expect(stored).not.toContain(token)
  expect(await read(`heed=${hash(token)}`)).toBeNull()
  expect(await read(`heed=${token}`)).not.toBeNull()
})

test('every sign-in has a token of its own', async () => {
  const { viewer } = await world.person('Ada')
  const tokens = await Promise.all(Array.from({ length: 8 }, async () => (await start(viewer)).token))
  expect(new Set(tokens).size).toBe(8)
  for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/)
})

const lifetimes = [
  { who: 'a learner', role: 'learner', idle: { days: 30 }, absolute: { days: 90 }, step: { days: 29 } },
  { who: 'an author', role: 'author', idle: { days: 7 }, absolute: { days: 30 }, step: { days: 6 } },
  { who: 'somebody who leads a team', role: 'learner', lead: true, idle: { days: 7 }, absolute: { days: 30 }, step: { days: 6 } },
  { who: 'an admin', role: 'admin', idle: { minutes: 30 }, absolute: { hours: 12 }, step: { minutes: 29 } },
  { who: 'an owner', role: 'owner', idle: { minutes: 30 }, absolute: { hours: 12 }, step: { minutes: 29 } },
  { who: 'an admin who leads a team', role: 'admin', lead: true, idle: { minutes: 30 }, absolute: { hours: 12 }, step: { minutes: 29 } },
] as const

const settle = async ({ role, ...rest }: (typeof lifetimes)[number]) => {
  await world.team('Front desk')
  return await world.person('Ada', { role, ...('lead' in rest ? { lead: true, team: 'Front desk' } : {}) })
}

test.each(lifetimes)('$who who stays away for the idle limit is signed out', async (row) => {
  const { cookie } = await settle(row)
  world.clock.forward(row.idle)
  world.clock.forward({ seconds: -1 })
  const beforeTheEnd = await read(cookie)
  world.clock.forward(row.idle)
  expect([beforeTheEnd !== null, await read(cookie)]).toEqual([true, null])
})

test.each(lifetimes)('$who who comes back again and again is signed out at the absolute limit, not before', async (row) => {
  const { cookie } = await settle(row)
  const from = world.clock.now()
  const end = from + milliseconds(row.absolute)
  let lastSeen = from
  while (world.clock.now() + milliseconds(row.step) < end) {
    world.clock.forward(row.step)
    expect(await read(cookie)).not.toBeNull()
    lastSeen = world.clock.now()
  }
  expect(lastSeen - from).toBeGreaterThan(milliseconds(row.idle))
  world.clock.forward({ seconds: (end - 1000 - world.clock.now()) / 1000 })
  expect(await read(cookie)).not.toBeNull()
  world.clock.forward({ seconds: 1 })
  expect(await read(cookie)).toBeNull()
})

const milliseconds = ({ days = 0, hours = 0, minutes = 0 }: { days?: number; hours?: number; minutes?: number }) =>
  ((days * 24 + hours) * 60 + minutes) * 60_000

test('the eleventh sign-in ends the oldest, and only that', async () => {
  const { viewer, cookie: first } = await world.person('Ada')
  const others = []
  for (let n = 2; n <= 11; n++) {
    world.clock.forward({ seconds: 1 })
    others.push(cookieHeader((await start(viewer)).cookie))
  }
  expect(await read(first)).toBeNull()
  for (const cookie of others) expect(await read(cookie)).not.toBeNull()
  expect(await rows()).toHaveLength(10)
})

test('other people keep theirs when one has too many', async () => {
  const ben = await world.person('Ben')
  const ada = await world.person('Ada')
  for (let n = 0; n < 11; n++) await start(ada.viewer)
  expect(await read(ben.cookie)).not.toBeNull()
})

test('being seen is noted at most once a minute', async () => {
  const { cookie } = await world.person('Ada')
  const signedIn = world.clock.now()
  const seen = async () => ((await rows())[0]!.seenAt - signedIn) / 1000
  world.clock.forward({ seconds: 59 })
  await read(cookie)
  expect(await seen()).toBe(0)
  world.clock.forward({ seconds: 1 })
  await read(cookie)
  expect(await seen()).toBe(60)
})

test('who only reads stays signed in when nothing can be written', async () => {
  const { cookie } = await world.person('Ada')
  world.context.transaction = () => Promise.reject(new Error('disk full'))
  const { openSessions } = await import('../../src/people/session.ts')
  world.clock.forward({ minutes: 5 })
  expect(await openSessions(world.context).read(cookie)).not.toBeNull()
})

test('signing out ends this sign-in and no other', async () => {
  const { viewer, cookie } = await world.person('Ada')
  const other = cookieHeader((await start(viewer)).cookie)
  await world.context.transaction(async (tx) => world.context.sessions.end(tx, viewer, (await read(cookie))!.loginId))
  expect(await read(cookie)).toBeNull()
  expect(await read(other)).not.toBeNull()
})

test("nobody can end somebody else's sign-in", async () => {
  const ada = await world.person('Ada')
  const ben = await world.person('Ben', { role: 'owner' })
  const { loginId } = (await read(ada.cookie))!
  await world.context.transaction((tx) => world.context.sessions.end(tx, ben.viewer, loginId))
  expect(await read(ada.cookie)).not.toBeNull()
})

test('ending all ends them for good, also rows that a backup brings back', async () => {
  const { viewer, cookie } = await world.person('Ada')
  const before = await rows()
  await world.context.transaction((tx) => world.context.sessions.endAll(tx, viewer.id))
  expect(await rows()).toEqual([])
  await world.context.transaction(async (tx) => void (await tx.insert(login).values(before)))
  expect(await read(cookie)).toBeNull()
  expect(await world.context.sessions.list(viewer)).toEqual([])
  expect(await read(cookieHeader((await start(viewer)).cookie))).not.toBeNull()
})

test('a closed account is signed out and cannot sign in', async () => {
  const { viewer, cookie } = await world.person('Ada')
  await world.context.transaction(
    async (tx) => void (await tx.update(personTable).set({ closedAt: 1 }).where(eq(personTable.id, viewer.id))),
  )
  expect(await read(cookie)).toBeNull()
  await expect(start(viewer)).rejects.toMatchObject({ name: 'Refusal', code: 'not-found' })
})

test("the list shows one's own living sign-ins, newest first", async () => {
  await world.person('Ben')
  const { viewer } = await world.person('Ada')
  world.clock.forward({ days: 29 })
  await start(viewer, 'Firefox on Linux')
  world.clock.forward({ hours: 1 })
  await start(viewer, 'Safari on iPhone')
  const labels = async () => (await world.context.sessions.list(viewer)).map(({ label }) => label)
  expect(await labels()).toEqual(['Safari on iPhone', 'Firefox on Linux', 'the phone of Ada'])
  world.clock.forward({ days: 1 })
  expect(await labels()).toEqual(['Safari on iPhone', 'Firefox on Linux'])
})

test('the sweep removes what ended thirty days ago', async () => {
  await world.person('Ada')
  const sweep = () => world.context.transaction((tx) => world.context.sessions.sweep(tx, 30 * 24 * 3_600_000))
  world.clock.forward({ days: 120 })
  await sweep()
  expect(await rows()).toHaveLength(1)
  world.clock.forward({ seconds: 1 })
  await sweep()
  expect(await rows()).toEqual([])
})

test('a pretended date far from the real one changes nothing', async () => {
  world.clock.forward({ days: -3650 })
  const { cookie } = await world.person('Ada')
  expect(await read(cookie)).not.toBeNull()
  world.clock.forward({ days: 91 })
  expect(await read(cookie)).toBeNull()
})
