import type { Content, LessonFile } from './content.ts'
import { existing } from './lesson-file.ts'

/**
 * A draft of a lesson that learners have lies beside its file, `<lesson>.draft.mdx`, so that they keep what they have.
 * Nobody is asked anything from it; published, it takes the place of the file.
 */
export const draftName = (file: string): string => file.replace(/\.mdx$/, '.draft.mdx')

/** The lesson's file whose draft this is; undefined for any other, also where that file is not there: then it is a lesson like any. */
export function draftedFile(file: string, files: { has(file: string): boolean }): string | undefined {
  const drafted = file.replace(/^(courses\/.*)\.draft\.mdx$/, '$1.mdx')
  return drafted !== file && files.has(drafted) ? drafted : undefined
}

export const draftOf = ({ drafts }: Content, { file }: Pick<LessonFile, 'file'>): LessonFile | undefined =>
  drafts.find((draft) => draft.file === draftName(file))

/** What its author goes on with: the draft, where there is one. @throws Refusal('not-found') */
export function writtenLast(content: Content, lesson: string, locale: string | undefined): LessonFile {
  const file = existing(content, lesson, locale)
  return draftOf(content, file) ?? file
}

/** The marks of a lesson's file and of its draft as one text, which a page hands out and a save brings back. */
export const bothMarks = (own: string, draft: string | undefined): string => (draft === undefined ? own : `${own} ${draft}`)

/** @returns null for a draft that was not there */
export function marksIn(read: string): [own: string, draft: string | null] {
  const [own = '', draft = null] = read.split(' ')
  return [own, draft]
}
