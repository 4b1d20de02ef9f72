import type { Chance } from '../kernel/chance.ts'
import { addDays } from '../kernel/day.ts'
import { minuteMs } from '../kernel/time.ts'
import { introduced, playDay, simulated, type Simulated } from './play.ts'
import { retentionOf, type MemoryState, type Parameters } from './schedule.ts'
import { type WorkingTime, worksOn } from '../people/absence.ts'

/** A memory as far as its future goes: a review's candidate is one, whether due or not. */
export interface Upcoming {
  state: MemoryState
  /** Whole study days since the last counted answer. */
  elapsed: number
  dueDay: string
  /** Predicted time of one answer, milliseconds. */
  ms: number
  /** Desired of its course, 0 to 1; the standard one if left out. */
  retention?: number
}

export interface Learner extends WorkingTime {
  today: string
  /** Length of a session, milliseconds; it may be passed by a tenth. */
  budgetMs: number
  parameters: Parameters
}

interface ForecastDay {
  day: string
  /** What the learner will spend within the budget. */
  minutes: number
  /** Minutes that everything due would take; more than `minutes` when it does not fit. Both are 0 on a day off. */
  needed: number
}

interface Lessons {
  /** New items on a working day, on average. */
  itemsADay: number
  /** Time of one answer to one of them, milliseconds. */
  ms: number
}

/** Enough for a mean within a few per cent: what varies is which items are missed. */
const runs = 8
/** Where counting them ends. */
export const mostSessions = 60
/** Ends the count of a learner without working days. */
const horizonDays = 730

/**
 * The review time of today and the days after it, by playing them: a session on each working day, the longest due first,
 * misses due again the next day. New items join with their first answer; its own time belongs to the lesson.
 */
export function forecast(
  memories: readonly Upcoming[],
  learner: Learner & { days: number; lessons?: Lessons },
  chance: Chance,
): ForecastDay[] {
  const days = Array.from({ length: learner.days }, (_, index) => addDays(learner.today, index))
  const working = days.map((day) => worksOn(learner, day))
  const sums = days.map((day): ForecastDay => ({ day, minutes: 0, needed: 0 }))
  for (let run = 0; run < runs; run++) {
    const deck = simulated(memories, learner.today)
    let lessonItems = 0
    for (const [index, sum] of sums.entries()) {
      if (!working[index]) continue
      const { spentMs, neededMs } = playDay(deck, index, learner, chance)
      sum.minutes += spentMs / minuteMs / runs
      sum.needed += neededMs / minuteMs / runs
      lessonItems += learner.lessons?.itemsADay ?? 0
      for (; lessonItems >= 1; lessonItems--) deck.push(introduced(learner.lessons!.ms, retentionOf('standard'), index, learner, chance))
    }
  }
  return sums
}

/**
 * How many sessions until one ends with nothing due, the first of them today, then one on each working day: what falls due
 * meanwhile is in it. The middle one of several simulations.
 *
 * @param memories all that the learner holds, not only what is due
 * @returns 0 when nothing is due; null when even sixty would leave something
 */
export function sessionsToRecover(memories: readonly Upcoming[], learner: Learner, chance: Chance): number | null {
  if (!memories.some(({ dueDay }) => dueDay <= learner.today)) return 0
  const counts = Array.from({ length: runs }, () => recover(simulated(memories, learner.today), learner, chance)).sort((a, b) => a - b)
  const middle = counts[runs / 2]!
  return Number.isFinite(middle) ? middle : null
}

function recover(deck: Simulated[], learner: Learner, chance: Chance): number {
  let sessions = 0
  for (let index = 0; index < horizonDays && sessions < mostSessions; index++) {
    if (index > 0 && !worksOn(learner, addDays(learner.today, index))) continue
    sessions++
    const { spentMs, neededMs } = playDay(deck, index, learner, chance)
    if (spentMs === neededMs) return sessions
  }
  return Infinity
}
