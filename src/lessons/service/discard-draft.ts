import { z } from 'zod'
import type { Context } from '../../context.ts'
import { parse } from '../../kernel/parse.ts'
import { demand, type Viewer } from '../../people/role.ts'
import { record } from '../../people/service/record.ts'
import { draftName, marksIn } from '../drafts.ts'
import { existing, nameOf, titleOf } from '../lesson-file.ts'
import { demandAsRead, inTurn, removeText } from '../writing.ts'
import { textFields } from './check-text.ts'
import { commit } from './write.ts'

const discardInput = z.strictObject({ locale: textFields.locale, read: z.string().max(200) })

export type DiscardInput = z.input<typeof discardInput>

/**
 * Takes away the draft of a lesson; what learners have stays as it is.
 *
 * @param input.read as `editPage` gave it
 * @throws Refusal('not-found'), Refusal('conflict') when somebody has changed the draft meanwhile, Refusal('forbidden')
 */
export async function discardDraft(context: Context, viewer: Viewer, lesson: string, input: DiscardInput): Promise<void> {
  demand(viewer, 'author')
  const { locale, read } = parse(discardInput, input)
  const file = existing(context.catalogue.content(), lesson, locale)
  const draft = draftName(file.file)
  const { content } = context.settings
  await inTurn(context.catalogue, async () => {
    await demandAsRead(content, draft, marksIn(read)[1])
    await removeText(content, draft)
    await commit(context, viewer, [draft], `Discard the draft of “${titleOf(file)}”`)
  })
  await context.transaction((tx) =>
    record(tx, context, {
      actorId: viewer.id,
      verb: 'lesson.draft-discarded',
      object: nameOf(file),
      detail: { file: draft, locale: file.locale },
    }),
  )
  await context.catalogue.reload()
}
