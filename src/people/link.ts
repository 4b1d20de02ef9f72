import { Refusal } from '../kernel/refusal.ts'
import { dayMs, hourMs } from '../kernel/time.ts'

export type LinkKind = 'invite' | 'sign-in' | 'setup'

/** Milliseconds after which a link of this kind is worth nothing. */
export const linkLifetime: Record<LinkKind, number> = { setup: hourMs, 'sign-in': dayMs, invite: 7 * dayMs }

/** Where a link leads. Never built from a request: its Host could be anybody's. */
export function linkUrl(url: string, kind: LinkKind, token: string): string {
  if (kind === 'setup') return `${url}/setup?token=${token}`
  return kind === 'sign-in' ? `${url}/in/${token}` : `${url}/join/${token}`
}

/** Why a link cannot be used, or undefined when it can. One that was never made reads like one that is gone. */
export function linkTrouble(link: { usedAt: number | null; expiresAt: number } | undefined, now: number): Refusal | undefined {
  if (!link) return noLink('This link is not known here.')
  if (link.usedAt !== null) return noLink('This link was used already; each works once.')
  if (link.expiresAt <= now) return noLink('This link is too old to work.')
  return undefined
}

const noLink = (message: string): Refusal => new Refusal('not-found', message, 'Ask whoever sent it for a new one.')
