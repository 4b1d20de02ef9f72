import type { Chance } from '../../src/kernel/chance.ts'
import { addDays } from '../../src/kernel/day.ts'
import { sum } from '../../src/kernel/numbers.ts'
import { minuteMs } from '../../src/kernel/time.ts'
import { worksOn } from '../../src/people/absence.ts'
import type { Learner } from '../../src/scheduling/forecast.ts'
import { introduced, playDay } from '../../src/scheduling/play.ts'

interface ClassCost {
  /** Minutes on a working day, per 100 items, in the year after they were learnt. */
  firstYear: number
  /** In the year after that. */
  secondYear: number
}

/**
 * What a desired retention costs for each hundred items, by playing two years of a learner who always has the time.
 *
 * @param retention desired, 0 to 1
 * @param ms of one answer
 */
export function costOfClass(retention: number, ms: number, learner: Omit<Learner, 'budgetMs'>, chance: Chance): ClassCost {
  const items = 500
  const unlimited = { ...learner, budgetMs: Infinity }
  const deck = Array.from({ length: items }, () => introduced(ms, retention, 0, unlimited, chance))
  const year = (from: number) => {
    const days = Array.from({ length: 364 }, (_, index) => from + index).filter((day) => worksOn(learner, addDays(learner.today, day)))
    const spentMs = sum(days.map((day) => playDay(deck, day, unlimited, chance).spentMs))
    return (spentMs / minuteMs / days.length / items) * 100
  }
  return { firstYear: year(1), secondYear: year(365) }
}
