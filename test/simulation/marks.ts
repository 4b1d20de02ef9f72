import type { Results } from './arms.ts'
import { bias, heldMore, longestWait, predictionOff } from './figures.ts'
import { learners } from './learners.ts'

/** What the order of a review and the guess update have to reach. */
export const marks = {
  /** Held above the longest due first where time is short, per cent; the lower end of the interval must be above 0. */
  heldMore: 2,
  /** Where nearly everything fits, days. */
  longestWait: 60,
  /** Of predicted session time from actual, for a learner. */
  prediction: 0.1,
  /** Of the bias that guessing adds when it is not reckoned with. */
  biasLeft: 0.6,
}

/** How much of the bias that guessing adds to plain Good is left with the guess update. */
export function biasLeft(results: Pick<Results, 'guessing none' | 'guessing unknown' | 'guessing known'>): number {
  const without = bias(results['guessing none'])
  return (bias(results['guessing known']) - without) / (bias(results['guessing unknown']) - without)
}

/** A sentence for each mark that is missed. */
export function missed(results: Results): string[] {
  const more = heldMore(results['2 gain'], results['2 due'], learners.length)
  const found: [boolean, string][] = [
    [more.mean >= marks.heldMore, `held ${more.mean.toFixed(2)} % more, wanted ${marks.heldMore}`],
    [more.mean > more.margin, `held ${more.mean.toFixed(2)} % ± ${more.margin.toFixed(2)} more, which may be nothing`],
    [longestWait(results['1 gain']) <= marks.longestWait, `the longest wait is ${longestWait(results['1 gain'])} days`],
    [biasLeft(results) <= marks.biasLeft, `${(100 * biasLeft(results)).toFixed(0)} % of the bias of guessing is left`],
    ...(['1 gain', '2 gain'] as const).map((arm): [boolean, string] => {
      const off = predictionOff(results[arm])
      return [Math.max(off.together, off.each) <= marks.prediction, `predicted session times are ${(100 * off.each).toFixed(0)} % off`]
    }),
  ]
  return found.filter(([holds]) => !holds).map(([, sentence]) => sentence)
}
