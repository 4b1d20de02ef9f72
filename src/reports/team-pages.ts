import type { RequiredCourse, Standing } from '../assignments/due.ts'
import type { Forecast } from './feasibility.ts'
import type { StrengthWord } from '../review/held.ts'

/*
 * What the pages about teams are given.
 */

export interface TeamPage {
  teams: { id: string; name: string }[]
  team: { id: string; name: string }
  day: string
  /** How many people stand how. */
  counts: Record<Standing, number>
  people: PersonLine[]
  weeks: string[]
  skills: { id: string; title: string }[]
  /** Strengths, and all shares below, to the nearest twentieth. */
  cells: { week: string; skill: string; people: number; strength: number; step: number }[]
  mixes: SkillMix[]
  /** The drill that was missed most: one sentence to talk about. */
  talk: Talk | null
  outlook: { week: string; withReview: number; withoutReview: number }[]
  /** Of what is assigned to the team itself with a day that lies ahead, the earliest first. */
  forecasts: CourseForecast[]
  /** Nothing about what is held can be told of so few. */
  tooFew: boolean
  fewest: number
  /** Whether a name leads to that person's detail. */
  detail: boolean
}

export interface PersonLine {
  id: string
  name: string
  lessonsDone: number
  lessonsTotal: number
  standing: Standing
  dueDay: string | null
  /** Spent last week: of a week that runs, each look would tell when. */
  minutes: number
  remindedDay: string | null
  mayRemind: boolean
}

/** Whether a course will be held by its day, as this week's forward simulation says. */
export interface CourseForecast {
  course: string
  dueDay: string
  /** The Monday of the week in which it was played. */
  week: string
  forecast: Forecast
  /** What the week before said; null in the first one. */
  before: { enough: number; people: number } | null
}

export interface SkillMix {
  skill: string
  title: string
  /** Answers, to the nearest ten. */
  n: number
  /** Shares of them, 0 to 1, together 1. */
  best: number
  ok: number
  poor: number
  /** The words of the reply that was picked most of those that are not best, of the drill where that happened most. */
  picked: string | null
}

export interface Talk {
  lesson: { id: string; title: string }
  /** HTML of the situation. */
  question: string
  /** HTML of the take-away, or of the best reply where there is none. */
  takeaway: string
  /** The share of all answers, 0 to 1. */
  best: number
  /** Answers, to the nearest ten. */
  n: number
}

/** One person, where the organisation lets leads look: never a single answer. */
export interface PersonDetail {
  id: string
  name: string
  courses: (RequiredCourse & { lessons: { id: string; title: string; state: 'not-started' | 'in-progress' | 'done' }[] })[]
  /** Those of which enough was answered; strength is 0 to 1. */
  skills: { id: string; title: string; strength: number; word: StrengthWord }[]
}

export interface Seen {
  /** Who leads a team of the person's, or one above it. */
  leads: string[]
  /** The line that they see, as they see it. */
  required: RequiredCourse[]
  /** Of last week. */
  minutes: number
  /** Whether their detail may be looked at as well. */
  detail: boolean
  /** What others did about the person, newest first. */
  deeds: Deed[]
}

/** What somebody did about a person, as that person is told of it. */
export interface Deed {
  at: number
  day: string
  verb: string
  object: string
  /** Null for Heed itself, and for who was erased. */
  by: string | null
  /** The person themselves did it. */
  own: boolean
  detail: Record<string, unknown>
}
