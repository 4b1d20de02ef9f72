import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { audit } from '#dialect/schema.ts'
import {
  addPerson,
  afterRestore,
  auditCsv,
  auditPage,
  changeRole,
  closeAccount,
  endSignInsOf,
  importPeople,
  invite,
  lookAtInvitation,
  makeCalendar,
  makeSignInLink,
  openAccount,
  peoplePage,
  personPage,
  placeInTeam,
  renamePerson,
  signIn,
  takeFromTeam,
  useLink,
} from '../../src/people/service.ts'
import { whoseFeed } from '../../src/people/service/feed.ts'
import { systemViewer, type Viewer } from '../../src/people/role.ts'
import { goodPassword, openWorld, type Person, type World } from '../world.ts'

let world: World
let alma: Person
let oda: Person
let ben: Person
beforeEach(async () => {
  world = openWorld()
  await world.team('Sales')
  oda = await world.person('Oda', { role: 'owner' })
  alma = await world.person('Alma', { role: 'admin' })
  ben = await world.person('Ben', { password: goodPassword, team: 'Sales' })
})
afterEach(() => {
  world.close()
})

const isIn = async ({ cookie }: Person) => (await world.context.sessions.read(cookie)) !== null
const role = (viewer: Viewer, person: string, wanted: string) =>
  changeRole(world.context, viewer, { person, role: wanted as Viewer['role'] })
const verbs = async () => (await world.context.read.select().from(audit)).map(({ verb }) => verb)

