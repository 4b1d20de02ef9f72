import { z } from 'zod'
import { credentialsOf } from '../../../db/people.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { knownDevice } from '../device.ts'
import type { PeopleContext } from '../entrance.ts'
import type { CookieSet } from '../learner-pages.ts'
import { demand, type Viewer } from '../role.ts'
import { record } from './record.ts'

const stepUpInput = z.strictObject({
  /** The sign-in that asks. */
  loginId: z.string(),
  password: z.string({ error: 'A password is needed.' }),
  address: z.string(),
  device: z.string().nullable().default(null),
})

/**
 * The password again: the same sign-in goes on with a new token, and for ten minutes it may do what needs to know who it is.
 *
 * @returns the Set-Cookie value of the new token
 * @throws Refusal('forbidden') for a wrong password and for an account without one, Refusal('too-many'), Refusal('busy')
 */
export async function stepUp(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof stepUpInput>): Promise<CookieSet> {
  demand(viewer, 'learner')
  const { loginId, password, address, device: mark } = parse(stepUpInput, input)
  const own = await credentialsOf(context.read, viewer.email)
  const device = knownDevice(own, mark)
  await context.limits.countAddress(address)
  await context.limits.countAccount(viewer.email, device)
  if (!(await context.passwords.verify(own?.passwordHash ?? null, password)))
    throw new Refusal('forbidden', 'That is not your password.', 'If you sign in without one, sign out and in again: that counts as well.')
  await context.limits.forgive(viewer.email, device, address)
  return await context.transaction(async (tx) => {
    await record(tx, context, { actorId: viewer.id, verb: 'step-up', personId: viewer.id, object: 'sign-in' })
    const { cookie } = await context.sessions.renew(tx, viewer, loginId)
    return { cookie }
  })
}
