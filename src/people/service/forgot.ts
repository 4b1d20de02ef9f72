import { z } from 'zod'
import type { Db } from '#dialect/client.ts'
import { accountCalled } from '../../../db/people.ts'
import { parse } from '../../kernel/parse.ts'
import type { PeopleContext } from '../entrance.ts'
import { emailField } from '../fields.ts'
import { systemViewer, type Viewer } from '../role.ts'
import { makeLink } from './link.ts'
import { canMail, mail } from './mail.ts'
import { record } from './record.ts'

const forgotInput = z.strictObject({ email: emailField, address: z.string() })

/**
 * Mails a sign-in link to whoever has that address, by which a new password can be set. What comes back is the same whether anybody
 * has, and so is nearly how long it takes: one commit, of one row or of three. The mail leaves later.
 *
 * @returns whether this Heed sends mail at all
 * @throws Refusal('too-many') for a network that asks on and on, Refusal('invalid') for what is no address
 */
export async function forgotPassword(
  context: PeopleContext,
  _viewer: Viewer | null,
  input: z.input<typeof forgotInput>,
): Promise<{ mail: boolean }> {
  const { email, address } = parse(forgotInput, input)
  if (!canMail(context)) return { mail: false }
  await context.limits.countForgotten(address)
  if (await context.limits.mayMail(email)) await context.transaction((tx) => sendLink(tx, context, email))
  return { mail: true }
}

async function sendLink(tx: Db, context: PeopleContext, email: string): Promise<void> {
  const account = await accountCalled(tx, systemViewer, email)
  const open = account?.closedAt === null ? account : undefined
  await record(tx, context, { actorId: systemViewer.id, verb: 'link.asked', ...(open && { personId: open.id }), object: 'sign-in' })
  if (!open) return
  const { url } = await makeLink(tx, context, { kind: 'sign-in', personId: open.id, madeBy: systemViewer.id })
  await mail(tx, context, systemViewer, 'mail.sign-in', { to: open.email, name: open.name, url })
}
