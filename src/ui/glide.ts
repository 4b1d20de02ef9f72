import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { base64 } from '@scure/base'

/**
 * One page glides into the next. It stands in the page itself: from a stylesheet still on its way Chromium hears of it
 * too late and reports an aborted transition.
 */
export const glide = '@media (prefers-reduced-motion: no-preference){@view-transition{navigation:auto}}'

/** By which the content policy lets that style through. */
export const glideHash = `sha256-${base64.encode(sha256(utf8ToBytes(glide)))}` as const
