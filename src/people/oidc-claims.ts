import type { Role } from './role.ts'
import { roles } from './role.ts'
import { withoutUnseen } from './unseen.ts'

/** What an identity provider says of somebody. Only the subject is sure to be there. */
export interface Claims {
  issuer: string
  /** Who they are to the provider, for ever. */
  subject: string
  email: string | null
  /** Only an address that the provider has checked may lead to an account that is here already. */
  emailVerified: boolean
  name: string | null
  groups: string[]
}

/** Group of the provider → what it gives here. */
export type Rules = readonly { group: string; gives: string }[]

/**
 * Reads `heed-admins=admin, l-and-d=author`.
 *
 * @returns undefined when a part is not written like that
 */
export function readRules(text: string): Rules | undefined {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const rules = parts.flatMap((part) => {
    const [, group, gives] = /^(.+?)\s*=\s*([^=]+)$/.exec(part) ?? []
    return group && gives ? [{ group, gives }] : []
  })
  return rules.length === parts.length ? rules : undefined
}

/** The highest role that a group of theirs gives; `learner` when none does. */
export function roleBy(rules: Rules, groups: readonly string[]): Role {
  const given = rules.filter(({ group }) => groups.includes(group)).map(({ gives }) => gives)
  return roles.findLast((role) => given.includes(role)) ?? 'learner'
}

/** The teams that the rules speak of: those that somebody belongs to, and those that they do not. */
export function teamsBy(rules: Rules, groups: readonly string[]): { in: string[]; out: string[] } {
  const inside = new Set(rules.filter(({ group }) => groups.includes(group)).map(({ gives }) => gives))
  const all = new Set(rules.map(({ gives }) => gives))
  return { in: [...inside], out: [...all].filter((team) => !inside.has(team)) }
}

/** What a provider sent, as far as it can be used: no claim but the subject is taken for granted. */
export function claimsFrom(sent: Record<string, unknown>, groupsClaim: string): Claims {
  const text = (name: string) => (typeof sent[name] === 'string' && sent[name].trim() !== '' ? sent[name].trim() : null)
  const listed: unknown[] = [sent[groupsClaim]].flat()
  const groups = listed.filter((group): group is string => typeof group === 'string')
  const email = text('email')
  return {
    issuer: text('iss') ?? '',
    subject: text('sub') ?? '',
    email: email !== null && /^[^\s@]+@[^\s@]+$/.test(email) && email.length <= 254 ? email : null,
    emailVerified: sent.email_verified === true || sent.email_verified === 'true',
    name: nameFrom(text('name')) ?? nameFrom(text('preferred_username')) ?? nameFrom(email),
    groups,
  }
}

/** Nobody can be asked to type it anew here, so what is not seen, or not on one line, goes. */
const nameFrom = (sent: string | null) =>
  withoutUnseen(sent ?? '')
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 100) || null
