import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addPerson, addTeam, listPeople, me, seeZone } from '../../src/people/service.ts'
import { systemViewer } from '../../src/people/role.ts'
import { goodPassword, openWorld, type World } from '../world.ts'

let world: World
beforeEach(() => {
  world = openWorld()
})
afterEach(() => {
  world.close()
})

const add = (input: Partial<Parameters<typeof addPerson>[2]> = {}, viewer = systemViewer) =>
  addPerson(world.context, viewer, { name: 'Ada', email: 'ada@example.com', ...input })

describe('adding a person', () => {
  test('makes a learner and a link for the first sign-in', async () => {
    expect(await add()).toMatchObject({
      name: 'Ada',
      role: 'learner',
      link: { url: expect.stringMatching('/in/'), expiresAt: world.clock.now() + 86_400_000 },
    })
  })

  test('with a password makes no link', async () => {
    expect((await add({ password: goodPassword })).link).toBeNull()
  })

  test.each([
    {
      name: 'the same address in other capitals',
      input: { email: 'ADA@Example.com' },
      code: 'conflict',
      says: 'Somebody here has the address ADA@Example.com already.',
    },
    {
      name: 'no address',
      input: { email: 'ada' },
      code: 'invalid',
      says: 'This is not an email address. Write it like name@example.com.',
    },
    { name: 'no name', input: { email: 'b@example.com', name: '  ' }, code: 'invalid', says: 'A name is needed.' },
    {
      name: 'a name of two lines',
      input: { email: 'b@example.com', name: 'Ben\nBcc: x' },
      code: 'invalid',
      says: 'A name stands on one line.',
    },
    {
      name: 'an unknown role',
      input: { email: 'b@example.com', role: 'boss' as never },
      code: 'invalid',
      says: 'A role is one of learner, author, admin, owner.',
    },
    {
      name: 'an unknown team',
      input: { email: 'b@example.com', team: 'Front desk' },
      code: 'not-found',
      says: 'There is no team “Front desk”.',
    },
    {
      name: 'a lead of nothing',
      input: { email: 'b@example.com', lead: true },
      code: 'invalid',
      says: 'Name the team that this person leads.',
    },
    {
      name: 'a field that is none',
      input: { email: 'b@example.com', epoch: 9 } as never,
      code: 'invalid',
      says: 'Unrecognized key: "epoch".',
    },
  ])('refuses $name, and adds nobody', async ({ input, code, says }) => {
    await add()
    await expect(add(input)).rejects.toMatchObject({ name: 'Refusal', code, message: says })
    expect(await listPeople(world.context, systemViewer)).toHaveLength(1)
  })

  test('names the command that makes the missing team', async () => {
    await expect(add({ team: 'Front desk' })).rejects.toMatchObject({ hint: 'Make it first: heed team add "Front desk"' })
  })

  test('gives nobody more than the one who adds has', async () => {
    const { viewer } = await world.person('Alma', { role: 'admin' })
    await add({ role: 'admin' }, viewer)
    await expect(add({ email: 'b@example.com', role: 'owner' }, viewer)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test.each(['learner', 'author'] as const)('is not for a role such as %s', async (role) => {
    const { viewer } = await world.person('Ben', { role })
    await expect(add({}, viewer)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listPeople(world.context, viewer)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(addTeam(world.context, viewer, { name: 'Mine' })).rejects.toMatchObject({ code: 'forbidden' })
  })
})

test('the list shows everybody with role and teams, by name', async () => {
  await world.team('Front desk')
  await world.person('Cleo', { team: 'front desk', lead: true })
  await world.person('Ben', { role: 'author' })
  const people = await listPeople(world.context, systemViewer)
  expect(people.map(({ name, role, teams }) => ({ name, role, teams: teams.map((team) => [team.name, team.lead]) }))).toEqual([
    { name: 'Ben', role: 'author', teams: [] },
    { name: 'Cleo', role: 'learner', teams: [['Front desk', true]] },
  ])
  expect(JSON.stringify(people)).not.toContain('argon2')
})

test('me says who I am and where I belong, and nothing of the password', async () => {
  await world.team('Front desk')
  const { viewer } = await world.person('Cleo', { team: 'Front desk', lead: true, password: goodPassword })
  expect(await me(world.context, viewer)).toEqual({
    id: viewer.id,
    email: 'cleo@example.com',
    name: 'Cleo',
    role: 'learner',
    zone: 'UTC',
    locale: null,
    minutes: 5,
    daysAWeek: 4,
    workDays: '12345',
    keysOn: true,
    theme: 'system',
    textSize: 'normal',
    motion: 'system',
    remindAt: '09:00',
    teams: [{ id: expect.any(String), name: 'Front desk', lead: true }],
  })
})

describe('the zone seen last', () => {
  test('is remembered', async () => {
    const { viewer, cookie } = await world.person('Ada')
    await seeZone(world.context, viewer, { zone: 'Europe/Vienna' })
    expect((await world.context.sessions.read(cookie))?.viewer.zone).toBe('Europe/Vienna')
  })

  test('is not written when it is the same', async () => {
    const { viewer } = await world.person('Ada')
    world.context.transaction = () => Promise.reject(new Error('a write'))
    await seeZone(world.context, viewer, { zone: 'UTC' })
    await expect(seeZone(world.context, viewer, { zone: 'Europe/Vienna' })).rejects.toThrow('a write')
  })

  test.each(['', '+02:00', 'Mars/Olympus', '../../etc/passwd'])('%j is refused', async (zone) => {
    const { viewer } = await world.person('Ada')
    await expect(seeZone(world.context, viewer, { zone })).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('teams', () => {
  test('form a tree', async () => {
    await world.team('Sales')
    expect(await addTeam(world.context, systemViewer, { name: 'Sales North', parent: 'sales' })).toMatchObject({ name: 'Sales North' })
  })

  test.each([
    { name: 'the same name in other capitals', input: { name: 'SALES' }, code: 'conflict', says: 'There is a team “SALES” already.' },
    { name: 'an unknown parent', input: { name: 'North', parent: 'Selas' }, code: 'not-found', says: 'There is no team “Selas”.' },
    { name: 'no name', input: { name: '' }, code: 'invalid', says: 'A name is needed.' },
  ])('refuse $name', async ({ input, code, says }) => {
    await world.team('Sales')
    await expect(addTeam(world.context, systemViewer, input)).rejects.toMatchObject({ code, message: says })
  })
})
