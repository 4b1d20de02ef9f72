import { computeDecayFactor, default_w, FSRSAlgorithm, Rating } from 'ts-fsrs'
import { evidence, newItemRetrievability } from '../grading/evidence.ts'

/** Stability: days until retrievability has fallen to 0.9. Difficulty: 1 to 10. */
export interface MemoryState {
  s: number
  d: number
}

/** The 21 weights of FSRS-6. Pass the same array again and again: what is derived from it is kept as long as it lives. */
export type Parameters = readonly number[]

export const defaultParametersId = 'default'
export const defaultParameters: Parameters = default_w

const classes = {
  critical: { retention: 0.95, weight: 3 },
  standard: { retention: 0.9, weight: 1 },
  nice: { retention: 0.8, weight: 0.5 },
} as const

export type ClassName = keyof typeof classes

/** The retention that is desired of a course, 0 to 1. */
export function retentionOf(courseClass: ClassName): number {
  return classes[courseClass].retention
}

/** What knowledge of a course weighs when there is not time for all. */
export function weightOf(courseClass: ClassName): number {
  return classes[courseClass].weight
}

/** The longest interval in days. Follows from the desired retention, which is stored with each answer, so that the log alone gives the date. */
export function capOf(desiredRetention: number): number {
  if (desiredRetention >= retentionOf('critical')) return 90
  return desiredRetention >= retentionOf('standard') ? 180 : 365
}

/** The chance of recall, 0 to 1, after `elapsedDays` study days. */
export function retrievability(parameters: Parameters, stability: number, elapsedDays: number): number {
  return algorithmOf(parameters).forgetting_curve(elapsedDays, stability)
}

/**
 * Retrievability averaged over the days from `from` to `from + days`: the integral of FSRS-6's forgetting curve.
 *
 * @param days more than 0
 */
export function meanRetrievability(parameters: Parameters, stability: number, from: number, days: number): number {
  const { decay, factor } = computeDecayFactor(algorithmOf(parameters).parameters.w)
  const f = factor / stability
  const antiderivative = (t: number) => (1 + f * t) ** (1 + decay)
  return (antiderivative(from + days) - antiderivative(from)) / ((1 + decay) * f * days)
}

/**
 * The state after an answer: `nextState` by what the answer proves, given what was believed before it.
 *
 * @param state null before the first answer
 * @param elapsedDays whole study days since the last counted answer
 * @param credit 0 to 1, the hint already taken into account
 * @param guess the chance, 0 to 1, of full credit by guessing
 */
export function stateAfter(
  parameters: Parameters,
  state: MemoryState | null,
  elapsedDays: number,
  credit: number,
  guess: number,
): MemoryState {
  const believed = believe(parameters, state, elapsedDays)
  return blend(parameters, state, elapsedDays, evidence(credit, believed, guess), credit, believed)
}

/**
 * FSRS-6's Good and Again, weighed by the evidence: stability on the log scale, difficulty linearly.
 *
 * @param state null before the first answer
 * @param elapsedDays whole study days since the last counted answer; 0 is FSRS's same-day formula
 * @param weight the evidence, 0 (Again) to 1 (Good)
 * @param credit of the answer, 0 to 1: less than full never strengthens a memory, but for the second try of a day
 */
export function nextState(
  parameters: Parameters,
  state: MemoryState | null,
  elapsedDays: number,
  weight: number,
  credit: number,
): MemoryState {
  return blend(parameters, state, elapsedDays, weight, credit, believe(parameters, state, elapsedDays))
}

function believe(parameters: Parameters, state: MemoryState | null, elapsedDays: number): number {
  return state === null ? newItemRetrievability : retrievability(parameters, state.s, elapsedDays)
}

function blend(
  parameters: Parameters,
  state: MemoryState | null,
  elapsedDays: number,
  weight: number,
  credit: number,
  r: number,
): MemoryState {
  const algorithm = algorithmOf(parameters)
  const before = state && { stability: state.s, difficulty: state.d }
  const good = weight > 0 ? algorithm.next_state(before, elapsedDays, Rating.Good, r) : undefined
  const again = weight < 1 ? algorithm.next_state(before, elapsedDays, Rating.Again, r) : undefined
  const s = good && again ? logMean(good.stability, again.stability, weight) : (good ?? again)!.stability
  const d = good && again ? mean(good.difficulty, again.difficulty, weight) : (good ?? again)!.difficulty
  const most = state !== null && credit < 1 && elapsedDays > 0 ? state.s : Infinity
  return { s: Math.min(s, most), d }
}

function mean(a: number, b: number, weightOfA: number): number {
  return weightOfA * a + (1 - weightOfA) * b
}

function logMean(a: number, b: number, weightOfA: number): number {
  return Math.exp(mean(Math.log(a), Math.log(b), weightOfA))
}

/**
 * Days until retrievability will have fallen to the desired one.
 *
 * @param desiredRetention 0 to 1
 * @param cap the longest interval allowed, in days
 * @returns a whole number, 1 to `cap`
 */
export function intervalDays(parameters: Parameters, stability: number, desiredRetention: number, cap: number): number {
  const days = stability * algorithmOf(parameters).calculate_interval_modifier(desiredRetention)
  return clamp(Math.round(days), 1, cap)
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}

class Algorithm extends FSRSAlgorithm {
  constructor(parameters: Parameters) {
    super({ w: parameters, enable_short_term: true })
    // ts-fsrs reads its parameters through a Proxy: plain ones make a replay faster.
    this.param = { ...this.param }
  }
}

const algorithms = new WeakMap<Parameters, Algorithm>()

function algorithmOf(parameters: Parameters): Algorithm {
  let algorithm = algorithms.get(parameters)
  if (algorithm === undefined) algorithms.set(parameters, (algorithm = new Algorithm(checked(parameters))))
  return algorithm
}

/** ts-fsrs silently schedules by its defaults when the weights are not those of a known version. */
function checked(parameters: Parameters): Parameters {
  if (parameters.length === 21 && parameters.every(Number.isFinite)) return parameters
  throw new RangeError(`FSRS-6 has 21 finite parameters, these are ${JSON.stringify(parameters)}`)
}
