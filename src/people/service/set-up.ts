import { z } from 'zod'
import { markLinkUsed, removeOpenSetupLinks } from '../../../db/links.ts'
import { addPerson, emailTaken, ownerExists } from '../../../db/people.ts'
import type { Db } from '#dialect/client.ts'
import { hash } from '../../kernel/hash.ts'
import { uuidv7 } from '../../kernel/id.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { PeopleContext } from '../entrance.ts'
import { emailField, labelField, nameField, passwordField, tokenField } from '../fields.ts'
import { checkPassword } from '../password.ts'
import { systemViewer, type Viewer } from '../role.ts'
import { makeLink, usableLink } from './link.ts'
import { record } from './record.ts'
import type { SignedIn } from './sign-in.ts'

/** At every start while nobody owns this Heed: the address of a fresh link for an hour; the ones before it end. Null when there is an owner. */
export async function ensureSetupLink(context: PeopleContext): Promise<string | null> {
  return await context.transaction(async (tx) => {
    if (await ownerExists(tx)) return null
    await removeOpenSetupLinks(tx)
    return (await makeLink(tx, context, { kind: 'setup', madeBy: systemViewer.id })).url
  })
}

const setUpInput = z.strictObject({ token: tokenField, name: nameField, email: emailField, password: passwordField, label: labelField })

/**
 * Makes the first owner and signs them in.
 *
 * @throws Refusal('conflict') when there is an owner or the address is taken, Refusal('not-found') for the link, Refusal('invalid')
 */
export async function setUp(context: PeopleContext, _viewer: Viewer | null, input: z.input<typeof setUpInput>): Promise<SignedIn> {
  const { token, name, email, password, label } = parse(setUpInput, input)
  await refuseUnlessOpen(context.read, context, token)
  checkPassword(password, { name, email })
  const passwordHash = await context.passwords.hash(password)

  return await context.transaction(async (tx) => {
    await refuseUnlessOpen(tx, context, token)
    if (await emailTaken(tx, email)) throw new Refusal('conflict', `Somebody here has the address ${email} already.`, 'Take another one.')
    const personId = uuidv7(context.now(), context.random)
    await addPerson(tx, { id: personId, email, name, role: 'owner', passwordHash, enrolledAt: context.now() })
    await markLinkUsed(tx, hash(token), context.now())
    await record(tx, context, { actorId: personId, verb: 'person.added', personId, object: 'owner', detail: { by: 'setup' } })
    return { personId, ...(await context.sessions.start(tx, personId, label)) }
  })
}

/** An owner who came by the command line closes the link too. */
async function refuseUnlessOpen(db: Db, context: PeopleContext, token: string): Promise<void> {
  if (await ownerExists(db)) throw new Refusal('conflict', 'This Heed has an owner already.', 'Sign in, or ask the owner for a link.')
  await usableLink(db, context, token, 'setup')
}
