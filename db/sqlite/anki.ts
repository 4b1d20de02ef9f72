import Database from 'better-sqlite3'
import type { AnkiCollection } from '../../src/reports/anki.ts'

/** The tables of Anki's schema 11; columns without a type are whole numbers. SQLite whatever Heed's own database is: it is a file format. */
const tables = {
  col: 'id crt mod scm ver dty usn ls conf:text models:text decks:text dconf:text tags:text',
  notes: 'id guid:text mid mod usn tags:text flds:text sfld csum flags data:text',
  cards: 'id nid did ord mod usn type queue due ivl factor reps lapses left odue odid flags data:text',
  revlog: 'id cid usn ease ivl lastIvl factor time type',
  graves: 'usn oid type',
}

const indexes = {
  ix_notes_usn: 'notes (usn)',
  ix_cards_usn: 'cards (usn)',
  ix_revlog_usn: 'revlog (usn)',
  ix_cards_nid: 'cards (nid)',
  ix_cards_sched: 'cards (did, queue, due)',
  ix_revlog_cid: 'revlog (cid)',
  ix_notes_csum: 'notes (csum)',
}

/** The bytes of the SQLite file that an Anki package holds. */
export function ankiFile({ col, notes, cards }: AnkiCollection): Uint8Array {
  const file = new Database(':memory:')
  try {
    for (const [table, columns] of Object.entries(tables))
      file.exec(`create table ${table} (${columns.split(' ').map(columnOf).join(', ')})`)
    for (const [name, on] of Object.entries(indexes)) file.exec(`create index ${name} on ${on}`)
    const insert = (table: keyof typeof tables, rows: object[]) => {
      const names = tables[table].split(' ').map((column) => column.split(':')[0]!)
      const statement = file.prepare(`insert into ${table} (${names.join(', ')}) values (${names.map((name) => `@${name}`).join(', ')})`)
      for (const row of rows) statement.run(row)
    }
    file.transaction(() => {
      insert('col', [col])
      insert('notes', notes)
      insert('cards', cards)
    })()
    return file.serialize()
  } finally {
    file.close()
  }
}

function columnOf(column: string): string {
  const [name, type = 'integer'] = column.split(':')
  return name === 'id' ? 'id integer primary key' : `${name} ${type} not null`
}
