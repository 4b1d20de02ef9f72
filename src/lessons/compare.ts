import type { Item } from '../items/item-type.ts'
import { keyInWords } from '../items/key-in-words.ts'
import { typeOf } from '../items/registry.ts'
import { isError } from './compile.ts'
import type { Content, LessonFile } from './content.ts'
import type { CompiledLesson, Live } from './lesson.ts'
import { plainText, questionText } from './search-text.ts'
import { inLocale, nextVersion, type ItemVersion } from './versions.ts'

/** What changes for learners between two states of a content folder. Drafts are nobody's business. */
export interface Comparison {
  lessons: LessonChange[]
  items: ItemChange[]
  broken: BrokenLesson[]
}

/** A changed file with mistakes: what cannot be read of it is in no comparison, and learners keep its last good version. */
export interface BrokenLesson {
  /** Its file, where the head does not say more. */
  title: string
  id: string | null
  locale: string
  file: string
  mistakes: number
  /** The first one. */
  line: number
  message: string
}

/** `gone`: its file is not there any more and nobody retired it. */
export interface LessonChange {
  kind: 'added' | 'translated' | 'retired' | 'gone' | 'withdrawn'
  id: string
  locale: string
  title: string
  /** Where it stands now, or stood. */
  file: string
}

/**
 * `key`: another answer is right now. `afresh`: a raised `rev`, so it is learnt again from the beginning. `gone`: nobody retired it.
 */
export interface ItemChange {
  kind: 'added' | 'reworded' | 'key' | 'afresh' | 'renamed' | 'retired' | 'gone'
  id: string
  locale: string
  lesson: string
  /** Where it stands now, or stood. */
  file: string
  line: number
  column: number
  question: string
  /** Of a renamed item. */
  was?: string
  /** Of a retired item: the one that took its place. */
  instead?: string
  /** Of a changed key: the right answer as it read and as it reads. */
  key?: { from: string; to: string; change: 'fact' | 'mistake'; noted: boolean }
  /** How long one answer takes, in milliseconds. */
  answerMs: number
}

interface Standing {
  item: Item
  file: string
  lesson: string
}

export function compareContent(before: Content, after: Content): Comparison {
  return { lessons: lessonChanges(before, after), items: itemChanges(before, after), broken: brokenNow(before, after) }
}

function brokenNow(before: Content, after: Content): BrokenLesson[] {
  const old = new Map(before.lessons.map(({ file, text }) => [file, text]))
  return after.lessons.flatMap(({ file, locale, text, compilation: { lesson, problems } }): BrokenLesson[] => {
    const mistakes = problems.filter(isError)
    const [first] = mistakes
    if (!first || old.get(file) === text || lesson?.meta.status === 'draft') return []
    const { line, message } = first
    return [{ title: lesson?.meta.title ?? file, id: lesson?.meta.id ?? null, locale, file, mistakes: mistakes.length, line, message }]
  })
}

const isLive = ({ compilation: { lesson } }: LessonFile) => lesson?.meta.status === 'live'

function lessonsIn(content: Content): Map<string, CompiledLesson & { file: string }> {
  return new Map(
    content.lessons.flatMap(({ file, compilation: { lesson } }) =>
      lesson ? [[inLocale(lesson.meta.id, lesson.locale), { ...lesson, file }]] : [],
    ),
  )
}

function lessonChanges(before: Content, after: Content): LessonChange[] {
  const [old, now] = [lessonsIn(before), lessonsIn(after)]
  const original = after.site.value?.defaultLocale ?? 'en'
  // Without an id nobody knows which lesson a file is: broken it is, and not gone.
  const unreadable = new Set(after.lessons.filter(({ compilation }) => !compilation.lesson).map(({ file }) => file))
  const change = (kind: LessonChange['kind'], { meta, locale, file }: CompiledLesson & { file: string }): LessonChange => ({
    ...{ kind, id: meta.id, locale },
    ...{ title: meta.title, file },
  })
  const come = [...now].flatMap(([key, lesson]) => {
    if (lesson.meta.status !== 'live' || old.get(key)?.meta.status === 'live') return []
    return [change(lesson.locale === original ? 'added' : 'translated', lesson)]
  })
  const left = [...old].flatMap(([key, lesson]) => {
    const status = now.get(key)?.meta.status
    if (lesson.meta.status !== 'live' || status === 'live' || unreadable.has(lesson.file)) return []
    return [change(status === undefined ? 'gone' : status === 'retired' ? 'retired' : 'withdrawn', lesson)]
  })
  return [...come, ...left]
}

function standingItems(content: Content): Map<string, Standing> {
  const found = content.lessons.filter(isLive).flatMap(({ file, compilation }) => {
    const lesson = compilation.lesson!
    return lesson.items.map((item) => [inLocale(item.id, item.locale), { item, file, lesson: lesson.meta.id }] as const)
  })
  return new Map(found)
}

