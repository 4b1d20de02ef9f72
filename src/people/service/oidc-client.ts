import { base64urlnopad } from '@scure/base'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import * as oidc from 'openid-client'
import type { Context } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { hourMs } from '../../kernel/time.ts'
import { cookieOf } from '../cookie.ts'
import type { CookieSet } from '../learner-pages.ts'
import { claimsFrom, type Claims } from '../oidc-claims.ts'
import { newSecret } from '../secret.ts'

/** The organisation's own sign-in. */
export interface OidcClient {
  /** Where to send the browser, and the cookie by which it will be known when it comes back. */
  begin(): Promise<CookieSet & { url: string }>
  /**
   * Who came back.
   *
   * @param search of the address that the provider sent them to
   * @throws Refusal('forbidden') for anything but an answer to a question that this browser was sent with
   */
  finish(search: string, cookieHeader: string | undefined): Promise<Claims>
  /** Asks it anew, whatever it said before: whether it is there and tells what Heed needs to know of it. */
  answers(): Promise<boolean>
  /** Takes the cookie away. */
  blankCookie: string
}

/** The way there and back takes seconds, with a password forgotten on the way some minutes. */
const patienceSeconds = 15 * 60
/** A provider may change its keys and addresses. */
const freshMs = hourMs
const callback = '/sign-in/company/back'

/** Null where no provider is set. */
export function openOidc({ settings, now, random, http, log }: Omit<Context, 'catalogue'>): OidcClient | null {
  const provider = settings.oidc
  if (provider === null) return null
  const cookie = cookieOf(settings.url, 'heed-company')
  const redirectUri = settings.url + callback
  let known: { at: number; configuration: Promise<oidc.Configuration> } | undefined

  function configuration(): Promise<oidc.Configuration> {
    if (known && now() - known.at < freshMs) return known.configuration
    const insecure = provider!.issuer.startsWith('http:') ? { execute: [oidc.allowInsecureRequests] } : {}
    const found = oidc.discovery(new URL(provider!.issuer), provider!.clientId, provider!.clientSecret, undefined, {
      [oidc.customFetch]: http as oidc.CustomFetch,
      timeout: 10,
      ...insecure,
    })
    known = { at: now(), configuration: found }
    found.catch(() => (known = undefined))
    return found
  }

  return {
    blankCookie: cookie.write('', 0),
    async answers() {
      known = undefined
      return configuration().then(
        () => true,
        () => false,
      )
    },
    async begin() {
      const secret = newSecret(random)
      const { state, nonce, verifier } = secretsOf(secret)
      try {
        const url = oidc.buildAuthorizationUrl(await configuration(), {
          redirect_uri: redirectUri,
          scope: provider.scope,
          state,
          nonce,
          code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        })
        return { url: url.href, cookie: cookie.write(secret, patienceSeconds) }
      } catch (problem) {
        log.error({ err: problem }, 'The identity provider could not be reached.')
        throw new Refusal('busy', `${provider.name} cannot be reached just now.`, 'Try again in a minute, or sign in with a password.', 60)
      }
    },
    async finish(search, cookieHeader) {
      const secret = cookie.read(cookieHeader)
      if (secret === null) throw notThrough(provider.name, 'This browser was not sent there, or it took too long.')
      const { state, nonce, verifier } = secretsOf(secret)
      try {
        const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }
        const tokens = await oidc.authorizationCodeGrant(await configuration(), new URL(redirectUri + search), checks)
        return claimsFrom({ ...(await userInfo(await configuration(), tokens)), ...tokens.claims() }, provider.groupsClaim)
      } catch (problem) {
        log.warn({ err: problem }, 'A sign-in by the identity provider failed.')
        throw notThrough(provider.name, 'It gave no answer that Heed may trust.')
      }
    },
  }
}

/** Some providers tell the address and the groups only here; one that has no such page has told all. */
async function userInfo(
  configuration: oidc.Configuration,
  tokens: Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>,
): Promise<object> {
  if (!configuration.serverMetadata().userinfo_endpoint) return {}
  return oidc.fetchUserInfo(configuration, tokens.access_token, tokens.claims()!.sub)
}

/** The browser keeps one secret, from which all that has to match later follows. */
function secretsOf(secret: string) {
  const part = (name: string) => base64urlnopad.encode(sha256(utf8ToBytes(`${name} ${secret}`)))
  return { state: part('state'), nonce: part('nonce'), verifier: part('verifier') }
}

const notThrough = (name: string, why: string) =>
  new Refusal('forbidden', `You could not be signed in by ${name}. ${why}`, 'Try it once more from the sign-in page.')
