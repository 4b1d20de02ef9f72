import { fewest } from '../groups.ts'
import { weekOf } from '../../kernel/day.ts'

/** The first answer of somebody who knew the fact before it changed, given after. */
interface AnswerSince {
  /** Study day. */
  day: string
  /** Right by the old key and not by the new one. */
  oldWay: boolean
}

/** How an item whose fact changed is answered since. */
export interface OldWay {
  /** Study day of the change, in UTC. */
  changed: string
  /** Weeks with answers of five people or more, counted in whole fives, the earliest first. */
  weeks: { week: string; n: number; share: number }[]
}

/**
 * Of those who met the item before the change: the share of each week's first answers that still follow the old key.
 *
 * @param answers one of each person, in the order in which they came
 */
export function oldWayOf(changed: string, answers: readonly AnswerSince[]): OldWay {
  const byWeek = Map.groupBy(answers, ({ day }) => weekOf(day)[0]!)
  const weeks = [...byWeek]
    .map(([week, group]) => [week, group.slice(0, group.length - (group.length % fewest))] as const)
    .filter(([, group]) => group.length > 0)
    .map(([week, group]) => ({ week, n: group.length, share: group.filter(({ oldWay }) => oldWay).length / group.length }))
  return { changed, weeks: weeks.toSorted((a, b) => (a.week < b.week ? -1 : 1)) }
}
