import { worksOn, type WorkingTime } from '../people/absence.ts'
import { daysBetween } from '../kernel/day.ts'

/*
 * When to remind somebody of a review. As Orbit does: only when it is worth it, ever more rarely while they do not come,
 * and then not at all. A reminder that comes too often teaches people to look past it.
 */

/** Days from the last answer to the first reminder, and from each reminder to the next. After the last of them: silence. */
export const reminderGaps: readonly number[] = [1, 2, 2, 5, 10, 20, 30]

/** A server that was down at nine does not ring at night. */
const windowMinutes = 120

const fewestDue = 3
/** A memory that has sunk this far below what is desired cannot wait for two others. */
const sunk = 0.1

/** When somebody wants to hear from Heed. */
export interface Rhythm extends WorkingTime {
  /** HH:MM in their zone, from 04:00 on, so that it lies on the study day of its date; null for never. */
  remindAt: string | null
}

/** Now, where they are. */
export interface Moment {
  /** Study day. */
  day: string
  /** HH:MM by the clock on the wall. */
  time: string
}

interface Sent {
  /** The last study day on which they answered anything; null before the first. */
  lastAnswered: string | null
  /** Days on which a reminder was sent, the earliest first. */
  sent: readonly string[]
}

interface Work {
  /** What waits to be asked. */
  due: number
  /** The chance of recall and the one desired, 0 to 1, of everything that is held. */
  memories: readonly { r: number; desired: number }[]
}

/** Whether this is the time of the day, on a day on which they work. */
export function isTheirTime({ remindAt, ...working }: Rhythm, { day, time }: Moment): boolean {
  if (remindAt === null) return false
  const late = minutesOf(time) - minutesOf(remindAt)
  return late >= 0 && late < windowMinutes && worksOn(working, day)
}

/** Whether enough days have gone by, and not so many that it is time to be silent. */
export function isTheirTurn({ lastAnswered, sent }: Sent, day: string): boolean {
  if (lastAnswered === null || sent.includes(day)) return false
  const inVain = sent.filter((each) => each > lastAnswered)
  const gap = reminderGaps[inVain.length]
  return gap !== undefined && daysBetween(inVain.at(-1) ?? lastAnswered, day) >= gap
}

/** Whether a session would be worth the time. */
export function isWorthIt({ due, memories }: Work): boolean {
  return due >= fewestDue || (due > 0 && memories.some(({ r, desired }) => r < desired - sunk))
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number)
  return hours! * 60 + minutes!
}
