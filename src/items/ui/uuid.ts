/**
 * A UUIDv7 (RFC 9562 §5.7), as `kernel/id.ts` makes it; the library would cost a lesson page half a kilobyte of its fifteen (test/budgets.test.ts).
 *
 * @param now milliseconds UTC
 */
export function uuidv7(now: number, random: (bytes: number) => Uint8Array): string {
  const bytes = random(10)
  bytes[0] = (bytes[0]! & 0x0f) | 0x70
  bytes[2] = (bytes[2]! & 0x3f) | 0x80
  const hex = now.toString(16).padStart(12, '0') + [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
