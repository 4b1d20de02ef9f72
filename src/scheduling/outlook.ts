import type { Chance } from '../kernel/chance.ts'
import { addDays } from '../kernel/day.ts'
import { mean } from '../kernel/numbers.ts'
import { minuteMs } from '../kernel/time.ts'
import type { Learner, Upcoming } from './forecast.ts'
import { introduced, playDay, simulated, type Simulated } from './play.ts'
import { retrievability } from './schedule.ts'
import { worksOn } from '../people/absence.ts'

/** What somebody is about to take on. */
export interface Undertaking {
  /** What they hold of the course. */
  course: readonly Upcoming[]
  /** What they hold besides, which takes its share of the time. */
  besides: readonly Upcoming[]
  /** What they have not met yet, in the order of the lessons. */
  fresh: readonly { ms: number; retention: number }[]
  /** New items on a working day. */
  freshADay: number
  /** Days from today to the day that it is judged on. */
  days: number
}

export interface Outlook {
  /** Review time that the fullest day asks, minutes. */
  fullest: number
  /** The working day, counted from 1, from which on no day asks more than the budget; null when that never comes. */
  calmFrom: number | null
  /** Share of the course that is held on the last day, 0 to 1: the mean retrievability, 0 for what was not met by then. */
  held: number
}

const runs = 4

/** Plays the days to the one that it is judged on, several times over. Lessons are taken as they come, reviews within the budget. */
export function outlook(undertaking: Undertaking, learner: Learner, chance: Chance): Outlook {
  const played = Array.from({ length: runs }, () => playOnce(undertaking, learner, chance))
  const days = played[0]!.needed.map((_, day) => mean(played.map(({ needed }) => needed[day]!)))
  const budget = learner.budgetMs / minuteMs
  const lastFull = days.findLastIndex((minutes) => minutes > budget)
  return {
    fullest: Math.max(0, ...days),
    calmFrom: lastFull === days.length - 1 && days.length > 0 ? null : lastFull + 2,
    held: mean(played.map(({ held }) => held)),
  }
}

/** Minutes that each working day asks, and what is held at the end. */
function playOnce({ course, besides, fresh, freshADay, days }: Undertaking, learner: Learner, chance: Chance) {
  const ours = simulated(course, learner.today)
  const deck: Simulated[] = [...ours, ...simulated(besides, learner.today)]
  const needed: number[] = []
  let met = 0
  for (let day = 0; day < days; day++) {
    if (!worksOn(learner, addDays(learner.today, day))) continue
    needed.push(playDay(deck, day, learner, chance).neededMs / minuteMs)
    for (const { ms, retention } of fresh.slice(met, met + freshADay)) {
      const memory = introduced(ms, retention, day, learner, chance)
      deck.push(memory)
      ours.push(memory)
    }
    met += freshADay
  }
  const total = course.length + fresh.length
  const held = ours.reduce((sum, memory) => sum + retrievability(learner.parameters, memory.s, days - memory.last), 0)
  return { needed, held: total === 0 ? 1 : held / total }
}
