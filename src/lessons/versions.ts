import { carryKeys } from '../items/carry-keys.ts'
import type { BaseSpec, Item } from '../items/item-type.ts'
import { keyInWords } from '../items/key-in-words.ts'
import { typeNamed } from '../items/registry.ts'
import { hash } from '../kernel/hash.ts'
import type { Problem } from '../kernel/problem.ts'
import type { CompileOptions } from './compile.ts'
import { keyHashOf } from './hashes.ts'
import type { Compilation, CompiledLesson } from './lesson.ts'

/** Raise it when the same source compiles to something else: every lesson is then compiled and published anew. */
const compilerVersion = 2

/** Of all that a compilation depends on: equal means that there is nothing to compile. */
export function lessonHash(text: string, { locale, course, glossary = {} }: CompileOptions): string {
  return hash(JSON.stringify([compilerVersion, locale, course, text, Object.entries(glossary).toSorted()]))
}

/** The newest of everything that was ever published, live or not. Keys are `inLocale(id, locale)` for lessons and versions. */
export interface Published {
  lessons: ReadonlyMap<string, StoredLesson>
  versions: ReadonlyMap<string, ItemVersion>
  items: ReadonlyMap<string, ItemRow>
  /** Old id to new id. */
  aliases: ReadonlyMap<string, string>
}

/** The same as the store has it. */
export interface PublishedRows {
  lessons: StoredLesson[]
  versions: ItemVersion[]
  items: ItemRow[]
  aliases: { oldId: string; itemId: string }[]
}

export function publishedFrom({ lessons, versions, items, aliases }: PublishedRows): Published {
  return {
    lessons: new Map(lessons.map((lesson) => [inLocale(lesson.lessonId, lesson.locale), lesson])),
    versions: new Map(versions.map((version) => [inLocale(version.itemId, version.locale), version])),
    items: new Map(items.map((row) => [row.id, row])),
    aliases: new Map(aliases.map(({ oldId, itemId }) => [oldId, itemId])),
  }
}

export const inLocale = (id: string, locale: string): string => `${id} ${locale}`

export interface StoredLesson {
  lessonId: string
  locale: string
  n: number
  hash: string
  status: CompiledLesson['meta']['status']
  liveFrom: number
  compiled: StoredCompilation
}

/** A compiled lesson as `lesson_version` keeps it: what decides right and wrong stays in `item_version`. */
export interface StoredCompilation {
  /** Where it stood, for messages. */
  file: string
  lesson: Omit<CompiledLesson, 'items'> & { items: StoredItem[] }
  warnings: Problem[]
}

export type StoredItem = Omit<Item, 'spec' | 'textHash' | 'keyHash'>

export interface ItemVersion {
  /** `<item>@<locale>.<n>`: what answers name. */
  id: string
  itemId: string
  rev: number
  n: number
  locale: string
  textHash: string
  keyHash: string
  spec: BaseSpec
  change: 'wording' | 'fact' | 'mistake' | 'new'
  liveFrom: number
}

export interface ItemRow {
  id: string
  type: string
  lessonId: string
  skill: string
  firstLive: number
  retiredAt: number | null
}

/** A lesson without errors, ready to be live. */
export interface GoodLesson {
  file: string
  text: string
  hash: string
  lesson: CompiledLesson
  warnings: Problem[]
}

/** Of a publication: the versions whose key is another one than before. */
export function keyChanges({ versions }: Publication): ItemVersion[] {
  return versions.filter(({ change }) => change === 'fact' || change === 'mistake')
}

/** What one publication adds; its `items` are new, moved, brought back or retired. */
export interface Publication extends PublishedRows {
  lessons: (StoredLesson & { source: string })[]
}

/**
 * The version that an item needs, or undefined when its newest still says the same. Keys are carried over before the key hash
 * is taken, so a reworded option is still the option that it was.
 *
 * @param newest of the item in its language, or of the item that it was renamed from
 * @param now milliseconds UTC
 */
export function nextVersion(item: Item, newest: ItemVersion | undefined, now: number): ItemVersion | undefined {
  const { id, rev, locale, textHash } = item
  const same = newest?.itemId === id ? newest : undefined
  if (same?.textHash === textHash && same.rev === rev) return undefined
  const spec = newest ? carryKeys(newest.spec, item.spec) : item.spec
  const n = (same?.n ?? 0) + 1
  return {
    id: `${id}@${locale}.${n}`,
    itemId: id,
    rev,
    n,
    locale,
    textHash,
    keyHash: keyHashOf(typeNamed(item.type)!, spec),
    spec,
    change: changeOf({ ...item, spec }, newest),
    liveFrom: now,
  }
}

/**
 * A raised `rev` is learnt afresh, so nobody's answer to the old meaning is held against the new one. The old key is taken by
 * today's rules. An author who notes a change is believed as soon as the right answer reads otherwise.
 */
