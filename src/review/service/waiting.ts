import type { Db } from '#dialect/client.ts'
import { answersInSession, answersOn, memoriesOf, typeTimes, type MemoryRow } from '../../../db/answers.ts'
import { lastSessionOn, type ReviewSession, type SessionItem } from '../../../db/sessions.ts'
import { suspendedBy } from '../../../db/suspensions.ts'
import { classFor, daysToDeadline, type Assigned } from '../../assignments/due.ts'
import { assignedTo } from '../../assignments/service.ts'
import type { Context } from '../../context.ts'
import { typeOf } from '../../items/registry.ts'
import { inOwnLanguage } from '../../lessons/in-language.ts'
import { itemFor, nameNow } from '../../lessons/live.ts'
import type { LiveItem } from '../../lessons/lesson.ts'
import type { Viewer } from '../../people/role.ts'
import { defaultParameters, retentionOf, retrievability, weightOf } from '../../scheduling/schedule.ts'
import { skillsHeld, type SkillHeld } from '../held.ts'
import { chooseByGain, predictMs, type Candidate, type Queue, type TypeTime } from '../queue.ts'
import { standing } from './standing.ts'
import { daysBetween } from '../../kernel/day.ts'

export interface Waiting extends Candidate {
  live: LiveItem
  lapses: number
  /** Desired of its course, 0 to 1. */
  retention: number
}

export const parameters = defaultParameters

/** What a review of that study day asks within the budget: what keeps the most knowledge for the time. */
export function choose(candidates: readonly Waiting[], budgetMs: number, day: string): Queue<Waiting> {
  return chooseByGain(candidates, budgetMs, parameters, day)
}

/**
 * What a review of that study day may ask: introduced, due, not answered today, not suspended.
 *
 * @param known what `heldBy` gave, for who has it already
 */
export async function candidatesOn(context: Context, db: Db, viewer: Viewer, day: string, known?: readonly Waiting[]): Promise<Waiting[]> {
  const held = known ?? (await heldBy(context, db, viewer, day))
  const answeredToday = answeredNow(context, await answersOn(db, viewer, day))
  const suspended = await setAside(context, db, viewer, day)
  return held.filter((each) => isDue(each, day) && !answeredToday.has(each.item) && !suspended.has(each.item))
}

/**
 * The items whose answer must not be looked up on that study day: what a review may ask, and what the one that is under way will.
 * A suspended one may be asked again any time.
 */
export async function waitingItems(context: Context, viewer: Viewer, day: string): Promise<Set<string>> {
  const answered = answeredNow(context, await answersOn(context.read, viewer, day))
  const held = await heldBy(context, context.read, viewer, day)
  const asked = held.filter((each) => isDue(each, day)).map(({ item }) => item)
  const left = (await openSessionOn(context, context.read, viewer, day))?.left ?? []
  return new Set([...asked, ...left.map(({ item }) => nameNow(context.catalogue.live(), item))]).difference(answered)
}

/** Due, or soon to be forgotten where a due day is near. */
export const isDue = (each: Waiting, day: string) => each.dueDay <= day || fallsShort(each)

/** Whether it would be forgotten, more likely than its course allows, by a due day that is near. */
function fallsShort({ deadline, state, elapsed, retention }: Waiting): boolean {
  return deadline !== undefined && retrievability(parameters, state.s, elapsed + deadline) < retention
}

/** Every live item of which the person has a memory, with the time that it will take. */
export async function heldBy(context: Context, db: Db, viewer: Viewer, day: string): Promise<Waiting[]> {
  const times = await paceOf(db, viewer)
  const assigned = await assignedTo(context, db, viewer, day)
  return (await memoriesOf(db, viewer)).flatMap((memory) => {
    const live = itemFor(context.catalogue.live(), memory.itemId, viewer.locale)
    return live && live.rev === memory.rev ? [asCandidate(context, live, memory, day, times, assigned)] : []
  })
}

/** What is held of each skill, by its name in the person's language. */
export function skillsOf({ catalogue }: Context, viewer: Viewer, held: readonly Waiting[]): SkillHeld[] {
  return skillsHeld(
    inOwnLanguage(catalogue.live(), viewer.locale).site.skills,
    held.map((each) => ({ ...each, skill: each.live.skill })),
  )
}

type Pace = (type: string) => { own: TypeTime | undefined; org: TypeTime | undefined }

async function paceOf(db: Db, viewer: Viewer): Promise<Pace> {
  const rows = await typeTimes(db, viewer)
  return (type) => ({
    own: rows.find((row) => row.type === type && row.personId === viewer.id),
    org: rows.find((row) => row.type === type && row.personId === ''),
  })
}

function asCandidate(
  context: Context,
  live: LiveItem,
  memory: MemoryRow,
  day: string,
  times: Pace,
  assigned: readonly Assigned[],
): Waiting {
  const { own, org } = times(live.type)
  const content = context.catalogue.live()
  const courseClass = classFor(content, live.id, assigned)
  return {
    live,
    lapses: memory.lapses,
    retention: retentionOf(courseClass),
    item: live.id,
    lesson: live.lesson,
    state: { s: memory.s, d: memory.d },
    elapsed: Math.max(0, daysBetween(memory.lastDay, day)),
    dueDay: memory.dueDay,
    weight: weightOf(courseClass),
    deadline: daysToDeadline(content, live.id, assigned, day),
    ms: predictMs(own, org, typeOf(live.type).defaultMs(live.spec)),
  }
}

/** The study day's last session, what of it is still to be asked, and what was answered: nothing that was retired or suspended since. */
export async function openSessionOn(
  context: Context,
  db: Db,
  viewer: Viewer,
  day: string,
): Promise<{ session: ReviewSession; left: SessionItem[]; answered: SessionItem[]; finishedAt: number } | undefined> {
  const session = await lastSessionOn(db, viewer, day)
  if (!session) return undefined
  const events = await answersInSession(db, viewer, session)
  const live = context.catalogue.live()
  const done = answeredNow(context, events)
  const aside = await setAside(context, db, viewer, day)
  const asked = session.items.filter(({ item }) => !aside.has(nameNow(live, item)) && itemFor(live, item, viewer.locale))
  const isDone = ({ item }: SessionItem) => done.has(nameNow(live, item))
  const [left, answered] = [asked.filter((each) => !isDone(each)), asked.filter(isDone)]
  return { session, left, answered, finishedAt: Math.max(session.createdAt, ...events.map(({ receivedAt }) => receivedAt)) }
}

/** What the person does not want to be asked; a course that has become critical since is asked all the same. */
async function setAside(context: Context, db: Db, viewer: Viewer, day: string): Promise<Set<string>> {
  const suspended = [...(await suspendedBy(db, viewer))]
  if (suspended.length === 0) return new Set()
  const live = context.catalogue.live()
  const assigned = await assignedTo(context, db, viewer, day)
  return new Set(suspended.filter((item) => classFor(live, item, assigned) !== 'critical'))
}

/** By their present names: an item may have been renamed since. */
function answeredNow(context: Context, events: Parameters<typeof standing>[0]): Set<string> {
  return new Set([...standing(events)].map((id) => nameNow(context.catalogue.live(), id)))
}
