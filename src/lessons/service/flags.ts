import { z } from 'zod'
import { answerFlag as answerRow, flagsForAuthors } from '../../../db/flags.ts'
import { tell } from '../../../db/outbox.ts'
import type { Context } from '../../context.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { demand, type Viewer } from '../../people/role.ts'
import { canMail } from '../../people/service/mail.ts'
import type { FlagView } from '../author-pages.ts'
import { itemFor } from '../live.ts'
import { questionText } from '../search-text.ts'

/** All that learners have said and that was not answered long ago: what is open first, the newest of each first. */
export async function flags(context: Context, viewer: Viewer): Promise<FlagView[]> {
  demand(viewer, 'author')
  const live = context.catalogue.live()
  const rows = await flagsForAuthors(context.read, viewer)
  return rows.map(({ itemId, versionId: _, ...row }) => {
    const item = itemFor(live, itemId, null)
    const question = item ? questionText(item.type, item.spec) : null
    return { ...row, item: itemId, question, lesson: item ? { id: item.lesson, title: item.lessonTitle } : null }
  })
}

const answerInput = z.strictObject({
  state: z.enum(['open', 'done', 'declined'], { error: 'Choose what became of it.' }),
  reply: z.string().trim().max(1000, 'A reply has at most 1000 characters.').default(''),
})

export type FlagAnswer = z.input<typeof answerInput>

/**
 * Says what became of a learner's note; who put their name to it gets the reply by mail.
 *
 * @throws Refusal('not-found')
 */
export async function answerFlag(context: Context, viewer: Viewer, id: string, input: FlagAnswer): Promise<void> {
  demand(viewer, 'author')
  const { state, reply } = parse(answerInput, input)
  const found = await context.transaction(async (tx) => {
    const flag = await answerRow(tx, viewer, id, { state, reply: reply || null })
    if (flag?.personId && reply && canMail(context))
      await tell(tx, context, 'mail.flag-reply', { personId: flag.personId, text: flag.text, reply, state, item: flag.itemId })
    return flag
  })
  if (!found) throw new Refusal('not-found', 'There is no such note.')
}
