import { Refusal } from '../kernel/refusal.ts'
import type { Content, LessonFile } from './content.ts'
import { filesOf, nameOf } from './lesson-file.ts'

/**
 * Why a text cannot even be saved as a draft in the place of a lesson's file: it would be another lesson, or none. Progress hangs on
 * the id.
 */
export function otherLesson(content: Content, { file, compilation }: LessonFile): Refusal | undefined {
  const before = content.lessons.find((each) => each.file === file)
  if (!before) return undefined
  const [had, has] = [before.compilation.lesson?.meta.id, compilation.lesson?.meta.id]
  if (has === undefined)
    return new Refusal('invalid', 'The text has no id at its top, so Heed would not know which lesson it is.', mend(nameOf(before)))
  if (had !== undefined && has !== had)
    return new Refusal('invalid', `The id at the top is now “${has}”. The id of a lesson never changes.`, mend(had))
  if (had === undefined && filesOf(content, has).some((other) => other.file !== file))
    return new Refusal('invalid', `Another lesson has the id “${has}” already.`, 'Write an id that no other lesson has.')
  return undefined
}

const mend = (id: string) => `Write id: ${id} between the two lines of --- at the top.`
