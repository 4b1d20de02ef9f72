import type { Context } from '../../context.ts'
import { addDays } from '../../kernel/day.ts'
import { studyDay } from '../../kernel/study-day.ts'
import { minutesOf } from '../../kernel/time.ts'
import { worksOn } from '../../people/absence.ts'
import type { Viewer } from '../../people/role.ts'
import type { DayLoad } from '../learner-pages.ts'
import { comingBack, learnerOf, loadAhead } from './ahead.ts'
import { candidatesOn, choose, heldBy } from './waiting.ts'

/** The working days of the next `days` study days, today among them, and what a review of each is expected to take. */
export async function workAhead(context: Context, viewer: Viewer, days: number): Promise<DayLoad[]> {
  const today = studyDay(context.now(), viewer.zone)
  const held = await heldBy(context, context.read, viewer, today)
  const learner = await learnerOf(context, viewer, today)
  const { predictedMs } = choose(await candidatesOn(context, context.read, viewer, today, held), learner.budgetMs, today)
  const later = held.length === 0 ? [] : loadAhead(viewer, await comingBack(context, viewer, held), learner)
  const minutes = new Map([{ day: today, minutes: minutesOf(predictedMs) }, ...later].map((load) => [load.day, load.minutes]))
  return Array.from({ length: days }, (_, index) => addDays(today, index))
    .filter((day) => worksOn(learner, day))
    .map((day) => ({ day, minutes: minutes.get(day) ?? 0 }))
}
