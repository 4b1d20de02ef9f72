import { describe, expect, test } from 'vitest'
import { guessArm, orderArm } from '../simulation/arms.ts'
import { bias, heldMore, longestWait, meanOf, predictionOff } from '../simulation/figures.ts'
import { learners } from '../simulation/learners.ts'
import { biasLeft, marks } from '../simulation/marks.ts'
import { year, type Arm } from '../simulation/year.ts'

/*
 * The pass marks of simulation/marks.ts over fewer seeds than `npm run simulate` has: a year of each learner. What is left to
 * chance by that is allowed for.
 */
const years = (arm: Arm, count = learners.length) => Array.from({ length: count }, (_, seed) => year(seed, arm))

describe('what is gained per second', () => {
  const shortOfTime = { gain: years(orderArm(2, 'gain')), due: years(orderArm(2, 'due')) }
  const timeEnough = years(orderArm(1, 'gain'))

  test('holds more than the longest due first, in the same minutes', () => {
    const { mean, margin } = heldMore(shortOfTime.gain, shortOfTime.due, learners.length)
    expect(mean).toBeGreaterThan(0.75 * marks.heldMore)
    expect(mean + margin).toBeGreaterThan(marks.heldMore)
    expect(mean - margin).toBeGreaterThan(0)
    expect(meanOf(shortOfTime.gain, 'minutes')).toBeLessThanOrEqual(1.01 * meanOf(shortOfTime.due, 'minutes'))
  })

  test('lets nothing wait for long where nearly everything fits', () => {
    expect(longestWait(timeEnough)).toBeLessThanOrEqual(marks.longestWait)
  })

  test.each([
    { name: 'short of time', outcomes: shortOfTime.gain },
    { name: 'with time enough', outcomes: timeEnough },
  ])('takes the time that it was predicted to take: $name', ({ outcomes }) => {
    expect(predictionOff(outcomes).each).toBeLessThanOrEqual(marks.prediction)
  })

  test('keeps the budget, as far as a session can be foreseen', () => {
    expect(meanOf(shortOfTime.gain, 'minutes')).toBeLessThan(5.5)
    expect(meanOf(timeEnough, 'minutes')).toBeLessThan(meanOf(shortOfTime.gain, 'minutes'))
  })
})

describe('a right answer that may be luck', () => {
  const outcomes = {
    'guessing none': years(guessArm('none'), 16),
    'guessing unknown': years(guessArm('unknown'), 16),
    'guessing known': years(guessArm('known'), 16),
  }
  const reviews = (arm: keyof typeof outcomes) => meanOf(outcomes[arm], 'answers') / meanOf(outcomes['guessing none'], 'answers')

  test('makes plain Good believe too much; the guess update leaves about half of that', () => {
    expect(bias(outcomes['guessing unknown']) - bias(outcomes['guessing none'])).toBeGreaterThan(1.5)
    expect(biasLeft(outcomes)).toBeLessThan(marks.biasLeft)
  })

  test('makes plain Good ask too seldom; the guess update asks more', () => {
    expect(reviews('guessing unknown')).toBeLessThan(0.9)
    expect(reviews('guessing known')).toBeGreaterThan(reviews('guessing unknown') + 0.05)
  })
})
