import type { Content, LessonFile } from './content.ts'

/**
 * A draft of a lesson that learners have lies beside its file, `<lesson>.draft.mdx`, so that they keep what they have.
 * Nobody is asked anything from it; published, it takes the place of the file.
 */
export const draftName = (file: string): string => file.replace(/\.mdx$/, '.draft.mdx')

/** Of the file whose draft this is; undefined for any other, also where that file is not there: then it is a lesson like any. */
export function draftedFile(file: string, files: { has(file: string): boolean }): string | undefined {
  const drafted = file.replace(/\.draft\.mdx$/, '.mdx')
  return drafted !== file && files.has(drafted) ? drafted : undefined
}

export const draftOf = ({ drafts }: Content, { file }: Pick<LessonFile, 'file'>): LessonFile | undefined =>
  drafts.find((draft) => draft.file === draftName(file))
