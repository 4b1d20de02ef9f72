import type { Course, GlossaryTerm, Live, Site } from './lesson.ts'
import { localesOf } from './locales.ts'

/** Of each live value what was asked of it: it changes only as a whole. */
const known = new WeakMap<Live, Map<string, Live>>()

/**
 * What is live, with the titles of courses, sections and skills and with the glossary in the first of these languages that has them,
 * else as they are written in the default one. Lessons and items stay as they are.
 *
 * @param locales best first
 */
export function inLanguage(live: Live, locales: readonly string[]): Live {
  const { defaultLocale } = live.site
  const end = locales.indexOf(defaultLocale)
  const wanted = end < 0 ? locales : locales.slice(0, end)
  if (wanted.length === 0) return live
  const made = known.get(live) ?? new Map<string, Live>()
  known.set(live, made)
  const key = wanted.join(' ')
  if (!made.has(key)) made.set(key, translated(live, wanted))
  return made.get(key)!
}

/** The same for somebody of whom only their own choice is known. */
export const inOwnLanguage = (live: Live, own: string | null): Live => inLanguage(live, localesOf(live.site, own, undefined))

function translated(live: Live, locales: readonly string[]): Live {
  return {
    ...live,
    site: siteIn(live.site, locales),
    courses: live.courses.map((course) => courseIn(course, locales)),
    glossary: live.glossary.map((term) => termIn(term, locales)).toSorted((a, b) => a.title.localeCompare(b.title, locales[0])),
  }
}

function siteIn(site: Site, locales: readonly string[]): Site {
  const titles = Object.entries(site.skills).map(([id, title]) => [id, firstOf(site.skillTitles[id], locales) ?? title])
  return { ...site, skills: Object.fromEntries(titles) as Record<string, string> }
}

function courseIn(course: Course, locales: readonly string[]): Course {
  return {
    ...course,
    title: firstOf(course.titles, locales) ?? course.title,
    sections: course.sections.map((section) => ({ ...section, title: firstOf(section.titles, locales) ?? section.title })),
  }
}

export function termIn(term: GlossaryTerm, locales: readonly string[]): GlossaryTerm {
  return { ...term, ...firstOf(term.translations, locales) }
}

function firstOf<T>(byLocale: Record<string, T> | undefined, locales: readonly string[]): T | undefined {
  const found = locales.find((locale) => byLocale && Object.hasOwn(byLocale, locale))
  return found === undefined ? undefined : byLocale![found]
}
