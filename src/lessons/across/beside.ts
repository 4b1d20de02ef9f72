import { problemAt, type Content } from '../content.ts'
import type { ReadFile } from '../course-files.ts'
import { didYouMean } from '../../kernel/did-you-mean.ts'
import type { FileProblem } from '../lesson.ts'

/** What can be wrong with the files beside the lessons once the lessons are known. */

export function insteadUnknown(
  { retired }: Content,
  names: { items: ReadonlySet<string>; retired: ReadonlyMap<string, unknown> },
): FileProblem[] {
  return (retired.value ?? []).flatMap(({ instead }, index): FileProblem[] => {
    if (instead === undefined || names.items.has(instead) || names.retired.has(instead)) return []
    const message = `There is no item "${instead}" that could have taken its place.${didYouMean(instead, names.items)}`
    const place = retired.placeOf([index, 'instead'])
    return [
      { ...problemAt(retired.file, place, 'instead-unknown', message, 'write the id of an item, or delete it.'), severity: 'warning' },
    ]
  })
}

/** Titles in a language that the site does not have: nobody would see them. */
export function titlesUnlisted({ site, glossary, courses }: Content): FileProblem[] {
  const { value } = site
  if (!value) return []
  const unlisted = (file: ReadFile<unknown>, titles: object | undefined, path: PropertyKey[]) =>
    Object.keys(titles ?? {})
      .filter((locale) => !value.locales.includes(locale))
      .map((locale) => notListed(file, locale, [...path, locale]))
  return [
    ...Object.entries(value.skillTitles).flatMap(([skill, titles]) => unlisted(site, titles, ['skills', skill])),
    ...Object.values(glossary.value ?? {}).flatMap(({ translations }, index) => unlisted(glossary, translations, [index, 'translations'])),
    ...courses.flatMap((course) => [
      ...unlisted(course, course.value?.titles, ['titles']),
      ...(course.value?.sections ?? []).flatMap(({ titles }, index) => unlisted(course, titles, ['sections', index, 'titles'])),
    ]),
  ]
}

function notListed({ file, placeOf }: ReadFile<unknown>, locale: string, path: PropertyKey[]): FileProblem {
  const message = `This is for the language "${locale}", which site.yml does not list, so nobody sees it.`
  return problemAt(file, placeOf(path), 'locale-unknown', message, `add ${locale} to locales in site.yml, or delete it.`)
}

/** Files under a name that nothing reads, so that nobody would see what is in them. */
export function misnamedFiles({ others }: Content): FileProblem[] {
  return [...others].flatMap((file) => {
    const meant = meantName(file)
    if (meant === undefined) return []
    return [
      {
        ...problemAt(
          file,
          { line: 1, column: 1 },
          'file-name',
          'Nothing reads a file of this name, so nobody will see it.',
          `rename it to ${meant}.`,
        ),
        severity: 'warning' as const,
      },
    ]
  })
}

function meantName(file: string): string | undefined {
  const name = file.replace(/^.*\//, '')
  if (/^courses\/[^/]+\/course\.yaml$/i.test(file)) return 'course.yml'
  if (
    !/^(?:courses\/[^/]+|cards)\/(?!media\/).*\.(?:md|markdown)$/i.test(file) ||
    /^(?:readme|license|changelog|contributing)\b/i.test(name)
  )
    return undefined
  return name.replace(/\.\w+$/, '.mdx')
}
