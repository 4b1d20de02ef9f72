import { meanRetrievability, nextState, retrievability, type MemoryState, type Parameters } from '../scheduling/schedule.ts'
import { overrun, withSecondTry } from '../scheduling/session-time.ts'
import { daysBetween } from '../kernel/day.ts'
import { sum } from '../kernel/numbers.ts'
import { byText } from '../kernel/text.ts'

/** An introduced item that may be asked today. */
export interface Candidate {
  item: string
  lesson: string
  state: MemoryState
  /** Whole study days since the last counted answer. */
  elapsed: number
  dueDay: string
  /** What knowing it is worth: the weight of its course's class. */
  weight: number
  /** Predicted time of one answer, milliseconds, see `predictMs`. */
  ms: number
  /** Days to the day on which it has to be known, when that is near: it is then worth what it adds to that day. */
  deadline?: number | undefined
}

/** A session in the order of showing. `predictedMs` includes the misses that come again at its end. */
export interface Queue<C extends Candidate> {
  items: C[]
  predictedMs: number
}

/** What a mean of answer times rests on. */
export interface TypeTime {
  n: number
  meanMs: number
}

interface Judged<C extends Candidate> {
  candidate: C
  r: number
  cost: number
  score: number
}

/** Answers' worth of everyone's mean beside the learner's own. */
const orgWeight = 20
/** Retrievability from which an item makes a warm start. */
const warm = 0.85
const horizonDays = 90
/** A wait of four weeks doubles a score, one of eight makes it fivefold: squared, or what takes long to answer would wait for a quarter. */
const waitDays = 28

/**
 * The time an answer of a type takes a learner, milliseconds: the learner's own mean, held to everyone's by the weight of 20 answers.
 *
 * @param own undefined before the learner's first answer
 * @param org everyone's; undefined before anybody's first answer
 * @param defaultMs the type's, `ItemType.defaultMs`
 */
export function predictMs(own: TypeTime | undefined, org: TypeTime | undefined, defaultMs: number): number {
  const orgMs = org && org.n > 0 ? org.meanMs : defaultMs
  const { n, meanMs } = own ?? { n: 0, meanMs: 0 }
  return (n * meanMs + orgWeight * orgMs) / (n + orgWeight)
}

/**
 * What keeps the most knowledge for the budget: by gain for the time it costs, weighed by the course and by how long the item waits.
 *
 * @param today study day
 * @param budgetMs may be passed by a tenth; one item is taken however long it takes
 */
export function chooseByGain<C extends Candidate>(
  candidates: readonly C[],
  budgetMs: number,
  parameters: Parameters,
  today: string,
): Queue<C> {
  return chooseByScore(candidates, budgetMs, parameters, (candidate, cost) => {
    const waiting = Math.max(0, daysBetween(candidate.dueDay, today))
    const worth = candidate.deadline === undefined ? gain : gainBy(candidate.deadline)
    return ((candidate.weight * worth(parameters, candidate.state, candidate.elapsed)) / cost) * (1 + (waiting / waitDays) ** 2)
  })
}

/** What scores highest and fits into the budget; the simulation compares other scores with the gain. */
export function chooseByScore<C extends Candidate>(
  candidates: readonly C[],
  budgetMs: number,
  parameters: Parameters,
  score: (candidate: C, cost: number) => number,
): Queue<C> {
  const judged = candidates.map((candidate) => {
    const r = retrievability(parameters, candidate.state.s, candidate.elapsed)
    const cost = withSecondTry(candidate.ms, r)
    return { candidate, r, cost, score: score(candidate, cost) }
  })
  const byScore = judged.toSorted((a, b) => b.score - a.score || byText(a.candidate.item, b.candidate.item))
  return queueOf(withinBudget(byScore, budgetMs))
}

/**
 * What asking now adds to the mean retrievability of the next 90 days.
 *
 * @param elapsedDays whole study days since the last counted answer
 */
export function gain(parameters: Parameters, state: MemoryState, elapsedDays: number): number {
  const r = retrievability(parameters, state.s, elapsedDays)
  const good = nextState(parameters, state, elapsedDays, 1, 1)
  const again = nextState(parameters, state, elapsedDays, 0, 0)
  const mean = (s: number, from: number) => meanRetrievability(parameters, s, from, horizonDays)
  return r * mean(good.s, 0) + (1 - r) * mean(again.s, 0) - mean(state.s, elapsedDays)
}

/** What asking now adds to the retrievability on the day `days` from now. */
function gainBy(days: number): typeof gain {
  return (parameters, state, elapsedDays) => {
    const r = retrievability(parameters, state.s, elapsedDays)
    const then = (credit: number) => retrievability(parameters, nextState(parameters, state, elapsedDays, credit, credit).s, days)
    return r * then(1) + (1 - r) * then(0) - retrievability(parameters, state.s, elapsedDays + days)
  }
}

function withinBudget<C extends Candidate>(judged: readonly Judged<C>[], budgetMs: number): Judged<C>[] {
  let total = 0
  const end = judged.findIndex(({ cost }, index) => (total += cost) > budgetMs * overrun && index > 0)
  return end < 0 ? [...judged] : judged.slice(0, end)
}

function queueOf<C extends Candidate>(chosen: readonly Judged<C>[]): Queue<C> {
  return { items: forShowing(chosen), predictedMs: sum(chosen.map(({ cost }) => cost)) }
}

/** A warm start, then the chosen order, changed only where it would put two of one lesson side by side. */
function forShowing<C extends Candidate>(chosen: readonly Judged<C>[]): C[] {
  const left = [...chosen]
  const shown: C[] = []
  while (left.length > 0) {
    const next = shown.length === 0 ? firstOf(left) : nextOf(left, left, shown.at(-1)!.lesson)
    left.splice(left.indexOf(next), 1)
    shown.push(next.candidate)
  }
  return shown
}

function firstOf<C extends Candidate>(left: readonly Judged<C>[]): Judged<C> {
  const easy = left.filter(({ r }) => r >= warm)
  return nextOf(easy.length > 0 ? easy : left, left, undefined)
}

/**
 * The next to show: from another lesson than the last. A lesson that makes up more than half of what is left goes first, or it would
 * be left over in a row.
 */
function nextOf<C extends Candidate>(eligible: readonly Judged<C>[], left: readonly Judged<C>[], last: string | undefined): Judged<C> {
  const others = eligible.filter(({ candidate }) => candidate.lesson !== last)
  const pressing = others.find(({ candidate }) => 2 * countOf(left, candidate.lesson) > left.length)
  return pressing ?? others[0] ?? eligible[0]!
}

function countOf<C extends Candidate>(left: readonly Judged<C>[], lesson: string): number {
  return left.filter(({ candidate }) => candidate.lesson === lesson).length
}
