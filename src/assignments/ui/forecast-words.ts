import type { Forecast, Reading } from '../../reports/feasibility.ts'
import { fewest } from '../../reports/groups.ts'
import { percent } from '../../ui/percent.ts'
import { capitalised, counted, inWords, longDay } from '../../ui/words.ts'

/** A forward simulation as people say it. */
interface ForecastWords {
  /** "Its 23 lessons take 104 minutes: …"; empty once it is assigned. */
  reading: string
  /** "The fullest day needs ten minutes; …" */
  asked: string
  /** "Seventeen of twenty will hold …" */
  held: string
  /** What it rests on. */
  basis: string
}

export function forecastWords(forecast: Forecast, dueDay: string): ForecastWords {
  const { fullest, calmFrom } = forecast
  const calm =
    calmFrom !== null && calmFrom > 1 ? `; from working day ${inWords(calmFrom)} on reviews stay within the time that people have` : ''
  const reviews =
    fullest === 0
      ? 'Reviews ask next to nothing before the day'
      : forecast.about === 'team'
        ? `On the fullest day ${counted(fullest, 'minute')} of review or less wait for four people in five`
        : `The fullest day needs ${counted(fullest, 'minute')}${forecast.reading ? ' of review' : ''}`
  return {
    reading: forecast.reading ? readingWords(forecast.reading) : '',
    asked: `${reviews}${calm}.`,
    held: forecast.about === 'team' ? heldByTeam(forecast, dueDay) : heldByNewcomer(forecast, dueDay),
    basis: basisOf(forecast),
  }
}

/** Minutes of lessons. */
const mostADay = 20

/** For whoever has done none of them. */
function readingWords({ lessons, minutes, days }: Reading): string {
  const each = counted(Math.max(1, Math.ceil(minutes / days)), 'minute')
  const spread = days === 1 ? 'and there is one working day for them' : `which is ${each} on each of ${inWords(days)} working days`
  const much = minutes / days > mostADay ? ' That is more than most days have room for: a later day would do.' : ''
  return `Its ${counted(lessons, 'lesson')} ${lessons === 1 ? 'takes' : 'take'} about ${counted(minutes, 'minute')}, ${spread}.${much}`
}

function heldByTeam({ people, enough, more, never, wanted }: Forecast, dueDay: string): string {
  const who = capitalised(howMany(enough, people))
  const needs = [
    ...more.map(({ minutes, people: n }) => `with up to ${counted(minutes, 'minute')} a day ${howMany(n, people)}`),
    ...(never === 0 ? [] : [`even half an hour a day would be too little for ${howMany(never, people)}`]),
  ]
  const first = `${who} will hold ${percent(wanted)} by ${longDay(dueDay)} with the minutes of review that they have set themselves, once they have read the lessons.`
  return needs.length === 0 ? first : `${first} ${capitalised(needs.join(', '))}.`
}

/** "at least 15 of 20". @param count in whole fives */
export function howMany(count: number, people: number): string {
  const whole = inWords(people)
  if (count === people) return `all ${whole}`
  if (count > 0) return `at least ${inWords(count)} of ${whole}`
  return people === fewest ? `not all ${whole}` : `fewer than ${inWords(fewest)} of ${whole}`
}

function heldByNewcomer({ enough, more, wanted }: Forecast, dueDay: string): string {
  const goal = `${percent(wanted)} by ${longDay(dueDay)}`
  const [need] = more
  if (enough > 0) return `Five minutes of review a day are enough to hold ${goal}, once the lessons are read.`
  if (need) return `To hold ${goal} takes ${counted(need.minutes, 'minute')} of review a day, once the lessons are read.`
  return `Even half an hour a day of review would not be enough to hold ${goal}.`
}

function basisOf({ about, people, size }: Forecast): string {
  if (about === 'newcomer') {
    const why = size < fewest ? 'of so few people' : 'where what is told of a team would tell of a few in it,'
    return `Worked out for somebody who starts anew: ${why} Heed tells nothing that rests on what they know. An estimate.`
  }
  const whom = people < size ? `the days of ${inWords(people)} of its ${inWords(size)} people` : 'everybody’s days'
  return `Worked out by playing ${whom}, lessons spread evenly, up to a week before where there is time. People are counted in fives. An estimate.`
}
