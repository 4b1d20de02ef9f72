import { readCsv } from './csv-read.ts'
import type { Read } from './draft.ts'
import { readGift } from './gift/read.ts'
import { isHashcards, readHashcards } from './hashcards.ts'
import { readJson } from './json.ts'
import { readMoodle } from './moodle/read.ts'
import { readQuizdown } from './quizdown.ts'

/** The formats that are text, by the name that `heed import` calls them. */
const readers = {
  csv: (source) => readCsv(source),
  tsv: (source) => readCsv(source, '\t'),
  gift: readGift,
  moodle: readMoodle,
  markdown: (source) => (isHashcards(source) ? readHashcards(source) : readQuizdown(source)),
  hashcards: readHashcards,
  quizdown: readQuizdown,
  json: readJson,
} satisfies Record<string, (source: string) => Read>

export type TextFormat = keyof typeof readers
export type ImportFormat = TextFormat | 'apkg'

export const importFormats: readonly ImportFormat[] = [...(Object.keys(readers) as TextFormat[]), 'apkg']

export const exportFormats = ['json', 'csv', 'gift', 'qti', 'anki'] as const
export type ExportFormat = (typeof exportFormats)[number]

const endings: Record<string, ImportFormat> = {
  ...{ csv: 'csv', tsv: 'tsv', tab: 'tsv', gift: 'gift', txt: 'gift', xml: 'moodle', md: 'markdown', markdown: 'markdown' },
  ...{ json: 'json', apkg: 'apkg', colpkg: 'apkg' },
}

/** By the ending of a file's name; undefined when it tells nothing. */
export function formatFor(file: string): ImportFormat | undefined {
  const ending = /\.([^.]+)$/.exec(file)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(endings, ending) ? endings[ending] : undefined
}

/** @throws Refusal('invalid') for a file that is none of its format */
export const readText = (source: string, format: TextFormat): Read => readers[format](source)
