import { describe, expect, test } from 'vitest'
import { check } from '../../src/lessons/check.ts'
import { compileOptions, readBeside } from '../../src/lessons/content.ts'
import { inLanguage, inOwnLanguage } from '../../src/lessons/in-language.ts'
import { buildLive } from '../../src/lessons/live.ts'
import { searchTexts } from '../../src/lessons/search-text.ts'
import { publishedFrom } from '../../src/lessons/versions.ts'
import { lessonText, quiz } from './texts.ts'

const site =
  'default_locale: en\nlocales: [en, de]\nskills:\n  refunds: { en: Refunds, de: Erstattungen }\n  policy: Policy\n  tone: { de: Ton }\n'
const glossary =
  '- term: calm\n  short: Not loud.\n  translations:\n    de: { term: Ruhig, short: Nicht laut. }\n- { term: brief, short: Not long. }\n'
const course =
  'title: Refunds\ntitles: { de: Erstattungen }\nsections:\n  - title: All\n    titles: { de: Alles }\n    lessons: [basics]\n  - { title: More, lessons: [] }\n'
const files = {
  'site.yml': site,
  'glossary.yml': glossary,
  'courses/refunds/course.yml': course,
  'courses/refunds/basics.mdx': lessonText(quiz('a')),
}
const folder = (changed: Record<string, string> = {}) => ({
  texts: new Map(Object.entries({ ...files, ...changed })),
  others: new Set<string>(),
})
const problems = (changed: Record<string, string>) =>
  check(folder(changed)).problems.map(({ file, line, column, id }) => `${file}:${line}:${column} ${id}`)

function liveOf() {
  const beside = readBeside(folder())
  const published = publishedFrom({ lessons: [], versions: [], items: [], aliases: [] })
  const live = buildLive(published, beside.site.value!, [], [], Object.values(beside.glossary.value!))
  // A course without a live lesson is not live; here only its titles matter.
  return { ...live, courses: beside.courses.map(({ value }) => value!) }
}

describe('titles in other languages', () => {
  test('are right as they are written', () => {
    expect(problems({})).toEqual([])
  })

  test('are shown to whoever reads the language, the default one where there is none', () => {
    const live = inLanguage(liveOf(), ['de', 'en'])
    expect(live.site.skills).toEqual({ refunds: 'Erstattungen', policy: 'Policy', tone: 'Ton' })
    expect(live.courses[0]!.title).toBe('Erstattungen')
    expect(live.courses[0]!.sections.map(({ title }) => title)).toEqual(['Alles', 'More'])
    expect(live.glossary.map(({ title, short }) => [title, short])).toEqual([
      ['Brief', 'Not long.'],
      ['Ruhig', 'Nicht laut.'],
    ])
  })

  test('are not for whoever reads the default language first, or one that is not there', () => {
    const live = liveOf()
    expect(inLanguage(live, ['en', 'de'])).toBe(live)
    expect(inOwnLanguage(live, 'fr')).toBe(live)
    expect(inOwnLanguage(live, null).courses[0]!.title).toBe('Refunds')
    expect(inOwnLanguage(live, 'de')).toBe(inLanguage(live, ['de']))
  })

  test('give a lesson the definitions of its language', () => {
    const beside = readBeside(folder())
    const text = lessonText('<Term id="calm">x</Term> <Term id="brief">y</Term>')
    const optionsIn = (locale: string) =>
      compileOptions({ file: '', text, course: 'refunds', locale, unlisted: false }, beside.glossary.value!).glossary
    expect(optionsIn('de')).toEqual({ calm: 'Nicht laut.', brief: 'Not long.' })
    expect(optionsIn('en')).toEqual({ calm: 'Not loud.', brief: 'Not long.' })
  })

  test('are found in each language', () => {
    const terms = [...searchTexts(liveOf())].map(({ ref, locale, title, body }) => [ref, locale, title, body])
    expect(terms).toEqual([
      ['brief', 'en', 'Brief', 'Not long.'],
      ['calm', 'en', 'Calm', 'Not loud.'],
      ['calm', 'de', 'Ruhig', 'Nicht laut.'],
    ])
  })

  test.each<[name: string, changed: Record<string, string>, problem: string]>([
    [
      'of a course',
      { 'courses/refunds/course.yml': course.replace('{ de: E', '{ fr: E') },
      'courses/refunds/course.yml:2:11 locale-unknown',
    ],
    [
      'of a section',
      { 'courses/refunds/course.yml': course.replace('{ de: A', '{ fr: A') },
      'courses/refunds/course.yml:5:15 locale-unknown',
    ],
    ['of a skill', { 'site.yml': site.replace('{ de: Ton', '{ fr: Ton') }, 'site.yml:6:11 locale-unknown'],
    ['of a term', { 'glossary.yml': glossary.replace('de: {', 'fr: {') }, 'glossary.yml:4:5 locale-unknown'],
    ['that are no words', { 'site.yml': site.replace('Policy', '[Policy]') }, 'site.yml:5:3 file-value'],
    ['without a definition', { 'glossary.yml': glossary.replace(', short: Nicht laut.', '') }, 'glossary.yml:4:5 file-missing'],
    [
      'in no language',
      { 'courses/refunds/course.yml': course.replace('{ de: E', '{ German: E') },
      'courses/refunds/course.yml:2:11 file-value',
    ],
  ])('%s that nobody would see are told, where they stand', (_, changed, problem) => {
    expect(problems(changed)).toEqual([problem])
  })
})
