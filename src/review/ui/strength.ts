import type { Strength } from '../../items/ui/send.ts'
import { percent } from '../../ui/percent.ts'

/** Strength in a week: without the answers of this look, and with them. */
export function weekOf({ curve: { days, before, after } }: Strength, first?: Strength): { before: number | null; after: number } {
  const week = days.indexOf(7)
  const untouched = first ? first.curve.before : before
  return { before: untouched?.[week] ?? null, after: after[week]! }
}

/** What the picture says, in a sentence. */
export function inAWeek(strength: Strength): string {
  const { before, after } = weekOf(strength)
  if (before === null) return `In a week you will still have about ${percent(after)} of it.`
  if (after >= before) return `Without this look you would have had ${percent(before)} in a week; now it is ${percent(after)}.`
  return `Before this look it seemed to be ${percent(before)} in a week; now it is nearer ${percent(after)}, so it comes back sooner.`
}
