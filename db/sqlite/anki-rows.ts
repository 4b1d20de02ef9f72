import Database from 'better-sqlite3'
import type { AnkiRows } from '../../src/lessons/exchange/anki/read.ts'

/**
 * The notes in a SQLite file that somebody brings. Nothing in it is trusted: it lives in memory, it cannot be written, and a view
 * under the name of a table, which could compute anything, is not asked.
 *
 * @returns undefined for what is no collection of Anki's
 */
export function ankiRows(bytes: Uint8Array): AnkiRows | undefined {
  try {
    return rowsIn(bytes)
  } catch (problem) {
    if (problem instanceof Database.SqliteError) return undefined
    throw problem
  }
}

function rowsIn(bytes: Uint8Array): AnkiRows | undefined {
  const file = new Database(Buffer.from(bytes))
  try {
    for (const pragma of ['trusted_schema = off', 'query_only = on', 'cell_size_check = on']) file.pragma(pragma)
    const tables = file.prepare("select name from sqlite_master where type = 'table' and name in ('col', 'notes', 'cards')").all()
    const col =
      tables.length === 3 ? (file.prepare('select models, decks from col').get() as Omit<AnkiRows, 'notes'> | undefined) : undefined
    if (!col) return undefined
    const notes = file
      .prepare(
        'select n.mid, n.tags, n.flds, (select c.did from cards c where c.nid = n.id order by c.ord limit 1) as deck from notes n order by n.id',
      )
      .all() as AnkiRows['notes']
    return {
      models: String(col.models),
      decks: String(col.decks),
      notes: notes.map((note) => ({ ...note, tags: String(note.tags), flds: String(note.flds) })),
    }
  } finally {
    file.close()
  }
}
