import { memoriesFor, type TeamPerson } from '../../../../db/team-reports.ts'
import { assignedTo } from '../../../assignments/service.ts'
import type { Context } from '../../../context.ts'
import { daysBetween } from '../../../kernel/study-day.ts'
import { defaultParameters, retrievability } from '../../../scheduling/schedule.ts'
import type { HeldOfSkill } from '../../cohort.ts'
import { assignedItems, type AssignedItem } from './assigned-items.ts'

export interface Remembered extends AssignedItem {
  memory: { s: number; d: number; lastDay: string; dueDay: string } | undefined
}

/** Everything that is assigned to somebody, with what they remember of it. */
export async function memoriesOfPerson(context: Context, person: Pick<TeamPerson, 'id' | 'zone'>, today: string): Promise<Remembered[]> {
  const assigned = await assignedTo(context, context.read, person, today)
  const memories = new Map((await memoriesFor(context.read, person.id)).map((memory) => [`${memory.itemId} ${memory.rev}`, memory]))
  return assignedItems(context.catalogue.live(), assigned).map((item) => ({ ...item, memory: memories.get(`${item.id} ${item.rev}`) }))
}

export function heldBySkill(items: readonly Remembered[], day: string): HeldOfSkill[] {
  return [...Map.groupBy(items, ({ skill }) => skill)].map(([skill, group]) => {
    const met = group.flatMap(({ memory }) => memory ?? [])
    const held = met.reduce((sum, { s, lastDay }) => sum + retrievability(defaultParameters, s, Math.max(0, daysBetween(lastDay, day))), 0)
    return { skill, assigned: group.length, met: met.length, held }
  })
}
