import { z } from 'zod'
import { readRules, type Rules } from './people/oidc-claims.ts'
import { roles } from './people/role.ts'
import { SettingProblem, type ValueOf, type Variable } from './setting.ts'

/** The organisation's own sign-in, by OpenID Connect. */
export interface OidcSettings {
  issuer: string
  clientId: string
  clientSecret: string
  /** As people call it. */
  name: string
  scope: string
  groupsClaim: string
  /** Group → role; empty leaves roles alone. */
  roles: Rules
  /** Group → team. */
  teams: Rules
}

const rules = z.string().transform((text, context) => {
  const read = readRules(text)
  if (!read) context.addIssue({ code: 'custom', message: 'not written as group=what it gives' })
  return read ?? []
})

export const oidcVariables = {
  HEED_OIDC_ISSUER: {
    read: z
      .url({ protocol: /^https?$/ })
      .refine((url) => url.startsWith('https:') || /^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(`${url}/`)),
    allowed: 'the https address of an identity provider, such as https://login.example.com/realms/staff',
    meaning: "The organisation's own sign-in, by OpenID Connect; needs HEED_OIDC_CLIENT_ID and HEED_OIDC_CLIENT_SECRET",
    without: 'none',
  },
  HEED_OIDC_CLIENT_ID: {
    read: z.string().min(1),
    allowed: 'the name of this Heed at the provider',
    meaning: 'Who this Heed is to the provider',
    without: 'none',
  },
  HEED_OIDC_CLIENT_SECRET: {
    read: z.string().min(1),
    allowed: 'the secret that the provider gave out',
    meaning: 'The secret that the provider gave out for it',
    without: 'none',
    secret: true,
  },
  HEED_OIDC_NAME: {
    read: z.string().min(1).max(60),
    allowed: 'a name of at most 60 characters',
    meaning: 'What people call it, on the sign-in page',
    default: 'your company account',
  },
  HEED_OIDC_SCOPE: {
    read: z.string().min(1),
    allowed: 'scopes with spaces between them',
    meaning: 'What is asked of the provider',
    default: 'openid email profile',
  },
  HEED_OIDC_GROUPS: {
    read: z.string().min(1),
    allowed: 'the name of a claim',
    meaning: 'The claim that lists the groups of a person',
    default: 'groups',
  },
  HEED_OIDC_ROLES: {
    read: rules.refine((read) => read.every(({ gives }) => (roles as readonly string[]).includes(gives))),
    allowed: `written as group=role, group=role; roles are ${roles.join(', ')}`,
    meaning: 'Which role a group gives, at each sign-in; without it roles are left alone',
    without: 'none',
  },
  HEED_OIDC_TEAMS: {
    read: rules,
    allowed: 'written as group=team, group=team',
    meaning: 'Which team a group puts people into, at each sign-in',
    without: 'none',
  },
} as const satisfies Record<string, Variable>

type Value = <K extends keyof typeof oidcVariables>(name: K) => ValueOf<(typeof oidcVariables)[K]>

/** @throws SettingProblem for one without the others */
export function oidcFrom(value: Value): OidcSettings | null {
  const [issuer, clientId, clientSecret] = [value('HEED_OIDC_ISSUER'), value('HEED_OIDC_CLIENT_ID'), value('HEED_OIDC_CLIENT_SECRET')]
  if (!issuer && !clientId && !clientSecret) return null
  if (!issuer || !clientId || !clientSecret)
    throw new SettingProblem('HEED_OIDC_ISSUER, HEED_OIDC_CLIENT_ID and HEED_OIDC_CLIENT_SECRET belong together: set all three, or none.')
  return {
    ...{ issuer, clientId, clientSecret },
    name: value('HEED_OIDC_NAME'),
    scope: value('HEED_OIDC_SCOPE'),
    groupsClaim: value('HEED_OIDC_GROUPS'),
    roles: value('HEED_OIDC_ROLES') ?? [],
    teams: value('HEED_OIDC_TEAMS') ?? [],
  }
}

const beside = ['HEED_OIDC_NAME', 'HEED_OIDC_SCOPE', 'HEED_OIDC_GROUPS', 'HEED_OIDC_ROLES', 'HEED_OIDC_TEAMS'] as const

/** A sentence for each that does nothing because there is no sign-in that it belongs to. */
export function idleOidc(isGiven: (name: keyof typeof oidcVariables) => boolean): string[] {
  return beside
    .filter(isGiven)
    .map((name) => `${name} does nothing without HEED_OIDC_ISSUER, HEED_OIDC_CLIENT_ID and HEED_OIDC_CLIENT_SECRET.`)
}
