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
  const { loginId, ...proof } = parse(stepUpInput, input)
  await demandPassword(context, viewer, proof)
  return await context.transaction(async (tx) => {
    await record(tx, context, { actorId: viewer.id, verb: 'step-up', personId: viewer.id, object: 'sign-in' })
    const { cookie } = await context.sessions.renew(tx, viewer, loginId)
    return { cookie }
  })
}

/** @throws Refusal('forbidden') for a wrong password and for an account without one, Refusal('too-many'), Refusal('busy') */
export async function demandPassword(
  context: PeopleContext,
  { email }: Viewer,
  { password, address, device: mark }: { password: string; address: string; device: string | null },
): Promise<void> {
  const own = await credentialsOf(context.read, email)
  const device = knownDevice(own, mark)
  await context.limits.countAddress(address)
  await context.limits.countAccount(email, device)
  if (!(await context.passwords.verify(own?.passwordHash ?? null, password)))
    throw new Refusal(
      'forbidden',
      'That is not your password.',
      'Look at the capitals. Who signs in without a password signs out and in again: that counts as well.',
    )
  await context.limits.forgive(email, device, address)
}
