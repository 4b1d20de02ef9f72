import { afterEach, beforeEach, expect, test } from 'vitest'
import { audit } from '#dialect/schema.ts'
import { changePassword, hasPassword, makeSignInLink, signIn, useLink } from '../../src/people/service.ts'
import { systemViewer, type Viewer } from '../../src/people/role.ts'
import { cookieHeader, goodPassword, openWorld, type World } from '../world.ts'

let world: World
beforeEach(async () => {
  world = openWorld()
  await world.person('Ada', { password: goodPassword })
})
afterEach(() => {
  world.close()
})

const address = '192.0.2.1'
const better = 'seven quiet lanterns hum'
const read = (cookie: string) => world.context.sessions.read(cookieHeader(cookie))
const arrive = async (password = goodPassword) =>
  (await signIn(world.context, null, { email: 'ada@example.com', password, label: 'Firefox', address })).cookie
const change = (viewer: Viewer, old: string, password = better) => changePassword(world.context, viewer, { old, password, address })

test('with the one until now it is changed; this browser goes on, every other has to sign in again, and open links are dead', async () => {
  const [here, elsewhere] = [await arrive(), await arrive()]
  const { url } = await makeSignInLink(world.context, systemViewer, { email: 'ada@example.com' })
  const { viewer } = (await read(here))!
  const { cookie } = await change(viewer, goodPassword)
  expect((await read(cookie))!.viewer.id).toBe(viewer.id)
  for (const old of [here, elsewhere]) expect(await read(old)).toBeNull()
  await expect(useLink(world.context, null, { token: url!.split('/in/')[1]! })).rejects.toMatchObject({ code: 'not-found' })
  await expect(arrive()).rejects.toMatchObject({ code: 'signed-out' })
  await arrive(better)
  expect((await world.context.read.select().from(audit)).map(({ verb }) => verb)).toContain('password.changed')
})

test('with a wrong one, or to a weak one, nothing changes; ten wrong ones lock', async () => {
  const { viewer } = (await read(await arrive()))!
  await expect(change(viewer, goodPassword, 'short')).rejects.toMatchObject({ code: 'invalid' })
  for (let n = 0; n < 9; n++) await expect(change(viewer, 'wrong')).rejects.toMatchObject({ code: 'forbidden' })
  await arrive()
  for (let n = 0; n < 10; n++) await expect(change(viewer, 'wrong')).rejects.toMatchObject({ code: 'forbidden' })
  await expect(change(viewer, goodPassword)).rejects.toMatchObject({ code: 'too-many' })
})

test('who has none sets one, soon after signing in', async () => {
  const { viewer } = await world.person('Ben')
  expect(await hasPassword(world.context, viewer)).toBe(false)
  world.clock.forward({ minutes: 10 })
  await expect(change(viewer, '')).rejects.toMatchObject({ code: 'step-up' })
  await change({ ...viewer, provedAt: world.clock.now() }, '')
  expect(await hasPassword(world.context, viewer)).toBe(true)
})
