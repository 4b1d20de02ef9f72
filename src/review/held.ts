import { defaultParameters, retrievability, type MemoryState } from '../scheduling/schedule.ts'
import { mean, sum } from '../kernel/numbers.ts'

/*
 * What people are told that they remember. Luck is taken out of retrievability before it is believed (grading/evidence.ts), so it is
 * what is shown; raw shares of right answers never are.
 */

/** A memory as far as its strength goes. */
interface Remembered {
  state: MemoryState
  /** Whole study days since the last counted answer. */
  elapsed: number
}

export type StrengthWord = 'fading' | 'holding' | 'firm'

export interface SkillHeld {
  id: string
  title: string
  /** Mean retrievability, 0 to 1, of the items answered before today; null when there is none. */
  strength: number | null
  word: StrengthWord | null
}

/** How many things somebody holds, of how many they have met. */
export interface Held {
  now: number
  of: number
}

/** The chance of recall today, 0 to 1. */
export function strengthOf({ state, elapsed }: Remembered): number {
  return retrievability(defaultParameters, state.s, elapsed)
}

/** Nine of ten are firm: that is what the dates aim at. */
export function wordFor(strength: number): StrengthWord {
  if (strength >= 0.9) return 'firm'
  return strength >= 0.7 ? 'holding' : 'fading'
}

/** Held is the sum of the strengths: of ten things at 0.8, eight. */
export function heldOf(memories: readonly Remembered[]): Held {
  return { now: Math.round(sum(memories.map(strengthOf))), of: memories.length }
}

/** What is held of each skill, in the site's order. On the day of an answer everything is fresh, so that day says nothing. */
export function skillsHeld(titles: Record<string, string>, memories: readonly (Remembered & { skill: string })[]): SkillHeld[] {
  const bySkill = Map.groupBy(
    memories.filter(({ elapsed }) => elapsed > 0),
    ({ skill }) => skill,
  )
  return Object.entries(titles).map(([id, title]) => {
    const strengths = (bySkill.get(id) ?? []).map(strengthOf)
    const strength = strengths.length === 0 ? null : mean(strengths)
    return { id, title, strength, word: strength === null ? null : wordFor(strength) }
  })
}
