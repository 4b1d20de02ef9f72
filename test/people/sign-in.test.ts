import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { person as personTable } from '#dialect/schema.ts'
import { endSignIn, listSignIns, signIn, signOut } from '../../src/people/service.ts'
import { cookieHeader, goodPassword, openWorld, type World } from '../world.ts'

let world: World
beforeEach(async () => {
  world = openWorld()
  await world.person('Ada', { password: goodPassword })
})
afterEach(() => {
  world.close()
})

const tryToSignIn = (email: string, password: string, address = '192.0.2.1') =>
  signIn(world.context, null, { email, password, label: 'Firefox on Linux', address })

test('with email and password, whatever the capitals of the email', async () => {
  const { cookie } = await tryToSignIn(' ADA@example.com', goodPassword)
  const found = await world.context.sessions.read(cookieHeader(cookie))
  expect(found?.viewer.name).toBe('Ada')
  expect(cookie).toContain(`Max-Age=${90 * 86_400};`)
})

test('an unknown address, a wrong password, none set and a closed account get the same words', async () => {
  await world.person('Ben')
  const cleo = await world.person('Cleo', { password: goodPassword })
  await world.context.transaction(
    async (tx) => void (await tx.update(personTable).set({ closedAt: 1 }).where(eq(personTable.id, cleo.viewer.id))),
  )
  const tries = [
    tryToSignIn('nobody@example.com', goodPassword),
    tryToSignIn('ada@example.com', 'wrong horse battery staple'),
    tryToSignIn('ben@example.com', ''),
    tryToSignIn('cleo@example.com', goodPassword),
    tryToSignIn('not an address', 'x'.repeat(5000)),
    tryToSignIn('', ''),
  ]
  const said = (await Promise.allSettled(tries)).map((one) => one.status === 'rejected' && { ...one.reason, message: one.reason.message })
  expect(said[0]).toMatchObject({ name: 'Refusal', code: 'signed-out', message: 'That email and password do not belong together.' })
  for (const words of said) expect(words).toEqual(said[0])
})

test('after ten wrong passwords the right one has to wait too, and the words do not tell who is here', async () => {
  for (const email of ['ada@example.com', 'nobody@example.com']) {
    for (let n = 0; n < 10; n++) await expect(tryToSignIn(email, 'wrong')).rejects.toMatchObject({ code: 'signed-out' })
    await expect(tryToSignIn(email, goodPassword)).rejects.toMatchObject({ code: 'too-many', retryAfter: expect.any(Number) })
  }
})

test('a right password forgets the wrong ones before it', async () => {
  for (let round = 0; round < 3; round++) {
    for (let n = 0; n < 9; n++) await expect(tryToSignIn('ada@example.com', 'wrong')).rejects.toMatchObject({ code: 'signed-out' })
    await tryToSignIn('ada@example.com', goodPassword)
  }
})

test('what is no sign-in at all names the field', async () => {
  const broken = signIn(world.context, null, { email: 'ada@example.com', address: '192.0.2.1' } as never)
  await expect(broken).rejects.toMatchObject({ code: 'invalid', message: 'A password is needed.' })
})

test('signing out takes the cookie away and ends the sign-in', async () => {
  const { cookie } = await tryToSignIn('ada@example.com', goodPassword)
  const { viewer, loginId } = (await world.context.sessions.read(cookieHeader(cookie)))!
  expect(await signOut(world.context, viewer, { loginId })).toEqual({ cookie: 'heed=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax' })
  expect(await world.context.sessions.read(cookieHeader(cookie))).toBeNull()
})

test('signing out twice is fine', async () => {
  expect(await signOut(world.context, null, null)).toEqual({ cookie: 'heed=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax' })
})

test('the list of sign-ins ends one of them', async () => {
  const { cookie } = await tryToSignIn('ada@example.com', goodPassword)
  const { viewer } = (await world.context.sessions.read(cookieHeader(cookie)))!
  const [first] = (await listSignIns(world.context, viewer)).filter(({ label }) => label === 'the phone of Ada')
  await endSignIn(world.context, viewer, { loginId: first!.id })
  expect((await listSignIns(world.context, viewer)).map(({ label }) => label)).toEqual(['Firefox on Linux'])
})

test('the list is for whoever is signed in', async () => {
  await expect(listSignIns(world.context, null)).rejects.toMatchObject({ code: 'signed-out' })
})
