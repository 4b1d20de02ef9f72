import type { Context } from '../../context.ts'
import type { GlossaryPage } from '../author-pages.ts'
import { termsNamed, type Content, type LessonFile } from '../content.ts'
import { draftName } from '../drafts.ts'
import type { Reference } from '../lesson.ts'
import { defaultLocaleOf, nameOf, stemOf, titleOf } from '../lesson-file.ts'
import { readText } from '../writing.ts'

type Use = GlossaryPage['usedIn'][number]

/**
 * Every lesson, draft and card that names a term, also where it cannot be read for a mistake. Each once, in the site's own language
 * where that file names the term too.
 */
export async function usesOf(context: Context, term: string): Promise<Use[]> {
  const content = context.catalogue.content()
  const own = defaultLocaleOf(content)
  const found = [...inLessons(content, own, term), ...(await inCards(context, content, term))]
  const inOrder = found.toSorted((a, b) => Number(b.locale === own) - Number(a.locale === own))
  const firsts = inOrder.filter(({ what }, index) => inOrder.findIndex((other) => other.what === what) === index)
  return firsts.map(({ title, path, file }) => ({ title, path, file }))
}

interface Found extends Use {
  /** Of which kind it is and its id: the same in all languages. */
  what: string
  locale: string | undefined
}

function inLessons({ lessons, drafts }: Content, own: string, term: string): Found[] {
  const naming = [...lessons, ...drafts].filter((file) => named(file.text, term) || refers(referencesOf(file), term))
  return naming.map(({ file, locale }) => {
    // A draft that cannot be read does not say whose it is; its name does.
    const lesson = lessons.find((each) => each.file === file || draftName(each.file) === file)!
    const path = `/author/edit/${nameOf(lesson)}${locale === own ? '' : `?locale=${locale}`}`
    return { what: `lesson ${nameOf(lesson)}`, locale, title: titleOf(lesson), path, file }
  })
}

async function inCards({ settings }: Context, { cards }: Content, term: string): Promise<Found[]> {
  const found = cards.map(async ({ file, value }): Promise<Found[]> => {
    const uses = value ? refers(value.references, term) : named((await readText(settings.content, file)) ?? '', term)
    const id = value?.id ?? stemOf(file)
    return uses ? [{ what: `card ${id}`, locale: value?.locale, title: value?.title ?? id, path: `/library/cards/${id}`, file }] : []
  })
  return (await Promise.all(found)).flat()
}

const named = (text: string, term: string) => termsNamed(text).has(term)
const refers = (references: Reference[], term: string) => references.some(({ kind, id }) => kind === 'term' && id === term)
const referencesOf = ({ compilation }: LessonFile) => compilation.lesson?.references ?? []
