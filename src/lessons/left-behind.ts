import type { Problem } from '../kernel/problem.ts'
import { newProblems } from './check.ts'
import type { Content, LessonFile } from './content.ts'
import type { FileProblem } from './lesson.ts'
import { nameOf } from './lesson-file.ts'

/**
 * What a text would leave wrong in the translations of its lesson, told at the item of the text: its author is the one who can say
 * the same there, and would else hear of it after publishing. Advice, because the original goes first.
 *
 * @param after what the checker would say of every file
 * @param before what it says now
 */
export function leftBehind(
  content: Content,
  file: LessonFile,
  after: readonly FileProblem[],
  before: readonly FileProblem[],
  gone: ReadonlySet<string>,
): Problem[] {
  const { lesson } = file.compilation
  if (!lesson) return []
  return newProblems(before, after).flatMap((problem): Problem[] => {
    if (problem.id !== 'locale-mismatch' || problem.file === file.file) return []
    const translation = content.lessons.find((other) => other.file === problem.file)
    if (!translation || nameOf(translation) !== lesson.meta.id) return []
    const there = translation.compilation.lesson?.items.find(({ line }) => line === problem.line)
    // Taken out with a word of why, it goes in every language.
    if (there && gone.has(there.id)) return []
    const { line, column } = lesson.items.find(({ id }) => id === there?.id) ?? lesson.place
    return [
      {
        ...{ line, column, severity: 'warning', id: problem.id },
        message: `Published, this leaves a mistake in ${problem.file}, line ${problem.line}: ${problem.message} Its readers keep what they have until it is mended.`,
        ...(problem.mend !== undefined && { mend: `publish this, then open ${problem.file} and ${problem.mend}` }),
      },
    ]
  })
}
