import { chanceOf } from '../../src/kernel/chance.ts'
import { costOfClass } from '../../src/scheduling/forecast.ts'
import { defaultParameters, retentionOf, type ClassName } from '../../src/scheduling/schedule.ts'
import { orderNames, type ArmName, type Courses, type Results } from './arms.ts'
import { bias, heldMore, longestWait, meanOf, prediction, type Estimate } from './figures.ts'
import { learners } from './learners.ts'
import type { OrderName } from './orders.ts'
import type { Guessing } from './person.ts'

/** In the order of the tables and the picture. */
export const titles: Record<OrderName, string> = {
  gain: 'What is gained per second (Heed)',
  due: 'Longest due first',
  random: 'At random',
  easiest: 'Easiest first',
  strongest: 'Best remembered first',
  weakest: 'Least remembered first',
  overdueness: 'Most overdue for its interval first',
}

const loads: Record<Courses, string> = { 1: 'One course', 2: 'Two courses at once' }

export interface OrderFigures {
  order: OrderName
  held: number
  introduced: number
  more: Estimate
  minutes: number
  wait: number
  prediction: number
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
      prediction: prediction(outcomes),
    }
  })
}

export function ordersTable(results: Results, courses: Courses): string {
  const rows = inOrder(orderFigures(results, courses)).map(({ order, held, more, minutes, wait }) => [
    titles[order],
    held.toFixed(0),
    order === 'due' ? '' : `${signed(more.mean)} % ± ${more.margin.toFixed(1)}`,
    minutes.toFixed(1),
    wait.toFixed(0),
  ])
  const introduced = meanOf(results[`${courses} gain`], 'introduced').toFixed(0)
  return table(
    [`${loads[courses]}: which first?`, `Held, of ${introduced}`, 'More than longest due first', 'Minutes a day', 'Longest wait, days'],
    rows,
  )
}

export function inOrder(figures: OrderFigures[]): OrderFigures[] {
  return Object.keys(titles).map((name) => figures.find(({ order }) => order === name)!)
}

const guessTitles: Record<Guessing, string> = {
  none: 'Nobody guesses',
  unknown: 'People guess; every right answer counts as known',
  known: 'People guess; luck is reckoned with (Heed)',
}

export function guessTable(results: Results): string {
  const outcomes = (guessing: Guessing) => results[`guessing ${guessing}` satisfies ArmName]
  const answers = meanOf(outcomes('none'), 'answers')
  const rows = (Object.keys(guessTitles) as Guessing[]).map((guessing) => [
    guessTitles[guessing],
    signed(bias(outcomes(guessing))),
    guessing === 'none' ? '' : `${signed(100 * (meanOf(outcomes(guessing), 'answers') / answers - 1), 0)} %`,
  ])
  return table(['Single choice, four options', 'Believed above what is held, points', 'Reviews'], rows)
}

const classTitles: Record<ClassName, string> = { critical: 'Critical', standard: 'Standard', nice: 'Nice to know' }
/** The mean of the types in the first course. */
const answerMs = 20_000

export function classTable(): string {
  const learner = { today: '2026-01-05', workDays: '12345', parameters: defaultParameters }
  const rows = (Object.keys(classTitles) as ClassName[]).map((name) => {
    const { firstYear, secondYear } = costOfClass(retentionOf(name), answerMs, learner, chanceOf(1))
    return [classTitles[name], `${(100 * retentionOf(name)).toFixed(0)} %`, firstYear.toFixed(1), secondYear.toFixed(1)]
  })
  return table(['Class', 'Desired retention', 'Minutes a day, first year', 'Second year'], rows)
}

export function signed(value: number, digits = 1): string {
  const text = Math.abs(value).toFixed(digits)
  return Number(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n')
}
