import type { Db } from '#dialect/client.ts'
import { eventsOf, forgetMemory, saveMemory, type PairEvent } from '../../../db/answers.ts'
import type { Context } from '../../context.ts'
import { creditAfterHint, type Grade } from '../../grading/verdict.ts'
import { typeNamed } from '../../items/registry.ts'
import type { Viewer } from '../../people/role.ts'
import { fold, type LogEvent, type Memory, type Outcome } from '../../scheduling/replay.ts'
import { defaultParameters, defaultParametersId } from '../../scheduling/schedule.ts'
import { versionOf, type Version } from './versions.ts'

type Who = Pick<Viewer, 'id'>

/** The log of one person and item, graded as of now. */
export interface Pair {
  rows: PairEvent[]
  /** Only those of the revision asked for: a new revision is learnt afresh. */
  events: LogEvent[]
}

/** Reads and grades the log of a pair under all names that the item has had. */
export async function readPair(context: Context, db: Db, viewer: Who, itemId: string, rev: number): Promise<Pair> {
  const rows = await rowsOf(context, db, viewer, itemId)
  const events: LogEvent[] = []
  for (const row of rows) {
    const version = await versionOf(context, db, row.versionId)
    if (version && version.rev === rev && isBeforeRetirement(row, version)) events.push(asEvent(row, version))
  }
  return { rows, events }
}

async function rowsOf(context: Context, db: Db, viewer: Who, itemId: string): Promise<PairEvent[]> {
  const rows = await eventsOf(db, viewer, itemId)
  const formerNames = [...context.catalogue.live().aliases].filter(([, now]) => now === itemId).map(([former]) => former)
  for (const former of formerNames) rows.push(...(await eventsOf(db, viewer, former)))
  return rows
}

const isBeforeRetirement = (row: PairEvent, version: Version) => version.retiredAt === null || row.receivedAt < version.retiredAt

/** A logged row as the fold reads it. */
export function asEvent(row: Omit<PairEvent, 'arrival' | 'mode' | 'receivedAt'>, version: Version): LogEvent {
  const { credit, guess } = row.kind === 'answer' ? gradeRow(row, version) : { credit: 0, guess: 0 }
  return { ...row, credit, guess, keyHash: version.keyHash }
}

/** What a stored answer is worth by the version that it was given to. */
export function gradeRow(row: Pick<PairEvent, 'response' | 'hint'>, version: Version): Grade {
  const grade = typeNamed(version.type).grade(version.spec, JSON.parse(row.response))
  return { ...grade, credit: creditAfterHint(grade.credit, row.hint) }
}

export interface Folded {
  memory: Memory | null
  /** What each answer was, by its id. */
  outcomes: Map<string, Outcome>
}

/** The memory that the log of a pair amounts to. */
export function foldPair(events: LogEvent[]): Folded {
  return fold(events, () => defaultParameters, { id: defaultParametersId, w: defaultParameters })
}

/** Brings the cached memory of a pair in line with its log. */
export async function saveFold(tx: Db, viewer: Who, itemId: string, rev: number, folded: Folded, uptoArrival: number): Promise<void> {
  if (!folded.memory) return forgetMemory(tx, viewer, itemId, rev)
  const { intervalDays: _, ...memory } = folded.memory
  await saveMemory(tx, { personId: viewer.id, itemId, rev, ...memory, uptoArrival })
}
