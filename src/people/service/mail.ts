import type { Db } from '#dialect/client.ts'
import { tell } from '../../../db/outbox.ts'
import type { Context } from '../../context.ts'
import { systemViewer, type Viewer } from '../role.ts'

/**
 * Leaves a link for the mail to take, where Heed can send mail; without, whoever made it has to hand it over.
 *
 * @returns whom it will reach
 */
export async function mail(
  tx: Db,
  context: Context,
  viewer: Viewer,
  kind: 'mail.invite' | 'mail.sign-in',
  { to, name, url }: { to: string; name: string | null; url: string },
): Promise<string | null> {
  if (!canMail(context)) return null
  await tell(tx, context, kind, { to, name, url, madeBy: viewer.id === systemViewer.id ? null : viewer.name })
  return to
}

export const canMail = ({ settings }: Context): boolean => settings.smtpUrl !== null
