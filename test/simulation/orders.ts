import type { Chance } from '../../src/kernel/chance.ts'
import { daysBetween } from '../../src/kernel/day.ts'
import { byText } from '../../src/kernel/text.ts'
import { chooseByGain, chooseByScore, type Candidate, type Queue } from '../../src/review/queue.ts'
import { capOf, defaultParameters as w, intervalDays, retrievability } from '../../src/scheduling/schedule.ts'

/** What a review asks of what is due. */
export type Choose = <C extends Candidate>(due: readonly C[], budgetMs: number, today: string, chance: Chance) => Queue<C>

/** What fits when the candidates are taken as they come. */
function chooseInOrder<C extends Candidate>(candidates: readonly C[], budgetMs: number): Queue<C> {
  const places = new Map(candidates.map((candidate, place) => [candidate, place]))
  return chooseByScore(candidates, budgetMs, w, (candidate) => -places.get(candidate)!)
}

function chooseByDue<C extends Candidate>(candidates: readonly C[], budgetMs: number): Queue<C> {
  return chooseInOrder(
    candidates.toSorted((a, b) => byText(a.dueDay, b.dueDay) || byText(a.item, b.item)),
    budgetMs,
  )
}

/** The smallest first. */
function by(value: (candidate: Candidate, today: string, chance: Chance) => number): Choose {
  return (due, budgetMs, today, chance) => {
    const judged = due.map((candidate) => ({ candidate, value: value(candidate, today, chance) }))
    const sorted = judged.sort((a, b) => a.value - b.value).map(({ candidate }) => candidate)
    return chooseInOrder(sorted, budgetMs)
  }
}

const r = ({ state, elapsed }: Candidate) => retrievability(w, state.s, elapsed)
const interval = ({ state }: Candidate, retention = 0.9) => intervalDays(w, state.s, retention, capOf(retention))

export const orders = {
  gain: (due, budgetMs, today) => chooseByGain(due, budgetMs, w, today),
  due: (due, budgetMs) => chooseByDue(due, budgetMs),
  random: by((_, __, chance) => chance()),
  weakest: by((candidate) => r(candidate)),
  strongest: by((candidate) => -r(candidate)),
  overdueness: by((candidate, today) => -daysBetween(candidate.dueDay, today) / interval(candidate)),
  easiest: by(({ state }) => state.d),
} satisfies Record<string, Choose>

export type OrderName = keyof typeof orders
