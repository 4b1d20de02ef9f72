import { nothingRead } from './content.ts'
import { siteOf, type SiteFile } from './course-files.ts'
import type { CardPage, Catalogue, Course, CourseClass, FileProblem, GlossaryTerm, Live, LiveItem, LiveLesson, Segment } from './lesson.ts'
import { inLocale, type Published, type StoredLesson } from './versions.ts'

/** The lesson in the first of these languages that it has, else in the site's, else in any. */
export function lessonFor(live: Live, id: string, locales: readonly string[]): LiveLesson | undefined {
  return firstOf(live.lessons.get(id), [...locales, live.site.defaultLocale])
}

/** What an item is called now, by any name that it has had. */
export const nameNow = (live: Live, id: string): string => live.aliases.get(id) ?? id

/** The item in this language, else in the site's, else in any; also by a former id. */
export function itemFor(live: Live, id: string, locale: string | null): LiveItem | undefined {
  return firstOf(live.items.get(nameNow(live, id)), [...(locale === null ? [] : [locale]), live.site.defaultLocale])
}

/** The card in the first of these languages that it has, else in the site's, else in any. */
export function cardFor(live: Live, id: string, locales: readonly string[]): CardPage | undefined {
  return firstOf(live.cards.get(id), [...locales, live.site.defaultLocale])
}

export function coursesOf(live: Live, lessonId: string): Course[] {
  return live.courses.filter(({ sections }) => sections.some(({ lessons }) => lessons.includes(lessonId)))
}

/** Ids of the courses that hold the lesson of the item. */
export function coursesHolding(live: Live, itemId: string): string[] {
  const item = itemFor(live, itemId, null)
  return item ? coursesOf(live, item.lesson).map(({ id }) => id) : []
}

const strictest: CourseClass[] = ['critical', 'standard', 'nice']

/** The strictest class among the courses that hold the lesson of the item; `standard` when none does. */
export function classOfItem(live: Live, itemId: string): CourseClass {
  const item = itemFor(live, itemId, null)
  const classes = item ? coursesOf(live, item.lesson).map((course) => course.class) : []
  return strictest.find((each) => classes.includes(each)) ?? 'standard'
}

function firstOf<T>(byLocale: ReadonlyMap<string, T> | undefined, locales: readonly string[]): T | undefined {
  const found = locales.find((locale) => byLocale?.has(locale))
  return found === undefined ? byLocale?.values().next().value : byLocale?.get(found)
}

export const nothingLive: Live = {
  site: { title: 'Heed', defaultLocale: 'en', locales: ['en'], skills: {}, skillTitles: {} },
  courses: [],
  lessons: new Map(),
  items: new Map(),
  aliases: new Map(),
  glossary: [],
  cards: new Map(),
  problems: [],
}

/** For whoever never looks at a lesson. */
export const emptyCatalogue: Catalogue = {
  live: () => nothingLive,
  content: () => nothingRead,
  reload: async () => nothingLive,
  close: async () => undefined,
}

/** One value of all that is live. What names something that is not live leaves it out, so that nobody meets a gap or a gate without a key. */
export function buildLive(
  published: Published,
  site: SiteFile,
  courses: Course[],
  problems: FileProblem[],
  terms: GlossaryTerm[] = [],
  cards: CardPage[] = [],
): Live {
  const aliases = flattened(published.aliases)
  const lessons = liveLessons(published, site.defaultLocale)
  const items = liveItems(lessons, published, aliases)
  const shown = grouped(
    lessons.map((lesson) => lesson.lessonId),
    lessons.map((lesson) => lesson.locale),
    lessons.map((lesson) => liveLesson(lesson, items, aliases)),
  )
  const ids = new Set(shown.keys())
  for (const byLocale of shown.values()) for (const { meta } of byLocale.values()) meta.requires = meta.requires.filter((id) => ids.has(id))
  const trained = [...items.values()].flatMap((byLocale) => [...byLocale.values()].map(({ skill }) => skill))
  const glossary = terms.toSorted((a, b) => a.title.localeCompare(b.title, site.defaultLocale))
  return {
    site: siteOf(site, trained),
    courses: liveCourses(courses, ids),
    lessons: shown,
    items,
    aliases,
    glossary,
    cards: grouped(
      cards.map(({ id }) => id),
      cards.map(({ locale }) => locale),
      cards,
    ),
    problems,
  }
}

/** A translation is live only while the original is. */
function liveLessons({ lessons }: Published, defaultLocale: string): StoredLesson[] {
  return [...lessons.values()].filter(({ lessonId, status }) => {
    const original = lessons.get(inLocale(lessonId, defaultLocale))
    return status === 'live' && (!original || original.status === 'live')
  })
}

function liveItems(
  lessons: StoredLesson[],
  published: Published,
  aliases: ReadonlyMap<string, string>,
): Map<string, Map<string, LiveItem>> {
  const found = lessons.flatMap(({ lessonId, compiled: { lesson } }) =>
    lesson.items.flatMap((item): LiveItem[] => {
      const row = published.items.get(item.id)
      const version = published.versions.get(inLocale(item.id, item.locale))
      // A lesson that keeps its last good version may still hold what has moved elsewhere, was renamed or retired.
      if (!row || !version || row.retiredAt !== null || row.lessonId !== lessonId || aliases.has(item.id)) return []
      const { spec, textHash, keyHash, n, rev } = version
      return [{ ...item, spec, textHash, keyHash, n, rev, version: version.id, lessonTitle: lesson.meta.title }]
    }),
  )
  return grouped(
    found.map(({ id }) => id),
    found.map(({ locale }) => locale),
    found,
  )
}

function grouped<T>(ids: string[], locales: string[], values: T[]): Map<string, Map<string, T>> {
  const groups = new Map<string, Map<string, T>>()
  for (const [index, id] of ids.entries()) {
    if (!groups.has(id)) groups.set(id, new Map())
    groups.get(id)!.set(locales[index]!, values[index]!)
  }
  return groups
}

function liveLesson(
  { locale, n, liveFrom, compiled }: StoredLesson,
  items: ReadonlyMap<string, unknown>,
  aliases: ReadonlyMap<string, string>,
): LiveLesson {
  const segments = compiled.lesson.segments.flatMap((segment): Segment[] => {
    if ('html' in segment) return [segment]
    const item = aliases.get(segment.item) ?? segment.item
    return items.has(item) ? [{ item }] : []
  })
  const itemIds = [...new Set(segments.flatMap((segment) => ('item' in segment ? [segment.item] : [])))]
  return { meta: { ...compiled.lesson.meta }, locale, n, liveFrom, segments, itemIds }
}

function liveCourses(courses: Course[], lessons: ReadonlySet<string>): Course[] {
  const shown = courses.flatMap((course) => {
    const sections = course.sections.map((section) => ({ ...section, lessons: section.lessons.filter((id) => lessons.has(id)) }))
    const filled = sections.filter((section) => section.lessons.length > 0)
    return filled.length > 0 ? [{ ...course, sections: filled }] : []
  })
  return shown.map((course) => ({ ...course, requires: course.requires.filter((id) => shown.some((other) => other.id === id)) }))
}

/** `a` became `b` became `c`: both are `c` now. */
export function flattened(aliases: ReadonlyMap<string, string>): Map<string, string> {
  const last = (id: string, seen: string[] = []): string => {
    const next = aliases.get(id)
    return next === undefined || seen.includes(next) ? id : last(next, [...seen, id])
  }
  return new Map([...aliases.keys()].map((id) => [id, last(id)]))
}
