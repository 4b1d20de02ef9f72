import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { base64urlnopad } from '@scure/base'
import { hash } from '../kernel/hash.ts'
import { cookieOf } from './cookie.ts'
import { newSecret } from './secret.ts'

/*
 * A mark that a browser keeps after somebody signed in there with a password. Wrong passwords typed by strangers lock an
 * account, but not for the browsers that carry its mark: so nobody can shut somebody else out.
 *
 * It signs nobody in. Its key is the password's hash: nothing more has to be stored, and a new password makes all marks void.
 */

interface Account {
  id: string
  passwordHash: string | null
}

/** A nonce and its seal. */
const markPattern = /^[A-Za-z0-9_-]{43}\.[A-Za-z0-9_-]{43}$/

/** Its cookie, for the public address. */
export const deviceCookieOf = (url: string) => cookieOf(url, 'heed-device', markPattern)

/** Seconds for which a browser keeps it: half a year. */
export const markLifetime = 180 * 24 * 60 * 60

export function deviceMark(account: Account, random: (bytes: number) => Uint8Array): string {
  const nonce = newSecret(random)
  return `${nonce}.${seal(account, nonce)}`
}

/** The nonce of a mark of this account; null for any other. */
export function knownDevice(account: Account | undefined, mark: string | null): string | null {
  if (!account?.passwordHash || mark === null || !markPattern.test(mark)) return null
  const [nonce, sealed] = mark.split('.') as [string, string]
  // Hashes are compared, so that how long it takes tells nothing of how much was right.
  return hash(sealed) === hash(seal(account, nonce)) ? nonce : null
}

function seal({ id, passwordHash }: Account, nonce: string): string {
  return base64urlnopad.encode(hmac(sha256, utf8ToBytes(passwordHash ?? ''), utf8ToBytes(`device ${id} ${nonce}`)))
}
