import { strToU8, zipSync } from 'fflate'
import { stringify } from 'csv-stringify/sync'
import { csvOptions } from '../kernel/csv.ts'
import type { Mine } from './mine.ts'

type Row = { readonly [column: string]: unknown }

/** The columns of each kind in their order. They stand even when there is nothing below them. */
export const columns = {
  account: ['id', 'email', 'name', 'role', 'enrolledAt'],
  settings: ['locale', 'zone', 'workDays', 'daysAWeek', 'minutes', 'keysOn', 'theme', 'textSize', 'motion', 'remindAt'],
  signIns: ['label', 'createdAt', 'seenAt'],
  teams: ['name', 'lead'],
  answers: [
    ...['id', 'item', 'lesson', 'version', 'session', 'day', 'at', 'zone', 'mode', 'ms', 'hint'],
    ...['response', 'credit', 'verdict', 'voided'],
  ],
  memories: ['item', 'rev', 'lastDay', 'due', 'strength', 'stability', 'difficulty', 'answers', 'lapses'],
  sessions: ['id', 'day', 'n', 'minutes', 'predictedSeconds', 'createdAt', 'finishedAt', 'items'],
  visits: ['lesson', 'openedAt', 'doneAt'],
  suspensions: ['item', 'since', 'reason'],
  absences: ['from', 'to'],
  flags: ['item', 'text', 'at', 'state', 'reply'],
  assignments: ['course', 'startDay', 'dueDay', 'madeAt', 'endedAt'],
  kudos: ['direction', 'skill', 'text', 'at'],
  identities: ['issuer', 'subject', 'linkedAt'],
  reminders: ['day', 'kind', 'at'],
  deeds: ['at', 'verb'],
  withheld: ['items', 'why'],
} satisfies Record<Exclude<keyof Mine, 'exportedAt'>, string[]>

export type Kind = keyof typeof columns

/**
 * One CSV a kind, zipped.
 *
 * @param now when the files were made, milliseconds
 */
export function zipOfCsv(mine: Mine, now: number): Uint8Array {
  const files = (Object.keys(columns) as Kind[]).map((kind) => [`${kind}.csv`, strToU8(csvOf(kind, mine))])
  return zipSync(Object.fromEntries(files) as Record<string, Uint8Array>, { mtime: now })
}

function csvOf(kind: Kind, mine: Mine): string {
  const rows = [mine[kind] as Row | Row[]].flat()
  return stringify(
    rows.map((row) => columns[kind].map((column) => cellOf(row[column]))),
    { ...csvOptions, columns: columns[kind] },
  )
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
