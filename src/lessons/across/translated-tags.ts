import { typeOf } from '../../items/registry.ts'
import type { LessonFile } from '../content.ts'
import type { FileProblem } from '../lesson.ts'

/** A tag that was translated with the text: the original says which it was, by the id that stands in it. */
export function withOriginalTags(problems: FileProblem[], lessons: readonly LessonFile[]): FileProblem[] {
  return problems.map((problem) => {
    if (problem.id !== 'tag-unknown' || / Did you mean /.test(problem.message)) return problem
    const translation = lessons.find(({ file }) => file === problem.file)
    const line = translation?.text.split('\n')[problem.line - 1] ?? ''
    const [, id] = /^<\w[^>]*?\bid=["']([a-z0-9-]+)["']/.exec(line.slice(problem.column - 1)) ?? []
    const tag = id === undefined ? undefined : tagInOriginal(id, translation!, lessons)
    if (tag === undefined) return problem
    return {
      ...problem,
      message: `${problem.message} In the original “${id}” stands in <${tag} …>.`,
      mend: `write <${tag} …>, and </${tag}> at the end: tags are not translated.`,
    }
  })
}

function tagInOriginal(id: string, translation: LessonFile, lessons: readonly LessonFile[]): string | undefined {
  const others = lessons.filter(({ locale }) => locale !== translation.locale)
  const item = others.flatMap(({ compilation }) => compilation.lesson?.items ?? []).find((one) => one.id === id)
  return item && typeOf(item.type).tag
}
