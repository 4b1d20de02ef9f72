import type { Chance } from '../../src/kernel/chance.ts'
import { daysBetween } from '../../src/kernel/day.ts'
import { chooseByDue, chooseByGain, chooseInOrder, type Candidate, type Queue } from '../../src/review/queue.ts'
import { capOf, defaultParameters as w, intervalDays, retrievability } from '../../src/scheduling/schedule.ts'

/** What a review asks of what is due. */
export type Choose = <C extends Candidate>(due: readonly C[], budgetMs: number, today: string, chance: Chance) => Queue<C>

/** The smallest first. */
function by(value: (candidate: Candidate, today: string, chance: Chance) => number): Choose {
  return (due, budgetMs, today, chance) => {
    const judged = due.map((candidate) => ({ candidate, value: value(candidate, today, chance) }))
    const sorted = judged.sort((a, b) => a.value - b.value).map(({ candidate }) => candidate)
    return chooseInOrder(sorted, budgetMs, w)
  }
}

const r = ({ state, elapsed }: Candidate) => retrievability(w, state.s, elapsed)
const interval = ({ state }: Candidate, retention = 0.9) => intervalDays(w, state.s, retention, capOf(retention))

export const orders = {
  gain: (due, budgetMs, today) => chooseByGain(due, budgetMs, w, today),
  due: (due, budgetMs) => chooseByDue(due, budgetMs, w),
  random: by((_, __, chance) => chance()),
  weakest: by((candidate) => r(candidate)),
  strongest: by((candidate) => -r(candidate)),
  overdueness: by((candidate, today) => -daysBetween(candidate.dueDay, today) / interval(candidate)),
  easiest: by(({ state }) => state.d),
} satisfies Record<string, Choose>

export type OrderName = keyof typeof orders
