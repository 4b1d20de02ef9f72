import { z } from 'zod'
import { memoriesOf } from '../../../db/answers.ts'
import { visitsOf } from '../../../db/sessions.ts'
import { markEnd, markStart, matchOf, search, type Found } from '#dialect/search.ts'
import type { Context } from '../../context.ts'
import { daysBetween } from '../../kernel/day.ts'
import { parse } from '../../kernel/parse.ts'
import { studyDay } from '../../kernel/study-day.ts'
import type { CardPage, GlossaryTerm, Live, LiveItem, LiveLesson } from '../../lessons/lesson.ts'
import { inLanguage, termIn } from '../../lessons/in-language.ts'
import { cardFor, coursesOf, itemFor, lessonFor } from '../../lessons/live.ts'
import { localesOf } from '../../lessons/locales.ts'
import { stateOf, type Visited } from '../../lessons/progress.ts'
import { questionText } from '../../lessons/search-text.ts'
import type { Viewer } from '../../people/role.ts'
import { strengthOf, wordFor } from '../held.ts'
import type { Library, LibraryHit, LibraryInput, LibraryKind, Shelves } from '../learner-pages.ts'
import { zoneField } from '../../people/fields.ts'

const kinds: readonly LibraryKind[] = ['lesson', 'card', 'term', 'item']

const schema = z.object({
  q: z.string().default(''),
  skill: z.string().optional(),
  course: z.string().optional(),
  kind: z.enum(kinds).optional(),
  locale: z.string().optional(),
  /** Only items under .70. */
  fading: z.boolean().default(false),
  accepts: z.string().optional(),
  zone: zoneField.optional(),
})

const limit = 30

/** What somebody looks through: what is live, what they did of it, and which languages they read. */
interface Looking {
  live: Live
  viewer: Viewer
  visited: Visited
  met: ReadonlyMap<string, Met>
  /** What they read here, and what they read where nothing is asked for, best first. */
  locales: string[]
  ownLocales: string[]
  wanted: z.output<typeof schema>
}

interface Met {
  item: LiveItem
  strength: number | null
}

/**
 * What of the lessons, the cards, the glossary and the items that the person has met holds all the words, best first; without words,
 * everything that passes the filters. A term has no skill and no course, and a card no course: a filter by one leaves them out.
 */
export async function library(context: Context, viewer: Viewer, input: LibraryInput): Promise<Library> {
  const looking = await lookingAs(context, viewer, parse(schema, input))
  const found = matchOf(looking.wanted.q) === '' ? listed(looking) : await searched(context, looking)
  const hits = found.flatMap((each) => hitOf(looking, each))
  return { hits: hits.slice(0, limit), more: hits.length > limit }
}

/** The library before anybody searches it. */
export async function shelves(context: Context, viewer: Viewer, input: { accepts?: string | undefined }): Promise<Shelves> {
  const { live, met, locales, visited } = await lookingAs(context, viewer, parse(schema, input))
  const shown = inLanguage(live, locales)
  const done = [...visited.done].flatMap((id) => lessonFor(live, id, locales) ?? [])
  return {
    lessonsDone: done.map(({ meta }) => ({ id: meta.id, title: meta.title })),
    cards: cardsOf(live, locales).map(({ id, title, summary, skill }) => ({
      id,
      title,
      summary,
      skill: skill === null ? null : (shown.site.skills[skill] ?? skill),
    })),
    terms: shown.glossary.map(({ id, title, short }) => ({ id, title, short })),
    itemsMet: met.size,
    skills: Object.entries(shown.site.skills).map(([id, title]) => ({ id, title })),
    courses: shown.courses.map(({ id, title }) => ({ id, title })),
  }
}

