import { z } from 'zod'
import type { Db } from '#dialect/client.ts'
import { addLink, linkByHash, markLinkUsed, type StoredLink } from '../../../db/links.ts'
import { personByEmail, setPasswordHash } from '../../../db/people.ts'
import type { Context } from '../../context.ts'
import { hash } from '../../kernel/hash.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { PeopleContext } from '../entrance.ts'
import { emailField, labelField, passwordField, tokenField } from '../fields.ts'
import { linkLifetime, linkTrouble, linkUrl, type LinkKind } from '../link.ts'
import { checkPassword } from '../password.ts'
import { demand, outranks, type Viewer } from '../role.ts'
import { newSecret } from '../secret.ts'
import { record } from './record.ts'
import type { SignedIn } from './sign-in.ts'

export interface MadeLink {
  url: string
  /** Milliseconds UTC. */
  expiresAt: number
}

/** Makes a one-use link inside the transaction of the deed that needs it. */
export async function makeLink(tx: Db, context: Context, link: { kind: LinkKind; personId?: string; madeBy: string }): Promise<MadeLink> {
  const token = newSecret(context.random)
  const expiresAt = context.now() + linkLifetime[link.kind]
  await addLink(tx, { hash: hash(token), expiresAt, ...link })
  return { url: linkUrl(context.settings.url, link.kind, token), expiresAt }
}

/** @throws Refusal('not-found') that says whether it is unknown, used or too old */
export async function usableLink(db: Db, context: Context, token: string, kind?: LinkKind): Promise<StoredLink> {
  const link = await linkByHash(db, hash(token))
  const trouble = linkTrouble(kind && link?.kind !== kind ? undefined : link, context.now())
  if (trouble) throw trouble
  return link!
}

const lookInput = z.strictObject({ token: tokenField })

/** What a link would do. Changes nothing, so a mail scanner that opens it uses nothing up. */
export async function lookAtLink(
  context: PeopleContext,
  _viewer: Viewer | null,
  input: z.input<typeof lookInput>,
): Promise<Pick<StoredLink, 'kind' | 'name' | 'email' | 'expiresAt'>> {
  const { kind, name, email, expiresAt } = await usableLink(context.read, context, parse(lookInput, input).token)
  return { kind, name, email, expiresAt }
}

const useInput = z.strictObject({ token: tokenField, label: labelField, password: passwordField.optional() })

/**
 * Signs in by a one-use link, and sets a password where one is given; the old password and its sign-ins end with it.
 *
 * @throws Refusal('not-found'); Refusal('invalid') for a weak password, which does not use the link up
 */
export async function useLink(context: PeopleContext, _viewer: Viewer | null, input: z.input<typeof useInput>): Promise<SignedIn> {
  const { token, label, password } = parse(useInput, input)
  const seen = await usableLink(context.read, context, token, 'sign-in')
  if (password !== undefined) checkPassword(password, { name: seen.name!, email: seen.email! })
  const passwordHash = password === undefined ? undefined : await context.passwords.hash(password)

  return await context.transaction(async (tx) => {
    const { personId } = (await usableLink(tx, context, token, 'sign-in')) as { personId: string }
    await markLinkUsed(tx, hash(token), context.now())
    if (passwordHash !== undefined) {
      await setPasswordHash(tx, personId, passwordHash)
      await context.sessions.endAll(tx, personId)
    }
    await record(tx, context, {
      actorId: personId,
      verb: 'link.used',
      personId,
      object: 'sign-in',
      detail: { password: passwordHash !== undefined },
    })
    return { personId, ...(await context.sessions.start(tx, personId, label)) }
  })
}

const makeInput = z.strictObject({ email: emailField })

/**
 * A one-use link for somebody of at most the viewer's own role, good for 24 hours.
 *
 * @throws Refusal('forbidden'), Refusal('not-found')
 */
export async function makeSignInLink(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof makeInput>): Promise<MadeLink> {
  demand(viewer, 'admin')
  const { email } = parse(makeInput, input)
  return await context.transaction(async (tx) => {
    const person = await personByEmail(tx, viewer, email)
    if (!person)
      throw new Refusal(
        'not-found',
        `Nobody here has the address ${email}.`,
        'Look at “heed person list”, or add them with “heed person add”.',
      )
    if (outranks(person.role, viewer.role))
      throw new Refusal('forbidden', `A link for ${email} would give you more rights than you have.`, 'Ask an owner.')
    await record(tx, context, { actorId: viewer.id, verb: 'link.made', personId: person.id, object: 'sign-in' })
    return await makeLink(tx, context, { kind: 'sign-in', personId: person.id, madeBy: viewer.id })
  })
}