describe('another role', () => {
  test('is given, ends every sign-in and every open link, and stands in the audit', async () => {
    const { url } = await makeSignInLink(world.context, alma.viewer, { email: 'ben@example.com' })
    expect(await role(alma.viewer, ben.viewer.id, 'author')).toMatchObject({ name: 'Ben', role: 'author' })
    expect(await isIn(ben)).toBe(false)
    await expect(useLink(world.context, null, { token: url!.split('/in/')[1]! })).rejects.toMatchObject({ code: 'not-found' })
    const { lines } = await auditPage(world.context, alma.viewer, { verb: 'role.changed' })
    expect(lines).toMatchObject([
      { actor: { name: 'Alma' }, person: { name: 'Ben' }, object: 'author', detail: { from: 'learner', to: 'author' } },
    ])
  })

  test('that they have already changes nothing', async () => {
    await role(alma.viewer, 'ben@example.com', 'learner')
    expect(await isIn(ben)).toBe(true)
    expect(await verbs()).not.toContain('role.changed')
  })

  test.each([
    { name: 'more than the giver has', person: 'ben@example.com', wanted: 'owner', code: 'forbidden' },
    { name: 'to somebody above the giver', person: 'oda@example.com', wanted: 'learner', code: 'forbidden' },
    { name: 'to nobody', person: 'who@example.com', wanted: 'author', code: 'not-found' },
    { name: 'that is none', person: 'ben@example.com', wanted: 'boss', code: 'invalid' },
  ])('$name is refused', async ({ person, wanted, code }) => {
    await expect(role(alma.viewer, person, wanted)).rejects.toMatchObject({ name: 'Refusal', code })
    expect(await isIn(oda)).toBe(true)
  })

  test('needs a password or a sign-in of the last ten minutes', async () => {
    world.clock.forward({ minutes: 10, seconds: -1 })
    await role(alma.viewer, 'ben@example.com', 'author')
    world.clock.forward({ seconds: 1 })
    await expect(role(alma.viewer, 'ben@example.com', 'learner')).rejects.toMatchObject({ code: 'step-up' })
  })

  test('never leaves this Heed without an owner', async () => {
    await expect(role(oda.viewer, 'oda@example.com', 'admin')).rejects.toMatchObject({
      code: 'conflict',
      message: 'This is the last owner, and somebody has to own this Heed.',
    })
    await world.person('Olga', { role: 'owner' })
    await role(oda.viewer, 'oda@example.com', 'admin')
  })

  test('two owners who step down at the same moment do not both', async () => {
    const olga = await world.person('Olga', { role: 'owner' })
    const both = await Promise.allSettled([role(oda.viewer, 'oda@example.com', 'admin'), role(olga.viewer, 'olga@example.com', 'admin')])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test.each(['learner', 'author'] as const)('is not for a %s to give', async (own) => {
    const { viewer } = await world.person('Eve', { role: own })
    await expect(role(viewer, 'eve@example.com', 'admin')).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a closed account', () => {
  test('signs nobody in, by no way, until it is opened again', async () => {
    const { url } = await makeSignInLink(world.context, alma.viewer, { email: 'ben@example.com' })
    await closeAccount(world.context, alma.viewer, { person: ben.viewer.id })
    expect(await isIn(ben)).toBe(false)
    const withPassword = () => signIn(world.context, null, { email: 'ben@example.com', password: goodPassword, address: '192.0.2.1' })
    await expect(withPassword()).rejects.toMatchObject({ code: 'signed-out' })
    await expect(useLink(world.context, null, { token: url!.split('/in/')[1]! })).rejects.toMatchObject({ code: 'not-found' })
    await expect(makeSignInLink(world.context, alma.viewer, { email: 'ben@example.com' })).rejects.toMatchObject({
      code: 'conflict',
      hint: 'Open it first, on the page of the person.',
    })

    await openAccount(world.context, alma.viewer, { person: ben.viewer.id })
    expect(await isIn(ben)).toBe(false)
    await withPassword()
    expect((await personPage(world.context, alma.viewer, { person: ben.viewer.id })).teams).toMatchObject([{ name: 'Sales' }])
  })

  test('takes its open invitations with it', async () => {
    const amy = await world.person('Amy', { role: 'admin' })
    const { url } = await invite(world.context, amy.viewer, {})
    await closeAccount(world.context, alma.viewer, { person: 'amy@example.com' })
    await expect(lookAtInvitation(world.context, null, { token: url!.split('/join/')[1]! })).rejects.toMatchObject({ code: 'not-found' })
  })

  test.each([
    { name: 'their own', who: () => alma, person: 'alma@example.com', code: 'conflict' },
    { name: 'one above them', who: () => alma, person: 'oda@example.com', code: 'forbidden' },
    { name: 'one that is not there', who: () => alma, person: 'who@example.com', code: 'not-found' },
  ])('an admin cannot close $name', async ({ who, person, code }) => {
    await expect(closeAccount(world.context, who().viewer, { person })).rejects.toMatchObject({ code })
  })

  test('of the last owner is refused, whoever asks', async () => {
    await expect(closeAccount(world.context, systemViewer, { person: 'oda@example.com' })).rejects.toMatchObject({ code: 'conflict' })
  })
})

test('all sign-ins of somebody end, and the others keep theirs', async () => {
  await endSignInsOf(world.context, alma.viewer, { person: 'ben@example.com' })
  expect([await isIn(ben), await isIn(alma)]).toEqual([false, true])
  await expect(endSignInsOf(world.context, alma.viewer, { person: 'oda@example.com' })).rejects.toMatchObject({ code: 'forbidden' })
})

test('with the sign-ins ends the address of the calendar, which needs none', async () => {
  const made = await makeCalendar(world.context, ben.viewer)
  const token = /calendar\/(.*)\.ics/.exec(made.url)![1]!
  expect(await whoseFeed(world.context, token, 'calendar')).toMatchObject({ name: 'Ben' })
  await endSignInsOf(world.context, alma.viewer, { person: 'ben@example.com' })
  await expect(whoseFeed(world.context, token, 'calendar')).rejects.toMatchObject({ code: 'not-found' })
})

test('nor does an address of a calendar that was ended come back with a backup', async () => {
  const made = await makeCalendar(world.context, ben.viewer)
  await afterRestore(world.context, { from: 'yesterday' })
  await expect(whoseFeed(world.context, /calendar\/(.*)\.ics/.exec(made.url)![1]!, 'calendar')).rejects.toMatchObject({ code: 'not-found' })
})

test('a name is changed, and the old one is not kept in the audit', async () => {
  await renamePerson(world.context, alma.viewer, { person: 'ben@example.com', name: ' Benedikt ' })
  expect((await world.context.sessions.read(ben.cookie))?.viewer.name).toBe('Benedikt')
  const rows = (await world.context.read.select().from(audit)).filter(({ verb }) => verb === 'person.renamed')
  expect(JSON.stringify(rows)).not.toMatch(/Ben/)
})

describe('places in teams', () => {
  test('whoever begins to lead signs in again; who stops stays', async () => {
    await placeInTeam(world.context, alma.viewer, { person: 'ben@example.com', team: 'Sales', lead: true })
    expect(await isIn(ben)).toBe(false)
    const { cookie } = await world.context.transaction((tx) => world.context.sessions.start(tx, ben.viewer.id, 'again'))
    await placeInTeam(world.context, alma.viewer, { person: 'ben@example.com', team: 'sales', lead: false })
    expect(await world.context.sessions.read(cookie.split(';')[0])).not.toBeNull()
  })

  test('one person has several, and leaves one of them', async () => {
    await world.team('Support')
    await placeInTeam(world.context, alma.viewer, { person: ben.viewer.id, team: 'Support' })
    const teams = async () => (await personPage(world.context, alma.viewer, { person: ben.viewer.id })).teams.map(({ name }) => name)
    expect(await teams()).toEqual(['Sales', 'Support'])
    await takeFromTeam(world.context, alma.viewer, { person: ben.viewer.id, team: 'Sales' })
    expect(await teams()).toEqual(['Support'])
    await expect(takeFromTeam(world.context, alma.viewer, { person: ben.viewer.id, team: 'Sales' })).rejects.toMatchObject({
      code: 'not-found',
      message: 'Ben is not in the team “Sales”.',
    })
  })

  test('of leading need a password or a sign-in of the last ten minutes', async () => {
    world.clock.forward({ minutes: 10 })
    const stale = { ...alma.viewer, provedAt: world.clock.now() - 600_000 }
    const sales = { person: 'ben@example.com', team: 'Sales' }
    await expect(placeInTeam(world.context, stale, { ...sales, lead: true })).rejects.toMatchObject({ code: 'step-up' })
    await placeInTeam(world.context, systemViewer, { ...sales, lead: true })
    for (const taking of [placeInTeam(world.context, stale, sales), takeFromTeam(world.context, stale, sales)])
      await expect(taking).rejects.toMatchObject({ code: 'step-up' })
    const added = addPerson(world.context, stale, { name: 'Lea', email: 'lea@example.com', team: 'Sales', lead: true })
    await expect(added).rejects.toMatchObject({ code: 'step-up' })
    await world.team('Support')
    await placeInTeam(world.context, stale, { person: 'ben@example.com', team: 'Support' })
  })

  test('of leading are not to be given or taken from somebody above: their sign-ins would end', async () => {
    const asked = placeInTeam(world.context, alma.viewer, { person: 'oda@example.com', team: 'Sales', lead: true })
    await expect(asked).rejects.toMatchObject({ code: 'forbidden' })
    expect(await isIn(oda)).toBe(true)
    const csv = 'email,name,team,lead\noda@example.com,Oda,Sales,yes\n'
    const { problems } = await importPeople(world.context, alma.viewer, { csv, dryRun: false })
    expect(problems).toMatchObject([{ line: 2, message: 'lead: Oda is owner: that is more than you are. Ask an owner.' }])
    expect(await isIn(oda)).toBe(true)
  })

  test('are not for a lead to give', async () => {
    const { viewer } = await world.person('Leo', { team: 'Sales', lead: true })
    await expect(placeInTeam(world.context, viewer, { person: ben.viewer.id, team: 'Sales', lead: true })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

describe('the list of people', () => {
  const names = async (query: Parameters<typeof peoplePage>[2] = {}) =>
    (await peoplePage(world.context, alma.viewer, query)).people.map(({ name }) => name)

  test('finds by parts of names and addresses, whatever the capitals and accents', async () => {
    await world.context.transaction(async () => undefined)
    await renamePerson(world.context, alma.viewer, { person: ben.viewer.id, name: 'Bénédikt Öhlin' })
    expect(await names({ q: 'BENED ohl' })).toEqual(['Bénédikt Öhlin'])
    expect(await names({ q: 'alma@' })).toEqual(['Alma'])
    expect(await names({ q: 'nobody' })).toEqual([])
  })

  test('narrows by role, team and state', async () => {
    const { teams } = await peoplePage(world.context, alma.viewer, {})
    expect(await names({ role: 'owner' })).toEqual(['Oda'])
    expect(await names({ team: teams[0]!.id })).toEqual(['Ben'])
    await closeAccount(world.context, alma.viewer, { person: ben.viewer.id })
    expect([await names(), await names({ state: 'closed' }), await names({ state: 'all' })]).toEqual([
      ['Alma', 'Oda'],
      ['Ben'],
      ['Alma', 'Ben', 'Oda'],
    ])
  })

  test('tells when a living sign-in was last seen, and is only for admins', async () => {
    const list = await peoplePage(world.context, alma.viewer, { q: 'ben' })
    expect(list.people).toMatchObject([{ seenAt: Date.UTC(2026, 2, 2, 12), source: null }])
    for (const { viewer } of [ben, await world.person('Leo', { team: 'Sales', lead: true })]) {
      await expect(peoplePage(world.context, viewer, {})).rejects.toMatchObject({ code: 'forbidden' })
      await expect(personPage(world.context, viewer, { person: oda.viewer.id })).rejects.toMatchObject({ code: 'forbidden' })
      await expect(auditPage(world.context, viewer, {})).rejects.toMatchObject({ code: 'forbidden' })
    }
  })

  test('shows fifty a page', async () => {
    for (let n = 10; n < 60; n++) await world.person(`Person ${n}`)
    const first = await peoplePage(world.context, alma.viewer, {})
    const last = await peoplePage(world.context, alma.viewer, { page: 9 })
    expect([first.people.length, first.found, first.pages, last.people.length]).toEqual([50, 53, 2, 3])
  }, 20_000)
})

test('the audit is narrowed to days by the clock on the wall, and taken away as a table after a proof', async () => {
  await renamePerson(world.context, alma.viewer, { person: ben.viewer.id, name: '=Ben' })
  world.clock.forward({ hours: 15, minutes: 30 })
  // 23:30 UTC: in Berlin it is the next day already.
  await renamePerson(world.context, alma.viewer, { person: ben.viewer.id, name: 'Benno' })
  const on = async (from: string, to: string, zone: string) =>
    (await auditPage(world.context, alma.viewer, { verb: 'person.renamed', from, to, zone })).lines.length
  expect(await on('2026-03-02', '2026-03-02', 'UTC')).toBe(2)
  expect(await on('2026-03-02', '2026-03-02', 'Europe/Berlin')).toBe(1)
  expect(await on('2026-03-03', '2026-03-09', 'Europe/Berlin')).toBe(1)
  await expect(on('2026-02-30', '2026-03-09', 'UTC')).rejects.toThrow('This is not a day')
  await expect(auditPage(world.context, alma.viewer, { person: 'nobody@example.com' })).rejects.toMatchObject({ code: 'not-found' })

  const asked = { verb: 'person.renamed', zone: 'UTC' }
  await expect(auditCsv(world.context, { ...alma.viewer, provedAt: 0 }, asked)).rejects.toMatchObject({ code: 'step-up' })
  const { name, body } = await auditCsv(world.context, { ...alma.viewer, provedAt: world.clock.now() }, asked)
  const rows = new TextDecoder().decode(body).trim().split('\r\n')
  expect([name, rows.length, rows[0]]).toEqual(['audit-2026-03-02.csv', 3, 'at,actor,verb,person,object,detail'])
  expect(rows[1]).toMatch(/^2026-03-02T23:30:00.000Z,Alma,person.renamed,Benno,/)
})

test('the audit of one person is asked for by enough of the name, and by no less', async () => {
  await world.person('Benita')
  const of = async (person: string) => (await auditPage(world.context, alma.viewer, { person })).person?.name
  expect(await of('benit')).toBe('Benita')
  await expect(of('ben')).rejects.toThrow(/^“ben” could be 2 people: Ben \(.*@.*\) and Benita \(.*@.*\)\.$/)
  await expect(of('bo')).rejects.toMatchObject({ code: 'not-found' })
})

test('the audit goes back page by page, for one person and one verb', async () => {
  for (let n = 0; n < 120; n++) await renamePerson(world.context, alma.viewer, { person: ben.viewer.id, name: `Ben ${n}` })
  const first = await auditPage(world.context, alma.viewer, { verb: 'person.renamed', person: 'ben@example.com' })
  expect(first.lines).toHaveLength(100)
  const second = await auditPage(world.context, alma.viewer, { verb: 'person.renamed', before: first.older! })
  expect(second.lines).toHaveLength(20)
  expect(second.older).toBeNull()
  const ids = [...first.lines, ...second.lines].map(({ id }) => id)
  expect(ids).toEqual(ids.toSorted().toReversed())
})
