import { lastSessionOn } from '../../../db/sessions.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { studyDay } from '../../kernel/study-day.ts'
import { itemFor } from '../../lessons/live.ts'
import type { Viewer } from '../../people/role.ts'
import { openingOf } from './open.ts'

/**
 * The back of a card: the one thing shown before an answer, because the learner grades it.
 *
 * @throws Refusal('not-found') for an item that is no card or not open to the person
 */
export async function reveal(context: Context, viewer: Viewer, itemId: string): Promise<{ back: string }> {
  const item = itemFor(context.catalogue.live(), itemId, viewer.locale)
  const isOpen = item?.type === 'card' && (await isOpenTo(context, viewer, item.id))
  if (!isOpen) throw new Refusal('not-found', 'There is no such card open to you.', 'Open its lesson, or meet it in a review.')
  return { back: (item.spec as typeof item.spec & { back: string }).back }
}

async function isOpenTo(context: Context, viewer: Viewer, itemId: string): Promise<boolean> {
  const session = await lastSessionOn(context.read, viewer, studyDay(context.now(), viewer.zone))
  if (session?.items.some(({ item }) => item === itemId)) return true
  return (await openingOf(context, context.read, viewer, itemId)) !== undefined
}
