import { setImmediate as breathe } from 'node:timers/promises'
import { z } from 'zod'
import { memoriesAmong, peopleBelow, type TeamPerson } from '../../../../db/team-reports.ts'
import type { Context } from '../../../context.ts'
import { typeOf } from '../../../items/registry.ts'
import { chanceOf } from '../../../kernel/chance.ts'
import { seedOf } from '../../../kernel/hash.ts'
import { parse } from '../../../kernel/parse.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { daysBetween, isStudyDay, studyDay } from '../../../kernel/study-day.ts'
import type { Live } from '../../../lessons/lesson.ts'
import { itemFor } from '../../../lessons/live.ts'
import type { Viewer } from '../../../people/role.ts'
import { outlook, type Undertaking } from '../../../scheduling/outlook.ts'
import { defaultParameters, retentionOf } from '../../../scheduling/schedule.ts'
import { feasibilityOf, type Feasibility, type Tried } from '../../feasibility.ts'
import { assignedItems } from './assigned-items.ts'
import { teamFor } from './scope.ts'

const schema = z.object({
  course: z.string(),
  team: z.string(),
  due: z.string().refine(isStudyDay, 'This is not a day. Write it like 2026-11-30.'),
})

/** Minutes a day that are tried where the person's own are too few. */
const tries = [7, 10, 15, 20, 30]
/** The lessons end this many days before the due day, so that there is time to come back to them. */
const marginDays = 7
/** Longer plans are judged on the last of these days. */
const furthest = 180
const mostPeople = 60

/**
 * Whether a course can be held by a day: each person's days are played, with what they hold already.
 *
 * @throws Refusal('not-found') for a course that is not there or a team that is not theirs, Refusal('invalid') for a day that is past
 */
export async function feasible(
  context: Context,
  viewer: Viewer,
  input: z.input<typeof schema>,
): Promise<Feasibility & { wanted: number; sampled: boolean }> {
  const { course: courseId, team: teamId, due } = parse(schema, input)
  const { team } = await teamFor(context.read, viewer, teamId)
  const course = context.catalogue.live().courses.find(({ id }) => id === courseId)
  if (!course) throw new Refusal('not-found', 'There is no such course.')
  const today = studyDay(context.now(), viewer.zone)
  if (due <= today) throw new Refusal('invalid', 'The due day has to lie ahead.')
  const people = await peopleBelow(context.read, team.id)
  const played = people.slice(0, mostPeople)
  const memories = Map.groupBy(
    await memoriesAmong(
      context.read,
      played.map(({ id }) => id),
    ),
    ({ personId }) => personId,
  )
  const days = Math.min(furthest, daysBetween(today, due))
  const wanted = retentionOf(course.class)
  const tried: Tried[] = []
  const assigned = { courseId, class: course.class, startDay: '', dueDay: due }
  for (const person of played) {
    const undertaking = undertakingOf(context.catalogue.live(), person, memories.get(person.id) ?? [], assigned, { today, days })
    tried.push(play(person, undertaking, { today, wanted }))
    await breathe()
  }
  return { ...feasibilityOf(tried, wanted), wanted, sampled: people.length > mostPeople }
}

function play(person: TeamPerson, undertaking: Undertaking, { today, wanted }: { today: string; wanted: number }): Tried {
  const trial = (minutes: number) => {
    const learner = { today, budgetMs: minutes * 60_000, workDays: person.workDays, parameters: defaultParameters }
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
  person: TeamPerson,
  memories: Awaited<ReturnType<typeof memoriesAmong>>,
  assigned: Parameters<typeof assignedItems>[1][number],
  { today, days }: { today: string; days: number },
): Undertaking {
  const items = new Map(assignedItems(live, [assigned]).map((item) => [item.id, item]))
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
  const lessonDays = Math.max(1, Math.round(((days - marginDays) * person.workDays.length) / 7))
  return {
    course: held.filter(({ itemId }) => items.has(itemId)),
    besides: held.filter(({ itemId }) => !items.has(itemId)),
    fresh,
    freshADay: Math.max(1, Math.ceil(fresh.length / lessonDays)),
    days,
  }
}
