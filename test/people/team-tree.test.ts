import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { peopleReachedBy, teamsLedBy } from '../../db/teams.ts'
import { team as teamTable, teamMember } from '#dialect/schema.ts'
import { asTree, mayHang, reach, withBelow, type Belonging, type TeamNode } from '../../src/people/team-tree.ts'
import { openWorld, type World } from '../world.ts'

/** What somebody tries to do to a tree: hang team `from` below team `to`, or at the top. */
interface Move {
  from: number
  to: number | null
}

interface Company {
  size: number
  moves: Move[]
  members: { team: number; person: number; lead: boolean }[]
}

const company: fc.Arbitrary<Company> = fc.integer({ min: 1, max: 12 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    moves: fc.array(fc.record({ from: fc.nat(size - 1), to: fc.option(fc.nat(size - 1)) }), { maxLength: 30 }),
    members: fc.array(fc.record({ team: fc.nat(size - 1), person: fc.nat(7), lead: fc.boolean() }), { maxLength: 20 }),
  }),
)

/** The tree that is left when only the moves that may be made were made. */
function treeOf({ size, moves }: Company): TeamNode[] {
  const teams: TeamNode[] = Array.from({ length: size }, (_, n) => ({ id: `t${n}`, parentId: null }))
  for (const { from, to } of moves) {
    const parentId = to === null ? null : `t${to}`
    if (mayHang(teams, `t${from}`, parentId)) teams[from] = { id: `t${from}`, parentId }
  }
  return teams
}

const membersOf = ({ members }: Company): Belonging[] => [
  ...new Map(
    members.map(({ team, person, lead }) => [`${team} ${person}`, { teamId: `t${team}`, personId: `p${person}`, lead }] as const),
  ).values(),
]

/** The teams above one, nearest first: the other way round, so that the two can disagree. */
function above(teams: readonly TeamNode[], id: string): string[] {
  const { parentId } = teams.find((team) => team.id === id)!
  return parentId === null ? [] : [parentId, ...above(teams, parentId)]
}

const people = Array.from({ length: 8 }, (_, n) => `p${n}`)

describe('ten thousand companies', () => {
  test('no move makes a ring: every team hangs from the top', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(company, (it) => {
        const teams = treeOf(it)
        expect(asTree(teams)).toHaveLength(teams.length)
        for (const { id } of teams) expect(above(teams, id)).not.toContain(id)
      }),
      { numRuns: 10_000 },
    )
  })

  test('a lead reaches who is in a team that they lead, or in one below it, and nobody else', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(company, (it) => {
        const [teams, members] = [treeOf(it), membersOf(it)]
        for (const personId of people) {
          const leads = members.filter((member) => member.lead && member.personId === personId).map(({ teamId }) => teamId)
          const under = (teamId: string) => [teamId, ...above(teams, teamId)].some((id) => leads.includes(id))
          const reached = reach(teams, members, personId)
          expect([...reached.teams].toSorted()).toEqual(
            teams
              .map(({ id }) => id)
              .filter(under)
              .toSorted(),
          )
          const within = members.filter(({ teamId }) => under(teamId)).map((member) => member.personId)
          expect([...reached.people].toSorted()).toEqual([...new Set(within)].toSorted())
        }
      }),
      { numRuns: 10_000 },
    )
  })

  test('even a ring, which nobody can make, is walked once', () => {
    const ring = [
      { id: 'a', parentId: 'b' },
      { id: 'b', parentId: 'a' },
    ]
    expect([...withBelow(ring, ['a'])].toSorted()).toEqual(['a', 'b'])
  })
})

describe('the tables', () => {
  let world: World
  beforeEach(() => {
    world = openWorld()
  })
  afterEach(() => {
    world.close()
  })

  test('say the same as the tree, in companies made one after the other', { timeout: 60_000 }, async () => {
    const { context } = world
    const ids: string[] = []
    for (const name of people) ids.push((await world.person(name)).viewer.id)
    await fc.assert(
      fc.asyncProperty(company, async (it) => {
        const [teams, members] = [treeOf(it), membersOf(it)]
        await replaceCompany(world, teams, members, ids)
        for (const [n, personId] of people.entries()) {
          const expected = reach(teams, members, personId)
          expect((await teamsLedBy(context.read, { id: ids[n]! })).toSorted()).toEqual([...expected.teams].toSorted())
          const found = await peopleReachedBy(context.read, { id: ids[n]! })
          expect(found.map((id) => people[ids.indexOf(id)]).toSorted()).toEqual([...expected.people].toSorted())
        }
      }),
      { numRuns: 60 },
    )
  })

  test('a ring in them, which nobody can make, ends too', async () => {
    await world.team('Upper')
    const { viewer } = await world.person('Leo', { team: 'Upper', lead: true })
    await world.team('Lower', 'Upper')
    const [upper, lower] = await world.context.read.select().from(teamTable).orderBy(teamTable.name)
    await world.context.transaction(async (tx) => void (await tx.update(teamTable).set({ parentId: lower!.id })))
    expect((await teamsLedBy(world.context.read, viewer)).toSorted()).toEqual([upper!.id, lower!.id].toSorted())
  })
})

async function replaceCompany({ context }: World, teams: TeamNode[], members: Belonging[], ids: string[]): Promise<void> {
  await context.transaction(async (tx) => {
    await tx.delete(teamMember)
    await tx.delete(teamTable)
    for (const { id, parentId } of teams) await tx.insert(teamTable).values({ id, name: id, parentId })
    for (const { teamId, personId, lead } of members)
      await tx.insert(teamMember).values({ teamId, personId: ids[people.indexOf(personId)]!, lead })
  })
}
