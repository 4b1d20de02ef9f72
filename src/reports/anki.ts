import { sha1 } from '@noble/hashes/legacy.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { dayNumber, daysBetween } from '../kernel/day.ts'
import { hash } from '../kernel/hash.ts'
import { instantOf } from '../kernel/study-day.ts'
import { hourMs, minuteMs } from '../kernel/time.ts'
import type { MemoryState } from '../scheduling/schedule.ts'
import type { Faces } from '../items/faces.ts'

/*
 * A collection of Anki's schema 11, the one that every Anki reads. What its tables and JSON must hold is known from
 * rslib/src/storage/schema11.sql and the schema11.rs files of https://github.com/ankitects/anki; what is not about us is Anki's own default.
 */

/** Something to learn, on its way to Anki. */
export interface Learnable extends Faces {
  item: string
  tags: string[]
}

export interface Learnt extends Learnable {
  state: MemoryState
  lastDay: string
  dueDay: string
  answers: number
  lapses: number
  /** "Don't ask me this". */
  suspended: boolean
}

export interface AnkiCollection {
  col: Record<'id' | 'crt' | 'mod' | 'scm' | 'ver' | 'dty' | 'usn' | 'ls', number> &
    Record<'conf' | 'models' | 'decks' | 'dconf' | 'tags', string>
  notes: AnkiNote[]
  cards: AnkiCard[]
}

type AnkiNote = Record<'id' | 'mid' | 'mod' | 'usn' | 'csum' | 'flags', number> & Record<'guid' | 'tags' | 'flds' | 'sfld' | 'data', string>

type AnkiCard = Record<
  | 'id'
  | 'nid'
  | 'did'
  | 'ord'
  | 'mod'
  | 'usn'
  | 'type'
  | 'queue'
  | 'due'
  | 'ivl'
  | 'factor'
  | 'reps'
  | 'lapses'
  | 'left'
  | 'odue'
  | 'odid'
  | 'flags',
  number
> & { data: string }

/** Ids of ours in everybody's Anki: the same each time, so that a second package adds to the first. */
const modelId = 1_788_300_000_001
const deckId = 1_788_300_000_002

const usualEase = 2500
/** Changed here and not yet with AnkiWeb. */
const unsynced = -1

/**
 * @param now milliseconds UTC
 * @param zone of the person, an IANA zone
 * @param today study day
 */
export function ankiCollection(
  learnt: readonly Learnt[],
  { now, zone, today }: { now: number; zone: string; today: string },
): AnkiCollection {
  // Due dates count days from here on, so nothing may lie before it.
  const firstDay = learnt.map(({ lastDay }) => lastDay).reduce((first, day) => (day < first ? day : first), today)
  return collectionOf(learnt, { now, zone, firstDay }, (each, id, mod) => cardOf(each, id, mod, firstDay))
}

/**
 * As cards that nobody has seen yet, in the order given.
 *
 * @param now milliseconds UTC
 * @param today study day in UTC
 */
export function newCollection(items: readonly Learnable[], { now, today }: { now: number; today: string }): AnkiCollection {
  return collectionOf(items, { now, zone: 'UTC', firstDay: today }, newCard)
}

function collectionOf<T extends Learnable>(
  learnt: readonly T[],
  { now, zone, firstDay }: { now: number; zone: string; firstDay: string },
  card: (each: T, id: number, mod: number, index: number) => AnkiCard,
): AnkiCollection {
  const start = instantOf(firstDay, zone)
  const mod = Math.floor(now / 1000)
  // Ids are times of making, in milliseconds, and none may lie ahead.
  const firstId = now - learnt.length
  return {
    col: {
      ...{ id: 1, crt: start / 1000, mod: now, scm: now, ver: 11, dty: 0, usn: 0, ls: 0 },
      conf: JSON.stringify(configuration(minutesWest(firstDay, start))),
      models: JSON.stringify({ [modelId]: model(mod) }),
      decks: JSON.stringify({ 1: deck(1, 'Default', 0), [deckId]: deck(deckId, 'Heed', mod) }),
      dconf: JSON.stringify({ 1: deckOptions }),
      tags: JSON.stringify(Object.fromEntries(learnt.flatMap(({ tags }) => tags).map((tag) => [tag, unsynced]))),
    },
    notes: learnt.map((each, index) => noteOf(each, firstId + index, mod)),
    cards: learnt.map((each, index) => card(each, firstId + index, mod, index)),
  }
}

function noteOf({ item, front, back, tags }: Learnable, id: number, mod: number): AnkiNote {
  const sortField = plain(front)
  return {
    ...{ id, guid: guidOf(item), mid: modelId, mod, usn: unsynced },
    tags: ` ${tags.join(' ')} `,
    flds: [front, back].map(oneField).join(separator),
    sfld: sortField,
    csum: checksum(sortField),
    flags: 0,
    data: '',
  }
}

