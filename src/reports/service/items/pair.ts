import type { answersTo } from '../../../../db/item-stats.ts'
import { leechOf } from '../../../review/leech.ts'
import { asEvent, foldPair, noParameters, pairOn } from '../../../review/service/pair.ts'
import type { Version } from '../../../review/service/versions.ts'
import { parameters } from '../../../review/service/waiting.ts'
import type { LogEvent } from '../../../scheduling/replay.ts'
import { retrievability } from '../../../scheduling/schedule.ts'
import type { Review } from '../../items/figures.ts'
import { addDays, daysBetween } from '../../../kernel/day.ts'

export type Row = Awaited<ReturnType<typeof answersTo>>[number]

/** An answer that stands in the log, with what it was asked by and what it is worth. */
export interface Told {
  row: Row
  version: Version
  credit: number
  guess: number
}

/** What one person did with one revision of an item. */
export interface PersonItem {
  person: string
  rev: number
  /** The first that counted; null when it was too fast to have been read, or there is none. */
  first: Told | null
  /** Whether the first that counted was right, however fast: what the memory keeps of it. */
  firstRight: boolean
  /** Answers that counted, retries too, the earliest first; those too fast to have been read left out. */
  counted: Told[]
  reviews: (Review & { version: Version; arrival: number })[]
  leech: boolean
}

/** Folds the log of one person and one item, each revision by itself. @param versions by id */
export function personItems(rows: readonly Row[], versions: ReadonlyMap<string, Version>): PersonItem[] {
  const revs = new Set(rows.flatMap(({ versionId }) => versions.get(versionId)?.rev ?? []))
  return [...revs].flatMap((rev) => personItem(rows, versions, rev) ?? [])
}

function personItem(rows: readonly Row[], versions: ReadonlyMap<string, Version>, rev: number): PersonItem | null {
  const own = rows.filter(({ versionId, paramsId }) => versions.get(versionId)?.rev === rev && paramsId !== noParameters)
  const events = own.map((row) => asEvent(row, versions.get(row.versionId)!))
  const { memory, outcomes } = foldPair(events)
  if (!memory) return null
  const byId = new Map(own.map((row, index) => [row.id, { row, event: events[index]! }]))
  const counted = [...outcomes]
    .filter(([, { mode }]) => mode !== 'practice')
    .map(([id, { mode }]) => ({ mode, ...told(byId.get(id)!, versions) }))
  const read = counted.filter(({ row }) => !row.rapid)
  const person = own[0]!.personId
  const first = counted.find(({ mode }) => mode === 'lesson')
  return {
    person,
    rev,
    first: first && !first.row.rapid ? first : null,
    firstRight: memory.firstCredit === 1,
    counted: read,
    reviews: reviewsOf(
      person,
      events,
      read.filter(({ mode }) => mode === 'review'),
    ),
    leech: leechOf(memory.lapses) !== null,
  }
}

function told({ row, event }: { row: Row; event: LogEvent }, versions: ReadonlyMap<string, Version>): Told {
  return { row, version: versions.get(row.versionId)!, credit: event.credit, guess: event.guess }
}

/** With what the memory promised on the day before each; an item asked again on the day of its last answer promises nothing. */
function reviewsOf(person: string, events: LogEvent[], reviews: readonly Told[]): PersonItem['reviews'] {
  const before = pairOn(
    events,
    reviews.map(({ row }) => addDays(row.day, -1)),
  )
  return reviews.flatMap(({ row, version, credit, guess }, index) => {
    const memory = before[index]
    if (!memory) return []
    const known = retrievability(parameters, memory.s, daysBetween(memory.lastDay, row.day))
    return [{ person, version, credit, guess, retrievability: known, arrival: row.arrival }]
  })
}