async function lookingAs(context: Context, viewer: Viewer, wanted: Looking['wanted']): Promise<Looking> {
  const live = context.catalogue.live()
  const ownLocales = localesOf(live.site, viewer.locale, wanted.accepts)
  const locales = localesOf(live.site, viewer.locale, wanted.accepts, wanted.locale)
  const day = studyDay(context.now(), wanted.zone ?? viewer.zone)
  const visits = (await visitsOf(context.read, viewer)).toSorted((a, b) => (b.doneAt ?? 0) - (a.doneAt ?? 0))
  const done = visits.filter(({ doneAt }) => doneAt !== null)
  const visited = { opened: new Set(visits.map(({ lessonId }) => lessonId)), done: new Set(done.map(({ lessonId }) => lessonId)) }
  return { live, viewer, visited, met: await metBy(context, viewer, live, locales[0]!, day), locales, ownLocales, wanted }
}

/** Every live item of which the person has a memory; what was made anew since is met but not yet learnt. */
async function metBy(context: Context, viewer: Viewer, live: Live, locale: string, day: string): Promise<ReadonlyMap<string, Met>> {
  const met = new Map<string, Met>()
  for (const { itemId, rev, s, d, lastDay } of await memoriesOf(context.read, viewer)) {
    const item = itemFor(live, itemId, locale)
    if (!item) continue
    const elapsed = daysBetween(lastDay, day)
    const isOfNow = rev === item.rev
    const strength = isOfNow && elapsed > 0 ? strengthOf({ state: { s, d }, elapsed }) : null
    if (isOfNow || !met.has(item.id)) met.set(item.id, { item, strength })
  }
  return met
}

async function searched(context: Context, looking: Looking): Promise<Found[]> {
  const { live, viewer, wanted, locales } = looking
  const isFiltered = wanted.skill !== undefined || wanted.course !== undefined || wanted.fading
  const rows = await search(context.read, viewer, {
    q: wanted.q,
    kinds: kindsOf(wanted),
    locale: wanted.locale,
    ...(isFiltered && {
      lessons: lessonsOf(looking).map(({ meta }) => meta.id),
      cards: wantedCards(looking).map(({ id }) => id),
      items: itemsOf(looking).map(({ item }) => item.id),
    }),
    // A text stands there once a language and is shown once.
    limit: (limit + 1) * live.site.locales.length,
  })
  return [...Map.groupBy(rows, ({ kind, ref }) => `${kind} ${ref}`).values()].map((versions) => inFirstOf(locales, versions))
}

function inFirstOf(locales: string[], versions: Found[]): Found {
  return locales.flatMap((locale) => versions.find((version) => version.locale === locale) ?? [])[0] ?? versions[0]!
}

/** Without words: lessons in the order of their courses, cards, the glossary, then items, the weakest first. */
function listed(looking: Looking): Found[] {
  const { live, locales, wanted } = looking
  const found: Record<LibraryKind, () => Found[]> = {
    lesson: () => lessonsOf(looking).map(({ meta, locale }) => ({ kind: 'lesson', ref: meta.id, locale, piece: meta.summary })),
    card: () => wantedCards(looking).map(({ id, locale, summary }) => ({ kind: 'card', ref: id, locale, piece: summary })),
    term: () =>
      inLanguage(live, locales).glossary.map((term) => ({
        kind: 'term',
        ref: term.id,
        locale: localeOf(term, looking),
        piece: term.short,
      })),
    item: () =>
      itemsOf(looking)
        .toSorted((a, b) => (a.strength ?? 1) - (b.strength ?? 1))
        .map(({ item }) => ({ kind: 'item', ref: item.id, locale: item.locale, piece: questionText(item.type, item.spec) })),
  }
  return kindsOf(wanted).flatMap((kind) => found[kind]())
}

/** In which language a term is shown. */
function localeOf({ translations = {} }: GlossaryTerm, { live, locales }: Looking): string {
  const { defaultLocale } = live.site
  return locales.find((locale) => locale === defaultLocale || Object.hasOwn(translations, locale)) ?? defaultLocale
}

function kindsOf({ kind, skill, course, fading }: Looking['wanted']): LibraryKind[] {
  return kinds.filter((each) => {
    if (kind !== undefined && kind !== each) return false
    if (fading) return each === 'item'
    if (each === 'card') return course === undefined
    return each !== 'term' || (skill === undefined && course === undefined)
  })
}

