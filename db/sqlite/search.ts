import { sql } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { hash } from '../../src/kernel/hash.ts'
import type { SearchText } from '../../src/lessons/search-text.ts'
import type { Viewer } from '../../src/people/role.ts'

/*
 * Full-text search, in the words of FTS5. What stands in the index belongs to no one; what somebody finds depends on who
 * asks: an item that they have not met does not exist for them.
 */

interface Indexed {
  rowid: number
  title: string
  body: string
}

/** Where a text stands in the index: made from what it is, so that writing it twice writes it once. 52 bits. */
export function rowidOf({ kind, ref, locale }: Pick<SearchText, 'kind' | 'ref' | 'locale'>): number {
  return Number.parseInt(hash(JSON.stringify([kind, ref, locale])).slice(0, 13), 16)
}

/** A page of the index, in the order of its row ids. */
export async function indexedAfter(db: Db, rowid: number, limit: number): Promise<Indexed[]> {
  return db.all<Indexed>(sql`select rowid, title, body from search where rowid > ${rowid} order by rowid limit ${limit}`)
}

export async function indexTexts(tx: Db, texts: readonly SearchText[]): Promise<void> {
  for (const text of texts) {
    const { kind, ref, locale, title, body } = text
    tx.run(sql`
      insert or replace into search (rowid, kind, ref, locale, title, body)
      values (${rowidOf(text)}, ${kind}, ${ref}, ${locale}, ${title}, ${body})`)
  }
}

export async function dropTexts(tx: Db, rowids: readonly number[]): Promise<void> {
  for (const rowid of rowids) tx.run(sql`delete from search where rowid = ${rowid}`)
}

export interface Search {
  /** As somebody typed it. */
  q: string
  /** Nothing of the other kinds. */
  kinds: readonly SearchText['kind'][]
  locale?: string | undefined
  /** Only these of their kind; undefined for all. */
  lessons?: readonly string[] | undefined
  cards?: readonly string[] | undefined
  items?: readonly string[] | undefined
  limit: number
}

export interface Found {
  kind: SearchText['kind']
  ref: string
  locale: string
  /** The best piece of the text, matches between `markStart` and `markEnd`; of a term the whole. Not escaped. */
  piece: string
}

/** Neither stands in a text of the index. */
export const markStart = '\u0002'
export const markEnd = '\u0003'

/** About a sentence. */
const wordsInPiece = 28
/** kind, ref and locale are not searched; a title says what a text is about. */
const weights = 'bm25(0, 0, 0, 10, 1)'

/** What matches all words, best first; nothing when there is no word. The last word may be the beginning of one. */
export async function search(
  db: Db,
  viewer: Pick<Viewer, 'id'>,
  { q, kinds, locale, lessons, cards, items, limit }: Search,
): Promise<Found[]> {
  const match = matchOf(q)
  if (match === '') return []
  const among = (ids: readonly string[] | undefined) =>
    ids ? sql`ref in (select value from json_each(${JSON.stringify(ids)}))` : sql`true`
  return db.all<Found>(sql`
    select kind, ref, locale,
      case kind
        when 'term' then highlight(search, 4, ${markStart}, ${markEnd})
        else snippet(search, 4, ${markStart}, ${markEnd}, '…', ${wordsInPiece})
      end as piece
    from search
    where search match ${match} and rank match ${weights}
      and kind in (select value from json_each(${JSON.stringify(kinds)}))
      and (${locale ?? null} is null or locale = ${locale ?? null})
      and case kind
        when 'lesson' then ${among(lessons)}
        when 'card' then ${among(cards)}
        when 'item' then ${among(items)}
          and exists (select 1 from memory where memory.person_id = ${viewer.id} and memory.item_id = search.ref)
        else true
      end
    order by rank
    limit ${limit}`)
}

const longest = 200
const mostWords = 12

/**
 * What somebody typed as an FTS5 expression. Every word is quoted, so nothing in it is syntax; beyond 200 characters and
 * twelve words the rest is left out.
 */
export function matchOf(q: string): string {
  const words = [...q.normalize('NFC')]
    .slice(0, longest)
    .join('')
    .split(/[\s\p{Cc}]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, mostWords)
  return words.map((word, place) => anyOf(spellings(word), place === words.length - 1)).join(' AND ')
}

function anyOf(words: string[], isLast: boolean): string {
  const quoted = words.map((word) => `"${word.replaceAll('"', '""')}"${isLast ? '*' : ''}`)
  return quoted.length === 1 ? quoted[0]! : `(${quoted.join(' OR ')})`
}

/** The index takes ä for a, as it does with every accent; German also writes ae for ä and ss for ß. */
function spellings(word: string): string[] {
  const spelt = word.replace(/[äöüß]/gi, (letter) => germanPairs[letter.toLowerCase()]!)
  const joined = word.replace(/[aou]e|ss/gi, (pair) => germanLetters[pair.toLowerCase()]!)
  return [...new Set([word, spelt, joined])]
}

const germanPairs: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' }
const germanLetters = Object.fromEntries(Object.entries(germanPairs).map(([letter, pair]) => [pair, letter]))