function cardOf({ state, lastDay, dueDay, answers, lapses, suspended }: Learnt, id: number, mod: number, firstDay: string): AnkiCard {
  return {
    ...{ id, nid: id, did: deckId, ord: 0, mod, usn: unsynced },
    ...{ type: 2, queue: suspended ? -1 : 2, due: daysBetween(firstDay, dueDay), ivl: Math.max(1, daysBetween(lastDay, dueDay)) },
    ...{ factor: usualEase, reps: answers, lapses, left: 0, odue: 0, odid: 0, flags: 0 },
    // Anki's FSRS means the same by the two: it goes on where ours is.
    data: JSON.stringify({ s: rounded(state.s, 4), d: rounded(state.d, 3) }),
  }
}

function newCard(_: Learnable, id: number, mod: number, index: number): AnkiCard {
  return {
    ...{ id, nid: id, did: deckId, ord: 0, mod, usn: unsynced, type: 0, queue: 0, due: index + 1, ivl: 0, factor: 0, reps: 0, lapses: 0 },
    ...{ left: 0, odue: 0, odid: 0, flags: 0, data: '{}' },
  }
}

const separator = '\u001f'
const oneField = (html: string) => html.replaceAll(separator, '')

/** By it Anki knows a note again: the item's own, whatever its wording. */
const guidOf = (item: string) => `heed-${hash(item).slice(0, 20)}`

/** A field without its tags, as Anki sorts and compares it. Our HTML names no character but by its number. */
function plain(html: string): string {
  return oneField(html)
    .replace(/<.*?>/gs, '')
    .replace(/&#(?:x([0-9a-f]+)|(\d+));/gi, (_, hex: string | undefined, decimal: string) =>
      String.fromCodePoint(hex === undefined ? Number(decimal) : parseInt(hex, 16)),
    )
    .replaceAll('\u00a0', ' ')
}

/** The first 32 bits of the SHA-1. */
function checksum(text: string): number {
  return new DataView(sha1(utf8ToBytes(text)).buffer).getUint32(0)
}

const rounded = (value: number, places: number) => Number(value.toFixed(places))

/** What the zone's clock is behind UTC at the start of that study day, which is 04:00 on it. */
function minutesWest(day: string, start: number): number {
  return (start - (dayNumber(day) * 24 + 4) * hourMs) / minuteMs
}

const configuration = (creationOffset: number) => ({
  ...{ activeDecks: [deckId], curDeck: deckId, curModel: modelId, nextPos: 1, newSpread: 0, collapseTime: 1200, timeLim: 0 },
  ...{ estTimes: true, dueCounts: true, sortType: 'noteFld', sortBackwards: false, addToCur: true, dayLearnFirst: false },
  ...{ schedVer: 2, sched2021: true, rollover: 4, creationOffset },
})

const field = (name: string, ord: number) => ({ name, ord, sticky: false, rtl: false, font: 'Arial', size: 20, media: [] })

const model = (mod: number) => ({
  ...{ id: modelId, name: 'Heed', type: 0, mod, usn: unsynced, sortf: 0, did: deckId, tags: [], vers: [] },
  flds: [field('Front', 0), field('Back', 1)],
  tmpls: [
    {
      ...{ name: 'Card 1', ord: 0, bqfmt: '', bafmt: '', did: null, bfont: '', bsize: 0 },
      qfmt: '{{Front}}',
      afmt: '{{FrontSide}}<hr id="answer">{{Back}}',
    },
  ],
  css: '.card { max-width: 38rem; margin: 1rem auto; font: 20px/1.5 sans-serif; text-align: start; }',
  ...{ latexPre: '', latexPost: '', latexsvg: false, req: [[0, 'any', [0]]] },
})

const nothingToday = [0, 0]

const deck = (id: number, name: string, mod: number) => ({
  ...{ id, name, mod, usn: mod === 0 ? 0 : unsynced, desc: '', dyn: 0, conf: 1, extendNew: 0, extendRev: 0 },
  ...{ collapsed: false, browserCollapsed: false },
  ...{ newToday: nothingToday, revToday: nothingToday, lrnToday: nothingToday, timeToday: nothingToday },
})

const deckOptions = {
  ...{ id: 1, name: 'Default', mod: 0, usn: 0, maxTaken: 60, autoplay: true, timer: 0, replayq: true, dyn: false },
  new: { bury: false, delays: [1, 10], initialFactor: usualEase, ints: [1, 4, 0], order: 1, perDay: 20 },
  rev: { bury: false, ease4: 1.3, ivlFct: 1, maxIvl: 36_500, perDay: 200, hardFactor: 1.2 },
  lapse: { delays: [10], leechAction: 1, leechFails: 8, minInt: 1, mult: 0 },
}
