import Database from 'better-sqlite3'
import { strFromU8, unzipSync } from 'fflate'
import type { Download } from '../../src/kernel/download.ts'

export interface Note {
  id: number
  guid: string
  mid: number
  mod: number
  tags: string
  flds: string
  sfld: string | number
  csum: number
}

export interface Card {
  id: number
  nid: number
  did: number
  ord: number
  type: number
  queue: number
  due: number
  ivl: number
  factor: number
  reps: number
  lapses: number
  odue: number
  odid: number
  data: string
}

export type Col = Record<'id' | 'crt' | 'mod' | 'scm' | 'ver' | 'dty' | 'usn' | 'ls', number> &
  Record<'conf' | 'models' | 'decks' | 'dconf' | 'tags', string>

/** An Anki package as Anki would open it: unzipped, and the collection by SQLite itself. */
export function openPackage({ body }: Download) {
  const files = unzipSync(body)
  const db = new Database(Buffer.from(files['collection.anki2']!))
  const all = <Row>(query: string) => db.prepare(query).all() as Row[]
  return {
    names: Object.keys(files).toSorted(),
    media: strFromU8(files['media']!),
    all,
    col: all<Col>('select * from col')[0]!,
    notes: all<Note>('select * from notes order by id'),
    cards: all<Card>('select * from cards order by id'),
    close: () => db.close(),
  }
}

export type AnkiPackage = ReturnType<typeof openPackage>

/** The two sides of the card of an item, known by a word of its question. */
export function sidesOf({ notes }: AnkiPackage, word: string): { front: string; back: string } {
  const found = notes.filter(({ flds }) => flds.split('\u001f')[0]!.includes(word))
  if (found.length !== 1) throw new Error(`${found.length} cards ask about ${word}`)
  const [front, back] = found[0]!.flds.split('\u001f') as [string, string]
  return { front, back }
}
