import type { Context } from '../../context.ts'
import type { GlossaryPage } from '../author-pages.ts'
import { termsNamed, type LessonFile } from '../content.ts'
import { draftName } from '../drafts.ts'
import type { Reference } from '../lesson.ts'
import { nameOf, stemOf, titleOf } from '../lesson-file.ts'
import { readText } from '../writing.ts'

/** Every lesson, draft and card that names a term, each once, also where it cannot be read for a mistake. */
export async function usesOf(context: Context, term: string): Promise<GlossaryPage['usedIn']> {
  const { lessons, drafts, cards } = context.catalogue.content()
  const inLessons = [...lessons, ...drafts]
    .filter((file) => named(file.text, term) || refers(referencesOf(file), term))
    .map((each) => {
      const lesson = lessons.find(({ file }) => draftName(file) === each.file) ?? each
      return { title: titleOf(lesson), path: `/author/edit/${nameOf(lesson)}`, file: each.file }
    })
  const inCards = await Promise.all(
    cards.map(async ({ file, value }) => {
      const uses = value ? refers(value.references, term) : named((await readText(context.settings.content, file)) ?? '', term)
      const id = value?.id ?? stemOf(file)
      return uses ? [{ title: value?.title ?? id, path: `/library/cards/${id}`, file }] : []
    }),
  )
  const all = [...inLessons, ...inCards.flat()]
  return all.filter(({ path }, index) => all.findIndex((other) => other.path === path) === index)
}

const named = (text: string, term: string) => termsNamed(text).has(term)
const refers = (references: Reference[], term: string) => references.some(({ kind, id }) => kind === 'term' && id === term)
const referencesOf = ({ compilation }: LessonFile) => compilation.lesson?.references ?? []
