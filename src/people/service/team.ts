import { z } from 'zod'
import type { Db } from '#dialect/client.ts'
import {
  addTeam as insertTeam,
  changeTeam as updateTeam,
  contentsOf,
  membersOf,
  removeTeam as deleteTeam,
  teamNamed,
  teamsOf,
  type StoredTeam,
} from '../../../db/teams.ts'
import { uuidv7 } from '../../kernel/id.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { ListedTeam, TeamPage } from '../admin-pages.ts'
import type { PeopleContext } from '../entrance.ts'
import { nameField, teamField } from '../fields.ts'
import { demand, type Viewer } from '../role.ts'
import { asTree, mayHang, withBelow } from '../team-tree.ts'
import { record } from './record.ts'
import { teamFor } from './scope.ts'

const addInput = z.strictObject({ name: nameField, parent: z.string().optional() })

/** @throws Refusal('conflict') when there is one of that name, Refusal('not-found') for the parent */
export async function addTeam(
  context: PeopleContext,
  viewer: Viewer | null,
  input: z.input<typeof addInput>,
): Promise<{ id: string; name: string }> {
  demand(viewer, 'admin')
  const { name, parent } = parse(addInput, input)
  return await context.transaction(async (tx) => {
    await demandFreeName(tx, name)
    const id = uuidv7(context.now(), context.random)
    const parentId = parent === undefined ? null : (await teamFor(tx, viewer, parent)).id
    await insertTeam(tx, { id, name, parentId })
    await record(tx, context, { actorId: viewer.id, verb: 'team.added', object: id, detail: { name, parent } })
    return { id, name }
  })
}

const changeInput = z.strictObject({ team: teamField, name: nameField.optional(), parent: z.string().nullable().optional() })

/**
 * Another name, or another place in the tree: below `parent`, or at the top for null. What is not named stays.
 *
 * @throws Refusal('conflict') for a name that is taken and for a place below itself, Refusal('not-found')
 */
export async function changeTeam(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof changeInput>): Promise<StoredTeam> {
  demand(viewer, 'admin')
  const { team: called, name, parent } = parse(changeInput, input)
  return await context.transaction(async (tx) => {
    const team = await teamFor(tx, viewer, called)
    const wanted = { ...team }
    if (name !== undefined) {
      await demandFreeName(tx, name, team.id)
      wanted.name = name
    }
    if (parent !== undefined) wanted.parentId = parent === null ? null : (await teamFor(tx, viewer, parent)).id
    if (!mayHang(await teamsOf(tx, viewer), team.id, wanted.parentId))
      throw new Refusal('conflict', `“${team.name}” cannot hang below itself or below one of its own teams.`, 'Choose another place.')
    if (wanted.name === team.name && wanted.parentId === team.parentId) return team
    await updateTeam(tx, team.id, { name: wanted.name, parentId: wanted.parentId })
    const under = wanted.parentId === null ? null : (await teamFor(tx, viewer, wanted.parentId)).name
    const moved = wanted.parentId !== team.parentId
    const detail = { from: team.name, name: wanted.name, parent: wanted.parentId, ...(moved && { under }) }
    await record(tx, context, { actorId: viewer.id, verb: 'team.changed', object: team.id, detail })
    return wanted
  })
}

async function demandFreeName(tx: Db, name: string, own?: string): Promise<void> {
  const taken = await teamNamed(tx, name)
  if (taken && taken.id !== own) throw new Refusal('conflict', `There is a team “${name}” already.`, 'Use it, or choose another name.')
}

const whichInput = z.strictObject({ team: teamField })

/** @throws Refusal('conflict') while something hangs on it, Refusal('not-found') */
export async function removeTeam(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof whichInput>): Promise<StoredTeam> {
  demand(viewer, 'admin')
  const { team: called } = parse(whichInput, input)
  return await context.transaction(async (tx) => {
    const team = await teamFor(tx, viewer, called)
    const { people, teams, courses } = await contentsOf(tx, team.id)
    if (people > 0 || teams > 0)
      throw new Refusal(
        'conflict',
        `“${team.name}” is not empty.`,
        'Move its people, closed accounts too, and the teams below it elsewhere first.',
      )
    if (courses > 0)
      throw new Refusal(
        'conflict',
        `Courses were assigned to “${team.name}”, and what was assigned stays on record.`,
        'Give the team another name instead.',
      )
    await deleteTeam(tx, team.id)
    await record(tx, context, { actorId: viewer.id, verb: 'team.removed', object: team.id, detail: { name: team.name } })
    return team
  })
}

/** The tree in the order in which it is read: all of it for an admin; for a lead, what they lead and what is below. */
export async function listTeams(context: PeopleContext, viewer: Viewer | null): Promise<ListedTeam[]> {
  demand(viewer, 'learner')
  const teams = await teamsOf(context.read, viewer)
  const ids = new Set(teams.map(({ id }) => id))
  // What a lead leads may hang below a team that they do not see; for them it stands at the top.
  const seen = teams.map((team) => ({ ...team, parentId: team.parentId !== null && ids.has(team.parentId) ? team.parentId : null }))
  const members = (await membersOf(context.read, viewer, [...ids])).filter(({ open }) => open)
  const of = Map.groupBy(members, ({ teamId }) => teamId)
  return asTree(seen).map((team) => {
    const within = of.get(team.id) ?? []
    const tree = withBelow(seen, [team.id])
    const together = new Set(members.filter(({ teamId }) => tree.has(teamId)).map(({ id }) => id)).size
    return { ...team, people: within.length, together, leads: within.filter(({ lead }) => lead).map(({ name }) => name) }
  })
}

/** @throws Refusal('not-found') for a team that the viewer neither leads nor runs */
export async function teamPage(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof whichInput>): Promise<TeamPage> {
  demand(viewer, 'learner')
  const team = await teamFor(context.read, viewer, parse(whichInput, input).team)
  return { ...team, members: await membersOf(context.read, viewer, [team.id]) }
}
