import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { audit, link as linkTable, outbox } from '#dialect/schema.ts'
import { hash } from '../../src/kernel/hash.ts'
import {
  addPerson,
  changeRole,
  closeAccount,
  ensureSetupLink,
  lookAtLink,
  makeSignInLink,
  placeInTeam,
  setUp,
  signIn,
  useLink,
} from '../../src/people/service.ts'
import { systemViewer } from '../../src/people/role.ts'
import { cookieHeader, goodPassword, openWorld, type Person, type World } from '../world.ts'

let world: World
beforeEach(() => {
  world = openWorld()
})
afterEach(() => {
  world.close()
})

const read = (cookie: string) => world.context.sessions.read(cookieHeader(cookie))
const gone = (message: string) => ({ name: 'Refusal', code: 'not-found', message, hint: 'Ask whoever sent it for a new one.' })
const used = gone('This link was used already; each works once.')
const tooOld = gone('This link is too old to work.')
const unknown = gone('This link is not known here.')

describe('a sign-in link', () => {
  const tokenFor = async (email: string) => (await makeSignInLink(world.context, systemViewer, { email })).url!.split('/in/')[1]!
  beforeEach(async () => {
    await world.person('Ada', { password: goodPassword })
  })

  test('leads to the public address and is stored as a hash only', async () => {
    const { url } = await makeSignInLink(world.context, systemViewer, { email: 'ADA@example.com' })
    expect(url).toMatch(/^http:\/\/localhost:4321\/in\/[\w-]{43}$/)
    const token = url!.split('/in/')[1]!
    const stored = JSON.stringify(await world.context.read.select().from(linkTable))
    expect(stored).toContain(hash(token))
    expect(stored).not.toContain(token)
  })

  test('shows whose it is as often as one looks, and signs in once', async () => {
    const token = await tokenFor('ada@example.com')
    for (let n = 0; n < 3; n++) {
      expect(await lookAtLink(world.context, null, { token })).toMatchObject({ kind: 'sign-in', name: 'Ada', email: 'ada@example.com' })
    }
    const { cookie } = await useLink(world.context, null, { token })
    expect((await read(cookie))?.viewer.email).toBe('ada@example.com')
    await expect(useLink(world.context, null, { token })).rejects.toMatchObject(used)
    await expect(lookAtLink(world.context, null, { token })).rejects.toMatchObject(used)
  })

  test('used twice at the same moment, it signs in once', async () => {
    const token = await tokenFor('ada@example.com')
    const both = await Promise.allSettled([useLink(world.context, null, { token }), useLink(world.context, null, { token })])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('ends after 24 hours', async () => {
    const token = await tokenFor('ada@example.com')
    world.clock.forward({ hours: 24, seconds: -1 })
    await lookAtLink(world.context, null, { token })
    world.clock.forward({ seconds: 1 })
    await expect(lookAtLink(world.context, null, { token })).rejects.toMatchObject(tooOld)
    await expect(useLink(world.context, null, { token })).rejects.toMatchObject(tooOld)
  })

  test.each([
    { name: 'empty', token: '' },
    { name: 'made up', token: 'A'.repeat(43) },
    { name: 'the hash of a real one', token: 'hash' },
  ])('that is $name is not known', async ({ token }) => {
    const real = await tokenFor('ada@example.com')
    const tried = token === 'hash' ? hash(real) : token
    await expect(useLink(world.context, null, { token: tried })).rejects.toMatchObject(unknown)
  })

  test('may set a password, which ends the old one and its sign-ins', async () => {
    const ben = await world.person('Ben', { password: goodPassword })
    const { cookie } = await useLink(world.context, null, {
      token: await tokenFor('ben@example.com'),
      password: 'seven quiet lanterns hum',
    })
    expect(await world.context.sessions.read(ben.cookie)).toBeNull()
    expect(await read(cookie)).not.toBeNull()
    const withPassword = (password: string) => signIn(world.context, null, { email: 'ben@example.com', password, address: '192.0.2.1' })
    await expect(withPassword(goodPassword)).rejects.toMatchObject({ code: 'signed-out' })
    await withPassword('seven quiet lanterns hum')
  })

  test('is not used up by a weak password', async () => {
    const token = await tokenFor('ada@example.com')
    await expect(useLink(world.context, null, { token, password: 'short' })).rejects.toMatchObject({ code: 'invalid' })
    await useLink(world.context, null, { token })
  })

  test('is for a lead to make, for whom they reach and who may no more than they', async () => {
    for (const [name, parent] of [
      ['Sales', undefined],
      ['North', 'Sales'],
      ['Support', undefined],
    ] as const)
      await world.team(name, parent)
    const leo = await world.person('Leo', { team: 'Sales', lead: true })
    await world.person('Nia', { team: 'North' })
    await world.person('Nell', { team: 'North', lead: true })
    await world.person('Amy', { team: 'North', role: 'author' })
    await world.person('Sue', { team: 'Support' })
    await world.person('Tess', { team: 'North' })
    await placeInTeam(world.context, systemViewer, { person: 'tess@example.com', team: 'Support', lead: true })
    const asLeo = (name: string) => makeSignInLink(world.context, leo.viewer, { email: `${name}@example.com` })
    for (const name of ['nia', 'nell', 'leo']) expect((await asLeo(name)).mailedTo).toBeNull()
    await expect(asLeo('sue')).rejects.toMatchObject({ code: 'not-found' })
    await expect(asLeo('amy')).rejects.toMatchObject({ code: 'forbidden' })
    // Tess leads people whom Leo does not reach: her link would open Support to him.
    await expect(asLeo('tess')).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('is mailed where Heed can send mail, and its maker does not see it', async () => {
    const mailing = openWorld({ smtpUrl: 'smtp://127.0.0.1:1' })
    const alma = await mailing.person('Alma', { role: 'admin' })
    await mailing.person('Ada')
    const link = await makeSignInLink(mailing.context, alma.viewer, { email: 'ada@example.com' })
    expect(link).toMatchObject({ mailedTo: 'ada@example.com', url: null })
    const [row] = await mailing.context.read.select().from(outbox)
    expect(row).toMatchObject({ kind: 'mail.sign-in', nextTryAt: mailing.clock.now(), tries: 0 })
    expect(JSON.parse(row!.payload)).toEqual({ to: 'ada@example.com', name: 'Ada', url: expect.stringContaining('/in/'), madeBy: 'Alma' })
    mailing.close()
  })

  test('is for admins to make, and never for somebody above them', async () => {
    const ada = await world.person('Ada Admin', { role: 'admin' })
    const lou = await world.person('Lou')
    await world.person('Oda', { role: 'owner' })
    await makeSignInLink(world.context, ada.viewer, { email: 'lou@example.com' })
    await expect(makeSignInLink(world.context, ada.viewer, { email: 'oda@example.com' })).rejects.toMatchObject({ code: 'forbidden' })
    for (const email of ['lou@example.com', 'ada@example.com', 'who@example.com'])
      await expect(makeSignInLink(world.context, lou.viewer, { email })).rejects.toMatchObject({ code: 'not-found' })
    await expect(makeSignInLink(world.context, ada.viewer, { email: 'who@example.com' })).rejects.toMatchObject({
      code: 'not-found',
      message: 'Nobody whom you can let in has the address who@example.com.',
      hint: 'Look for them among the people, or invite them.',
    })
    await expect(makeSignInLink(world.context, systemViewer, { email: 'who@example.com' })).rejects.toMatchObject({
      message: 'Nobody here has the address who@example.com.',
      hint: expect.stringContaining('heed person list'),
    })
  })

  test('asks its maker for the password again: whoever holds it can be that person', async () => {
    const leo = await world.person('Leo')
    await world.team('Sales')
    await placeInTeam(world.context, systemViewer, { person: 'leo@example.com', team: 'Sales' })
    const lea = { ...(await world.person('Lena', { team: 'Sales', lead: true })).viewer, provedAt: world.clock.now() }
    world.clock.forward({ minutes: 10 })
    const asked = makeSignInLink(world.context, lea, { email: leo.viewer.email })
    await expect(asked).rejects.toMatchObject({ code: 'step-up' })
    const fresh = { ...lea, provedAt: world.clock.now() }
    expect((await makeSignInLink(world.context, fresh, { email: leo.viewer.email })).url).toContain('/in/')
  })

  describe('is worth what its maker may do now', () => {
    let alma: Person
    let leo: Person
    beforeEach(async () => {
      await world.team('Sales')
      await world.team('Office')
      alma = await world.person('Alma', { role: 'admin' })
      await world.person('Ben', { role: 'admin' })
      leo = await world.person('Leo', { team: 'Sales', lead: true })
      await world.person('Nia', { team: 'Sales' })
    })
    const tokenBy = async (maker: Person, email: string) =>
      (await makeSignInLink(world.context, maker.viewer, { email })).url!.split('/in/')[1]!
    const call = { context: () => world.context, oda: systemViewer }
    const changes: [string, () => Person, string, () => Promise<unknown>][] = [
      ['who was let go', () => alma, 'ben', () => closeAccount(call.context(), call.oda, { person: 'alma@example.com' })],
      [
        'who is an admin no more',
        () => alma,
        'ben',
        () => changeRole(call.context(), call.oda, { person: 'alma@example.com', role: 'learner' }),
      ],
      ['who leads no more', () => leo, 'nia', () => placeInTeam(call.context(), call.oda, { person: 'leo@example.com', team: 'Sales' })],
      [
        'whose person leads elsewhere now',
        () => leo,
        'nia',
        () => placeInTeam(call.context(), call.oda, { person: 'nia@example.com', team: 'Office', lead: true }),
      ],
    ]
    test.each(changes)('%s', async (_, maker, name, change) => {
      const token = await tokenBy(maker(), `${name}@example.com`)
      await lookAtLink(world.context, null, { token })
      await change()
      const over = { code: 'not-found', message: 'This link works no more: whoever made it may not let you in any longer.' }
      await expect(lookAtLink(world.context, null, { token })).rejects.toMatchObject(over)
      await expect(useLink(world.context, null, { token, password: goodPassword })).rejects.toMatchObject(over)
    })
  })

  test('leaves who made it and who used it in the audit, without the secret', async () => {
    const token = await tokenFor('ada@example.com')
    const { personId } = await useLink(world.context, null, { token })
    const rows = await world.context.read.select().from(audit)
    expect(rows.map(({ verb, actorId }) => ({ verb, actorId }))).toEqual([
      { verb: 'person.added', actorId: 'system' },
      { verb: 'link.made', actorId: 'system' },
      { verb: 'link.used', actorId: personId },
    ])
    expect(JSON.stringify(rows)).not.toContain(token)
  })
})

describe('the set-up link', () => {
  const owner = { name: 'Oda Owner', email: 'oda@example.com', password: goodPassword }
  const freshToken = async () => (await ensureSetupLink(world.context))!.split('/setup?token=')[1]!

  test('makes the first owner and signs them in', async () => {
    const token = await freshToken()
    expect(await lookAtLink(world.context, null, { token })).toMatchObject({ kind: 'setup', name: null, email: null })
    const { cookie } = await setUp(world.context, null, { token, ...owner })
    expect((await read(cookie))?.viewer).toMatchObject({ name: 'Oda Owner', role: 'owner' })
    await signIn(world.context, null, { email: owner.email, password: owner.password, address: '192.0.2.1' })
  })

  test('is made anew at every start while there is no owner, and the former one ends', async () => {
    await world.person('Ada', { role: 'admin' })
    const first = await freshToken()
    const second = await freshToken()
    await expect(setUp(world.context, null, { token: first, ...owner })).rejects.toMatchObject(unknown)
    await setUp(world.context, null, { token: second, ...owner })
  })

  test('is not made when there is an owner', async () => {
    await world.person('Oda', { role: 'owner' })
    expect(await ensureSetupLink(world.context)).toBeNull()
  })

  test('is refused when an owner came another way in the meantime', async () => {
    const token = await freshToken()
    await world.person('Olga', { role: 'owner' })
    await expect(setUp(world.context, null, { token, ...owner })).rejects.toMatchObject({
      code: 'conflict',
      message: 'This Heed has an owner already.',
    })
  })

  test('used by two at the same moment, it makes one owner', async () => {
    const token = await freshToken()
    const both = await Promise.allSettled([
      setUp(world.context, null, { token, ...owner }),
      setUp(world.context, null, { token, ...owner, email: 'olga@example.com' }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('ends after an hour', async () => {
    const token = await freshToken()
    world.clock.forward({ hours: 1 })
    await expect(setUp(world.context, null, { token, ...owner })).rejects.toMatchObject(tooOld)
  })

  test('cannot be replaced by a sign-in link, nor the other way round', async () => {
    const { link } = await addPerson(world.context, systemViewer, { name: 'Ada', email: 'ada@example.com' })
    const signInToken = link!.url.split('/in/')[1]!
    await expect(setUp(world.context, null, { token: signInToken, ...owner })).rejects.toMatchObject(unknown)
    await expect(useLink(world.context, null, { token: await freshToken() })).rejects.toMatchObject(unknown)
  })

  test('survives what was typed wrong', async () => {
    const token = await freshToken()
    await expect(setUp(world.context, null, { token, ...owner, password: 'short' })).rejects.toMatchObject({ code: 'invalid' })
    await expect(setUp(world.context, null, { token, ...owner, email: 'oda' })).rejects.toMatchObject({
      code: 'invalid',
      message: 'This is not an email address. Write it like name@example.com.',
    })
    await setUp(world.context, null, { token, ...owner })
  })
})
