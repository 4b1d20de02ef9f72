import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { link as linkTable, outbox } from '#dialect/schema.ts'
import {
  acceptInvitation,
  addPerson,
  changeRole,
  closeAccount,
  endInvitation,
  invite,
  invitePage,
  lookAtInvitation,
  personPage,
  placeInTeam,
  signIn,
  useLink,
} from '../../src/people/service.ts'
import { systemViewer } from '../../src/people/role.ts'
import { cookieHeader, goodPassword, openWorld, type Person, type World } from '../world.ts'

let world: World
let alma: Person
let leo: Person
beforeEach(async () => {
  world = openWorld()
  await world.team('Sales')
  await world.team('North', 'Sales')
  await world.team('Support')
  await world.person('Oda', { role: 'owner' })
  alma = await world.person('Alma', { role: 'admin' })
  leo = await world.person('Leo', { team: 'Sales', lead: true })
})
afterEach(() => {
  world.close()
})

type Input = Parameters<typeof invite>[2]
const tokenOf = ({ url }: { url: string | null }) => url!.split('/join/')[1]!
const by = async ({ viewer }: Person, input: Input = {}) => tokenOf(await invite(world.context, viewer, input))
const look = (token: string) => lookAtInvitation(world.context, null, { token })
const join = (token: string, more: object = {}) =>
  acceptInvitation(world.context, null, {
    token,
    name: 'Nia',
    email: 'nia@example.com',
    password: goodPassword,
    address: '192.0.2.1',
    ...more,
  })
const gone = { name: 'Refusal', code: 'not-found' }

