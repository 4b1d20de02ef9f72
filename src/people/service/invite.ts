import { z } from 'zod'
import type { Db } from '#dialect/client.ts'
import { countOpenInvitationsBy, markLinkUsed, openInvitations, removeInvitation, type StoredLink } from '../../../db/links.ts'
import { accountCalled, addPerson, emailTaken, viewerWithId } from '../../../db/people.ts'
import { addMember, teamCalled, teamsOf } from '../../../db/teams.ts'
import { hash } from '../../kernel/hash.ts'
import { uuidv7 } from '../../kernel/id.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { InvitePage, ShownLink, Welcome } from '../admin-pages.ts'
import type { PeopleContext } from '../entrance.ts'
import { emailField, labelField, nameField, passwordField, roleField, teamField, tokenField } from '../fields.ts'
import { checkPassword } from '../password.ts'
import { demand, may, outranks, roles, systemViewer, type Role, type Viewer } from '../role.ts'
import { makeLink, shown, usableLink } from './link.ts'
import { canMail, mail } from './mail.ts'
import { record } from './record.ts'
import { demandGiving, teamFor } from './scope.ts'
import type { SignedIn } from './sign-in.ts'

/** Open ones of one person: enough for a class of new hires, too few to send the address book. */
const mostOpen = 50

const inviteInput = z.strictObject({
  email: emailField.optional(),
  role: roleField.default('learner'),
  team: teamField.optional(),
})

/**
 * A link by which somebody makes their own account, good for seven days. An admin invites anybody of at most their own
 * role; a lead invites learners into the teams that they lead. An address that is here is refused only where the viewer sees whose it
 * is: to others the invitation would tell who works here.
 *
 * @throws Refusal('not-found') for a team out of reach and for who may not invite, Refusal('conflict') for an address of somebody whom
 * they see, Refusal('step-up'), Refusal('forbidden'), Refusal('too-many')
 */
export async function invite(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof inviteInput>): Promise<ShownLink> {
  demand(viewer, 'learner')
  const { email, role, team: called } = parse(inviteInput, input)
  await demandInviter(context.read, viewer)
  if (!may(viewer, 'admin')) demandOwnTeam(role, called)
  demandGiving(context, viewer, role)
  await context.personLimits.countInvitation(viewer.id)
  return await context.transaction(async (tx) => {
    const team = called === undefined ? null : await teamFor(tx, viewer, called)
    if (email !== undefined && (await accountCalled(tx, viewer, email))) throw addressTaken(email)
    if ((await countOpenInvitationsBy(tx, viewer.id, context.now())) >= mostOpen)
      throw new Refusal(
        'too-many',
        `${mostOpen} of your invitations are open.`,
        'End some that nobody will take, or wait until they are taken.',
      )
    const link = await makeLink(tx, context, { kind: 'invite', email, role, teamId: team?.id, madeBy: viewer.id })
    await record(tx, context, { actorId: viewer.id, verb: 'invite.made', object: role, detail: { team: team?.name } })
    const mailedTo = email === undefined ? null : await mail(tx, context, viewer, 'mail.invite', { to: email, name: null, url: link.url })
    return shown(link, mailedTo)
  })
}

const addressTaken = (email: string) =>
  new Refusal('conflict', `Somebody here has the address ${email} already.`, 'They can sign in; a lead or an admin can make them a link.')

/** Whoever answers for nobody has nothing to see here. @throws Refusal('not-found') */
async function demandInviter(db: Db, viewer: Viewer): Promise<void> {
  if (may(viewer, 'admin') || (await teamsOf(db, viewer)).length > 0) return
  throw new Refusal('not-found', 'There is nothing here for you.', 'Invitations are for admins and for those who lead a team.')
}

function demandOwnTeam(role: Role, team: string | undefined): void {
  if (role !== 'learner') throw new Refusal('forbidden', 'As a lead you invite learners.', 'Ask an admin to invite anybody else.')
  if (team === undefined) throw new Refusal('invalid', 'Name the team.', 'As a lead you invite into the teams that you lead.')
}

/** Open invitations, and what the viewer may invite to. @throws Refusal('not-found') for who may not invite */
export async function invitePage(context: PeopleContext, viewer: Viewer | null): Promise<InvitePage> {
  demand(viewer, 'learner')
  await demandInviter(context.read, viewer)
  const admin = may(viewer, 'admin')
  return {
    open: await openInvitations(context.read, viewer, context.now()),
    teams: (await teamsOf(context.read, viewer)).map(({ id, name }) => ({ id, name })),
    roles: admin ? roles.filter((role) => !outranks(role, viewer.role)) : ['learner'],
    teamNeeded: !admin,
    mail: canMail(context),
  }
}

