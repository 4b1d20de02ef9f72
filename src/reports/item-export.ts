import { strToU8 } from 'fflate'
import { writeCsv } from '../lessons/exchange/csv-write.ts'
import type { Exportable, ExportNote } from '../lessons/exchange/export.ts'
import type { ExportFormat } from '../lessons/exchange/formats.ts'
import { writeGift } from '../lessons/exchange/gift/write.ts'
import { writeJson } from '../lessons/exchange/json.ts'
import { writeQti } from '../lessons/exchange/qti/write.ts'
import { ankiPackage, type AnkiWorld } from './anki-items.ts'

/** Items as another tool reads them, with what becomes of those that it cannot hold as they are. */
interface WrittenItems {
  body: string | Uint8Array
  notes: ExportNote[]
}

export const itemWriters: Record<ExportFormat, (items: Exportable[], locale: string, world: AnkiWorld) => WrittenItems> = {
  json: (items, locale) => ({ body: writeJson(items, locale), notes: [] }),
  csv: (items) => writeCsv(items),
  gift: (items) => writeGift(items),
  qti: (items, _, { now }) => writeQti(items, now),
  anki: (items, _, world) => ankiPackage(items, world),
}

/** Media type and ending of a file's name. */
export const fileKinds: Record<ExportFormat, { type: string; ending: string }> = {
  json: { type: 'application/json', ending: 'json' },
  csv: { type: 'text/csv; charset=utf-8', ending: 'csv' },
  gift: { type: 'text/plain; charset=utf-8', ending: 'gift.txt' },
  qti: { type: 'application/zip', ending: 'qti.zip' },
  anki: { type: 'application/apkg', ending: 'apkg' },
}

export const asBytes = ({ body }: WrittenItems): Uint8Array => (typeof body === 'string' ? strToU8(body) : body)
