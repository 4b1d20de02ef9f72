import { typeOf } from '../../items/registry.ts'
import type { LessonFile } from '../content.ts'
import type { FileProblem } from '../lesson.ts'

/** A tag that was translated with the text: the original says which it was, by the id that stands in it. */
export function withOriginalTags(problems: FileProblem[], lessons: readonly LessonFile[]): FileProblem[] {
  if (!problems.some(isOfUnknown)) return problems
  const texts = new Map(lessons.map(({ file, text }) => [file, text.split('\n')]))
  const originals = new Map(
    lessons.flatMap(({ file, compilation }) =>
      (compilation.lesson?.items ?? []).map(({ id, type }) => [id, { file, tag: typeOf(type).tag }]),
    ),
  )
  return problems.map((problem) => {
    const written = isOfUnknown(problem) ? texts.get(problem.file)?.[problem.line - 1]?.slice(problem.column - 1) : undefined
    const [, id = ''] = /^<\w[^>]*?\bid=["']([a-z0-9-]+)["']/.exec(written ?? '') ?? []
    const original = originals.get(id)
    return original ? inWords(problem, id, original) : problem
  })
}

const isOfUnknown = ({ id, message }: FileProblem) => id === 'tag-unknown' && !/ Did you mean /.test(message)

const inWords = (problem: FileProblem, id: string, { file, tag }: { file: string; tag: string }): FileProblem => ({
  ...problem,
  message: `${problem.message} In ${file} “${id}” stands in a <${tag} …>.`,
  mend: `write <${tag} …>, and </${tag}> at the end: tags are the same in every language.`,
})
