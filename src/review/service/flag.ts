import { z } from 'zod'
import { addFlag } from '../../../db/flags.ts'
import type { Db } from '#dialect/client.ts'
import { newId } from '../../kernel/id.ts'
import { parse } from '../../kernel/parse.ts'
import type { LiveItem } from '../../lessons/lesson.ts'
import type { PeopleContext } from '../../people/entrance.ts'
import type { Viewer } from '../../people/role.ts'
import { reachableItem } from './met.ts'

const flagInput = z.strictObject({
  text: z
    .string({ error: 'Say in a few words what is wrong.' })
    .trim()
    .min(1, 'Say in a few words what is wrong.')
    .max(2000, 'What is wrong is said in at most 2000 characters.'),
  named: z.boolean().default(false),
})

export type FlagInput = z.input<typeof flagInput>

/**
 * "Something wrong?": a note on an item for its author. Whose it is stands in it only when the person says so.
 *
 * @throws Refusal('not-found') for what the person cannot know, Refusal('too-many') after 20 a day
 */
export async function flag(context: PeopleContext, viewer: Viewer, itemId: string, input: FlagInput): Promise<void> {
  const { text, named } = parse(flagInput, input)
  const item = await reachableItem(context, viewer, itemId)
  await context.personLimits.countFlag(viewer.id)
  await context.transaction((tx) => writeFlag(tx, context, item, text, named ? viewer.id : null))
}

export async function writeFlag(tx: Db, context: PeopleContext, item: LiveItem, text: string, personId: string | null): Promise<void> {
  await addFlag(tx, { id: newId(context), itemId: item.id, versionId: item.version, personId, text, at: context.now() })
}
