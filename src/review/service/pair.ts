import type { Db } from '#dialect/client.ts'
import { eventsOf, forgetMemory, memoryOf, saveMemory, type MemoryRow, type PairEvent } from '../../../db/answers.ts'
import type { Context } from '../../context.ts'
import { creditAfterHint, type Grade } from '../../grading/verdict.ts'
import type { BaseSpec } from '../../items/item-type.ts'
import { typeOf } from '../../items/registry.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import type { Viewer } from '../../people/role.ts'
import {
  fold,
  follows,
  memoriesOn,
  memoryOf as memoryFrom,
  step,
  type Fold,
  type LogEvent,
  type Memory,
  type Mode,
} from '../../scheduling/replay.ts'
import { resume, tailOf, type Tail } from '../../scheduling/resume.ts'
import { defaultParameters, defaultParametersId } from '../../scheduling/schedule.ts'
import { versionOf, type Version } from './versions.ts'

type Who = Pick<Viewer, 'id'>

/** The log of one person and item, graded as of now. */
interface Pair {
  rows: PairEvent[]
  /** Only those of the revision asked for: a new revision is learnt afresh. */
  events: LogEvent[]
  /** By id, those that the rows name. */
  versions: ReadonlyMap<string, Version>
  /** The place of the last of them in the order of arrival. */
  arrival: number
}

/** Stands in the log as the parameters of an answer that makes no memory, because its item was retired when it arrived. */
export const noParameters = 'none'

/** Reads and grades the log of a pair under all names that the item has had. */
export async function readPair(context: Context, db: Db, viewer: Who, itemId: string, rev: number): Promise<Pair> {
  const rows = await rowsOf(context, db, viewer, itemId)
  const events: LogEvent[] = []
  const versions = new Map<string, Version>()
  let arrival = 0
  for (const row of rows) {
    const version = versions.get(row.versionId) ?? (await versionOf(context, db, row.versionId))
    if (version) versions.set(row.versionId, version)
    if (!version || version.rev !== rev || row.paramsId === noParameters) continue
    events.push(asEvent(row, version))
    arrival = Math.max(arrival, row.arrival)
  }
  return { rows, events, versions, arrival }
}

async function rowsOf(context: Context, db: Db, viewer: Who, itemId: string): Promise<PairEvent[]> {
  const rows = await eventsOf(db, viewer, itemId)
  const formerNames = [...context.catalogue.live().aliases].filter(([, now]) => now === itemId).map(([former]) => former)
  for (const former of formerNames) rows.push(...(await eventsOf(db, viewer, former)))
  return rows
}

/** A logged row as the fold reads it. */
export function asEvent(row: Omit<PairEvent, 'arrival' | 'mode' | 'receivedAt'>, version: Version): LogEvent {
  const { credit, guess } = row.kind === 'answer' ? gradeRow(row, version) : { credit: 0, guess: 0 }
  return { ...row, credit, guess, keyHash: version.keyHash }
}

/** What a stored answer is worth by the version that it was given to. */
export function gradeRow({ response, hint }: Pick<PairEvent, 'response' | 'hint'>, version: Version): Grade {
  return gradeBy(version, JSON.parse(response), hint)!
}

/**
 * What a response is worth by the version that it was given to, or by the one that corrected its key.
 *
 * @returns undefined when it does not fit the item as it was asked
 */
export function gradeBy({ type: name, spec, correctedSpec }: Version, response: unknown, hint: boolean): Grade | undefined {
  const type = typeOf(name)
  const read = type.answer.safeParse(response)
  if (!read.success) return undefined
  const by = (key: BaseSpec): Grade | undefined => {
    try {
      return type.grade(key, read.data)
    } catch (problem) {
      if (isRefusal(problem)) return undefined
      throw problem
    }
  }
  // What names a part that the correction took away can only be judged by its own version.
  const grade = (correctedSpec && by(correctedSpec)) ?? by(spec)
  const credit = grade && creditAfterHint(grade.credit, hint)
  return grade && credit !== grade.credit ? { ...grade, credit: credit!, feedback: { ...grade.feedback, hinted: true } } : grade
}

const inForce = { id: defaultParametersId, w: defaultParameters }

/** The memory that the log of a pair amounts to. */
export function foldPair(events: LogEvent[]): ReturnType<typeof fold> {
  return fold(events, () => defaultParameters, inForce)
}

/** What it amounted to at the end of each of these study days, by the parameters now in force. */
export function pairOn(events: LogEvent[], days: readonly string[]): (Memory | null)[] {
  return memoriesOn(events, days, () => defaultParameters, inForce)
}

/** What one more answer makes of a pair. */
interface Added {
  mode: Mode
  fold: Fold
  /** The memory as it was; undefined when the answer is the first: only then can it complete a lesson. */
  before: Pick<MemoryRow, 's' | 'lastDay'> | undefined
}

/**
 * Adds an answer to a pair. In the common case it is later than all before it and costs one step from the cached memory;
 * else the whole log is folded anew.
 */
export async function addToPair(context: Context, tx: Db, viewer: Who, itemId: string, rev: number, event: LogEvent): Promise<Added> {
  const cached = await memoryOf(tx, viewer, itemId, rev)
  const resumed = cached?.tail ? resume(cached, JSON.parse(cached.tail) as Tail, inForce) : undefined
  if (resumed && follows(resumed, event)) return { mode: step(resumed, event)!.mode, fold: resumed, before: cached }
  const { events } = await readPair(context, tx, viewer, itemId, rev)
  const folded = foldPair([...events, event])
  return { mode: folded.outcomes.get(event.id)!.mode, fold: folded.fold, before: cached }
}

/** Brings the cached memory of a pair in line with its log. */
export async function saveFold(
  tx: Db,
  viewer: Who,
  itemId: string,
  rev: number,
  folded: Fold,
  uptoArrival: number,
): Promise<Memory | null> {
  const memory = memoryFrom(folded)
  if (memory) await saveMemory(tx, rowOf(viewer, itemId, rev, folded, memory, uptoArrival))
  else await forgetMemory(tx, viewer, itemId, rev)
  return memory
}

/** The row that a log amounts to; `verify` compares it with the one that is there. */
export function rowOf(viewer: Who, itemId: string, rev: number, folded: Fold, memory: Memory, uptoArrival: number): MemoryRow {
  const { intervalDays: _, ...kept } = memory
  const tail = tailOf(folded)
  return { personId: viewer.id, itemId, rev, ...kept, uptoArrival, tail: tail ? JSON.stringify(tail) : null }
}
