import type { Db } from '#dialect/client.ts'
import { wasLive } from '../../../db/lessons.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { demand, type Viewer } from '../../people/role.ts'
import { record } from '../../people/service/record.ts'
import type { Content, LessonFile } from '../content.ts'
import { withoutLesson } from '../course-edit.ts'
import { draftOf, marksIn } from '../drafts.ts'
import { defaultLocaleOf, existing, filesOf, nameOf, titleOf } from '../lesson-file.ts'
import { plain } from '../text.ts'
import { demandAsRead, inTurn, readMark, readText, removeText } from '../writing.ts'
import type { DiscardInput } from './discard-draft.ts'
import { commit, write } from './write.ts'

/** Whether nobody but authors has ever seen the file: then nothing hangs on it. */
export const isUnseen = async (db: Db, content: Content, file: LessonFile): Promise<boolean> =>
  file.compilation.lesson?.meta.status === 'draft' && !draftOf(content, file) && !(await wasLive(db, nameOf(file), file.locale))

/**
 * Takes away a lesson that was never published, and its place in its courses; of a translation that file alone.
 *
 * @param input.read as `editPage` gave it
 * @throws Refusal('not-found'), Refusal('conflict') for what learners have had, for an original with translations, and when somebody
 *   has changed it meanwhile, Refusal('forbidden')
 */
export async function throwAway(context: Context, viewer: Viewer, lesson: string, { locale, read }: DiscardInput): Promise<void> {
  demand(viewer, 'author')
  const content = context.catalogue.content()
  const file = existing(content, lesson, locale)
  const isOriginal = file.locale === defaultLocaleOf(content)
  if (!(await isUnseen(context.read, content, file)))
    throw new Refusal('conflict', 'Learners have had this lesson, so it stays.', 'Write status: retired and publish it to take it away.')
  if (isOriginal && filesOf(content, lesson).length > 1)
    throw new Refusal('conflict', 'There are translations of it.', 'Throw those away first.')
  const message = `Throw away the draft “${titleOf(file)}”`
  const [mark] = marksIn(read)
  await demandAsRead(context.settings.content, file.file, mark)
  // First out of its courses: one that names a lesson which is not there is a mistake.
  for (const course of isOriginal ? content.courses : []) {
    if (!course.value?.sections.some(({ lessons }) => lessons.includes(nameOf(file)))) continue
    const before = (await readText(context.settings.content, course.file)) ?? ''
    await write(context, viewer, { file: course.file, text: withoutLesson(plain(before), nameOf(file)), read: readMark(before), message })
  }
  await inTurn(context.catalogue, async () => {
    await demandAsRead(context.settings.content, file.file, mark)
    await removeText(context.settings.content, file.file)
    await commit(context, viewer, [file.file], message)
  })
  const detail = { file: file.file, locale: file.locale }
  await context.transaction((tx) =>
    record(tx, context, { actorId: viewer.id, verb: 'lesson.draft-discarded', object: nameOf(file), detail }),
  )
  await context.catalogue.reload()
}