function itemChanges(before: Content, after: Content): ItemChange[] {
  const [old, now] = [standingItems(before), standingItems(after)]
  const original = after.site.value?.defaultLocale ?? 'en'
  const renamed = new Set([...now.values()].flatMap(({ item }) => (item.was === undefined ? [] : [inLocale(item.was, item.locale)])))
  const come = [...now.values()].flatMap((standing) => changesOf(standing, old, original))
  // Of a file with errors the last good version stays, with what cannot be read now.
  const broken = new Set(after.lessons.filter(({ compilation }) => compilation.problems.some(isError)).map(({ file }) => file))
  const left = [...old].flatMap(([key, standing]) => {
    if (now.has(key) || broken.has(standing.file) || renamed.has(key) || standing.item.locale !== original) return []
    return [leaving(standing, after)]
  })
  return [...come, ...left]
}

/** What a file, were it live, would change in the keys of what is live now, without saying why. */
export function keysMoved(live: Live, { file, compilation: { lesson } }: LessonFile): ItemChange[] {
  if (!lesson) return []
  const items = [...live.items.values()].flatMap((byLocale) => [...byLocale.values()])
  const old = new Map(items.map((item) => [inLocale(item.id, item.locale), { item, file, lesson: item.lesson }]))
  const now = lesson.items.map((item) => ({ item, file, lesson: lesson.meta.id }))
  return now.flatMap((standing) => changesOf(standing, old, live.site.defaultLocale)).filter(({ key }) => key && !key.noted)
}

function changesOf(standing: Standing, old: ReadonlyMap<string, Standing>, original: string): ItemChange[] {
  const { item } = standing
  const earlier = old.get(inLocale(item.id, item.locale)) ?? (item.was === undefined ? undefined : old.get(inLocale(item.was, item.locale)))
  if (!earlier) return item.locale === original ? [{ ...facts(standing), kind: 'added' }] : []
  const renaming: ItemChange[] =
    earlier.item.id === item.id || item.locale !== original ? [] : [{ ...facts(standing), kind: 'renamed', was: earlier.item.id }]
  return [...renaming, ...edit(standing, earlier.item)]
}

function edit(standing: Standing, earlier: Item): ItemChange[] {
  const { item } = standing
  // Only what is compared: an item of another type under the same id is refused by the catalogue.
  if (earlier.type !== item.type) return []
  // First, because only what has changed has a spec that is worth asking for.
  if (earlier.textHash === item.textHash && earlier.rev === item.rev && earlier.id === item.id) return []
  const next = nextVersion(item, asVersion(earlier, item.id), 0)
  if (!next) return []
  if (next.change === 'wording') return [{ ...facts(standing), kind: 'reworded' }]
  if (next.change === 'new') return [{ ...facts(standing), kind: 'afresh' }]
  const type = typeOf(item.type)
  const [from, to] = [earlier.spec, item.spec].map((spec) => oneLine(plainText(keyInWords(type, spec))))
  return [{ ...facts(standing), kind: 'key', key: { from: from!, to: to!, change: next.change, noted: item.change !== undefined } }]
}

function asVersion({ rev, locale, textHash, keyHash, spec }: Item, id: string): ItemVersion {
  return { id: `${id}@${locale}.1`, itemId: id, rev, n: 1, locale, textHash, keyHash, spec, change: 'new', liveFrom: 0 }
}

function leaving(standing: Standing, { retired, lessons }: Content): ItemChange {
  const tombstone = retired.value?.find(({ id }) => id === standing.item.id)
  const withLesson = lessons.some(({ compilation: { lesson } }) => lesson?.meta.id === standing.lesson && lesson.meta.status === 'retired')
  const instead = tombstone?.instead === undefined ? {} : { instead: tombstone.instead }
  return { ...facts(standing), kind: tombstone || withLesson ? 'retired' : 'gone', ...instead }
}

function facts({ item, file, lesson }: Standing): Omit<ItemChange, 'kind'> {
  const { id, locale, line, column, type, spec } = item
  return { id, locale, lesson, file, line, column, question: oneLine(questionText(type, spec)), answerMs: typeOf(type).defaultMs(spec) }
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

/** How often somebody who had learnt the old item is asked because of the change: that day, the next and a week later. */
const askedAgain = 3

/** How many extra answers a change asks of each person who has learnt the item. */
export function extraAnswers({ kind, key }: ItemChange): number {
  return kind === 'afresh' || key?.change === 'fact' ? askedAgain : 0
}

/** Item id to the number of people who have learnt it. */
export type Learners = ReadonlyMap<string, number>

/** Until a renamed item is live, its learners are those of its old name. */
export function learnersOf({ id, was }: Pick<ItemChange, 'id' | 'was'>, learners: Learners | undefined): number | undefined {
  return learners && (learners.get(id) ?? (was === undefined ? undefined : learners.get(was)) ?? 0)
}