describe('an invitation', () => {
  test('makes an account with role and team, signs in, and works once', async () => {
    const token = await by(alma, { role: 'author', team: 'North' })
    for (let n = 0; n < 3; n++) expect(await look(token)).toEqual({ email: null, role: 'author', team: 'North', from: 'Alma' })
    const { cookie, personId } = await join(token)
    expect((await world.context.sessions.read(cookieHeader(cookie)))?.viewer).toMatchObject({ name: 'Nia', role: 'author' })
    expect(await personPage(world.context, alma.viewer, { person: personId })).toMatchObject({ teams: [{ name: 'North', lead: false }] })
    await signIn(world.context, null, { email: 'nia@example.com', password: goodPassword, address: '' })
    await expect(look(token)).rejects.toMatchObject(gone)
    await expect(join(token, { email: 'other@example.com' })).rejects.toMatchObject(gone)
  })

  test('is stored as a hash, for seven days', async () => {
    const { url, expiresAt } = await invite(world.context, alma.viewer, {})
    expect(url).toMatch(/^http:\/\/localhost:4321\/join\/[\w-]{43}$/)
    expect(expiresAt - world.clock.now()).toBe(7 * 86_400_000)
    expect(JSON.stringify(await world.context.read.select().from(linkTable))).not.toContain(tokenOf({ url }))
    world.clock.forward({ days: 7 })
    await expect(look(tokenOf({ url }))).rejects.toMatchObject({ ...gone, message: 'This link is too old to work.' })
    await expect(join(tokenOf({ url }))).rejects.toMatchObject(gone)
  })

  test('for an address makes an account for that address, whatever is typed', async () => {
    const { personId } = await join(await by(alma, { email: 'Nora@example.com' }), { email: 'nia@example.com' })
    expect(await personPage(world.context, alma.viewer, { person: personId })).toMatchObject({ email: 'Nora@example.com' })
  })

  test('taken by two at the same moment makes one account', async () => {
    const token = await by(alma)
    const both = await Promise.allSettled([join(token), join(token, { email: 'other@example.com' })])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test.each([
    { name: 'a weak password', more: { password: 'short' }, code: 'invalid' },
    { name: 'no name', more: { name: ' ' }, code: 'invalid' },
    { name: 'no address', more: { email: undefined }, code: 'invalid' },
    { name: 'an address that is here', more: { email: 'LEO@example.com' }, code: 'conflict' },
  ])('survives $name', async ({ more, code }) => {
    const token = await by(alma)
    await expect(join(token, more)).rejects.toMatchObject({ code })
    await join(token)
  })

  test('is no sign-in link, and a sign-in link is no invitation', async () => {
    await expect(useLink(world.context, null, { token: await by(alma) })).rejects.toMatchObject(gone)
    const { link } = await addPerson(world.context, systemViewer, { name: 'Ben', email: 'ben@example.com' })
    await expect(join(link!.url.split('/in/')[1]!)).rejects.toMatchObject(gone)
  })

  test('to an address that is here is refused when it is made', async () => {
    await expect(invite(world.context, alma.viewer, { email: 'leo@example.com' })).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('an invitation is no way to ask who is here', () => {
  const inviteTo = (who: Person, email: string) => invite(world.context, who.viewer, { email, team: 'North' })

  test('a lead hears of an address only where they reach whose it is', async () => {
    await world.person('Mia', { team: 'North' })
    const sam = await world.person('Sam', { team: 'Support' })
    await expect(inviteTo(leo, 'MIA@example.com')).rejects.toMatchObject({ code: 'conflict' })
    await expect(inviteTo(leo, 'leo@example.com')).rejects.toMatchObject({ code: 'conflict' })
    const link = await inviteTo(leo, sam.viewer.email)
    expect(link).toMatchObject({ ...(await inviteTo(leo, 'nobody@example.com')), url: expect.any(String) })
    await expect(join(tokenOf(link))).rejects.toMatchObject({ code: 'conflict' })
    await expect(inviteTo(alma, sam.viewer.email)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('and whoever holds one asks only so often from one network, whatever the answer', async () => {
    const token = await by(alma)
    await expect(join(token, { email: 'leo@example.com' })).rejects.toMatchObject({ code: 'conflict' })
    for (let n = 1; n < 50; n++) await world.context.limits.countJoin('192.0.2.1')
    const tooMany = { code: 'too-many', retryAfter: expect.any(Number) }
    await expect(join(token, { email: 'leo@example.com' })).rejects.toMatchObject(tooMany)
    await expect(join(token)).rejects.toMatchObject(tooMany)
    await join(token, { address: '192.0.2.2' })
  })

  test('a class that joins from one network is not held up', async () => {
    for (let n = 0; n < 49; n++) await world.context.limits.countJoin('192.0.2.1')
    await join(await by(alma))
    await join(await by(alma), { email: 'nora@example.com' })
  })
})

describe('nobody invites to more than they have', () => {
  test.each([
    { name: 'an admin, an owner', who: () => alma, input: { role: 'owner' }, code: 'forbidden' },
    { name: 'a lead, an author', who: () => leo, input: { role: 'author', team: 'Sales' }, code: 'forbidden' },
    { name: 'a lead, into a team beside theirs', who: () => leo, input: { team: 'Support' }, code: 'not-found' },
    { name: 'a lead, into a team that is not there', who: () => leo, input: { team: 'Nowhere' }, code: 'not-found' },
    { name: 'a lead, into no team', who: () => leo, input: {}, code: 'invalid' },
  ] as { name: string; who: () => Person; input: Input; code: string }[])('$name', async ({ who, input, code }) => {
    await expect(invite(world.context, who().viewer, input)).rejects.toMatchObject({ name: 'Refusal', code })
  })

  test.each(['learner', 'author'] as const)('and a %s who leads nothing finds nothing here', async (role) => {
    const { viewer } = await world.person('Eve', { role, team: 'Sales' })
    await expect(invite(world.context, viewer, { team: 'Sales' })).rejects.toMatchObject(gone)
    await expect(invitePage(world.context, viewer)).rejects.toMatchObject(gone)
  })

  test('more than a learner needs a fresh sign-in', async () => {
    world.clock.forward({ minutes: 11 })
    await by(alma)
    await expect(invite(world.context, alma.viewer, { role: 'admin' })).rejects.toMatchObject({ code: 'step-up' })
  })
})

describe('what was made is worth what its maker may do now', () => {
  test('a lead invites into the teams below theirs, as long as they lead', async () => {
    await join(await by(leo, { team: 'North' }))
    const second = await by(leo, { team: 'North' })
    await placeInTeam(world.context, systemViewer, { person: 'leo@example.com', team: 'Sales', lead: false })
    await expect(look(second)).rejects.toMatchObject({
      ...gone,
      message: 'This invitation works no more: it was used up, was ended, or its days are over.',
    })
    await expect(join(second, { email: 'other@example.com' })).rejects.toMatchObject(gone)
  })

  test('an admin who is none any more invites nobody', async () => {
    const token = await by(alma, { team: 'Support' })
    await changeRole(world.context, systemViewer, { person: 'alma@example.com', role: 'author' })
    await expect(join(token)).rejects.toMatchObject(gone)
  })

  test('nor does somebody whose account was closed', async () => {
    const token = await by(leo, { team: 'Sales' })
    await closeAccount(world.context, systemViewer, { person: 'leo@example.com' })
    await expect(join(token)).rejects.toMatchObject(gone)
  })
})

describe('open invitations', () => {
  const open = async ({ viewer }: Person) => (await invitePage(world.context, viewer)).open

  test('are listed without their secret: an admin sees all, a lead those into their teams', async () => {
    await by(alma, { email: 'nia@example.com', team: 'Support' })
    world.clock.forward({ minutes: 1 })
    const token = await by(leo, { team: 'North' })
    expect((await open(alma)).map(({ email, team, madeBy }) => [email, team, madeBy])).toEqual([
      [null, 'North', 'Leo'],
      ['nia@example.com', 'Support', 'Alma'],
    ])
    expect(await open(leo)).toMatchObject([{ team: 'North' }])
    expect(JSON.stringify(await open(alma))).not.toContain(token)
  })

  test('can be ended by who sees them', async () => {
    const [mine, others] = [await by(leo, { team: 'North' }), await by(alma, { team: 'Support' })]
    const [first] = await open(leo)
    const end = ({ viewer }: Person, invitation: string) => endInvitation(world.context, viewer, { invitation })
    const foreign = (await open(alma)).find(({ team }) => team === 'Support')!
    await expect(end(leo, foreign.id)).rejects.toMatchObject(gone)
    await end(leo, first!.id)
    await expect(look(mine)).rejects.toMatchObject({ ...gone, message: 'This link is not known here.' })
    await expect(end(leo, first!.id)).rejects.toMatchObject(gone)
    await look(others)
  })

  test('are at most fifty of one person', { timeout: 20_000 }, async () => {
    for (let n = 0; n < 50; n++) await by(leo, { team: 'North' })
    await expect(invite(world.context, leo.viewer, { team: 'North' })).rejects.toMatchObject({ code: 'too-many' })
    await by(alma)
    world.clock.forward({ days: 7 })
    await by(leo, { team: 'North' })
  })
})

test('with mail, an invitation for an address goes there; without an address it goes nowhere', async () => {
  const mailing = openWorld({ smtpUrl: 'smtp://127.0.0.1:1' })
  const admin = await mailing.person('Alma', { role: 'admin' })
  expect((await invite(mailing.context, admin.viewer, {})).mailedTo).toBeNull()
  // On its way to somebody's own mailbox it is nobody else's to see.
  expect(await invite(mailing.context, admin.viewer, { email: 'nia@example.com' })).toMatchObject({
    mailedTo: 'nia@example.com',
    url: null,
  })
  const rows = await mailing.context.read.select().from(outbox)
  expect(rows.map(({ kind, payload }) => [kind, JSON.parse(payload)])).toEqual([
    ['mail.invite', { to: 'nia@example.com', name: null, url: expect.stringContaining('/join/'), madeBy: 'Alma' }],
  ])
  mailing.close()
})
