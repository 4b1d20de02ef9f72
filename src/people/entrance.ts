import type { Context } from '../context.ts'
import { openPersonLimits, openRequestLimit, openSignInLimits, type CountRequest, type PersonLimits, type SignInLimits } from './limits.ts'
import { openOidc, type OidcClient } from './service/oidc-client.ts'
import { openPasswords, type Passwords } from './password.ts'
import { openSessions, type Sessions } from './session.ts'

/** What the deeds of this domain touch beside the world: it counts and queues, so each context has its own. */
interface Entrance {
  sessions: Sessions
  passwords: Passwords
  limits: SignInLimits
  countRequest: CountRequest
  personLimits: PersonLimits
  /** Null where no identity provider is set. */
  oidc: OidcClient | null
}

export type PeopleContext = Context & Entrance

export function withEntrance(context: Context): PeopleContext {
  return {
    ...context,
    sessions: openSessions(context),
    passwords: openPasswords(context.random),
    limits: openSignInLimits(),
    countRequest: openRequestLimit(),
    personLimits: openPersonLimits(),
    oidc: openOidc(context),
  }
}
