import type { Db } from '#dialect/client.ts'
import { memoryOf } from '../../../db/answers.ts'
import { setDone, visitOf } from '../../../db/sessions.ts'
import type { Context } from '../../context.ts'
import { itemFor, lessonFor } from '../../lessons/live.ts'
import { lessonsHolding } from '../../lessons/places.ts'
import type { Viewer } from '../../people/role.ts'

/** A lesson is done when all its items, reused ones too, have an answer; derived here, never accepted from outside. */
export async function completeLessons(context: Context, tx: Db, viewer: Viewer, itemId: string): Promise<void> {
  const live = context.catalogue.live()
  for (const lessonId of lessonsHolding(live, itemId)) {
    const visit = await visitOf(tx, viewer, lessonId)
    if (!visit || visit.doneAt !== null) continue
    const itemIds = lessonFor(live, lessonId, [])?.itemIds ?? []
    if (await hasAll(context, tx, viewer, itemIds)) await setDone(tx, viewer, lessonId, context.now())
  }
}

/** After an answer was taken back: a lesson without an answer to one of its items is not done. */
export async function reopenLessons(context: Context, tx: Db, viewer: Viewer, itemId: string): Promise<void> {
  for (const lessonId of lessonsHolding(context.catalogue.live(), itemId)) await setDone(tx, viewer, lessonId, null)
}

async function hasAll(context: Context, tx: Db, viewer: Viewer, itemIds: string[]): Promise<boolean> {
  for (const id of itemIds) {
    const item = itemFor(context.catalogue.live(), id, null)
    if (!item || !(await memoryOf(tx, viewer, id, item.rev))) return false
  }
  return true
}
