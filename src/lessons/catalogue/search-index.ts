import { setImmediate as breathe } from 'node:timers/promises'
import { dropTexts, indexedAfter, indexTexts, rowidOf } from '#dialect/search.ts'
import type { Db } from '#dialect/client.ts'
import type { Transaction } from '../../../db/transaction.ts'
import type { Live } from '../lesson.ts'
import { searchTexts, type SearchText } from '../search-text.ts'

interface Place {
  read: Db
  transaction: Transaction
}

/** So much at a time, so that requests get their turn between: about 20 ms of writing. */
const charactersAtOnce = 30_000
const pageSize = 200

/** Brings the index of the library in line with what is live: writes what has changed, drops what is gone. */
export async function followLive({ read, transaction }: Place, live: Live): Promise<void> {
  const missing = await textsByPlace(live)
  const gone: number[] = []
  for (let after = -1, page = pageSize; page === pageSize;) {
    const rows = await indexedAfter(read, after, pageSize)
    for (const { rowid, title, body } of rows) {
      const text = missing.get(rowid)
      if (!text) gone.push(rowid)
      else if (text.title === title && text.body === body) missing.delete(rowid)
    }
    page = rows.length
    after = rows.at(-1)?.rowid ?? after
    await breathe()
  }
  for (const rowids of inChunks(gone, () => 100)) await inTurn((tx) => dropTexts(tx, rowids))
  for (const texts of inChunks([...missing.values()], ({ body }) => body.length + 100)) await inTurn((tx) => indexTexts(tx, texts))

  // Without a breath the door would go from one write to the next and let nobody in between.
  async function inTurn(change: (tx: Db) => Promise<void>): Promise<void> {
    await transaction(change)
    await breathe()
  }
}

async function textsByPlace(live: Live): Promise<Map<number, SearchText>> {
  const texts = new Map<number, SearchText>()
  for (const text of searchTexts(live)) {
    texts.set(rowidOf(text), text)
    if (texts.size % pageSize === 0) await breathe()
  }
  return texts
}

function inChunks<T>(all: T[], sizeOf: (each: T) => number): T[][] {
  const chunks: T[][] = []
  let room = 0
  for (const each of all) {
    room -= sizeOf(each)
    if (room >= 0) chunks.at(-1)!.push(each)
    else {
      chunks.push([each])
      room = charactersAtOnce - sizeOf(each)
    }
  }
  return chunks
}
