import type { Db } from '#dialect/client.ts'
import { accountCalled, openOwners, type Account } from '../../../db/people.ts'
import { peopleReachedBy, teamCalled, teamsLedBy, type StoredTeam } from '../../../db/teams.ts'
import type { PeopleContext } from '../entrance.ts'
import { demandFresh } from '../fresh.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { may, outranks, systemViewer, type Role, type Viewer } from '../role.ts'

/** Somebody by id or address. @throws Refusal('not-found') for who is not there, and for whom the viewer may not see */
export async function personFor(db: Db, viewer: Viewer, called: string): Promise<Account> {
  const account = await accountCalled(db, viewer, called)
  if (!account) throw new Refusal('not-found', `There is nobody “${called}” here.`, 'Look at the list of people, or add them first.')
  return account
}

/** The same, of at most the viewer's own role. @throws Refusal('forbidden') for somebody above them */
export async function governed(db: Db, viewer: Viewer, called: string): Promise<Account> {
  const account = await personFor(db, viewer, called)
  if (outranks(account.role, viewer.role))
    throw new Refusal('forbidden', `${account.name} is ${account.role}: that is more than you are.`, 'Ask an owner.')
  return account
}

/**
 * Who leads sees what others do, so whoever says who does proves that it is they.
 *
 * @throws Refusal('step-up'), Refusal('forbidden') for somebody above them
 */
export async function demandLeadership(db: Db, context: PeopleContext, viewer: Viewer, { id }: Account): Promise<void> {
  await governed(db, viewer, id)
  demandFresh(viewer, context.now())
}

/** By id or name. @throws Refusal('not-found') for one that the viewer neither leads nor runs */
export async function teamFor(db: Db, viewer: Viewer, called: string): Promise<StoredTeam> {
  const team = await teamCalled(db, viewer, called)
  if (!team) throw new Refusal('not-found', `There is no team “${called}”.`, whereTeamsAre(viewer, called))
  return team
}

const whereTeamsAre = (viewer: Viewer, called: string) =>
  viewer.id === systemViewer.id ? `Make it first: heed team add ${JSON.stringify(called)}` : 'Choose one that is there, or make it first.'

/**
 * Nobody gives more than they have, and whoever gives more than a learner's rights proves that it is they.
 *
 * @throws Refusal('forbidden'), Refusal('step-up')
 */
export function demandGiving(context: PeopleContext, viewer: Viewer, role: Role): void {
  if (outranks(role, viewer.role))
    throw new Refusal('forbidden', `You cannot make somebody ${role}: that is more than you are.`, 'Ask an owner.')
  if (role !== 'learner') demandFresh(viewer, context.now())
}

/** @throws Refusal('conflict') where nobody could run this Heed any more */
export async function demandAnotherOwner(tx: Db, { role, closedAt }: Account): Promise<void> {
  if (role !== 'owner' || closedAt !== null || (await openOwners(tx)) > 1) return
  throw new Refusal('conflict', 'This is the last owner, and somebody has to own this Heed.', 'Make somebody else an owner first.')
}

/**
 * Whether a lead may let somebody in: somebody whom they reach, who reaches nobody whom they do not. A link signs in
 * whoever holds it, so it would lend its maker all that the person may.
 */
export async function mayLetIn(tx: Db, viewer: Viewer, { id, role }: Account): Promise<boolean> {
  if (outranks(role, viewer.role)) return false
  if (may(viewer, 'admin')) return true
  if (!(await peopleReachedBy(tx, viewer)).includes(id)) return false
  const led = new Set(await teamsLedBy(tx, viewer))
  return (await teamsLedBy(tx, { id })).every((team) => led.has(team))
}
