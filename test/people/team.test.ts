import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { assignment } from '#dialect/schema.ts'
import { addTeam, changeTeam, closeAccount, listTeams, placeInTeam, removeTeam, takeFromTeam, teamPage } from '../../src/people/service.ts'
import { systemViewer } from '../../src/people/role.ts'
import { openWorld, type World } from '../world.ts'

let world: World
beforeEach(async () => {
  world = openWorld()
  for (const [name, parent] of [
    ['Sales', undefined],
    ['North', 'Sales'],
    ['Far North', 'North'],
    ['Support', undefined],
  ] as const)
    await world.team(name, parent)
})
afterEach(() => {
  world.close()
})

const change = (input: Parameters<typeof changeTeam>[2]) => changeTeam(world.context, systemViewer, input)
const tree = async (viewer = systemViewer) =>
  (await listTeams(world.context, viewer)).map(({ name, depth }) => `${'-'.repeat(depth)}${name}`)

test('the tree is told in the order in which it is read', async () => {
  expect(await tree()).toEqual(['Sales', '-North', '--Far North', 'Support'])
})

test('each counts its own people, and with those below it every person once', async () => {
  await world.person('Ada', { team: 'Sales' })
  const ben = await world.person('Ben', { team: 'Far North' })
  await placeInTeam(world.context, systemViewer, { person: ben.viewer.id, team: 'North', lead: false })
  const teams = await listTeams(world.context, systemViewer)
  expect(teams.map(({ name, people, together }) => [name, people, together])).toEqual([
    ['Sales', 1, 2],
    ['North', 1, 1],
    ['Far North', 1, 1],
    ['Support', 0, 0],
  ])
})

describe('a team', () => {
  test('is not called as another one appears', async () => {
    await expect(addTeam(world.context, systemViewer, { name: 'Sa\u00ADles' })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('a sign in this name that nobody sees'),
    })
  })

  test('gets another name and another place', async () => {
    await change({ team: 'North', name: 'Nordics' })
    await change({ team: 'nordics', parent: 'Support' })
    expect(await tree()).toEqual(['Sales', 'Support', '-Nordics', '--Far North'])
    await change({ team: 'Nordics', parent: null })
    expect(await tree()).toEqual(['Nordics', '-Far North', 'Sales', 'Support'])
  })

  test('may be written in other capitals', async () => {
    expect(await change({ team: 'North', name: 'NORTH' })).toMatchObject({ name: 'NORTH' })
  })

  test.each([
    { name: 'below itself', input: { team: 'Sales', parent: 'Sales' }, code: 'conflict' },
    { name: 'below one of its own', input: { team: 'Sales', parent: 'Far North' }, code: 'conflict' },
    { name: 'below one that is not there', input: { team: 'Sales', parent: 'South' }, code: 'not-found' },
    { name: 'to a name that is taken', input: { team: 'Sales', name: 'support' }, code: 'conflict' },
    { name: 'when it is not there', input: { team: 'South', name: 'x' }, code: 'not-found' },
  ])('does not go $name', async ({ input, code }) => {
    await expect(change(input)).rejects.toMatchObject({ name: 'Refusal', code })
    expect(await tree()).toEqual(['Sales', '-North', '--Far North', 'Support'])
  })

  test('is removed when nothing hangs on it', async () => {
    const remove = (team: string) => removeTeam(world.context, systemViewer, { team })
    await expect(remove('North')).rejects.toMatchObject({ code: 'conflict', message: '“North” is not empty.' })
    await world.person('Ben', { team: 'Far North' })
    await closeAccount(world.context, systemViewer, { person: 'ben@example.com' })
    await expect(remove('Far North')).rejects.toMatchObject({ code: 'conflict' })
    await takeFromTeam(world.context, systemViewer, { person: 'ben@example.com', team: 'Far North' })
    await remove('Far North')
    await remove('North')
    expect(await tree()).toEqual(['Sales', 'Support'])
  })

  test('stays while a course was ever assigned to it', async () => {
    const { id } = await addTeam(world.context, systemViewer, { name: 'Night shift' })
    const row = { id: 'a', courseId: 'tea', teamId: id, startDay: '2026-03-02', class: 'standard' as const, madeBy: 'system', madeAt: 1 }
    await world.context.transaction(async (tx) => void (await tx.insert(assignment).values({ ...row, endedAt: 2 })))
    await expect(removeTeam(world.context, systemViewer, { team: id })).rejects.toMatchObject({
      code: 'conflict',
      hint: 'Give the team another name instead.',
    })
  })
})

describe('a lead', () => {
  test('sees what they lead and what is below it, and nothing beside', async () => {
    const { viewer } = await world.person('Leo', { team: 'North', lead: true })
    await world.person('Fay', { team: 'Far North' })
    expect(await tree(viewer)).toEqual(['North', '-Far North'])
    expect((await teamPage(world.context, viewer, { team: 'Far North' })).members).toMatchObject([{ name: 'Fay', lead: false, open: true }])
    for (const team of ['Sales', 'Support', 'Nowhere'])
      await expect(teamPage(world.context, viewer, { team })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('changes no team', async () => {
    const { viewer } = await world.person('Leo', { team: 'North', lead: true })
    for (const deed of [
      () => changeTeam(world.context, viewer, { team: 'North', name: 'x' }),
      () => removeTeam(world.context, viewer, { team: 'Far North' }),
      () => addTeam(world.context, viewer, { name: 'x', parent: 'North' }),
    ])
      await expect(deed()).rejects.toMatchObject({ code: 'forbidden' })
  })
})

test('whoever leads nothing sees no team, an author neither', async () => {
  const { viewer } = await world.person('Ann', { role: 'author', team: 'North' })
  expect(await tree(viewer)).toEqual([])
})
