import { z } from 'zod'
import { day, slug, slugs, words } from './front-matter.ts'
import { idFrom } from './ids.ts'
import type { Course, FileProblem, GlossaryTerm, Site } from './lesson.ts'
import type { Place } from './text.ts'
import { readYaml, type Yaml } from './yaml/yaml.ts'

/** The files beside the lessons: site.yml, glossary.yml, retired.yml, course.yml. */

const locale = z
  .string({ error: 'a language, such as en or pt-BR' })
  .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, { error: 'a language, such as en or pt-BR' })

const titles = z
  .record(locale, words, { error: 'titles by language, such as { de: Aktives Zuhören }' })
  .optional()
  .describe('The title in other languages.')

const skillTitle = z.union([words, z.record(locale, words)], {
  error: 'a title, or one for each language such as { en: Full attention, de: Volle Aufmerksamkeit }',
})

export const siteFile = z.strictObject(
  {
    title: words.optional().describe('The name of the academy.'),
    default_locale: locale.optional().describe('The language of <lesson>.mdx.'),
    locales: z
      .array(locale, { error: 'a list of languages, such as [en, de]' })
      .optional()
      .describe('All languages; <lesson>.de.mdx is a translation.'),
    skills: z
      .record(slug, skillTitle, { error: 'skills with their titles, such as { attention: Full attention }' })
      .optional()
      .describe('Skill id to title, or to its titles by language.'),
  },
  { error: 'lines of "key: value"' },
)

export const glossaryFile = z.array(
  z.strictObject(
    {
      term: slug.describe('What <Term id="…"> names.'),
      also: z.array(words, { error: 'a list of words' }).optional().describe('Other forms of the words.'),
      short: words.describe('The definition, in one sentence.'),
      translations: z
        .record(
          locale,
          z.strictObject(
            { term: words.describe('The words.'), short: words.describe('The definition.') },
            { error: 'words and their definition, such as { term: Empathie, short: … }' },
          ),
          { error: 'entries by language, such as { de: { term: Empathie, short: … } }' },
        )
        .optional()
        .describe('The entry in other languages.'),
    },
    { error: 'an entry such as { term: …, short: … }' },
  ),
  { error: 'a list of terms, each with "- term:" and "short:"' },
)

export const retiredFile = z.array(
  z.strictObject(
    {
      id: slug.describe('The item that is gone.'),
      date: day.describe('Since when.'),
      why: words.describe('For whoever asks later.'),
      instead: slug.optional().describe('The item that took its place.'),
    },
    { error: 'an entry such as { id: …, date: …, why: … }' },
  ),
  { error: 'a list of items, each with "- id:", "date:" and "why:"' },
)

export const courseFile = z.strictObject(
  {
    title: words.describe('What learners see.'),
    titles,
    audience: z
      .enum(['everyone'], { error: 'everyone, or left out' })
      .nullish()
      .describe('everyone assigns the course to each person by itself.'),
    class: z
      .enum(['critical', 'standard', 'nice'], { error: 'critical, standard or nice' })
      .optional()
      .describe('How sure everybody must be of it.'),
    sections: z
      .array(z.strictObject({ title: words, titles, lessons: slugs }, { error: 'a section such as { title: …, lessons: […] }' }), {
        error: 'a list of sections, each with "- title:" and "lessons:"',
      })
      .describe('In the order in which they are learnt.'),
    requires: slugs.optional().describe('Courses that must be completed first.'),
    renew: z
      .string({ error: 'a number of months, such as 12 months' })
      .regex(/^(?:1 month|(?:[2-9]|[1-5]\d|60) months)$/, { error: 'a number of months from 1 to 60, such as 12 months' })
      .optional()
      .describe('How often everybody has to show that they still hold it.'),
  },
  { error: 'lines of "key: value"' },
)

export type Retired = z.output<typeof retiredFile>[number]

/** One file beside the lessons, read: its value, or what it was read as when nothing is there. */
export interface ReadFile<T> {
  file: string
  value: T | undefined
  problems: FileProblem[]
  placeOf(path: readonly PropertyKey[]): Place
}

export interface SiteFile {
  title: string
  defaultLocale: string
  locales: string[]
  /** null without a list: then any skill that a lesson names exists. */
  skills: Record<string, string> | null
  /** Skill to its titles in other languages. */
  skillTitles: Record<string, Record<string, string>>
}

const nothing: SiteFile = { title: 'Heed', defaultLocale: 'en', locales: ['en'], skills: null, skillTitles: {} }

/** A folder without site.yml is a whole one, with what the lessons name. */
export function readSite(text: string | undefined): ReadFile<SiteFile> {
  return readFile('site.yml', text, siteFile, {}, (given) => {
    const defaultLocale = given.default_locale ?? nothing.defaultLocale
    const locales = [...new Set([defaultLocale, ...(given.locales ?? [])])]
    return { title: given.title ?? nothing.title, defaultLocale, locales, ...skillsIn(given.skills, defaultLocale) }
  })
}

