import { newItemRetrievability } from '../grading/evidence.ts'
import type { Chance } from '../kernel/chance.ts'
import { daysBetween } from '../kernel/day.ts'
import type { Learner, Upcoming } from './forecast.ts'
import { capOf, intervalDays, nextState, retentionOf, retrievability, type MemoryState, type Parameters } from './schedule.ts'
import { overrun, withSecondTry } from './session-time.ts'

/*
 * How days are played in a simulation: what is due is asked, misses are due again the next day. Nobody guesses in it, because
 * the guess update makes the workload that of a test without luck, nearly: learners/order.mdx of the handbook has the figures.
 */

/** In a simulation, days are counted from today. */
export interface Simulated extends MemoryState {
  last: number
  due: number
  ms: number
  retention: number
}

interface DayPlayed {
  spentMs: number
  neededMs: number
}

export function simulated(memories: readonly Upcoming[], today: string): Simulated[] {
  return memories.map(({ state, elapsed, dueDay, ms, retention }) => ({
    ...state,
    last: -elapsed,
    due: daysBetween(today, dueDay),
    ms,
    retention: retention ?? retentionOf('standard'),
  }))
}

/** Asks what is due, the longest due first, and changes it by its answers. One item is taken however long it takes. */
export function playDay(deck: readonly Simulated[], day: number, { budgetMs, parameters }: Learner, chance: Chance): DayPlayed {
  const due = deck.filter((memory) => memory.due <= day).sort((a, b) => a.due - b.due)
  const played = { spentMs: 0, neededMs: 0 }
  let open = true
  for (const [place, memory] of due.entries()) {
    const r = retrievability(parameters, memory.s, day - memory.last)
    const ms = withSecondTry(memory.ms, r)
    played.neededMs += ms
    open &&= place === 0 || played.neededMs <= budgetMs * overrun
    if (!open) continue
    played.spentMs += ms
    answer(memory, memory, chance() < r, day, parameters)
  }
  return played
}

/** An item on the day of its first answer. */
export function introduced(
  ms: number,
  retention: number,
  day: number,
  { parameters }: Pick<Learner, 'parameters'>,
  chance: Chance,
): Simulated {
  const memory = { s: NaN, d: NaN, last: day, due: day, ms, retention }
  answer(memory, null, chance() < newItemRetrievability, day, parameters)
  return memory
}

function answer(memory: Simulated, before: MemoryState | null, right: boolean, day: number, parameters: Parameters): void {
  const credit = right ? 1 : 0
  Object.assign(memory, nextState(parameters, before, day - memory.last, credit, credit))
  memory.last = day
  memory.due = day + intervalDays(parameters, memory.s, memory.retention, capOf(memory.retention))
}
