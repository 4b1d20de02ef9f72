import { z } from 'zod'
import { saveDismissal } from '../../../../db/item-stats.ts'
import type { Context } from '../../../context.ts'
import { parse } from '../../../kernel/parse.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { demand, type Viewer } from '../../../people/role.ts'
import { suspicionIds } from '../../items/suspicions.ts'
import { needsYou } from './report.ts'

const dismissInput = z.strictObject({
  suspicion: z.enum(suspicionIds, { error: 'There is no such suspicion.' }),
  reason: z
    .string()
    .trim()
    .min(3, 'Say why, in a few words: the next author will want to know.')
    .max(500, 'Why is said in at most 500 characters.'),
})

export type DismissInput = z.input<typeof dismissInput>

/**
 * Sets a suspicion aside until the text of the item changes.
 *
 * @throws Refusal('not-found') when nothing of the kind is suspected of the item
 */
export async function dismissSuspicion(context: Context, viewer: Viewer, item: string, input: DismissInput): Promise<void> {
  demand(viewer, 'author')
  const { suspicion, reason } = parse(dismissInput, input)
  const { items } = await needsYou(context, viewer)
  if (!items.some((each) => each.item === item && each.suspicions.some(({ id, dismissed }) => id === suspicion && dismissed === null)))
    throw new Refusal('not-found', 'Nothing of the kind is suspected of this item.', 'It may have been set aside meanwhile.')
  await context.transaction((tx) => saveDismissal(tx, { itemId: item, suspicion, madeBy: viewer.id, reason, at: context.now() }))
}
