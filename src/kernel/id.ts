import { v7, validate, version } from 'uuid'

/**
 * A UUIDv7: ids made later sort later.
 *
 * @param now milliseconds UTC
 * @param random cryptographically random bytes, such as `context.random`
 */
export function uuidv7(now: number, random: (bytes: number) => Uint8Array): string {
  return v7({ msecs: now, random: random(16) })
}

/** An id for something that comes into being now, from the world's own clock and chance. */
export function newId(world: { now: () => number; random: (bytes: number) => Uint8Array }): string {
  return uuidv7(world.now(), world.random)
}

export function isUuidV7(text: string): boolean {
  return validate(text) && version(text) === 7
}
