import type { Context } from '../../context.ts'
import { studyDay } from '../../kernel/study-day.ts'
import type { Viewer } from '../../people/role.ts'
import type { LessonFile } from '../content.ts'
import { filesOf, nameOf } from '../lesson-file.ts'
import { withoutItem, withTombstone } from '../retire.ts'
import { plain } from '../text.ts'
import { readMark, readText } from '../writing.ts'
import { write } from './write.ts'

/** Items that are out of their lesson already: nobody is asked them any more, in any language. History stays. */
export async function retireItems(
  context: Context,
  viewer: Viewer,
  lesson: LessonFile,
  items: { id: string; why: string }[],
): Promise<void> {
  const message = `Retire ${items.map(({ id }) => id).join(', ')}`
  const date = studyDay(context.now(), viewer.zone)
  const rewrite = async (file: string, change: (text: string) => string) => {
    const before = await readText(context.settings.content, file)
    const read = before === undefined ? null : readMark(before)
    await write(context, viewer, { file, text: change(plain(before ?? '')), read, message })
  }
  for (const { file } of filesOf(context.catalogue.content(), nameOf(lesson)).filter(({ file }) => file !== lesson.file))
    await rewrite(file, (text) => items.reduce((text, { id }) => withoutItem(text, id) ?? text, text))
  await rewrite('retired.yml', (text) => items.reduce((text, { id, why }) => withTombstone(text, { id, date, why }), text))
}
