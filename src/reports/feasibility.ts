import type { Outlook } from '../scheduling/outlook.ts'

/** What a course with a due day asks of a group, worked out by playing it. */
export interface Feasibility {
  people: number
  /** Review time of the fullest day of all, minutes, rounded up. */
  fullest: number
  /** The working day from which nobody is asked more than their own time; null when that never comes. */
  calmFrom: number | null
  /** How many hold the share that is wanted on the due day in the time that they have. */
  enough: number
  /** What the others need a day, the least first; null when even the most that was tried is too little. */
  others: { people: number; minutes: number | null }[]
}

/** What the lessons of a course ask of whoever begins them now, besides reviews. */
export interface Reading {
  lessons: number
  /** In all. */
  minutes: number
  /** Working days up to the due day on which there is time for them. */
  days: number
}

/** The same of a team, told so that nothing is told of fewer than five. */
export interface Forecast extends Feasibility {
  /** Share of the course that is to be held on the due day, 0 to 1. */
  wanted: number
  /** How many are in the team; fewer may have been played. */
  size: number
  /** Of a team that is too small to be told about, somebody was played who starts anew. */
  about: 'team' | 'newcomer'
  /** Only before it is assigned: later everybody is somewhere else in it. */
  reading?: Reading
}

/** One person's days, with the time that they have and with more. */
export interface Tried {
  own: Outlook
  /** In rising order; only where the own time is not enough. */
  more: { minutes: number; outlook: Outlook }[]
}

/**
 * @param wanted share of the course that is to be held on the due day, 0 to 1
 */
export function feasibilityOf(tried: readonly Tried[], wanted: number): Feasibility {
  const short = tried.filter(({ own }) => own.held < wanted)
  const needs = short.map(({ more }) => more.find(({ outlook }) => outlook.held >= wanted)?.minutes ?? null)
  const calm = tried.map(({ own }) => own.calmFrom)
  return {
    people: tried.length,
    fullest: Math.ceil(Math.max(0, ...tried.map(({ own }) => own.fullest))),
    calmFrom: calm.includes(null) ? null : Math.max(1, ...calm.map((day) => day ?? 1)),
    enough: tried.length - short.length,
    others: [...Map.groupBy(needs, (minutes) => minutes)]
      .map(([minutes, group]) => ({ people: group.length, minutes }))
      .toSorted((a, b) => (a.minutes ?? Infinity) - (b.minutes ?? Infinity)),
  }
}
