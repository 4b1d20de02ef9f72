import { z } from 'zod'
import type { Db } from '#dialect/client.ts'
import { addIdentity, hasIdentityOf, personOfIdentity } from '../../../db/identities.ts'
import { accountCalled, addPerson, changeAccount, setPasswordHash, type Account } from '../../../db/people.ts'
import { addMember, leadOf, removeMember, teamCalled } from '../../../db/teams.ts'
import { hash } from '../../kernel/hash.ts'
import { uuidv7 } from '../../kernel/id.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { PeopleContext } from '../entrance.ts'
import { labelField } from '../fields.ts'
import type { CookieSet } from '../learner-pages.ts'
import { roleBy, teamsBy, type Claims } from '../oidc-claims.ts'
import { demand, systemViewer, type Viewer } from '../role.ts'
import { record } from './record.ts'
import { demandAnotherOwner } from './scope.ts'
import { endSignIns, shutOut } from './shut-out.ts'
import type { SignedIn } from './sign-in.ts'

/** What the sign-in page offers besides a password; null for nothing. */
export function companySignIn({ settings }: PeopleContext): { name: string } | null {
  return settings.oidc && { name: settings.oidc.name }
}

/**
 * For admins: whether the provider answers now.
 *
 * @throws Refusal('not-found') where no provider is set, Refusal('busy') when it does not answer
 */
export async function askProvider(context: PeopleContext, viewer: Viewer | null): Promise<void> {
  demand(viewer, 'admin')
  if (await client(context).answers()) return
  const { issuer } = context.settings.oidc!
  throw new Refusal(
    'busy',
    `${issuer} does not answer.`,
    'Look at HEED_OIDC_ISSUER and at the network; passwords and links still work.',
    60,
  )
}

/** @throws Refusal('not-found') where no provider is set, Refusal('busy') when it cannot be reached */
export async function beginOidc(context: PeopleContext): Promise<CookieSet & { url: string }> {
  return client(context).begin()
}

const finishInput = z.object({ search: z.string().max(4000), cookieHeader: z.string().optional(), label: labelField })

/**
 * Signs in whoever came back from the provider. The subject is who they are; a checked address leads to an account that is here
 * already, and somebody new gets one. Groups give the role and the teams, by the rules of the settings, at each sign-in.
 *
 * @throws Refusal('forbidden') for who did not come through and for a closed account, Refusal('conflict') for an address that is taken and unchecked
 */
export async function finishOidc(
  context: PeopleContext,
  _viewer: Viewer | null,
  input: z.input<typeof finishInput>,
): Promise<SignedIn & { blank: string }> {
  const { search, cookieHeader, label } = parse(finishInput, input)
  const claims = await client(context).finish(search, cookieHeader)
  return context.transaction(async (tx) => {
    const account = await accountOf(tx, context, claims)
    if (account.closedAt !== null)
      throw new Refusal('forbidden', 'Your account here is closed.', 'Ask whoever runs Heed here to open it again.')
    await followGroups(tx, context, account, claims)
    const begun = await context.sessions.start(tx, account.id, label)
    return { personId: account.id, ...begun, blank: client(context).blankCookie }
  })
}

function client({ oidc }: PeopleContext) {
  if (oidc === null) throw new Refusal('not-found', 'There is no such way to sign in here.', 'Sign in with your email and password.')
  return oidc
}

async function accountOf(tx: Db, context: PeopleContext, claims: Claims): Promise<Account> {
  const { issuer, subject } = claims
  const known = await personOfIdentity(tx, issuer, subject)
  if (known) return known
  const here = await accountByAddress(tx, claims)
  if (here) await takeOver(tx, context, here)
  const account = here ?? (await newAccount(tx, context, claims))
  await addIdentity(tx, { issuer, subject, personId: account.id, linkedAt: context.now() })
  await record(tx, context, {
    actorId: account.id,
    verb: 'identity.linked',
    personId: account.id,
    object: issuer,
    detail: { here: here !== undefined },
  })
  return account
}

/** Whoever made the account may only have said that the address is theirs; what they set ends, so that they get nothing of its rights. */
async function takeOver(tx: Db, context: PeopleContext, { id }: Account): Promise<void> {
  await setPasswordHash(tx, id, null)
  await shutOut(tx, context, id)
}

/** An unchecked address is a claim that anybody can make. */
async function accountByAddress(tx: Db, { email, emailVerified, issuer }: Claims): Promise<Account | undefined> {
  const found = email === null ? undefined : await accountCalled(tx, systemViewer, email)
  if (!found) return undefined
  if (emailVerified && !(await hasIdentityOf(tx, issuer, found.id))) return found
  throw new Refusal(
    'conflict',
    `Somebody here has the address ${email} already, and your company account does not prove that it is you.`,
    'Ask whoever runs Heed here.',
  )
}

async function newAccount(tx: Db, context: PeopleContext, { email, name, issuer, subject }: Claims): Promise<Account> {
  const id = uuidv7(context.now(), context.random)
  const account = {
    id,
    // An account has an address. Nobody can write to this one, and nobody else will ever have it.
    email: email ?? `${hash(`${issuer} ${subject}`).slice(0, 16)}@no-address.invalid`,
    name: name ?? 'A new colleague',
    role: 'learner' as const,
    closedAt: null,
  }
  await addPerson(tx, { ...account, passwordHash: null, enrolledAt: context.now() })
  await record(tx, context, { actorId: id, verb: 'person.added', personId: id, object: account.role, detail: { by: issuer } })
  return account
}

/** Where there are rules for it, the provider decides; where there are none, it is left alone. */
async function followGroups(tx: Db, context: PeopleContext, account: Account, { groups }: Claims): Promise<void> {
  const { roles, teams } = context.settings.oidc!
  const role = roleBy(roles, groups)
  if (roles.length > 0 && role !== account.role) {
    await demandAnotherOwner(tx, account)
    await changeAccount(tx, account.id, { role })
    await endSignIns(tx, context, account.id)
    const detail = { from: account.role, to: role, by: 'groups' }
    await record(tx, context, { actorId: account.id, verb: 'role.changed', personId: account.id, object: role, detail })
  }
  const wanted = teamsBy(teams, groups)
  for (const name of wanted.in) await join(tx, context, account, name)
  for (const name of wanted.out) await leave(tx, context, account, name)
}

async function join(tx: Db, context: PeopleContext, account: Account, name: string): Promise<void> {
  const team = await teamCalled(tx, systemViewer, name)
  if (!team) return context.log.warn({ team: name }, 'HEED_OIDC_TEAMS names a team that is not there.')
  if ((await leadOf(tx, team.id, account.id)) !== undefined) return
  await addMember(tx, { teamId: team.id, personId: account.id, lead: false })
  const detail = { team: team.name, by: 'groups' }
  await record(tx, context, { actorId: account.id, verb: 'team.joined', personId: account.id, object: team.id, detail })
}

async function leave(tx: Db, context: PeopleContext, account: Account, name: string): Promise<void> {
  const team = await teamCalled(tx, systemViewer, name)
  if (!team || (await leadOf(tx, team.id, account.id)) === undefined) return
  await removeMember(tx, team.id, account.id)
  const detail = { team: team.name, by: 'groups' }
  await record(tx, context, { actorId: account.id, verb: 'team.left', personId: account.id, object: team.id, detail })
}
