import { fewest } from '../groups.ts'
import { counted, discrimination, isFull, topHalf, type FirstAnswer } from './first-answers.ts'
import { suspicionsOf, type Counted, type Suspicion } from './suspicions.ts'
import { wilson, withoutLuck, type Bounds } from './wilson.ts'
import { mean } from '../../kernel/numbers.ts'

/** First answers from which it can be told how an item goes with the others. */
const enoughToDiscriminate = 50

/** A counted answer to an item that came back. */
export interface Review {
  person: string
  credit: number
  guess: number
  /** What was believed before the answer, 0 to 1. */
  retrievability: number
}

/** How often an option was picked; null for one to four people, and where those could be worked out. */
export interface Picks {
  all: number | null
  /** Among the better half of the learners; null also where that is fewer than five. */
  top: number | null
}

/** What is known of an item: `item_stat` keeps it, and nobody's name is in it. */
export interface Figures {
  /** First valid answers, from as many people: five or more. */
  n: number
  /** How many of them were right at once. */
  full: number
  meanMs: number
  /** Empty where nothing is chosen from a list. */
  perOption: Record<string, Picks>
  /** Right at once, luck taken out, 0 to 1, with its 95 % interval. */
  firstTry: Bounds & { rate: number }
  /** Null while fewer than five people have been asked again. */
  reviews: { n: number; lapseRate: number; residual: number } | null
  /** -1 to 1; null below 50 answers. */
  discrimination: number | null
  suspicions: Suspicion[]
}

/** @returns null while fewer than five people have answered */
export function figuresOf(item: Counted, reviews: readonly Review[]): Figures | null {
  const { first } = item
  const n = first.length
  if (n < fewest) return null
  const full = first.filter(isFull).length
  const guess = mean(first.map(({ guess }) => guess))
  const { low, high } = wilson(full, n)
  return {
    n,
    full,
    meanMs: mean(first.map(({ ms }) => ms)),
    perOption: picksOf(item),
    firstTry: { rate: withoutLuck(full / n, guess), low: withoutLuck(low, guess), high: withoutLuck(high, guess) },
    reviews: reviewFigures(reviews),
    discrimination: n < enoughToDiscriminate ? null : discrimination(first),
    suspicions: suspicionsOf(item),
  }
}

function picksOf({ options, first }: Counted): Record<string, Picks> {
  const top = topHalf(first)
  const marked = options ?? []
  const countsOf = (answers: readonly FirstAnswer[]) => marked.map(({ key }) => counted(answers, key))
  const isOneEach = first.every(({ picked }) => picked.length === 1)
  // What all wrong answers come to follows from the rate of right ones, and all of the better half from how many answered.
  const all = told(countsOf(first), isOneEach ? marked.map(({ right }) => !right) : [])
  const tops = top.length >= fewest ? told(countsOf(top), isOneEach ? marked.map(() => true) : []) : []
  return Object.fromEntries(marked.map(({ key }, index) => [key, { all: all[index]!, top: tops[index] ?? null }]))
}

/**
 * None is nobody; one to four are somebody, and are left out. Where they alone are, among counts whose sum is known, the next larger
 * one is left out as well, or where there is none, those that nobody picked: the others would tell them.
 *
 * @param summed which counts these are
 */
function told(counts: readonly number[], summed: readonly boolean[]): (number | null)[] {
  const isFew = (count: number) => count > 0 && count < fewest
  const known = counts.filter((_, index) => summed[index])
  const next = known.filter(isFew).length === 1 ? (known.filter((count) => count >= fewest).toSorted((a, b) => a - b)[0] ?? 0) : undefined
  return counts.map((count, index) => (isFew(count) || (summed[index] && count === next) ? null : count))
}

function reviewFigures(reviews: readonly Review[]): Figures['reviews'] {
  const people = new Set(reviews.map(({ person }) => person)).size
  if (people < fewest) return null
  const residual = mean(reviews.map((review) => Number(isFull(review)) - expected(review)))
  return { n: reviews.length, lapseRate: mean(reviews.map(({ credit }) => Number(credit < 0.5))), residual }
}

/** The chance of full credit: known, or not known and guessed. */
const expected = ({ guess, retrievability }: Review) => guess + (1 - guess) * retrievability
