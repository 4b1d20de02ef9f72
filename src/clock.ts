import type { Settings } from './settings.ts'

/**
 * The machine's clock, or one that starts at a pretended instant and runs from there, milliseconds UTC.
 *
 * @param monotonic milliseconds from anywhere, always forward
 */
export function clockOf({ startNow }: Pick<Settings, 'startNow'>, monotonic: () => number = () => performance.now()): () => number {
  if (startNow === null) return () => Date.now() // eslint-disable-line no-restricted-syntax -- the one clock that all others come from
  const origin = monotonic()
  return () => startNow + Math.round(monotonic() - origin)
}
