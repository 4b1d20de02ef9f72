import { Refusal } from '../kernel/refusal.ts'
import type { Content, LessonFile } from './content.ts'

/** By what a lesson is called on the author's pages: its id, or, for a file so broken that it has none, its name. */
export const nameOf = ({ file, compilation: { lesson } }: LessonFile): string => lesson?.meta.id ?? stemOf(file)

/** The name without its folder, its language and its ending. */
export const stemOf = (file: string) => /([^/]+?)(?:\.[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)?\.mdx$/.exec(file)![1]!

/** What learners call it. */
export const titleOf = (file: LessonFile): string => file.compilation.lesson?.meta.title ?? nameOf(file)

/** The same lesson in all its languages. */
export const filesOf = (content: Content, lesson: string): LessonFile[] => content.lessons.filter((file) => nameOf(file) === lesson)

/** The file of a lesson in a language. Names are only ever compared, so none of them can lead out of the folder. */
export function fileOf(content: Content, lesson: string, locale: string): LessonFile | undefined {
  return filesOf(content, lesson).find((file) => file.locale === locale)
}

/** @throws Refusal('not-found') */
export function existing(content: Content, lesson: string, locale = defaultLocaleOf(content)): LessonFile {
  const found = fileOf(content, lesson, locale)
  if (!found) throw new Refusal('not-found', 'There is no such lesson.', 'The lessons that there are stand under Author.')
  return found
}

/** Whether a lesson has the id, in any language and state. */
export function isTaken(content: Content, id: string): boolean {
  return filesOf(content, id).length > 0
}

export const defaultLocaleOf = ({ site }: Content): string => site.value?.defaultLocale ?? 'en'

/** The languages of the site in which a lesson has no file; none where it has no original, which is what would be translated. */
export function untranslated(content: Content, lesson: string): string[] {
  if (!fileOf(content, lesson, defaultLocaleOf(content))) return []
  const there = new Set(filesOf(content, lesson).map(({ locale }) => locale))
  return (content.site.value?.locales ?? []).filter((locale) => !there.has(locale))
}
