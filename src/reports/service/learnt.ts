import { memoriesOf, type MemoryRow } from '../../../db/answers.ts'
import { suspendedBy } from '../../../db/suspensions.ts'
import type { Context } from '../../context.ts'
import type { BasePrompt } from '../../items/item-type.ts'
import { typeOf } from '../../items/registry.ts'
import { seedOf } from '../../kernel/hash.ts'
import { studyDay } from '../../kernel/study-day.ts'
import type { LiveItem } from '../../lessons/lesson.ts'
import { itemFor } from '../../lessons/live.ts'
import type { Viewer } from '../../people/role.ts'
import { waitingItems } from '../../review/service/waiting.ts'
import type { Learnt } from '../anki.ts'
import { facesOf } from '../../items/faces.ts'

/** What the person has learnt and may see the answer of; `leftOut` counts what waits to be asked. */
export async function learntBy(context: Context, viewer: Viewer): Promise<{ learnt: Learnt[]; leftOut: number }> {
  const live = context.catalogue.live()
  const waiting = await waitingItems(context, viewer, studyDay(context.now(), viewer.zone))
  const suspended = await suspendedBy(context.read, viewer)
  const learnt = (await memoriesOf(context.read, viewer)).flatMap((memory) => {
    const item = itemFor(live, memory.itemId, viewer.locale)
    if (!item || item.rev !== memory.rev || waiting.has(item.id)) return []
    return [asLearnt(item, memory, suspended.has(item.id), context.settings.url)]
  })
  return { learnt, leftOut: waiting.size }
}

function asLearnt(item: LiveItem, { s, d, lastDay, dueDay, answers, lapses }: MemoryRow, suspended: boolean, site: string): Learnt {
  const type = typeOf(item.type)
  const prompt = type.present(item.spec, seedOf('anki', item.id)) as BasePrompt
  const { feedback } = type.grade(item.spec, type.sample(item.spec).right)
  return {
    ...facesOf(prompt, feedback, site),
    ...{ item: item.id, state: { s, d }, lastDay, dueDay, answers, lapses, suspended },
    tags: [`skill::${item.skill}`, `lesson::${item.lesson}`],
  }
}
