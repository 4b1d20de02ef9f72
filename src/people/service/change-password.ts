import { z } from 'zod'
import { credentialsOf, setPasswordHash } from '../../../db/people.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { PeopleContext } from '../entrance.ts'
import { labelField, passwordField } from '../fields.ts'
import { demandFresh } from '../fresh.ts'
import type { CookieSet } from '../learner-pages.ts'
import { checkPassword } from '../password.ts'
import { demand, type Viewer } from '../role.ts'
import { record } from './record.ts'
import { endSignIns } from './shut-out.ts'
import { demandPassword } from './step-up.ts'

/** Whether the viewer has a password; else a link or the company's account signs them in. */
export async function hasPassword(context: PeopleContext, viewer: Viewer | null): Promise<boolean> {
  demand(viewer, 'learner')
  const own = await credentialsOf(context.read, viewer.email)
  return (own?.passwordHash ?? null) !== null
}

const schema = z.strictObject({
  /** The one until now; nothing for an account that has none. */
  old: z.string(),
  password: passwordField,
  label: labelField,
  address: z.string(),
  device: z.string().nullable().default(null),
})

/**
 * The viewer's own password, changed or set for the first time. Every other sign-in ends, and so do links that would sign in.
 *
 * @returns the Set-Cookie value of the sign-in that goes on
 * @throws Refusal('forbidden') when the old one is wrong, Refusal('step-up') where there is none and the sign-in is not fresh,
 * Refusal('invalid') for a weak one, Refusal('too-many'), Refusal('busy')
 */
export async function changePassword(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof schema>): Promise<CookieSet> {
  demand(viewer, 'learner')
  const { old, password, label, address, device } = parse(schema, input)
  if (await hasPassword(context, viewer)) await demandPassword(context, viewer, { password: old, address, device })
  else demandFresh(viewer, context.now())
  if (password === old) throw new Refusal('invalid', 'That is the password that you have already.', 'Choose another one.')
  checkPassword(password, viewer)
  const passwordHash = await context.passwords.hash(password)
  return await context.transaction(async (tx) => {
    await setPasswordHash(tx, viewer.id, passwordHash)
    await endSignIns(tx, context, viewer.id)
    await record(tx, context, { actorId: viewer.id, verb: 'password.changed', personId: viewer.id, object: 'sign-in' })
    const { cookie } = await context.sessions.start(tx, viewer.id, label)
    return { cookie }
  })
}