function changeOf({ rev, change, type: name, spec }: Item, newest: ItemVersion | undefined): ItemVersion['change'] {
  if (newest?.rev !== rev) return 'new'
  const type = typeNamed(name)!
  if (keyHashOf(type, newest.spec) !== keyHashOf(type, spec)) return change ?? 'fact'
  return change !== undefined && keyInWords(type, newest.spec) !== keyInWords(type, spec) ? change : 'wording'
}

/**
 * What has to be written so that these lessons are live. Nothing when nothing has changed.
 *
 * @param good every lesson without errors, changed or not
 * @param retired ids in retired.yml that no lesson has any more
 */
export function planPublication(
  good: GoodLesson[],
  published: Published,
  retired: ReadonlySet<string>,
  defaultLocale: string,
  now: number,
): Publication {
  const plan: Publication = { lessons: [], versions: [], items: [], aliases: [] }
  const kept = new Set(
    good.filter(({ lesson }) => lesson.meta.status !== 'retired').flatMap(({ lesson }) => lesson.items.map(({ id }) => id)),
  )
  const retiring = new Set([...retired].filter((id) => !kept.has(id)))
  for (const each of good) {
    const { lesson } = each
    const newest = published.lessons.get(inLocale(lesson.meta.id, lesson.locale))
    if (newest?.hash === each.hash) continue
    plan.lessons.push(storedLesson(each, (newest?.n ?? 0) + 1, now))
    if (lesson.meta.status === 'live') planItems(lesson, published, defaultLocale, now, plan)
    if (lesson.meta.status === 'retired')
      for (const { id } of newest?.compiled.lesson.items ?? lesson.items) if (!kept.has(id)) retiring.add(id)
  }
  for (const id of retiring) {
    const row = published.items.get(id)
    if (row?.retiredAt === null) plan.items.push({ ...row, retiredAt: now })
  }
  return plan
}

export const isNothing = ({ lessons, versions, items, aliases }: Publication): boolean =>
  lessons.length + versions.length + items.length + aliases.length === 0

function planItems(
  lesson: CompiledLesson,
  { versions, items, aliases }: Published,
  defaultLocale: string,
  now: number,
  plan: Publication,
): void {
  for (const item of lesson.items) {
    const row = items.get(item.id)
    const old = item.was === undefined ? undefined : versions.get(inLocale(item.was, item.locale))
    const version = nextVersion(item, versions.get(inLocale(item.id, item.locale)) ?? old, now)
    if (version) plan.versions.push(version)
    // A translation says nothing about where an item belongs.
    if (item.locale !== defaultLocale && row) continue
    const next = {
      id: item.id,
      type: item.type,
      lessonId: lesson.meta.id,
      skill: item.skill,
      firstLive: row?.firstLive ?? now,
      retiredAt: null,
    }
    if (!row || row.lessonId !== next.lessonId || row.skill !== next.skill || row.retiredAt !== null) plan.items.push(next)
    if (item.was !== undefined && items.has(item.was) && aliases.get(item.was) !== item.id)
      plan.aliases.push({ oldId: item.was, itemId: item.id })
  }
}

function storedLesson({ file, text, hash, lesson, warnings }: GoodLesson, n: number, now: number): StoredLesson & { source: string } {
  const items = lesson.items.map(({ spec: _spec, textHash: _text, keyHash: _key, ...rest }) => rest)
  const { id, status } = lesson.meta
  return {
    lessonId: id,
    locale: lesson.locale,
    n,
    hash,
    source: text,
    status,
    liveFrom: now,
    compiled: { file, lesson: { ...lesson, items }, warnings },
  }
}

/** The published state after a publication. */
export function afterPublication(before: Published, added: Publication): Published {
  const { lessons, versions, items, aliases } = publishedFrom({
    ...added,
    lessons: added.lessons.map(({ source: _, ...lesson }) => lesson),
  })
  return {
    lessons: new Map([...before.lessons, ...lessons]),
    versions: new Map([...before.versions, ...versions]),
    items: new Map([...before.items, ...items]),
    aliases: new Map([...before.aliases, ...aliases]),
  }
}

/** A compilation put together again from what was stored; undefined when an item's spec was never published, as in a draft. */
export function restored({ compiled: { lesson, warnings } }: StoredLesson, versions: Published['versions']): Compilation | undefined {
  const items = lesson.items.flatMap((item): Item[] => {
    const version = versions.get(inLocale(item.id, item.locale))
    return version ? [{ ...item, spec: version.spec, textHash: version.textHash, keyHash: version.keyHash }] : []
  })
  return items.length === lesson.items.length ? { lesson: { ...lesson, items }, problems: warnings } : undefined
}
