import { Refusal } from '../../kernel/refusal.ts'
import type { Content } from '../content.ts'
import { openAnkiPackage } from './anki/package.ts'
import { readAnki, type AnkiRows } from './anki/read.ts'
import type { Read } from './draft.ts'
import { readText, type ImportFormat } from './formats.ts'
import type { ImportPlace } from './import.ts'

/** A collection of Anki is a database, which only the store opens. Undefined for what is none. */
export type AnkiReader = (bytes: Uint8Array) => AnkiRows | undefined | Promise<AnkiRows | undefined>

/**
 * A file from another tool, read.
 *
 * @param most bytes of what is inflated of a package, where it is not what the browser may bring
 * @throws Refusal('invalid') for a file that is none of its format, or not in UTF-8; Refusal('too-large')
 */
export async function readImport(bytes: Uint8Array, format: ImportFormat, ankiRows: AnkiReader, most?: number): Promise<Read> {
  if (format !== 'apkg') return readText(textOf(bytes), format)
  const { collection, media } = await openAnkiPackage(bytes, most)
  const rows = await ankiRows(collection)
  if (!rows) throw new Refusal('invalid', 'The collection in this package cannot be read.', 'Export the deck from Anki once more.')
  return readAnki(rows, media)
}

/** UTF-8, or UTF-16 with its mark, as spreadsheets write it. */
function textOf(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal('invalid', 'The file is not in UTF-8, so its letters would come out wrong.', 'Save or export it once more as UTF-8.')
  }
}

/**
 * Where what was read goes.
 *
 * @param stem the file's name without its folder and ending
 * @param course its folder
 */
export function placeIn(content: Content, stem: string, course: string): ImportPlace {
  const lessons = content.lessons.flatMap(({ compilation }) => compilation.lesson ?? [])
  const retired = content.retired.value?.map(({ id }) => id) ?? []
  return {
    ...{ stem, course },
    locale: content.site.value?.defaultLocale ?? 'en',
    items: new Set([...lessons.flatMap(({ items }) => items.flatMap(({ id, was }) => [id, ...(was ? [was] : [])])), ...retired]),
    lessons: new Set(lessons.map(({ meta }) => meta.id)),
    skills: new Set(Object.keys(content.site.value?.skills ?? {})),
  }
}
