import { z } from 'zod'
import { addresseeCalled } from '../../../db/people.ts'
import type { Context } from '../../context.ts'
import type { Outside, Recipient } from '../integration.ts'

export function outsideOf({ mail, settings, catalogue }: Context): Outside {
  return { mail, url: settings.url, site: catalogue.live().site.title }
}

/** News names whom it concerns: by id, or by the address of somebody who may not be here yet. */
export const addressed = z.union([z.object({ personId: z.string() }), z.object({ to: z.email() })])

/** As they are now; null when there is nobody any more to tell it to. */
export async function recipientOf(context: Context, payload: unknown): Promise<Recipient | null> {
  const address = addressed.parse(payload)
  const found = await addresseeCalled(context.read, 'to' in address ? address.to : address.personId)
  const usual = context.catalogue.live().site.defaultLocale
  if (!found) return 'to' in address ? { email: address.to, name: null, locale: usual } : null
  return found.closedAt === null ? { email: found.email, name: found.name, locale: found.locale ?? usual } : null
}
