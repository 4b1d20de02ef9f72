import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { accountCalled, personsOf, presences } from '../../db/people.ts'
import { membershipsOf } from '../../db/teams.ts'
import { openWorld, type Person, type World } from '../world.ts'

let world: World
let people: Record<'learner' | 'lead' | 'author' | 'admin' | 'owner', Person>
beforeEach(async () => {
  world = openWorld()
  await world.team('Front desk')
  people = {
    learner: await world.person('Lia', { team: 'Front desk' }),
    lead: await world.person('Leo', { team: 'Front desk', lead: true }),
    author: await world.person('Ann', { role: 'author' }),
    admin: await world.person('Abe', { role: 'admin' }),
    owner: await world.person('Oda', { role: 'owner' }),
  }
})
afterEach(() => {
  world.close()
})

/* The second of the two decisions about who may see what: these hold even where a door forgot the first. */
describe.each(['learner', 'lead', 'author'] as const)('a %s', (role) => {
  test('sees no row but their own', async () => {
    const { viewer } = people[role]
    expect((await personsOf(world.context.read, viewer)).map(({ id }) => id)).toEqual([viewer.id])
  })

  test('sees nobody else by id either', async () => {
    const { viewer } = people[role]
    expect(await personsOf(world.context.read, viewer, people.owner.viewer.id)).toEqual([])
    expect(await presences(world.context.read, viewer, people.owner.viewer.id)).toEqual([])
  })

  test('does not find others by their address', async () => {
    const { viewer } = people[role]
    expect(await accountCalled(world.context.read, viewer, 'oda@example.com')).toBeUndefined()
    expect(await accountCalled(world.context.read, viewer, viewer.email)).toMatchObject({ id: viewer.id })
  })

  test('does not see where others belong', async () => {
    const everyone = Object.values(people).map(({ viewer }) => viewer.id)
    const seen = await membershipsOf(world.context.read, people[role].viewer, everyone)
    expect(seen.every(({ personId }) => personId === people[role].viewer.id)).toBe(true)
    expect(seen).toHaveLength(role === 'author' ? 0 : 1)
  })
})

describe.each(['admin', 'owner'] as const)('an %s', (role) => {
  test('sees everybody', async () => {
    const names = (await personsOf(world.context.read, people[role].viewer)).map(({ name }) => name)
    expect(names).toEqual(['Abe', 'Ann', 'Leo', 'Lia', 'Oda'])
  })

  test('of one person reads one', async () => {
    const { id } = people.learner.viewer
    expect((await personsOf(world.context.read, people[role].viewer, id)).map(({ name }) => name)).toEqual(['Lia'])
    expect((await presences(world.context.read, people[role].viewer, id)).map(({ personId }) => personId)).toEqual([id])
  })
})

test('looking for somebody by id or address does not read the whole table', () => {
  const database = new Database(world.file, { readonly: true })
  const plan = database.prepare('EXPLAIN QUERY PLAN SELECT id FROM person WHERE id = ? OR lower("person"."email") = lower(?)').all('x', 'x')
  database.close()
  expect(JSON.stringify(plan)).not.toContain('SCAN person')
})

test('looking for an address does not read the whole table', () => {
  const database = new Database(world.file, { readonly: true })
  const plan = database.prepare('EXPLAIN QUERY PLAN SELECT id FROM person WHERE lower("person"."email") = lower(?)').all('x')
  database.close()
  expect(JSON.stringify(plan)).toContain('person_email')
})
