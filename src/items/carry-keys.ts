import { distance } from 'fastest-levenshtein'
import { opaqueKey } from '../kernel/hash.ts'
import type { Part } from './item-type.ts'

/** Below this share of equal letters two wordings are two parts, not one that was reworded. */
const MIN_SIMILARITY = 0.4

/**
 * The new spec with the keys of the old one wherever a part is the same, so that old answers still point at it.
 * A part is the same when its text is; else when its text is most alike among what is left of its list;
 * else when it stands in the same place and nothing else is left.
 *
 * Knows no item type: parts are found by their shape, lists by where they stand.
 */
export function carryKeys<Spec>(before: unknown, after: Spec): Spec {
  const carried = carriedKeys(before, after)
  return rename(after, withoutClashes(after, carried)) as Spec
}

/** New key to old key. */
function carriedKeys(before: unknown, after: unknown): Map<string, string> {
  const olds = groupsIn(before)
  const pairs = [...groupsIn(after)].flatMap(([place, news]) => pairUp(olds.get(place) ?? [], news))
  const inner = pairs.flatMap(([old, fresh]) => [...carriedKeys(contentOf(old), contentOf(fresh))])
  return new Map([...pairs.map(([old, fresh]) => [fresh.key, old.key] as const), ...inner])
}

/** Lists of parts by the place where they stand, indexes left out; what stands inside a part is its own matter. */
function groupsIn(value: unknown, place = '', groups = new Map<string, Part[]>()): Map<string, Part[]> {
  if (isPart(value)) groups.set(place, [...(groups.get(place) ?? []), value])
  else if (Array.isArray(value)) for (const each of value) groupsIn(each, `${place}[]`, groups)
  else if (isRecord(value)) for (const [field, each] of Object.entries(value)) groupsIn(each, `${place}.${field}`, groups)
  return groups
}

/** A part without what makes it one. */
const contentOf = ({ key: _, ...content }: Part): unknown => content

interface Candidate {
  old: Part
  fresh: Part
  likeness: number
  /** How far apart the two stand in their lists. */
  shift: number
}

function pairUp(olds: readonly Part[], news: readonly Part[]): [old: Part, fresh: Part][] {
  const candidates = olds.flatMap((old, from) =>
    news.map((fresh, to): Candidate => ({ old, fresh, likeness: likeness(old.text, fresh.text), shift: Math.abs(from - to) })),
  )
  const ranked = candidates
    .filter((each) => each.likeness >= MIN_SIMILARITY)
    .toSorted((a, b) => b.likeness - a.likeness || a.shift - b.shift)
  const pairs: [Part, Part][] = []
  for (const { old, fresh } of ranked) if (!pairs.some((pair) => pair[0] === old || pair[1] === fresh)) pairs.push([old, fresh])
  return [...pairs, ...lastPair(olds, news, pairs)]
}

/** One part left on each side and both in the same place: it was reworded beyond recognition. */
function lastPair(olds: readonly Part[], news: readonly Part[], pairs: readonly [Part, Part][]): [Part, Part][] {
  const oldLeft = olds.filter((part) => !pairs.some(([old]) => old === part))
  const newLeft = news.filter((part) => !pairs.some(([, fresh]) => fresh === part))
  const [old] = oldLeft
  const [fresh] = newLeft
  if (!old || !fresh || oldLeft.length > 1 || newLeft.length > 1 || olds.indexOf(old) !== news.indexOf(fresh)) return []
  return [[old, fresh]]
}

/** 1 for equal texts, 0 for texts that share nothing: one minus the edit distance by the longer length. */
function likeness(a: string, b: string): number {
  return a === b ? 1 : 1 - distance(a, b) / Math.max(a.length, b.length)
}

/** A new part may have by its wording the very key that another has carried over: it gets one of its own. */
function withoutClashes(after: unknown, carried: ReadonlyMap<string, string>): Map<string, string> {
  const used = new Set(carried.values())
  const renames = new Map(carried)
  for (const { key, text } of allParts(after)) {
    if (carried.has(key) || !used.has(key)) continue
    let own = key
    for (let n = 1; used.has(own); n++) own = opaqueKey(key, `again ${n}`, text)
    used.add(own)
    renames.set(key, own)
  }
  return renames
}

function allParts(value: unknown): Part[] {
  const nested = Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : []
  return [...(isPart(value) ? [value] : []), ...nested.flatMap(allParts)]
}

/** Words are left alone: an author may well write one that looks like a key. */
const WORDS = new Set(['text', 'html', 'hint', 'takeaway', 'why', 'feels', 'mark'])

function rename(value: unknown, renames: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return renames.get(value) ?? value
  if (Array.isArray(value)) return value.map((each) => rename(each, renames))
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([field, each]) => [field, WORDS.has(field) ? each : rename(each, renames)]))
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const isPart = (value: unknown): value is Part =>
  isRecord(value) && ['key', 'text', 'html'].every((field) => typeof value[field] === 'string')
