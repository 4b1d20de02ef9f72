import { z } from 'zod'
import { addMember, leadOf, removeMember, setLead } from '../../../db/teams.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { PeopleContext } from '../entrance.ts'
import { personField, teamField } from '../fields.ts'
import { demand, type Viewer } from '../role.ts'
import { record } from './record.ts'
import { demandLeadership, personFor, teamFor } from './scope.ts'

const placeInput = z.strictObject({ person: personField, team: teamField, lead: z.boolean().default(false) })

/**
 * Puts somebody into a team, or changes whether they lead it; they stay in their other teams. Whoever begins to lead sees
 * more, so all their sign-ins end: a browser left open somewhere sees no more than before.
 *
 * @throws Refusal('step-up') and Refusal('forbidden') where it changes who leads, Refusal('not-found')
 */
export async function placeInTeam(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof placeInput>): Promise<void> {
  demand(viewer, 'admin')
  const { person, team: called, lead } = parse(placeInput, input)
  await context.transaction(async (tx) => {
    const [account, team] = [await personFor(tx, viewer, person), await teamFor(tx, viewer, called)]
    const led = await leadOf(tx, team.id, account.id)
    if (led === lead) return
    if (lead || led) await demandLeadership(tx, context, viewer, account)
    if (led === undefined) await addMember(tx, { teamId: team.id, personId: account.id, lead })
    else await setLead(tx, team.id, account.id, lead)
    if (lead) await context.sessions.endAll(tx, account.id)
    const verb = led === undefined ? 'team.joined' : 'lead.changed'
    await record(tx, context, { actorId: viewer.id, verb, personId: account.id, object: team.id, detail: { team: team.name, lead } })
  })
}

const takeInput = z.strictObject({ person: personField, team: teamField })

/** @throws Refusal('not-found'), also for somebody who is not in that team; Refusal('step-up') and Refusal('forbidden') for who leads it */
export async function takeFromTeam(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof takeInput>): Promise<void> {
  demand(viewer, 'admin')
  const { person, team: called } = parse(takeInput, input)
  await context.transaction(async (tx) => {
    const [account, team] = [await personFor(tx, viewer, person), await teamFor(tx, viewer, called)]
    const led = await leadOf(tx, team.id, account.id)
    if (led === undefined) throw new Refusal('not-found', `${account.name} is not in the team “${team.name}”.`)
    if (led) await demandLeadership(tx, context, viewer, account)
    await removeMember(tx, team.id, account.id)
    await record(tx, context, { actorId: viewer.id, verb: 'team.left', personId: account.id, object: team.id, detail: { team: team.name } })
  })
}
