import { defaultParameters, retrievability } from '../../scheduling/schedule.ts'
import { daysBetween } from '../../kernel/day.ts'

/** What an answer changed, for the small picture behind "You'll see this again". Retrievability, 0 to 1. */
export interface StrengthChange {
  /** Just before the answer; null when there was nothing yet. */
  before: number | null
  after: number
  /** On each of `days` from today: without the answer, and with it. */
  curve: { days: number[]; before: number[] | null; after: number[] }
}

const days = [0, 1, 2, 4, 7, 10, 14, 21, 30]

/** @param day the study day of the answer */
export function strengthChange(before: { s: number; lastDay: string } | undefined, day: string, after: { s: number }): StrengthChange {
  const elapsed = before ? Math.max(0, daysBetween(before.lastDay, day)) : 0
  const without = before ? days.map((ahead) => rounded(before.s, elapsed + ahead)) : null
  const curve = { days, before: without, after: days.map((ahead) => rounded(after.s, ahead)) }
  return { before: without ? without[0]! : null, after: curve.after[0]!, curve }
}

/** Four digits are more than a picture shows. */
const rounded = (stability: number, elapsed: number) => Math.round(retrievability(defaultParameters, stability, elapsed) * 10_000) / 10_000
