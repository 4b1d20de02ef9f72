export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** Whole minutes, as people are told them everywhere alike: what takes any time at all takes one. */
export function minutesOf(ms: number): number {
  return ms === 0 ? 0 : Math.max(1, Math.round(ms / minuteMs))
}
