import { chanceOf, type Chance } from '../../src/kernel/chance.ts'
import { seedOf } from '../../src/kernel/hash.ts'
import { defaultParameters, type Parameters } from '../../src/scheduling/schedule.ts'

/*
 * Learners whose memory is not the one we believe in. srs-benchmark publishes the FSRS-6 parameters that were fitted to each of
 * its users (open-spaced-repetition/srs-benchmark, result/FSRS-6-recency.jsonl at 0f70abe). Of the first 49 of them, this is
 * the spread of each weight (of its logarithm, where weights are stabilities or the decay) and how it goes with the factor that
 * all share: who holds longer at first (w0 to w3) also gains more with each review (w8, w10) and finds less of it difficult (w4).
 * That factor explains 36 % of the variance. The learners here lie around our defaults with that spread.
 */
interface Spread {
  sd: number
  /** Correlation with the common factor. */
  shared: number
  log?: true
  least: number
  most: number
}

const spreads: Spread[] = [
  { sd: 1.46, shared: 0.69, log: true, least: 0.01, most: 100 },
  { sd: 1.61, shared: 0.85, log: true, least: 0.01, most: 100 },
  { sd: 1.69, shared: 0.85, log: true, least: 0.01, most: 100 },
  { sd: 1.5, shared: 0.74, log: true, least: 0.01, most: 100 },
  { sd: 0.3, shared: -0.77, least: 1, most: 10 },
  { sd: 0.22, shared: 0.85, least: 0.001, most: 4 },
  { sd: 0.24, shared: -0.19, least: 0.001, most: 4 },
  { sd: 0.046, shared: 0.36, least: 0.001, most: 0.75 },
  { sd: 0.34, shared: 0.85, least: 0, most: 4.5 },
  { sd: 0.16, shared: -0.47, least: 0, most: 0.8 },
  { sd: 0.29, shared: 0.85, least: 0.001, most: 3.5 },
  { sd: 0.09, shared: 0.72, least: 0.001, most: 5 },
  { sd: 0.032, shared: -0.66, least: 0.001, most: 0.25 },
  { sd: 0.1, shared: 0.47, least: 0.001, most: 0.9 },
  { sd: 0.26, shared: 0.38, least: 0, most: 4 },
  { sd: 0.16, shared: 0, least: 0, most: 1 },
  { sd: 0.55, shared: 0.47, least: 1, most: 6 },
  { sd: 0.22, shared: 0.05, least: 0, most: 2 },
  { sd: 0.23, shared: 0.55, least: 0, most: 2 },
  { sd: 0.086, shared: 0.3, least: 0.01, most: 0.8 },
  { sd: 0.64, shared: -0.14, log: true, least: 0.1, most: 0.8 },
]

export interface SimulatedLearner {
  parameters: Parameters
  /** What an answer takes, measured by the mean of its type. */
  pace: number
}

/** Each of these stands for a kind of person; seeds beyond them meet the same people again in other years. */
export const learners: readonly SimulatedLearner[] = sharedFactors(32).map(learnerOf)

/** Normal, and shifted so that the learners as a whole are neither better nor worse than we believe. */
function sharedFactors(count: number): number[] {
  const drawn = Array.from({ length: count }, (_, index) => normal(chanceOf(seedOf('factor', String(index)))))
  const mean = drawn.reduce((sum, each) => sum + each, 0) / count
  const sd = Math.sqrt(drawn.reduce((sum, each) => sum + (each - mean) ** 2, 0) / count)
  return drawn.map((each) => (each - mean) / sd)
}

function learnerOf(factor: number, index: number): SimulatedLearner {
  const chance = chanceOf(seedOf('learner', String(index)))
  const parameters = spreads.map((spread, i) => weightOf(spread, defaultParameters[i]!, factor, chance))
  return { parameters, pace: Math.exp(0.25 * normal(chance)) }
}

function weightOf({ sd, shared, log, least, most }: Spread, middle: number, factor: number, chance: Chance): number {
  const off = sd * (shared * factor + Math.sqrt(1 - shared ** 2) * normal(chance))
  return Math.min(Math.max(log ? middle * Math.exp(off) : middle + off, least), most)
}

/** Mean 0, standard deviation 1 (Box and Muller). */
export function normal(chance: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
}
