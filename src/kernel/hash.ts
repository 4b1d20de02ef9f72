import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { base32nopad } from '@scure/base'

const encoder = new TextEncoder()
const digestOf = (text: string): Uint8Array => sha256(encoder.encode(text))

/** SHA-256 of a text, in hex. */
export function hash(text: string): string {
  return bytesToHex(digestOf(text))
}

/**
 * The key of an option, a side of a pair or a scene: six base32 characters that say nothing about it.
 * `side` keeps the two sides of a pair apart, so that equal words do not give the pair away.
 */
export function opaqueKey(itemId: string, side: string, wording: string): string {
  return base32nopad
    .encode(digestOf(JSON.stringify([itemId, side, wording])))
    .slice(0, 6)
    .toLowerCase()
}

/** A 32-bit seed from what must stay the same for the order to stay the same. */
export function seedOf(...parts: string[]): number {
  return new DataView(digestOf(JSON.stringify(parts)).buffer).getInt32(0)
}
