/*
 * What is told about a group. A person counts for what they hold of what is assigned to them, and for nothing they have not met
 * (scheduling.md §8); whoever has met nothing of a skill yet has no data in its cell.
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

export interface Cell {
  skill: string
  /** With data in it. */
  people: number
  /** Mean over these people of what they hold of what is assigned, 0 to 1. */
  strength: number
}

/** One cell a skill; a skill that nobody has met has none. */
export function cellsOf(people: readonly (readonly HeldOfSkill[])[]): Cell[] {
  const met = people.flat().filter((each) => each.met > 0 && each.assigned > 0)
  return [...Map.groupBy(met, ({ skill }) => skill)].map(([skill, holders]) => ({
    skill,
    people: holders.length,
    strength: mean(holders.map(({ held, assigned }) => held / assigned)),
  }))
}

export type Mark = 'best' | 'ok' | 'poor'

/** One answer to a drill. */
export interface Reply {
  personId: string
  skill: string
  itemId: string
  option: string
  mark: Mark
}

export interface Mix {
  skill: string
  /** '' for the whole skill. */
  itemId: string
  people: number
  n: number
  best: number
  ok: number
  poor: number
  /** The reply that was chosen most often of those that are not best; null for a whole skill, and where all were best. */
  topReply: string | null
  topN: number
}

/** How replies were chosen: for each skill, and for each drill. */
export function mixesOf(replies: readonly Reply[]): Mix[] {
  const bySkill = [...Map.groupBy(replies, ({ skill }) => skill)].map(([skill, group]) => mixOf(skill, '', group))
  const byItem = [...Map.groupBy(replies, ({ itemId }) => itemId)].map(([itemId, group]) => mixOf(group[0]!.skill, itemId, group))
  return [...bySkill, ...byItem]
}

function mixOf(skill: string, itemId: string, replies: readonly Reply[]): Mix {
  const count = (mark: Mark) => replies.filter((reply) => reply.mark === mark).length
  const others = itemId === '' ? [] : replies.filter(({ mark }) => mark !== 'best')
  const [top] = [...Map.groupBy(others, ({ option }) => option)].toSorted(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
  return {
    skill,
    itemId,
    people: new Set(replies.map(({ personId }) => personId)).size,
    n: replies.length,
    best: count('best'),
    ok: count('ok'),
    poor: count('poor'),
    topReply: top?.[0] ?? null,
    topN: top?.[1].length ?? 0,
  }
}

/** "about 9 of 10": a share as people say it, never more exact than it is. */
export function ofTen(share: number): string {
  return `about ${Math.min(10, Math.max(0, Math.round(share * 10)))} of 10`
}

/** The five steps in which a strength is coloured; the number always stands beside it. */
export function stepOf(strength: number): 0 | 1 | 2 | 3 | 4 {
  const steps = [0.5, 0.7, 0.8, 0.9]
  return steps.filter((step) => strength >= step).length as 0 | 1 | 2 | 3 | 4
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
