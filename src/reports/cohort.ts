import { byTeam, fewest, type Reach } from './groups.ts'
import { mean } from '../kernel/numbers.ts'

/*
 * What is told about a group. A person counts for what they hold of what is assigned to them, and for nothing they have not met:
 * nobody holds it by having been told to. Whoever has met nothing of a skill yet has no data in its cell.
 */

/** What one person holds of a skill. */
export interface HeldOfSkill {
  skill: string
  /** Assigned items of it. */
  assigned: number
  /** Of those, answered at least once. */
  met: number
  /** Sum of the retrievabilities of what was met. */
  held: number
}

interface Cell {
  teamId: string
  skill: string
  /** With data in it. */
  people: number
  /** Mean over these people of what they hold of what is assigned, 0 to 1. */
  strength: number
}

/** One cell a team and skill; of a skill that too few have met there is none. */
export function cellsOf(reach: Reach, held: ReadonlyMap<string, readonly HeldOfSkill[]>): Cell[] {
  const met = [...held].flatMap(([id, skills]) =>
    skills.filter((each) => each.met > 0 && each.assigned > 0).map((each) => ({ id, skill: each.skill, share: each.held / each.assigned })),
  )
  return [...Map.groupBy(met, ({ skill }) => skill)].flatMap(([skill, group]) =>
    byTeam(reach, new Map(group.map(({ id, share }) => [id, share]))).map(({ teamId, values }) => ({
      ...{ teamId, skill },
      people: values.length,
      strength: mean(values),
    })),
  )
}

/** What is held, 0 to 1, at the end of each coming week. */
export interface Coming {
  withReview: number[]
  withoutReview: number[]
}

/** The means of a team; of teams of whom something may be told. */
export function comingOf(reach: Reach, coming: ReadonlyMap<string, Coming>): (Coming & { teamId: string; people: number })[] {
  return byTeam(reach, coming).map(({ teamId, values }) => ({
    teamId,
    people: values.length,
    withReview: values[0]!.withReview.map((_, week) => mean(values.map(({ withReview }) => withReview[week]!))),
    withoutReview: values[0]!.withoutReview.map((_, week) => mean(values.map(({ withoutReview }) => withoutReview[week]!))),
  }))
}

type Mark = 'best' | 'ok' | 'poor'

/** One answer to a drill. */
export interface Reply {
  personId: string
  skill: string
  itemId: string
  option: string
  mark: Mark
}

interface Mix {
  teamId: string
  skill: string
  /** '' for the whole skill. */
  itemId: string
  people: number
  n: number
  best: number
  ok: number
  poor: number
  /** The reply that was chosen most often of those that are not best and that five people chose; null for a whole skill, and where there is none. */
  topReply: string | null
  topN: number
}

/** How replies were chosen: for each skill, and for each drill. */
export function mixesOf(reach: Reach, replies: readonly Reply[]): Mix[] {
  const mixes = (itemId: string, skill: string, group: readonly Reply[]) => {
    const own = Map.groupBy(group, ({ personId }) => personId)
    return byTeam(reach, own).map(({ teamId, values }) => ({ teamId, ...mixOf(skill, itemId, values.flat()) }))
  }
  return [
    ...[...Map.groupBy(replies, ({ skill }) => skill)].flatMap(([skill, group]) => mixes('', skill, group)),
    ...[...Map.groupBy(replies, ({ itemId }) => itemId)].flatMap(([itemId, group]) => mixes(itemId, group[0]!.skill, group)),
  ]
}

function mixOf(skill: string, itemId: string, replies: readonly Reply[]): Omit<Mix, 'teamId'> {
  const count = (mark: Mark) => replies.filter((reply) => reply.mark === mark).length
  const others = itemId === '' ? [] : replies.filter(({ mark }) => mark !== 'best')
  const told = [...Map.groupBy(others, ({ option }) => option)].filter(([, group]) => peopleIn(group) >= fewest)
  const [top] = told.toSorted(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
  return {
    skill,
    itemId,
    people: peopleIn(replies),
    n: replies.length,
    best: count('best'),
    ok: count('ok'),
    poor: count('poor'),
    topReply: top?.[0] ?? null,
    topN: top?.[1].length ?? 0,
  }
}

const peopleIn = (replies: readonly Reply[]) => new Set(replies.map(({ personId }) => personId)).size

/** "about 9 of 10": a share as people say it, never more exact than it is. */
export function ofTen(share: number): string {
  return `about ${Math.min(10, Math.max(0, Math.round(share * 10)))} of 10`
}

/** The five steps in which a strength is coloured; the number always stands beside it. */
export function stepOf(strength: number): 0 | 1 | 2 | 3 | 4 {
  const steps = [0.5, 0.7, 0.8, 0.9]
  return steps.filter((step) => strength >= step).length as 0 | 1 | 2 | 3 | 4
}
