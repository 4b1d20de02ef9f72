import type { DayLoad, HardItem, Overview, Today } from '../learner-pages.ts'
import { capitalised, counted, inWords, longDay, shortDay } from '../../ui/words.ts'
import { sum } from '../../kernel/numbers.ts'
import { minutesOf } from '../../kernel/time.ts'

/*
 * What a chart says, in a sentence beside it. No sentence counts what somebody has not done.
 */

/** What the next days ask at most. */
export function forecastSentence(days: readonly DayLoad[]): string {
  const most = tallest(days)
  if (most === 0) return `Next ${days.length} days: nothing comes back yet.`
  return `Next ${days.length} days: never more than ${minutes(most)}.`
}

const tallest = (days: readonly { minutes: number }[]): number => Math.max(0, ...days.map((day) => day.minutes))

/** The week against the person's own target. */
export function weekSentence({ daysDone, daysTarget, awayDays }: Today, workDays: string): string {
  const uncounted = uncountedDays(awayDays.length > 0, workDays)
  if (daysTarget === 0) return daysDone === 0 ? 'Nothing to aim for this week.' : `${capitalised(counted(daysDone, 'day'))} this week.`
  if (daysDone > daysTarget) return `${capitalised(counted(daysDone, 'day'))}; you aimed for ${inWords(daysTarget)}.${uncounted}`
  return `${daysDone} of your ${daysTarget} ${daysTarget === 1 ? 'day' : 'days'}.${uncounted}`
}

function uncountedDays(away: boolean, workDays: string): string {
  const off = workDays === '1234567' ? '' : workDays === '12345' ? 'weekends' : 'days off'
  const both = [off, away ? 'days away' : ''].filter((words) => words !== '')
  return both.length === 0 ? '' : ` ${capitalised(both.join(' and '))} don’t count.`
}

/** After an absence: what is there, not what is missing. */
export const stillHeldSentence = ({ held }: Pick<Today, 'held'>): string => `You still hold ${held.now} of ${things(held.of)}.`

/** Only when it takes more than the session that waits; beyond a dozen the number would help nobody. */
export function recoverySentence({ sessionsToRecover }: Pick<Today, 'sessionsToRecover'>): string | null {
  if (sessionsToRecover <= 1) return null
  if (sessionsToRecover > 12) return 'What does not fit today comes on the next days.'
  return `${capitalised(counted(sessionsToRecover, 'short session'))} bring the rest back, one a day.`
}

/** What a finished day came to. */
export function finishedSentence({ items, minutes, tomorrow }: NonNullable<Today['finished']>): string {
  const done = `${capitalised(counted(items, 'thing'))} in ${counted(minutes, 'minute')}.`
  if (tomorrow === 0) return done
  return `${done} ${capitalised(inWords(tomorrow))} of them ${tomorrow === 1 ? 'comes' : 'come'} back tomorrow.`
}

/** What is held, against a month ago; who began since then has nothing to be compared with. */
export function heldSentence({ held, heldOn }: Pick<Overview, 'held' | 'heldOn'>): string {
  if (held.of === 0) return 'What you answer in a lesson is counted here.'
  const now = `You hold ${things(held.now)}`
  const monthAgo = heldOn.at(-2)?.held ?? 0
  if (monthAgo === 0) return `${now}.`
  return monthAgo === held.now ? `${now}, as many as a month ago.` : `${now}; a month ago it was ${monthAgo}.`
}

/** "slipped four times, now fading" */
export function slipsSentence({ lapses, word }: Pick<HardItem, 'lapses' | 'word'>): string {
  const slips = lapses === 0 ? 'has not slipped' : `slipped ${times(lapses)}`
  return word === null ? slips : `${slips}, now ${word}`
}

/** How much of the past year went into it. */
export function yearSentence(year: Overview['year']): string {
  const days = year.filter(({ answers }) => answers > 0)
  if (days.length === 0) return 'Nothing answered yet.'
  const answers = sum(days.map((day) => day.answers))
  const spent = minutesOf(sum(days.map(({ ms }) => ms)))
  return `${capitalised(counted(answers, 'answer'))} on ${counted(days.length, 'day')} in the past year, ${duration(spent)} in all.`
}

/** "Tue 3 Nov: 9 answers, 4 min" */
export function daySentence({ day, answers, ms }: Overview['year'][number]): string {
  return `${shortDay(day)}: ${answers} ${answers === 1 ? 'answer' : 'answers'}, ${minutesOf(ms)} min`
}

/** "Tue 3 Nov: about 4 min" */
export function loadSentence({ day, minutes }: DayLoad): string {
  return `${shortDay(day)}: ${minutes === 0 ? 'nothing' : `about ${minutes} min`}`
}

export const heldOnSentence = ({ day, held }: Overview['heldOn'][number]): string => `${longDay(day)}: ${things(held)}`

function duration(minutes: number): string {
  if (minutes < 90) return `about ${counted(minutes, 'minute')}`
  return `about ${counted(Math.round(minutes / 60), 'hour')}`
}

const times = (count: number) => ['never', 'once', 'twice'][count] ?? `${inWords(count)} times`
const minutes = (count: number) => (count === 1 ? 'one minute' : `${count} minutes`)
const things = (count: number) => `${count} ${count === 1 ? 'thing' : 'things'}`
