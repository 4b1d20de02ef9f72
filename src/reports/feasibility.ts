import type { Outlook } from '../scheduling/outlook.ts'
import { fewest } from './groups.ts'

/** What a course with a due day asks of a group, worked out by playing it. */
export interface Feasibility {
  people: number
  /** Review time on the fullest day, minutes, rounded up to whole fives: four people of five are asked no more. */
  fullest: number
  /** The working day from which four people of five are asked no more than their own time; null when that never comes. */
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

/** What was played, and for whom. */
export interface Played extends Feasibility {
  /** Share of the course that is to be held on the due day, 0 to 1. */
  wanted: number
  /** How many are in the team; fewer may have been played. */
  size: number
  /** Of a team that is too small to be told about, somebody was played who starts anew. */
  about: 'team' | 'newcomer'
}

/** The same, told so that nothing is told of fewer than five: each number is the whole fives in it. */
export interface Forecast extends Omit<Played, 'others'> {
  /** With so many minutes a day that more hold it, the least first, how many do in all. */
  more: { minutes: number; people: number }[]
  /** For whom even the most that was tried is too little. */
  never: number
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
  const calmest = ofMost(tried.map(({ own }) => own.calmFrom ?? Infinity))
  return {
    people: tried.length,
    fullest: Math.ceil(ofMost(tried.map(({ own }) => own.fullest)) / 5) * 5,
    calmFrom: calmest === Infinity ? null : Math.max(1, calmest),
    enough: tried.length - short.length,
    others: [...Map.groupBy(needs, (minutes) => minutes)]
      .map(([minutes, group]) => ({ people: group.length, minutes }))
      .toSorted((a, b) => (a.minutes ?? Infinity) - (b.minutes ?? Infinity)),
  }
}

/** What four of five stay within: the most of all would be one person's, and would move with what that person sets. */
function ofMost(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.8) - 1] ?? 0
}

/** In whole fives, as `fewest` asks, so that a number that moves does not tell who moved it. A newcomer is nobody. */
export function toldOf({ others, ...played }: Played): Forecast {
  const step = played.about === 'newcomer' ? 1 : fewest
  const told = (people: number) => people - (people % step)
  const enough = told(played.enough)
  let [holding, reached] = [played.enough, enough]
  const more: Forecast['more'] = []
  for (const { people, minutes } of others) {
    if (minutes === null) continue
    holding += people
    if (told(holding) > reached) more.push({ minutes, people: (reached = told(holding)) })
  }
  return { ...played, enough, more, never: told(others.find(({ minutes }) => minutes === null)?.people ?? 0) }
}
