import type { Outcome } from './year.ts'

/** A mean over learners, and how far the true one may be from it: half of the 95 % interval. */
export interface Estimate {
  mean: number
  margin: number
}

/** Student's, 95 %, for the means of 16 learners; with more of them it errs on the safe side. */
const student = 2.13

/**
 * Of values by seed. Seeds that share a learner are one observation, not several.
 *
 * @param learners how many there are; seed and learner agree modulo it
 */
export function estimate(values: readonly number[], learners: number): Estimate {
  const byLearner = [...Map.groupBy(values.entries(), ([seed]) => seed % learners).values()].map((own) =>
    mean(own.map(([, value]) => value)),
  )
  const middle = mean(byLearner)
  const variance = byLearner.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (byLearner.length - 1)
  return { mean: middle, margin: student * Math.sqrt(variance / byLearner.length) }
}

/** What an order holds more than another, per cent, paired by seed. */
export function heldMore(order: readonly Outcome[], other: readonly Outcome[], learners: number): Estimate {
  return estimate(
    order.map(({ held }, seed) => 100 * (held / other[seed]!.held - 1)),
    learners,
  )
}

/** By how much we believe more to be held than is, points of a hundred. */
export function bias(outcomes: readonly Outcome[]): number {
  return mean(outcomes.map(({ held, believed, introduced }) => (100 * (believed - held)) / introduced))
}

/** How far the predicted time of sessions is from the actual one: as a share of it, for all learners together and, on average, for each. */
export function predictionOff(outcomes: readonly Outcome[]): { together: number; each: number } {
  const ratios = outcomes.map(({ predictedMs, actualMs }) => predictedMs / actualMs)
  return { together: Math.abs(mean(ratios) - 1), each: mean(ratios.map((ratio) => Math.abs(ratio - 1))) }
}

export function longestWait(outcomes: readonly Outcome[]): number {
  return Math.max(...outcomes.map((outcome) => outcome.longestWait))
}

export function meanOf(outcomes: readonly Outcome[], figure: keyof Outcome): number {
  return mean(outcomes.map((outcome) => outcome[figure]))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
