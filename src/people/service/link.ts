import { z } from 'zod'
import type { Db } from '#dialect/client.ts'
import { addLink, linkByHash, markLinkUsed, removeOpenSignInLinks, type NewLink, type StoredLink } from '../../../db/links.ts'
import { accountCalled, setPasswordHash, viewerWithId } from '../../../db/people.ts'
import { teamsLedBy } from '../../../db/teams.ts'
import type { Context } from '../../context.ts'
import { hash } from '../../kernel/hash.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { ShownLink } from '../admin-pages.ts'
import type { PeopleContext } from '../entrance.ts'
import { labelField, passwordField, personField, tokenField } from '../fields.ts'
import type { LinkView } from '../learner-pages.ts'
import { linkLifetime, linkTrouble, linkUrl, type LinkKind } from '../link.ts'
import { demandFresh } from '../fresh.ts'
import { checkPassword } from '../password.ts'
import { demand, may, systemViewer, type Viewer } from '../role.ts'
import { newSecret } from '../secret.ts'
import { mail } from './mail.ts'
import { record } from './record.ts'
import { mayLetIn } from './scope.ts'
import type { SignedIn } from './sign-in.ts'

export interface MadeLink {
  url: string
  /** Milliseconds UTC. */
  expiresAt: number
}

/**
 * Makes a one-use link inside the transaction of the deed that needs it.
 *
 * @param lifetime milliseconds, where it is not what is usual for its kind
 */
export async function makeLink(
  tx: Db,
  context: Context,
  link: Pick<NewLink, 'kind' | 'personId' | 'email' | 'role' | 'teamId' | 'madeBy'>,
  lifetime = linkLifetime[link.kind],
): Promise<MadeLink> {
  const token = newSecret(context.random)
  const expiresAt = context.now() + lifetime
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
export async function lookAtLink(context: PeopleContext, _viewer: Viewer | null, input: z.input<typeof lookInput>): Promise<LinkView> {
  const link = await usableLink(context.read, context, parse(lookInput, input).token)
  if (link.kind === 'sign-in') await demandStanding(context.read, link)
  const { kind, name, email, expiresAt } = link
  return { kind, name, email, expiresAt }
}

const useInput = z.strictObject({ token: tokenField, label: labelField, password: passwordField.optional() })

/**
 * A link is worth what its maker may do now, not when it was made: somebody who was let go, leads no more, or made it before the
 * person came to more rights, lets nobody in.
 *
 * @throws Refusal('not-found')
 */
async function demandStanding(db: Db, { madeBy, personId }: StoredLink): Promise<void> {
  if (madeBy === systemViewer.id) return
  const maker = await viewerWithId(db, systemViewer, madeBy)
  const person = personId === null ? undefined : await accountCalled(db, systemViewer, personId)
  if (maker && person && (await mayLetIn(db, maker, person))) return
  throw new Refusal('not-found', 'This link works no more: whoever made it may not let you in any longer.', 'Ask an admin for a new one.')
}

/**
 * Signs in by a one-use link, and sets a password where one is given; the old password and its sign-ins end with it.
 *
 * @throws Refusal('not-found'); Refusal('invalid') for a weak password, which does not use the link up
 */
export async function useLink(context: PeopleContext, _viewer: Viewer | null, input: z.input<typeof useInput>): Promise<SignedIn> {
  const { token, label, password } = parse(useInput, input)
  const seen = await usableLink(context.read, context, token, 'sign-in')
  await demandStanding(context.read, seen)
  if (password !== undefined) checkPassword(password, { name: seen.name!, email: seen.email! })
  const passwordHash = password === undefined ? undefined : await context.passwords.hash(password)

  return await context.transaction(async (tx) => {
    const link = await usableLink(tx, context, token, 'sign-in')
    await demandStanding(tx, link)
    const personId = link.personId!
    await markLinkUsed(tx, hash(token), context.now())
    await removeOpenSignInLinks(tx, personId)
    if (passwordHash !== undefined) {
      await setPasswordHash(tx, personId, passwordHash)
      await context.sessions.endAll(tx, personId)
    }
    await record(tx, context, {
      actorId: personId,
      verb: 'link.used',
      personId,
      object: 'sign-in',
      detail: { password: passwordHash !== undefined, label },
    })
    return { personId, ...(await context.sessions.start(tx, personId, label)) }
  })
}

const makeInput = z.strictObject({ email: personField })

/**
 * A one-use link for somebody who forgot the password, good for 24 hours: made by an admin, or by a lead for whom they
 * reach. Where Heed can send mail it goes to that person alone; without mail, its maker has to hand it over.
 *
 * @param input `email` may be the person's id as well
 * @throws Refusal('step-up'), because who holds the link can be that person; Refusal('forbidden') for somebody who may more
 * than the viewer, Refusal('not-found')
 */
export async function makeSignInLink(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof makeInput>): Promise<ShownLink> {
  demand(viewer, 'learner')
  const { email: called } = parse(makeInput, input)
  demandFresh(viewer, context.now())
  return await context.transaction(async (tx) => {
    const person = await accountCalled(tx, viewer, called)
    if (person && person.closedAt !== null && may(viewer, 'admin'))
      throw new Refusal(
        'conflict',
        `The account of ${person.email} is closed, so nobody signs in with it.`,
        openFirst(viewer, person.email),
      )
    if (!person || person.closedAt !== null || !(await runs(tx, viewer))) throw nobodyCalled(called, viewer)
    if (!(await mayLetIn(tx, viewer, person)))
      throw new Refusal('forbidden', `A link for ${person.email} would give you more rights than you have.`, 'Ask an owner or an admin.')
    await record(tx, context, { actorId: viewer.id, verb: 'link.made', personId: person.id, object: 'sign-in' })
    // The newest alone signs in.
    await removeOpenSignInLinks(tx, person.id)
    const link = await makeLink(tx, context, { kind: 'sign-in', personId: person.id, madeBy: viewer.id })
    // A command prints the link; whoever runs it hands it over.
    if (viewer.id === systemViewer.id) return { ...link, mailedTo: null }
    return shown(link, await mail(tx, context, viewer, 'mail.sign-in', { to: person.email, name: person.name, url: link.url }))
  })
}

/** A link that is on its way to somebody's own mailbox is nobody else's to see. */
export const shown = (link: MadeLink, mailedTo: string | null): ShownLink => ({
  ...link,
  url: mailedTo === null ? link.url : null,
  mailedTo,
})

const openFirst = (viewer: Viewer, email: string): string =>
  viewer.id === systemViewer.id ? `Open it first: heed person open ${email}` : 'Open it first, on the page of the person.'

function nobodyCalled(called: string, viewer: Viewer): Refusal {
  if (viewer.id === systemViewer.id)
    return new Refusal(
      'not-found',
      `Nobody here has the address ${called}.`,
      'Look at “heed person list”, or add them with “heed person add”.',
    )
  const hint = may(viewer, 'admin')
    ? 'Look for them among the people, or invite them.'
    : 'Check how it is written. You can make links for the people of the teams that you lead.'
  return new Refusal('not-found', `Nobody whom you can let in has the address ${called}.`, hint)
}

/** Whether the viewer answers for anybody but themselves. */
const runs = async (tx: Db, viewer: Viewer): Promise<boolean> => may(viewer, 'admin') || (await teamsLedBy(tx, viewer)).length > 0