/** A skill without a title in the default language is called by the first that it has. */
function skillsIn(given: z.output<typeof siteFile>['skills'], defaultLocale: string): Pick<SiteFile, 'skills' | 'skillTitles'> {
  if (!given) return { skills: null, skillTitles: {} }
  const all = Object.entries(given).map(
    ([id, written]) => [id, typeof written === 'string' ? { [defaultLocale]: written } : written] as const,
  )
  return {
    skills: Object.fromEntries(all.map(([id, titles]) => [id, titles[defaultLocale] ?? Object.values(titles)[0] ?? titleOf(id)])),
    skillTitles: Object.fromEntries(all),
  }
}

export type Glossary = Record<string, GlossaryTerm>

/** By the id that <Term> names. */
export function readGlossary(text: string | undefined): ReadFile<Glossary> {
  return withTwins(
    readFile('glossary.yml', text, glossaryFile, [], (terms) => terms),
    ({ term }) => term,
    'term',
    (terms) =>
      Object.fromEntries(
        terms.map(({ term, also = [], short, translations }) => [
          term,
          { id: term, title: wordsOf(term, also), also, short, translations: translations && inEach(translations) },
        ]),
      ),
  )
}

function inEach(translations: Record<string, { term: string; short: string }>): GlossaryTerm['translations'] {
  return Object.fromEntries(Object.entries(translations).map(([locale, { term, short }]) => [locale, { title: term, short }]))
}

/** An id has no spaces, capitals or accents where the words may have some: then the words stand among the other forms. */
export function wordsOf(id: string, also: readonly string[]): string {
  const words = also.find((form) => idFrom(form) === idFrom(id)) ?? id
  return words[0]!.toUpperCase() + words.slice(1)
}

export function readRetired(text: string | undefined): ReadFile<Retired[]> {
  return withTwins(
    readFile('retired.yml', text, retiredFile, [], (entries) => entries),
    ({ id }) => id,
    'id',
    (entries) => entries,
  )
}

/** A list in which every entry has a name of its own: of two that have the same, one would silently win. */
function withTwins<Entry, T>(
  file: ReadFile<Entry[]>,
  nameOf: (entry: Entry) => string,
  key: string,
  make: (entries: Entry[]) => T,
): ReadFile<T> {
  const names = (file.value ?? []).map(nameOf)
  const twins = names.flatMap((name, index): FileProblem[] => {
    const first = names.indexOf(name)
    if (first === index) return []
    const message = `"${name}" is there twice, here and on line ${file.placeOf([first, key]).line}, so one of the two does nothing.`
    return [{ file: file.file, ...file.placeOf([index, key]), severity: 'error', id: 'id-duplicate', message, mend: 'delete one of them.' }]
  })
  return { ...file, value: file.value && make(file.value), problems: [...file.problems, ...twins] }
}

export function readCourse(folder: string, text: string): ReadFile<Course> {
  return readFile(`courses/${folder}/course.yml`, text, courseFile, undefined, (given) => ({
    id: folder,
    title: given.title,
    titles: given.titles,
    audience: given.audience ?? null,
    class: given.class ?? 'standard',
    sections: given.sections,
    requires: given.requires ?? [],
    renewMonths: given.renew === undefined ? undefined : Number.parseInt(given.renew, 10),
  }))
}

function readFile<Given, T>(
  file: string,
  text: string | undefined,
  schema: z.ZodType<Given>,
  empty: Given | undefined,
  make: (given: Given) => T,
): ReadFile<T> {
  const isEmpty = !text || text.split('\n').every((line) => /^\s*(?:#.*|---)?$/.test(line))
  if (isEmpty && empty !== undefined) return { file, value: make(empty), problems: [], placeOf: () => ({ line: 1, column: 1 }) }
  const read: Yaml<Given> = readYaml(text ?? '', schema, 'file')
  return {
    file,
    value: read.value === undefined ? undefined : make(read.value),
    problems: read.problems.map((problem) => ({ file, ...problem })),
    placeOf: read.placeOf,
  }
}

/** The site with a title for each skill that is trained, listed or not, so that no report looks one up in vain. */
export function siteOf({ title, defaultLocale, locales, skills, skillTitles }: SiteFile, trained: Iterable<string>): Site {
  const named = [...trained].filter((skill) => !skills || !Object.hasOwn(skills, skill))
  const untitled = Object.fromEntries(named.map((skill) => [skill, titleOf(skill)]))
  return { title, defaultLocale, locales, skills: { ...skills, ...untitled }, skillTitles }
}

function titleOf(skill: string): string {
  const spaced = skill.replace(/-+/g, ' ')
  return spaced[0]!.toUpperCase() + spaced.slice(1)
}
