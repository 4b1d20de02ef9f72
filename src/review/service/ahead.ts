import { absencesOf } from '../../../db/absences.ts'
import { suspendedBy } from '../../../db/suspensions.ts'
import type { Context } from '../../context.ts'
import { chanceOf } from '../../kernel/chance.ts'
import { seedOf } from '../../kernel/hash.ts'
import { minuteMs, minutesOf } from '../../kernel/time.ts'
import type { Viewer } from '../../people/role.ts'
import { forecast, mostSessions, sessionsToRecover, type Learner } from '../../scheduling/forecast.ts'
import type { DayLoad } from '../learner-pages.ts'
import { parameters, type Waiting } from './waiting.ts'

/** Days to look ahead, beginning tomorrow. */
const daysAhead = 14

/** What somebody's days are like, as far as a review minds. */
export async function learnerOf(context: Context, viewer: Viewer, day: string): Promise<Learner> {
  const absences = await absencesOf(context.read, viewer)
  return { today: day, budgetMs: viewer.minutes * minuteMs, workDays: viewer.workDays, absences, parameters }
}

/** What will be asked again: all but what the person does not want to be asked. */
export async function comingBack(context: Context, viewer: Viewer, held: readonly Waiting[]): Promise<Waiting[]> {
  const suspended = await suspendedBy(context.read, viewer)
  return held.filter(({ item }) => !suspended.has(item))
}

/** The minutes of the fourteen days from tomorrow on, by simulation; the same all day while nothing is answered. */
export function loadAhead(viewer: Viewer, asked: readonly Waiting[], learner: Learner): DayLoad[] {
  const days = forecast(asked, { ...learner, days: daysAhead + 1 }, chanceFor(viewer, learner))
  return days.slice(1).map(({ day, minutes }) => ({ day, minutes: minutesOf(minutes * minuteMs) }))
}

/** Sessions of the person's own length until nothing is left over, by simulation; 0 when nothing is due. */
export function recovery(viewer: Viewer, asked: readonly Waiting[], learner: Learner): number {
  return sessionsToRecover(asked, learner, chanceFor(viewer, learner)) ?? mostSessions
}

const chanceFor = (viewer: Viewer, { today }: Learner) => chanceOf(seedOf(viewer.id, today))
