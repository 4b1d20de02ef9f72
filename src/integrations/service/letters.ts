import { deadLetters, revive } from '../../../db/outbox.ts'
import type { Context } from '../../context.ts'
import { newId } from '../../kernel/id.ts'
import { Undelivered } from '../../kernel/mail.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { demand, type Viewer } from '../../people/role.ts'
import { record } from '../../people/service/record.ts'
import { email } from '../email/index.ts'
import type { GivenUp } from '../site-pages.ts'
import { addressed, outsideOf } from './outside.ts'

/** What was given up after its last try, the newest first. */
export async function letters(context: Context, viewer: Viewer): Promise<GivenUp[]> {
  demand(viewer, 'admin')
  const rows = await deadLetters(context.read, viewer)
  return rows.map(({ id, kind, payload, madeAt, tries, problem }) => {
    const address = addressed.safeParse(payload).data
    const to = address && ('to' in address ? address.to : address.personId)
    return { id, kind, to: to ?? null, madeAt, tries, problem: problem ?? '' }
  })
}

/** @throws Refusal('not-found') for what was not given up */
export async function tryAgain(context: Context, viewer: Viewer, id: string): Promise<void> {
  demand(viewer, 'admin')
  await context.transaction(async (tx) => {
    if (!(await revive(tx, viewer, id, context.now()))) throw new Refusal('not-found', 'This was not given up.', 'Look at the list again.')
    await record(tx, context, { actorId: viewer.id, verb: 'letter.revived', object: id })
  })
  context.news.ring()
}

/**
 * Sends the viewer a mail, now and without the outbox, so that what the mail server says is told at once.
 *
 * @returns where to look for it
 * @throws Refusal('conflict') without a mail server, and with what it said
 */
export async function testMail(context: Context, viewer: Viewer): Promise<{ to: string }> {
  demand(viewer, 'admin')
  const { mail, locale, site } = { ...outsideOf(context), locale: viewer.locale ?? context.catalogue.live().site.defaultLocale }
  if (!mail) throw new Refusal('conflict', `${site} has no mail server.`, 'Set HEED_SMTP_URL and HEED_MAIL_FROM, and start Heed again.')
  try {
    const recipient = { email: viewer.email, name: viewer.name, locale }
    await email.deliver({ id: newId(context), kind: 'mail.test', payload: {}, recipient }, outsideOf(context))
    return { to: viewer.email }
  } catch (thrown) {
    if (thrown instanceof Undelivered) throw new Refusal('conflict', thrown.message, 'Check HEED_SMTP_URL and HEED_MAIL_FROM.')
    throw thrown
  }
}