const endInput = z.strictObject({ invitation: z.string().max(100) })

/** Its link works no more. @throws Refusal('not-found') */
export async function endInvitation(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof endInput>): Promise<void> {
  demand(viewer, 'learner')
  const { invitation } = parse(endInput, input)
  await context.transaction(async (tx) => {
    if (!(await removeInvitation(tx, viewer, invitation, context.now())))
      throw new Refusal('not-found', 'This invitation is not open any more.', 'Look at the list again.')
    await record(tx, context, { actorId: viewer.id, verb: 'invite.ended', object: 'invite' })
  })
}

const lookInput = z.strictObject({ token: tokenField })

/** What an invitation is for. Changes nothing, so a mail scanner that opens it uses nothing up. @throws Refusal('not-found') */
export async function lookAtInvitation(context: PeopleContext, _viewer: Viewer | null, input: z.input<typeof lookInput>): Promise<Welcome> {
  const link = await usableLink(context.read, context, parse(lookInput, input).token, 'invite')
  const { inviter, team } = await standingInvitation(context.read, link)
  return {
    email: link.invites.email,
    role: link.invites.role,
    team: team?.name ?? null,
    from: inviter === systemViewer ? null : inviter.name,
  }
}

/**
 * An invitation is worth what its maker may do now, not when it was made: somebody who was let go, or leads that team no
 * more, lets nobody in.
 *
 * @throws Refusal('not-found')
 */
async function standingInvitation(db: Db, { madeBy, invites: { role, teamId } }: StoredLink) {
  const inviter = madeBy === systemViewer.id ? systemViewer : await viewerWithId(db, systemViewer, madeBy)
  const team = teamId === null || !inviter ? null : await teamCalled(db, inviter, teamId)
  const stands = inviter && !outranks(role, inviter.role) && (team || (teamId === null && may(inviter, 'admin')))
  if (!stands)
    throw new Refusal(
      'not-found',
      'This invitation works no more: it was used up, was ended, or its days are over.',
      'Ask whoever sent it for a new one.',
    )
  return { inviter, team }
}

const acceptInput = z.strictObject({
  token: tokenField,
  name: nameField,
  /** Counts where the invitation is for whoever holds it. */
  email: emailField.optional(),
  password: passwordField,
  label: labelField,
  /** Of the client, behind the trusted proxies. */
  address: z.string(),
})

/**
 * Makes the account that an invitation is for, and signs in.
 *
 * @throws Refusal('not-found'), Refusal('conflict') for an address that is here, Refusal('invalid'): neither uses the link up;
 *   Refusal('too-many') for a network that tries on and on
 */
export async function acceptInvitation(
  context: PeopleContext,
  _viewer: Viewer | null,
  input: z.input<typeof acceptInput>,
): Promise<SignedIn> {
  const { token, name, password, label, address, ...typed } = parse(acceptInput, input)
  const seen = await usableLink(context.read, context, token, 'invite')
  const email = seen.invites.email ?? typed.email
  if (email === undefined) throw new Refusal('invalid', 'An email address is needed.', 'You will sign in with it.')
  checkPassword(password, { name, email })
  await context.limits.countJoin(address)
  const passwordHash = await context.passwords.hash(password)

  const signedIn = await context.transaction(async (tx) => {
    const link = await usableLink(tx, context, token, 'invite')
    const { team } = await standingInvitation(tx, link)
    if (await emailTaken(tx, email))
      throw new Refusal(
        'conflict',
        `There is an account with the address ${email} already.`,
        'Sign in with it; if you forgot the password, the sign-in page says what to do.',
      )
    const { role } = link.invites
    const personId = uuidv7(context.now(), context.random)
    await addPerson(tx, { id: personId, email, name, role, passwordHash, enrolledAt: context.now() })
    if (team) await addMember(tx, { teamId: team.id, personId, lead: false })
    await markLinkUsed(tx, hash(token), context.now())
    const detail = { by: 'invite', from: link.madeBy, team: team?.name }
    await record(tx, context, { actorId: personId, verb: 'person.added', personId, object: role, detail })
    return { personId, ...(await context.sessions.start(tx, personId, label)) }
  })
  await context.limits.forgiveJoin(address)
  return signedIn
}
