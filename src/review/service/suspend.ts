import { z } from 'zod'
import { assignmentsOf } from '../../../db/assignments.ts'
import { removeSuspension, saveSuspension, suspensionsOf } from '../../../db/suspensions.ts'
import { classFor } from '../../assignments/due.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { nameNow } from '../../lessons/live.ts'
import type { PeopleContext } from '../../people/entrance.ts'
import type { Viewer } from '../../people/role.ts'
import { writeFlag } from './flag.ts'
import { metItem } from './met.ts'

const suspendInput = z.strictObject({
  reason: z
    .string({ error: 'Say in a few words why.' })
    .trim()
    .min(1, 'Say in a few words why.')
    .max(500, 'Why is said in at most 500 characters.'),
})

export type SuspendInput = z.input<typeof suspendInput>

/**
 * "Don't ask me this": the item is left out of reviews until the person takes it back. The reason goes to the author, without a name;
 * saying the same again is said once.
 *
 * @throws Refusal('not-found') for an item that the person has not met, Refusal('conflict') for one of a critical course,
 *   Refusal('too-many') after 20 reasons and flags a day
 */
export async function suspend(context: PeopleContext, viewer: Viewer, itemId: string, input: SuspendInput): Promise<void> {
  const { reason } = parse(suspendInput, input)
  const item = await metItem(context, viewer, itemId)
  const assigned = await assignmentsOf(context.read, viewer)
  if (classFor(context.catalogue.live(), item.id, assigned) === 'critical')
    throw new Refusal(
      'conflict',
      'This belongs to a course that everybody here has to keep, so it goes on being asked.',
      'If something is wrong with it, say so under “Something wrong?”.',
    )
  const earlier = await suspensionOf(context, viewer, item.id)
  if (earlier?.reason === reason) return
  await context.personLimits.countFlag(viewer.id)
  await context.transaction(async (tx) => {
    await saveSuspension(tx, {
      personId: viewer.id,
      itemId: earlier?.itemId ?? item.id,
      since: context.now(),
      reason,
    })
    await writeFlag(tx, context, item, `Don't ask me this: ${reason}`, null)
  })
}

/** Takes it back; what was not suspended stays as it is. */
export async function unsuspend(context: PeopleContext, viewer: Viewer, itemId: string): Promise<void> {
  const live = context.catalogue.live()
  const item = nameNow(live, itemId)
  const formerNames = [...live.aliases].flatMap(([former, now]) => (now === item ? [former] : []))
  await context.transaction((tx) => removeSuspension(tx, viewer, [item, ...formerNames]))
}

/** Since when and why the person is not asked an item, by whatever name it had then. */
export async function suspensionOf(context: PeopleContext, viewer: Viewer, itemId: string) {
  const live = context.catalogue.live()
  const item = nameNow(live, itemId)
  return (await suspensionsOf(context.read, viewer)).find((each) => nameNow(live, each.itemId) === item)
}
