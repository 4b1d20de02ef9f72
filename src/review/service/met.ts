import { memoriesOf } from '../../../db/answers.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { LiveItem } from '../../lessons/lesson.ts'
import { itemFor } from '../../lessons/live.ts'
import type { Viewer } from '../../people/role.ts'
import { openingOf } from './open.ts'

/**
 * A live item of which the person has a memory.
 *
 * @throws Refusal('not-found')
 */
export async function metItem(context: Context, viewer: Viewer, itemId: string): Promise<LiveItem> {
  const item = itemFor(context.catalogue.live(), itemId, viewer.locale)
  if (!item || !(await hasMet(context, viewer, item.id))) throw unknown()
  return item
}

/**
 * A live item that the person has met or may answer now.
 *
 * @throws Refusal('not-found')
 */
export async function reachableItem(context: Context, viewer: Viewer, itemId: string): Promise<LiveItem> {
  const item = itemFor(context.catalogue.live(), itemId, viewer.locale)
  if (!item) throw unknown()
  const isReachable = (await hasMet(context, viewer, item.id)) || (await openingOf(context, context.read, viewer, item.id)) !== undefined
  if (!isReachable) throw unknown()
  return item
}

async function hasMet(context: Context, viewer: Viewer, itemId: string): Promise<boolean> {
  return (await memoriesOf(context.read, viewer)).some((memory) => memory.itemId === itemId)
}

const unknown = () => new Refusal('not-found', 'You have not met this item yet.', 'Open its lesson first.')