function lessonsOf({ live, locales, wanted: { skill, course } }: Looking): LiveLesson[] {
  return inWrittenOrder(live)
    .filter((id) => isInCourse(live, id, course))
    .flatMap((id) => lessonFor(live, id, locales) ?? [])
    .filter(({ meta }) => skill === undefined || meta.skills.includes(skill))
}

function wantedCards({ live, locales, wanted: { skill } }: Looking): CardPage[] {
  return cardsOf(live, locales).filter((card) => skill === undefined || card.skill === skill)
}

/** In the order of the site's skills, so that what belongs together stands together. */
function cardsOf(live: Live, locales: string[]): CardPage[] {
  const skills = Object.keys(live.site.skills)
  const placeOf = ({ skill }: CardPage) => (skill === null ? skills.length : skills.indexOf(skill))
  return [...live.cards.keys()].flatMap((id) => cardFor(live, id, locales) ?? []).toSorted((a, b) => placeOf(a) - placeOf(b))
}

function inWrittenOrder(live: Live): string[] {
  const inCourses = live.courses.flatMap(({ sections }) => sections.flatMap(({ lessons }) => lessons))
  return [...new Set([...inCourses, ...live.lessons.keys()])]
}

function itemsOf({ live, met, wanted: { skill, course, fading } }: Looking): Met[] {
  return [...met.values()].filter(({ item, strength }) => {
    if (skill !== undefined && item.skill !== skill) return false
    if (fading && (strength === null || wordFor(strength) !== 'fading')) return false
    return isInCourse(live, item.lesson, course)
  })
}

function isInCourse(live: Live, lesson: string, course: string | undefined): boolean {
  return course === undefined || coursesOf(live, lesson).some(({ id }) => id === course)
}

/** What is found, as it is live now: the index may be a moment behind. */
function hitOf(looking: Looking, found: Found): LibraryHit[] {
  const { kind, ref: id, locale, piece } = found
  const { live, met } = looking
  if (kind === 'lesson') return lessonHit(looking, found)
  if (kind === 'card') return cardHit(looking, found)
  if (kind === 'term') {
    const term = live.glossary.find((each) => each.id === id)
    return term ? [{ kind, id, locale, title: termIn(term, [locale]).title, html: marked(piece) }] : []
  }
  const known = met.get(id)
  const item = known && (live.items.get(id)?.get(locale) ?? known.item)
  if (!item) return []
  const { strength } = known
  const lesson = { id: item.lesson, title: item.lessonTitle }
  return [
    {
      kind,
      id,
      locale,
      title: item.lessonTitle,
      html: marked(piece),
      lesson,
      strength,
      word: strength === null ? null : wordFor(strength),
    },
  ]
}

/** Of a locked lesson only the summary may be read. */
function lessonHit({ live, visited, ownLocales }: Looking, { kind, ref: id, locale, piece }: Found): LibraryHit[] {
  const lesson = live.lessons.get(id)?.get(locale)
  if (!lesson) return []
  const { title, minutes, summary } = lesson.meta
  const state = stateOf(live, lesson, visited)
  const foreign = lessonFor(live, id, ownLocales)!.locale !== locale
  return [{ kind, id, locale, title, html: marked(state === 'locked' ? summary : piece), state, minutes, foreign }]
}

function cardHit({ live, ownLocales }: Looking, { kind, ref: id, locale, piece }: Found): LibraryHit[] {
  const card = live.cards.get(id)?.get(locale)
  if (!card) return []
  return [{ kind, id, locale, title: card.title, html: marked(piece), foreign: cardFor(live, id, ownLocales)!.locale !== locale }]
}

/** As HTML, only the lines in which something matches: a heading or the next paragraph are no part of the sentence. */
function marked(piece: string): string {
  const lines = piece.split('\n')
  const matching = lines.filter((line) => line.includes(markStart))
  const escaped = (matching.length > 0 ? matching : lines).join(' ').replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
  return escaped.replaceAll(markStart, '<mark>').replaceAll(markEnd, '</mark>')
}
