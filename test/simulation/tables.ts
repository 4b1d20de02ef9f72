import { chanceOf } from '../../src/kernel/chance.ts'
import { costOfClass } from './cost.ts'
import { defaultParameters, retentionOf, type ClassName } from '../../src/scheduling/schedule.ts'
import { orderNames, type ArmName, type Courses, type Results } from './arms.ts'
import { bias, heldMore, longestWait, meanOf, predictionOff, type Estimate } from './figures.ts'
import { learners } from './learners.ts'
import type { OrderName } from './orders.ts'
import type { Guessing } from './person.ts'

/** In the order of the tables and the picture. */
export const titles: Record<OrderName, string> = {
  gain: 'Most gain per second (Heed)',
  due: 'Longest due',
  random: 'At random',
  easiest: 'Easiest',
  strongest: 'Strongest',
  weakest: 'Weakest',
  overdueness: 'Most overdue for its interval',
}

export interface OrderFigures {
  order: OrderName
  held: number
  introduced: number
  more: Estimate
  minutes: number
  wait: number
}

/** An order beside all others, compared with the longest due first. */
export function orderFigures(results: Results, courses: Courses): OrderFigures[] {
  const due = results[`${courses} due`]
  return orderNames.map((order) => {
    const outcomes = results[`${courses} ${order}`]
    return {
      order,
      held: meanOf(outcomes, 'held'),
      introduced: meanOf(outcomes, 'introduced'),
      more: heldMore(outcomes, due, learners.length),
      minutes: meanOf(outcomes, 'minutes'),
      wait: longestWait(outcomes),
    }
  })
}

/** Narrow enough for a phone; what all orders have in common stands below. */
export function ordersTable(results: Results, courses: Courses): string {
  const figures = inOrder(orderFigures(results, courses))
  const rows = figures.map(({ order, held, more, wait }) => [
    titles[order],
    held.toFixed(0),
    order === 'due' ? '' : `${signed(more.mean)} % ± ${more.margin.toFixed(1)}`,
    String(wait),
  ])
  const off = predictionOff(results[`${courses} gain`])
  return [
    table(['First comes', 'Held', 'More', 'Longest wait, days'], rows),
    '',
    `All met ${figures[0]!.introduced.toFixed(0)} questions, on average, and took ${spanOf(figures.map(({ minutes }) => minutes))} minutes a day. ` +
      `The time that Heed predicted was ${(100 * off.together).toFixed(0)} % off for all together, and ${(100 * off.each).toFixed(0)} % for a single person.`,
  ].join('\n')
}

function spanOf(values: number[]): string {
  const [least, most] = [Math.min(...values).toFixed(1), Math.max(...values).toFixed(1)]
  return least === most ? least : `${least} to ${most}`
}

export function inOrder(figures: OrderFigures[]): OrderFigures[] {
  return Object.keys(titles).map((name) => figures.find(({ order }) => order === name)!)
}

const guessTitles: Record<Guessing, string> = {
  none: 'Nobody guesses',
  unknown: 'They guess, and every right answer counts as known',
  known: 'They guess, and luck is reckoned with (Heed)',
}

export function guessTable(results: Results): string {
  const outcomes = (guessing: Guessing) => results[`guessing ${guessing}` satisfies ArmName]
  const answers = meanOf(outcomes('none'), 'answers')
  const rows = (Object.keys(guessTitles) as Guessing[]).map((guessing) => [
    guessTitles[guessing],
    signed(bias(outcomes(guessing))),
    guessing === 'none' ? '' : `${signed(100 * (meanOf(outcomes(guessing), 'answers') / answers - 1), 0)} %`,
  ])
  return table(['Four options', 'Believed', 'Reviews'], rows)
}

const classTitles: Record<ClassName, string> = { critical: 'Critical', standard: 'Standard', nice: 'Nice to know' }
/** The mean of the types in the first course. */
const answerMs = 20_000

export function classTable(): string {
  const learner = { today: '2026-01-05', workDays: '12345', absences: [], parameters: defaultParameters }
  const rows = (Object.keys(classTitles) as ClassName[]).map((name) => {
    const { firstYear, secondYear } = costOfClass(retentionOf(name), answerMs, learner, chanceOf(1))
    return [classTitles[name], `${(100 * retentionOf(name)).toFixed(0)} %`, firstYear.toFixed(1), secondYear.toFixed(1)]
  })
  return table(['Class', 'Aim', 'First year', 'Second year'], rows)
}

export function signed(value: number, digits = 1): string {
  const text = Math.abs(value).toFixed(digits)
  return Number(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
