import { compile } from '../../src/lessons/compile.ts'
import type { Item } from '../../src/items/item-type.ts'
import type { Problem } from '../../src/kernel/problem.ts'

const frontMatter = '---\nid: a-lesson\ntitle: A lesson\nskills: [listening]\nstatus: live\n---\n\n'
const linesBefore = frontMatter.split('\n').length - 1

/** Reads tags as they stand in a lesson. Lines of problems count from the first line of the tags. */
export function readTags(mdx: string, locale = 'en'): { items: Item[]; problems: Problem[] } {
  const { lesson, problems } = compile(`${frontMatter}${mdx}\n`, { locale, course: 'a-course' })
  const placed = problems.map((problem) => ({ ...problem, line: problem.line - linesBefore }))
  return { items: lesson?.items ?? [], problems: placed }
}

/**
 * The spec of one tag.
 * @throws when the tag has an error
 */
export function specOf<Spec>(mdx: string, locale = 'en'): Spec {
  const { items, problems } = readTags(mdx, locale)
  if (problems.some(({ severity }) => severity === 'error') || !items[0]) throw new Error(`Not read: ${JSON.stringify(problems)}`)
  return items[0].spec as unknown as Spec
}

/** Problems of a tag as `id@line`, warnings with a mark. */
export function problemsOf(mdx: string): string[] {
  return readTags(mdx).problems.map(({ id, line, severity }) => `${id}@${line}${severity === 'warning' ? ' warning' : ''}`)
}
