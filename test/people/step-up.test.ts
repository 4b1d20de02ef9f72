import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { login } from '#dialect/schema.ts'
import { isFresh } from '../../src/people/fresh.ts'
import { signIn, stepUp, useLink, makeSignInLink } from '../../src/people/service.ts'
import { systemViewer } from '../../src/people/role.ts'
import { cookieHeader, goodPassword, openWorld, type World } from '../world.ts'

let world: World
beforeEach(async () => {
  world = openWorld()
  await world.person('Ada', { password: goodPassword, role: 'admin' })
})
afterEach(() => {
  world.close()
})

const address = '192.0.2.1'
const read = async (cookie: string) => (await world.context.sessions.read(cookieHeader(cookie)))!
const arrive = async () =>
  (await signIn(world.context, null, { email: 'ada@example.com', password: goodPassword, label: 'Firefox', address })).cookie

describe('the password again', () => {
  test('makes the sign-in fresh for ten minutes, under a new token; the old one is dead', async () => {
    const old = await arrive()
    world.clock.forward({ minutes: 20 })
    const { viewer, loginId } = await read(old)
    expect(isFresh(viewer, world.clock.now())).toBe(false)
    const { cookie } = await stepUp(world.context, viewer, { loginId, password: goodPassword, address })
    expect(cookieHeader(cookie)).not.toBe(cookieHeader(old))
    expect(await world.context.sessions.read(cookieHeader(old))).toBeNull()
    expect(isFresh((await read(cookie)).viewer, world.clock.now())).toBe(true)
    world.clock.forward({ minutes: 10 })
    expect(isFresh((await read(cookie)).viewer, world.clock.now())).toBe(false)
    expect((await world.context.read.select().from(login)).filter(({ label }) => label === 'Firefox')).toHaveLength(1)
  })

  test('that is wrong changes nothing, and ten wrong ones lock', async () => {
    const cookie = await arrive()
    const { viewer, loginId } = await read(cookie)
    const wrong = () => stepUp(world.context, viewer, { loginId, password: 'wrong', address })
    for (let n = 0; n < 10; n++) await expect(wrong()).rejects.toMatchObject({ code: 'forbidden', message: 'That is not your password.' })
    await expect(stepUp(world.context, viewer, { loginId, password: goodPassword, address })).rejects.toMatchObject({ code: 'too-many' })
    expect(await read(cookie)).not.toBeNull()
  })

  test('of somebody without one is refused; a sign-in by link counts for itself', async () => {
    const ben = await world.person('Ben', { role: 'admin' })
    await expect(stepUp(world.context, ben.viewer, { loginId: 'x', password: '', address })).rejects.toMatchObject({ code: 'forbidden' })
    world.clock.forward({ minutes: 20 })
    const { url } = await makeSignInLink(world.context, systemViewer, { email: 'ben@example.com' })
    const { cookie } = await useLink(world.context, null, { token: url!.split('/in/')[1]! })
    expect(isFresh((await read(cookie)).viewer, world.clock.now())).toBe(true)
  })
})

describe('a known device', () => {
  const tryFrom = (device: string | null, password: string) =>
    signIn(world.context, null, { email: 'ada@example.com', password, address, device })
  const markOf = ({ device }: { device: string }) => /^heed-device=([^;]+);/.exec(device)![1]!
  const lock = async () => {
    for (let n = 0; n < 10; n++) await expect(tryFrom(null, 'wrong')).rejects.toMatchObject({ code: 'signed-out' })
    await expect(tryFrom(null, goodPassword)).rejects.toMatchObject({ code: 'too-many' })
  }

  test('is not locked out by what strangers try', async () => {
    const mark = markOf(await tryFrom(null, goodPassword))
    await lock()
    await tryFrom(mark, goodPassword)
  })

  test('is locked by what is tried there', async () => {
    const mark = markOf(await tryFrom(null, goodPassword))
    for (let n = 0; n < 10; n++) await expect(tryFrom(mark, 'wrong')).rejects.toMatchObject({ code: 'signed-out' })
    await expect(tryFrom(mark, goodPassword)).rejects.toMatchObject({ code: 'too-many' })
  })

  test.each([
    { name: 'made up', forge: () => `${'A'.repeat(43)}.${'A'.repeat(43)}` },
    { name: 'with another nonce', forge: (mark: string) => `${'A'.repeat(43)}.${mark.split('.')[1]}` },
    { name: 'cut short', forge: (mark: string) => mark.slice(0, -1) },
    { name: 'empty', forge: () => '' },
  ])('is none by a mark that is $name', async ({ forge }) => {
    const mark = markOf(await tryFrom(null, goodPassword))
    await lock()
    await expect(tryFrom(forge(mark), goodPassword)).rejects.toMatchObject({ code: 'too-many' })
  })

  test('is none by the mark of somebody else, and a new password makes every mark void', async () => {
    await world.person('Ben', { password: goodPassword })
    const foreign = markOf(await signIn(world.context, null, { email: 'ben@example.com', password: goodPassword, address }))
    const own = markOf(await tryFrom(null, goodPassword))
    const { url } = await makeSignInLink(world.context, systemViewer, { email: 'ada@example.com' })
    await useLink(world.context, null, { token: url!.split('/in/')[1]!, password: 'seven quiet lanterns hum' })
    for (let n = 0; n < 10; n++) await expect(tryFrom(null, 'wrong')).rejects.toMatchObject({ code: 'signed-out' })
    for (const mark of [foreign, own]) await expect(tryFrom(mark, 'seven quiet lanterns hum')).rejects.toMatchObject({ code: 'too-many' })
  })

  test('keeps its mark for half a year, out of reach of scripts', async () => {
    expect((await tryFrom(null, goodPassword)).device).toMatch(
      /^heed-device=[\w-]{43}\.[\w-]{43}; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Lax$/,
    )
  })
})
