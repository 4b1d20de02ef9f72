import { base64urlnopad } from '@scure/base'

/** What a token of ours looks like; anything else needs no look into the database. */
export const secretPattern = /^[A-Za-z0-9_-]{43}$/

/** 256 bits in base64url. Only its hash is ever stored, so a copy of the database opens nothing. */
export function newSecret(random: (bytes: number) => Uint8Array): string {
  return base64urlnopad.encode(random(32))
}
