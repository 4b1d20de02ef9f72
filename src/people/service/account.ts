import { z } from 'zod'
import { removeOpenInvitationsBy } from '../../../db/links.ts'
import { changeAccount, type Account } from '../../../db/people.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { PeopleContext } from '../entrance.ts'
import { nameField, personField, roleField } from '../fields.ts'
import { demandFresh } from '../fresh.ts'
import { demand, type Viewer } from '../role.ts'
import { record } from './record.ts'
import { demandAnotherOwner, demandGiving, governed } from './scope.ts'
import { endSignIns, shutOut } from './shut-out.ts'

const roleInput = z.strictObject({ person: personField, role: roleField })

/**
 * What somebody may do, at most what the viewer may; all their sign-ins end with the old one.
 *
 * @throws Refusal('step-up'), Refusal('forbidden'), Refusal('not-found'), Refusal('conflict') for the last owner
 */
export async function changeRole(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof roleInput>): Promise<Account> {
  demand(viewer, 'admin')
  demandFresh(viewer, context.now())
  const { person, role } = parse(roleInput, input)
  demandGiving(context, viewer, role)
  return await context.transaction(async (tx) => {
    const account = await governed(tx, viewer, person)
    if (account.role === role) return account
    await demandAnotherOwner(tx, account)
    await changeAccount(tx, account.id, { role })
    await endSignIns(tx, context, account.id)
    const detail = { from: account.role, to: role }
    await record(tx, context, { actorId: viewer.id, verb: 'role.changed', personId: account.id, object: role, detail })
    return { ...account, role }
  })
}

const nameInput = z.strictObject({ person: personField, name: nameField })

export async function renamePerson(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof nameInput>): Promise<Account> {
  demand(viewer, 'admin')
  const { person, name } = parse(nameInput, input)
  return await context.transaction(async (tx) => {
    const account = await governed(tx, viewer, person)
    if (account.name === name) return account
    await changeAccount(tx, account.id, { name })
    await record(tx, context, { actorId: viewer.id, verb: 'person.renamed', personId: account.id, object: account.id })
    return { ...account, name }
  })
}

const whoInput = z.strictObject({ person: personField })

/**
 * Closes an account: nobody signs in with it any more, its invitations end, its answers stay.
 *
 * @throws Refusal('conflict') for oneself and for the last owner, Refusal('forbidden'), Refusal('not-found')
 */
export async function closeAccount(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof whoInput>): Promise<Account> {
  demand(viewer, 'admin')
  const { person } = parse(whoInput, input)
  return await context.transaction(async (tx) => {
    const account = await governed(tx, viewer, person)
    if (account.closedAt !== null) return account
    if (account.id === viewer.id) throw new Refusal('conflict', 'This is your own account.', 'Ask another admin to close it.')
    await demandAnotherOwner(tx, account)
    const closedAt = context.now()
    await changeAccount(tx, account.id, { closedAt })
    await removeOpenInvitationsBy(tx, account.id)
    await shutOut(tx, context, account.id)
    await record(tx, context, { actorId: viewer.id, verb: 'account.closed', personId: account.id, object: account.id })
    return { ...account, closedAt }
  })
}

/** The account as it was, with its answers and its teams. Whoever forgot the password needs a link. */
export async function openAccount(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof whoInput>): Promise<Account> {
  demand(viewer, 'admin')
  const { person } = parse(whoInput, input)
  return await context.transaction(async (tx) => {
    const account = await governed(tx, viewer, person)
    if (account.closedAt === null) return account
    await changeAccount(tx, account.id, { closedAt: null })
    await record(tx, context, { actorId: viewer.id, verb: 'account.opened', personId: account.id, object: account.id })
    return { ...account, closedAt: null }
  })
}

/** For a lost phone: every browser has to sign in again, and every calendar needs a new address. */
export async function endSignInsOf(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof whoInput>): Promise<Account> {
  demand(viewer, 'admin')
  const { person } = parse(whoInput, input)
  return await context.transaction(async (tx) => {
    const account = await governed(tx, viewer, person)
    await shutOut(tx, context, account.id)
    await record(tx, context, { actorId: viewer.id, verb: 'sign-ins.ended', personId: account.id, object: account.id })
    return account
  })
}
