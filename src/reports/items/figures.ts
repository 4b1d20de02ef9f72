import { counted, discrimination, isFull, mean, topHalf } from './first-answers.ts'
import { suspicionsOf, type Counted, type Suspicion } from './suspicions.ts'
import { wilson, withoutLuck, type Bounds } from './wilson.ts'

/** Nothing is told that rests on fewer people. */
export const fewestPeople = 5

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

/** How often an option was picked; null for one to four people. */
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
  if (n < fewestPeople) return null
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
  const tellTop = top.length >= fewestPeople
  return Object.fromEntries(
    (options ?? []).map(({ key }) => [key, { all: told(counted(first, key)), top: tellTop ? told(counted(top, key)) : null }]),
  )
}

/** None is nobody; one to four are somebody. */
const told = (people: number): number | null => (people > 0 && people < fewestPeople ? null : people)

function reviewFigures(reviews: readonly Review[]): Figures['reviews'] {
  const people = new Set(reviews.map(({ person }) => person)).size
  if (people < fewestPeople) return null
  const residual = mean(reviews.map((review) => Number(isFull(review)) - expected(review)))
  return { n: reviews.length, lapseRate: mean(reviews.map(({ credit }) => Number(credit < 0.5))), residual }
}

/** The chance of full credit: known, or not known and guessed. */
const expected = ({ guess, retrievability }: Review) => guess + (1 - guess) * retrievability
