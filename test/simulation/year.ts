import { chanceOf } from '../../src/kernel/chance.ts'
import { seedOf } from '../../src/kernel/hash.ts'
import type { Kind } from './kinds.ts'
import type { Choose } from './orders.ts'
import { answer, answerAgain, dayOf, dueOn, heldOn, introduce, newPerson, type Guessing, type Item, type Person } from './person.ts'

/** What is compared. Everything else is the same for a seed, down to the luck of the third answer to an item. */
export interface Arm {
  choose: Choose
  budgetMs: number
  /** Each brings one or two new items a working day. */
  courses: number
  kinds: readonly Kind[]
  guessing: Guessing
}

export interface Outcome {
  /** Sum of true retrievability over the introduced items, mean of the days of the second half of the year. */
  held: number
  /** The same as we believe it. */
  believed: number
  introduced: number
  /** Review time on a day with a review. */
  minutes: number
  /** Reviews; first and second tries. */
  answers: number
  /** The longest that an item waited after it was due, days. */
  longestWait: number
  predictedMs: number
  actualMs: number
}

const days = 364
const firstHour = 36
const attendance = 0.9

/** A year of lessons and reviews: asked and believed as our code does, remembered as the learner's own memory does. */
export function year(seed: number, arm: Arm): Outcome {
  const person = newPerson(seed, arm.kinds, arm.guessing)
  const shuffling = chanceOf(seedOf(String(seed), 'order'))
  const sum = { held: 0, believed: 0, introduced: 0, predictedMs: 0, actualMs: 0, longestWait: 0, reviews: 0 }
  for (const [today, { learns, newItems }] of calendarOf(seed, arm.courses).entries()) {
    if (learns) {
      const due = dueOn(person, today)
      sum.longestWait = due.reduce((longest, { simulated }) => Math.max(longest, today - simulated.due), sum.longestWait)
      const { items, predictedMs } = arm.choose(due, arm.budgetMs, dayOf(today), shuffling)
      sum.predictedMs += predictedMs
      sum.actualMs += review(person, items, today)
      sum.reviews += items.length > 0 ? 1 : 0
      for (let n = 0; n < newItems; n++) introduce(person, today)
    }
    if (today < days / 2) continue
    const { held, believed } = heldOn(person, today)
    sum.held += held / (days / 2)
    sum.believed += believed / (days / 2)
    sum.introduced += person.items.length / (days / 2)
  }
  const { reviews, ...outcome } = sum
  return { ...outcome, minutes: sum.actualMs / 60_000 / reviews, answers: person.answers - person.items.length }
}

/** Asks all, then again what was missed. Returns what it took, milliseconds. */
function review(person: Person, queue: { simulated: Item }[], today: number): number {
  const tries = queue.map(({ simulated }) => ({ simulated, ...answer(person, simulated, today) }))
  const again = tries.filter(({ right }) => !right).map(({ simulated }) => answerAgain(person, simulated, today))
  return [...tries.map(({ ms }) => ms), ...again].reduce((sum, ms) => sum + ms, 0)
}

/** An hour of onboarding, then one or two items of each course on every day that the learner is there: nine working days of ten, but for two weeks of holiday. */
function calendarOf(seed: number, courses: number): { learns: boolean; newItems: number }[] {
  const chance = chanceOf(seedOf(String(seed), 'calendar'))
  const holiday = 7 * Math.floor(28 + chance() * 16)
  return Array.from({ length: days }, (_, index) => {
    const there = chance() < attendance || index === 0
    const few = Array.from({ length: courses }, () => (chance() < 0.5 ? 1 : 2)).reduce((sum, each) => sum + each, 0)
    const working = index % 7 < 5 && (index < holiday || index >= holiday + 14)
    return { learns: there && working, newItems: index === 0 ? firstHour : few }
  })
}
