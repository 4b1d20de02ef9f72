import { setImmediate as breathe } from 'node:timers/promises'
import { memoriesAmong, type TeamPerson } from '../../../../db/team-reports.ts'
import type { Context } from '../../../context.ts'
import { typeOf } from '../../../items/registry.ts'
import { chanceOf } from '../../../kernel/chance.ts'
import { daysBetween } from '../../../kernel/day.ts'
import { seedOf } from '../../../kernel/hash.ts'
import { minuteMs } from '../../../kernel/time.ts'
import type { CourseClass, Live } from '../../../lessons/lesson.ts'
import { itemFor } from '../../../lessons/live.ts'
import { outlook, type Undertaking } from '../../../scheduling/outlook.ts'
import { defaultParameters, retentionOf } from '../../../scheduling/schedule.ts'
import { feasibilityOf, type Played, type Tried } from '../../feasibility.ts'
import { assignedItems } from './assigned-items.ts'

/** Minutes a day that are tried where the person's own are too few. */
const tries = [7, 10, 15, 20, 30]
/** The lessons end this many days before the due day, so that there is time to come back to them. */
const marginDays = 7

/**
 * Working days on which new lessons are taken: up to a week before the due day, and where there is less than two weeks, up to
 * the middle.
 *
 * @param days from today to the due day
 */
export function lessonDaysIn(days: number, workDays: string): number {
  const margin = Math.min(marginDays, Math.floor(days / 2))
  return Math.max(1, Math.round(((days - margin) * workDays.length) / 7))
}
/** Longer plans are judged on the last of these days. */
const furthest = 180
const mostPeople = 60

/** Nobody: who has met nothing yet, with the minutes and the week of a new account. Stands for a team too small to be told about. */
export const newcomer: Pick<TeamPerson, 'id' | 'minutes' | 'workDays'> = { id: 'newcomer', minutes: 5, workDays: '12345' }

/** A course to be held by a day. */
interface Plan {
  courseId: string
  class: CourseClass
  /** Study day, after today. */
  dueDay: string
}

/**
 * Plays each person's days up to the due day, with what they hold already.
 *
 * @param team those of whom something may be told (`wholeGroups`), nobody where it is too small, and how many are in it
 */
export async function forecastFor(
  context: Context,
  { people, size }: { people: readonly TeamPerson[]; size: number },
  plan: Plan,
  today: string,
): Promise<Played> {
  const played = people.length > 0 ? people.slice(0, mostPeople) : [newcomer]
  const read = await memoriesAmong(
    context.read,
    played.map(({ id }) => id),
  )
  const memories = Map.groupBy(read, ({ personId }) => personId)
  const days = Math.min(furthest, daysBetween(today, plan.dueDay))
  const wanted = retentionOf(plan.class)
  const tried: Tried[] = []
  for (const person of played) {
    const undertaking = undertakingOf(context.catalogue.live(), person, memories.get(person.id) ?? [], plan, { today, days })
    tried.push(play(person, undertaking, { today, wanted }))
    await breathe()
  }
  return { ...feasibilityOf(tried, wanted), wanted, size, about: people.length === 0 ? 'newcomer' : 'team' }
}

type Player = typeof newcomer

function play(person: Player, undertaking: Undertaking, { today, wanted }: { today: string; wanted: number }): Tried {
  const trial = (minutes: number) => {
    const learner = { today, budgetMs: minutes * minuteMs, workDays: person.workDays, absences: [], parameters: defaultParameters }
    return outlook(undertaking, learner, chanceOf(seedOf(person.id, today)))
  }
  const own = trial(person.minutes)
  const more: Tried['more'] = []
  if (own.held < wanted)
    for (const minutes of tries.filter((each) => each > person.minutes)) {
      more.push({ minutes, outlook: trial(minutes) })
      if (more.at(-1)!.outlook.held >= wanted) break
    }
  return { own, more }
}

function undertakingOf(
  live: Live,
  person: Player,
  memories: Awaited<ReturnType<typeof memoriesAmong>>,
  plan: Plan,
  { today, days }: { today: string; days: number },
): Undertaking {
  const items = new Map(assignedItems(live, [{ ...plan, startDay: today }]).map((item) => [item.id, item]))
  const msOf = (id: string) => {
    const item = itemFor(live, id, null)
    return item ? typeOf(item.type).defaultMs(item.spec) : 0
  }
  const ofToday = memories.filter(({ itemId, rev }) => itemFor(live, itemId, null)?.rev === rev)
  const held = ofToday.map(({ itemId, s, d, lastDay, dueDay }) => ({
    itemId,
    state: { s, d },
    elapsed: Math.max(0, daysBetween(lastDay, today)),
    dueDay,
    ms: msOf(itemId),
    retention: items.get(itemId)?.retention ?? retentionOf('standard'),
  }))
  const met = new Set(held.map(({ itemId }) => itemId))
  const fresh = [...items.values()].filter(({ id }) => !met.has(id)).map(({ id, retention }) => ({ ms: msOf(id), retention }))
  const lessonDays = lessonDaysIn(days, person.workDays)
  return {
    course: held.filter(({ itemId }) => items.has(itemId)),
    besides: held.filter(({ itemId }) => !items.has(itemId)),
    fresh,
    freshADay: Math.max(1, Math.ceil(fresh.length / lessonDays)),
    days,
  }
}
