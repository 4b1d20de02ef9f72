import { afterEach, beforeEach, expect, test } from 'vitest'
import { audit, link, outbox } from '#dialect/schema.ts'
import { closeAccount, forgotPassword, signIn, useLink } from '../../src/people/service.ts'
import { systemViewer } from '../../src/people/role.ts'
import { goodPassword, openWorld, type World } from '../world.ts'

let world: World
beforeEach(async () => {
  world = openWorld({ smtpUrl: 'smtp://127.0.0.1:1' })
  await world.person('Ada', { password: goodPassword })
  await world.person('Cleo')
  await closeAccount(world.context, systemViewer, { person: 'cleo@example.com' })
})
afterEach(() => {
  world.close()
})

const ask = (email: string, address = '192.0.2.1') => forgotPassword(world.context, null, { email, address })
const mails = async () =>
  (await world.context.read.select().from(outbox)).map(({ payload }) => JSON.parse(payload) as { to: string; url: string })

test('the answer is the same for who is here, who is not, and who was', async () => {
  for (const email of ['ADA@example.com', 'nobody@example.com', 'cleo@example.com']) expect(await ask(email)).toEqual({ mail: true })
  expect((await mails()).map(({ to }) => to)).toEqual(['ada@example.com'])
})

test('each asking writes a row, so that not even the time tells who is here; no address of a stranger is kept', async () => {
  const asked = async () => (await world.context.read.select().from(audit)).filter(({ verb }) => verb === 'link.asked')
  for (const email of ['ada@example.com', 'nobody@example.com']) await ask(email)
  expect((await asked()).map(({ personId }) => personId === null)).toEqual([false, true])
  expect(JSON.stringify(await asked())).not.toContain('nobody@')
})

test('the link sets a new password', async () => {
  await ask('ada@example.com')
  const [{ url } = { url: '' }] = await mails()
  await useLink(world.context, null, { token: url.split('/in/')[1]!, password: 'seven quiet lanterns hum' })
  await signIn(world.context, null, { email: 'ada@example.com', password: 'seven quiet lanterns hum', address: '' })
})

test('nobody is buried in mail, and nothing tells that there was none', async () => {
  for (let n = 0; n < 6; n++) expect(await ask('ada@example.com', `192.0.2.${n}`)).toEqual({ mail: true })
  expect(await mails()).toHaveLength(3)
})

test('a network that asks on and on is told to wait', async () => {
  for (let n = 0; n < 20; n++) await ask(`person${n}@example.com`)
  await expect(ask('ada@example.com')).rejects.toMatchObject({ code: 'too-many', retryAfter: expect.any(Number) })
})

test('without mail nothing is made', async () => {
  const mute = openWorld()
  await mute.person('Ada')
  const before = await mute.context.read.select().from(link)
  expect(await forgotPassword(mute.context, null, { email: 'ada@example.com', address: '' })).toEqual({ mail: false })
  expect(await mute.context.read.select().from(link)).toEqual(before)
  mute.close()
})
