import { assignmentsAmong, memoriesAmong, type TeamPerson } from '../../../../db/team-reports.ts'
import { merged } from '../../../assignments/due.ts'
import { forEveryone } from '../../../assignments/service/required.ts'
import type { Context } from '../../../context.ts'
import { defaultParameters, retrievability } from '../../../scheduling/schedule.ts'
import type { HeldOfSkill } from '../../cohort.ts'
import { assignedItems, type AssignedItem } from './assigned-items.ts'
import { daysBetween } from '../../../kernel/day.ts'

export interface Remembered extends AssignedItem {
  memory: { s: number; d: number; lastDay: string; dueDay: string } | undefined
}

/** Everything that is assigned to each of these people, with what they remember of it: three reads however many they are. */
export async function memoriesOfPeople(
  context: Context,
  people: readonly Pick<TeamPerson, 'id'>[],
  today: string,
): Promise<Map<string, Remembered[]>> {
  const live = context.catalogue.live()
  const ids = people.map(({ id }) => id)
  const assigned = Map.groupBy(await assignmentsAmong(context.read, ids), ({ personId }) => personId)
  const memories = Map.groupBy(await memoriesAmong(context.read, ids), ({ personId }) => personId)
  const rememberedBy = (id: string) => {
    const own = new Map(memories.get(id)?.map((memory) => [`${memory.itemId} ${memory.rev}`, memory]))
    const items = assignedItems(live, merged([...forEveryone(live), ...(assigned.get(id) ?? [])], today))
    return items.map((item) => ({ ...item, memory: own.get(`${item.id} ${item.rev}`) }))
  }
  return new Map(ids.map((id) => [id, rememberedBy(id)]))
}

export function heldBySkill(items: readonly Remembered[], day: string): HeldOfSkill[] {
  return [...Map.groupBy(items, ({ skill }) => skill)].map(([skill, group]) => {
    const met = group.flatMap(({ memory }) => memory ?? [])
    const held = met.reduce((sum, { s, lastDay }) => sum + retrievability(defaultParameters, s, Math.max(0, daysBetween(lastDay, day))), 0)
    return { skill, assigned: group.length, met: met.length, held }
  })
}
