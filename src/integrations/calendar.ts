import ical from 'ical-generator'
import { hash } from '../kernel/hash.ts'
import { instantAt } from '../kernel/study-day.ts'
import { minuteMs } from '../kernel/time.ts'

interface Appointments {
  /** Study days on which somebody works, and the minutes that a review is expected to take; 0 when nothing is due. */
  days: readonly { day: string; minutes: number }[]
  /** HH:MM in the person's zone. */
  time: string
  zone: string
  /** How long each lasts at least, minutes: what the person set aside for a day. */
  lasts: number
  /** The public address of this Heed. */
  url: string
  /** Anything that is the person's alone; it is not told. */
  whose: string
  /** Milliseconds UTC. */
  now: number
}

/** A calendar lies open on many screens: it says when, and how long, and nothing of what is learnt. */
export function calendarOf({ days, time, zone, lasts, url, whose, now }: Appointments): string {
  const calendar = ical({ name: 'Heed', prodId: { company: 'Heed', product: 'Heed' }, ttl: 6 * 3600, url })
  for (const { day, minutes } of days) {
    const start = instantAt(day, time, zone)
    calendar.createEvent({
      id: `${hash(JSON.stringify([whose, day])).slice(0, 32)}@${new URL(url).hostname}`,
      stamp: new Date(now),
      start: new Date(start),
      end: new Date(start + Math.max(lasts, minutes) * minuteMs),
      summary: 'Heed',
      description:
        minutes === 0 ? 'Nothing is due. There is time for a lesson.' : `About ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
      url: `${url}/review`,
    })
  }
  return calendar.toString()
}
