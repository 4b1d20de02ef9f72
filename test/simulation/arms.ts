import { fourOptions, kinds } from './kinds.ts'
import { orders, type OrderName } from './orders.ts'
import type { Guessing } from './person.ts'
import type { Arm, Outcome } from './year.ts'

export const orderNames = Object.keys(orders) as OrderName[]
export const guessings: readonly Guessing[] = ['none', 'unknown', 'known']

/** Five minutes of review. One course leaves time to spare for most learners, two do not. */
export type Courses = 1 | 2

export type ArmName = `${Courses} ${OrderName}` | `guessing ${Guessing}`

export function orderArm(courses: Courses, order: OrderName): Arm {
  return { choose: orders[order], budgetMs: 5 * 60_000, courses, kinds, guessing: 'known' }
}

/** Single choice with four options, and time for all of it: only what we make of the answers differs. */
export function guessArm(guessing: Guessing): Arm {
  return { choose: orders.due, budgetMs: Infinity, courses: 1, kinds: fourOptions, guessing }
}

export const arms: ReadonlyMap<ArmName, Arm> = new Map([
  ...([1, 2] as const).flatMap((courses) => orderNames.map((order) => [`${courses} ${order}` as const, orderArm(courses, order)] as const)),
  ...guessings.map((guessing) => [`guessing ${guessing}` as const, guessArm(guessing)] as const),
])

/** Outcomes of an arm, by seed. */
export type Results = Record<ArmName, Outcome[]>
