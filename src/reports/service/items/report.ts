import { z } from 'zod'
import { dismissalsFor, itemStatsFor, openNotes, type DismissalRow, type ItemStatRow } from '../../../../db/item-stats.ts'
import { itemVersions } from '../../../../db/lessons.ts'
import type { Context } from '../../../context.ts'
import { parse } from '../../../kernel/parse.ts'
import { dateOf, studyDay } from '../../../kernel/study-day.ts'
import { reviewsDue } from '../../../lessons/advice/review-due.ts'
import type { Content } from '../../../lessons/content.ts'
import { originOf } from '../../../lessons/git.ts'
import { defaultLocaleOf, existing, filesOf, untranslated } from '../../../lessons/lesson-file.ts'
import type { Live, LiveItem } from '../../../lessons/lesson.ts'
import { itemFor, lessonFor } from '../../../lessons/live.ts'
import { questionText } from '../../../lessons/search-text.ts'
import { translationOld } from '../../../lessons/across/translation-old.ts'
import { webPlace } from '../../../lessons/web-place.ts'
import { demand, type Viewer } from '../../../people/role.ts'
import type { ItemInLesson, ItemReport, LessonReport, NeedsYou, StatFlags } from '../../item-pages.ts'
import type { Picks } from '../../items/figures.ts'
import { optionsOf } from '../../items/options.ts'
import { suspicionIds, type SuspicionId } from '../../items/suspicions.ts'

const reportInput = z.strictObject({
  locale: z.string().max(35).optional(),
  suspicion: z.enum(suspicionIds, { error: 'There is no such suspicion.' }).optional(),
})

export type ReportInput = z.input<typeof reportInput>

/** How the items of a lesson are answered. @throws Refusal('not-found') */
export async function lessonReport(context: Context, viewer: Viewer, lesson: string, input: ReportInput): Promise<LessonReport> {
  demand(viewer, 'author')
  const { locale: wanted, suspicion } = parse(reportInput, input)
  const content = context.catalogue.content()
  const file = existing(content, lesson, wanted)
  const live = context.catalogue.live()
  const known = await knownFor(context, viewer)
  const origin = await originOf(context.settings.content)
  const placed = (lessonFor(live, lesson, [file.locale])?.itemIds ?? []).flatMap((id) => itemFor(live, id, file.locale) ?? [])
  const items: ItemInLesson[] = []
  for (const item of placed) {
    const line = file.compilation.lesson?.items.find(({ id }) => id === item.id)?.line ?? null
    const url = origin && line !== null ? webPlace(origin, file.file, line) : null
    items.push({ ...asReport(item, known), line, url, changes: await changesIn(context, item, viewer.zone) })
  }
  const due = reviewsDue(filesOf(content, lesson), studyDay(context.now(), viewer.zone))
  const has = ({ suspicions }: ItemReport, id: SuspicionId) => suspicions.some((each) => each.id === id && each.dismissed === null)
  return {
    ...{ lesson, locale: file.locale, file: file.file, suspicion: suspicion ?? null },
    translations: translationsOf(live, content, lesson, viewer.zone),
    untranslated: untranslated(content, lesson),
    items: items.filter((item) => !suspicion || has(item, suspicion)).toSorted(byNeed),
    waiting: suspicionIds.filter((id) => items.some((item) => has(item, id))),
    total: items.length,
    stale: due.find((problem) => problem.file === file.file)?.message ?? null,
  }
}

async function changesIn({ read }: Context, { id, locale }: LiveItem, zone: string): Promise<ItemInLesson['changes']> {
  const versions = (await itemVersions(read, id)).filter((version) => version.locale === locale)
  return versions.flatMap(({ change, liveFrom }) => (change === 'new' ? [] : [{ change, day: dateOf(liveFrom, zone) }])).toReversed()
}

function translationsOf(live: Live, content: Content, lesson: string, zone: string): LessonReport['translations'] {
  const own = defaultLocaleOf(content)
  return filesOf(content, lesson)
    .filter(({ locale }) => locale !== own)
    .map(({ locale }) => ({ locale, old: translationOld(live, lesson, locale, zone) }))
}

/** Every live item, in every language, of which something is suspected that nobody has dismissed. */
export async function needsYou(context: Context, viewer: Viewer): Promise<NeedsYou> {
  demand(viewer, 'author')
  const known = await knownFor(context, viewer)
  const live = [...context.catalogue.live().items.values()].flatMap((locales) => [...locales.values()])
  const items = live.map((item) => asReport(item, known)).filter((item) => urgency(item) < suspicionIds.length)
  return { items: items.toSorted(byNeed) }
}

interface Known {
  stats: ReadonlyMap<string, ItemStatRow>
  dismissals: ReadonlyMap<string, DismissalRow>
  notes: ReadonlyMap<string, number>
}

const statKey = (item: string, rev: number, locale: string) => [item, rev, locale].join(' ')
const dismissalKey = (item: string, suspicion: string) => [item, suspicion].join(' ')

async function knownFor({ read }: Context, viewer: Viewer): Promise<Known> {
  const [stats, dismissals] = [await itemStatsFor(read, viewer), await dismissalsFor(read, viewer)]
  return {
    stats: new Map(stats.map((row) => [statKey(row.itemId, row.rev, row.locale), row])),
    dismissals: new Map(dismissals.map((row) => [dismissalKey(row.itemId, row.suspicion), row])),
    notes: await openNotes(read),
  }
}

function asReport({ id, type, spec, lesson, lessonTitle, rev, locale }: LiveItem, { stats, dismissals, notes }: Known): ItemReport {
  const row = stats.get(statKey(id, rev, locale))
  const { figures, oldWay }: StatFlags = row ? (JSON.parse(row.flags) as StatFlags) : { figures: null, oldWay: null }
  const { suspicions = [], ...rest } = figures ?? {}
  const perOption = JSON.parse(row?.perOption ?? '{}') as Record<string, Picks>
  const dead = suspicions.find((each) => each.id === 'dead-option')?.options ?? []
  const options = optionsOf(type, spec)?.map((option) => ({
    ...option,
    ...(perOption[option.key] ?? { all: null, top: null }),
    dead: dead.includes(option.key),
  }))
  return {
    ...{ item: id, type, question: questionText(type, spec), lesson: { id: lesson, title: lessonTitle }, locale },
    day: row?.day ?? null,
    figures: row && figures ? { ...(rest as Omit<typeof figures, 'suspicions'>), n: row.n, meanMs: row.meanMs } : null,
    options: options ?? null,
    suspicions: suspicions.map((each) => ({ ...each, dismissed: dismissals.get(dismissalKey(id, each.id))?.reason ?? null })),
    notes: notes.get(id) ?? 0,
    oldWay,
  }
}

/** How soon it needs somebody: the place of its worst suspicion. */
function urgency({ suspicions }: ItemReport): number {
  const waiting = suspicions.filter(({ dismissed }) => dismissed === null)
  return Math.min(suspicionIds.length, ...waiting.map(({ id }) => suspicionIds.indexOf(id)))
}

/** Most urgent first; of those alike, the one with notes of learners, then the one that more people meet. */
function byNeed(a: ItemReport, b: ItemReport): number {
  return urgency(a) - urgency(b) || b.notes - a.notes || (urgency(a) < suspicionIds.length ? (b.figures?.n ?? 0) - (a.figures?.n ?? 0) : 0)
}
