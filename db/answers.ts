import { and, asc, desc, eq, getTableColumns, gte, sql } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { hotWrite } from '#dialect/hot-write.ts'
import { answer, dayTotal, memory, typeTime } from '#dialect/schema.ts'
import { addDays } from '../src/kernel/day.ts'
import { minuteMs } from '../src/kernel/time.ts'
import type { Viewer } from '../src/people/role.ts'
import { equals, hot } from './hot.ts'

export type AnswerRow = typeof answer.$inferSelect
type NewAnswer = typeof answer.$inferInsert
export type MemoryRow = typeof memory.$inferSelect

/** What the fold reads of an event, and what grading reads of it; nothing else is fetched on the answer's path. */
const eventColumns = {
  arrival: answer.arrival,
  id: answer.id,
  kind: answer.kind,
  versionId: answer.versionId,
  day: answer.day,
  at: answer.at,
  device: answer.device,
  seq: answer.seq,
  sessionId: answer.sessionId,
  mode: answer.mode,
  response: answer.response,
  hint: answer.hint,
  rapid: answer.rapid,
  paramsId: answer.paramsId,
  dr: answer.dr,
  targetId: answer.targetId,
  receivedAt: answer.receivedAt,
}

const answerById = hot((db) => db.select().from(answer).where(equals(answer.id, 'id')).prepare())

/** Whoever gave it: an id that somebody else used is a conflict, not a gap to write into. */
export async function answerWithId(db: Db, id: string): Promise<AnswerRow | undefined> {
  return (await answerById(db).execute({ id }))[0]
}

const pairEvents = hot((db) =>
  db
    .select(eventColumns)
    .from(answer)
    .where(and(equals(answer.personId, 'person'), equals(answer.itemId, 'item')))
    .orderBy(asc(answer.arrival))
    .prepare(),
)

export type PairEvent = Pick<AnswerRow, keyof typeof eventColumns>

/** The log of one person and item, in the order of arrival. */
export async function eventsOf(db: Db, viewer: Pick<Viewer, 'id'>, itemId: string): Promise<PairEvent[]> {
  return pairEvents(db).execute({ person: viewer.id, item: itemId })
}

const { arrival: _, mode: __, receivedAt: ___, ...foldedColumns } = eventColumns

const wholeLog = hot((db) =>
  db
    .select({ ...foldedColumns, itemId: answer.itemId })
    .from(answer)
    .where(equals(answer.personId, 'person'))
    .orderBy(asc(answer.arrival))
    .prepare(),
)

/** All that a person's memories rest on, in the order of arrival. */
export async function logOf(db: Db, viewer: Pick<Viewer, 'id'>): Promise<Pick<AnswerRow, keyof typeof foldedColumns | 'itemId'>[]> {
  return wholeLog(db).execute({ person: viewer.id })
}

const columnsToInsert = Object.fromEntries(
  Object.keys(getTableColumns(answer))
    .filter((name) => name !== 'arrival')
    .map((name) => [name, sql.placeholder(name)]),
) as unknown as NewAnswer

const insertAnswer = hotWrite<Required<Omit<NewAnswer, 'arrival'>>>((db) => db.insert(answer).values(columnsToInsert))

/** Appends to the log. @returns its place in the order of arrival */
export async function appendAnswer(tx: Db, row: Required<Omit<NewAnswer, 'arrival'>>): Promise<number> {
  return insertAnswer(tx, row)
}

const sessionAnswers = hot((db) =>
  db
    .select({ id: answer.id, kind: answer.kind, itemId: answer.itemId, targetId: answer.targetId, receivedAt: answer.receivedAt })
    .from(answer)
    .where(and(equals(answer.personId, 'person'), gte(answer.day, sql.placeholder('day')), equals(answer.sessionId, 'session')))
    .prepare(),
)

/** Between the westernmost and the easternmost zone there are 26 hours: the same moment can lie two study days apart. */
const zonesApart = 2

/** The events that name a session of the person's, which began on `day`. */
export async function answersInSession(db: Db, viewer: Pick<Viewer, 'id'>, session: { id: string; day: string }) {
  return sessionAnswers(db).execute({ person: viewer.id, day: addDays(session.day, -zonesApart), session: session.id })
}

const answersOfDay = hot((db) =>
  db
    .select({ itemId: answer.itemId, kind: answer.kind, id: answer.id, targetId: answer.targetId })
    .from(answer)
    .where(and(equals(answer.personId, 'person'), equals(answer.day, 'day')))
    .orderBy(asc(answer.arrival))
    .prepare(),
)

/** What the person did on one study day. */
export async function answersOn(db: Db, viewer: Pick<Viewer, 'id'>, day: string) {
  return answersOfDay(db).execute({ person: viewer.id, day })
}

/** Every person, item and version that have met, for a rebuild: a system read. */
export async function answeredPairs(db: Db): Promise<{ personId: string; itemId: string; versionId: string }[]> {
  return db
    .selectDistinct({ personId: answer.personId, itemId: answer.itemId, versionId: answer.versionId })
    .from(answer)
    .orderBy(asc(answer.personId), asc(answer.itemId))
}

/** The time of every answer, for a rebuild: a system read. */
export async function answersOfEveryone(db: Db): Promise<{ personId: string; day: string; ms: number }[]> {
  return db.select({ personId: answer.personId, day: answer.day, ms: answer.ms }).from(answer).where(eq(answer.kind, 'answer'))
}

const memoryOfPair = hot((db) =>
  db
    .select()
    .from(memory)
    .where(and(equals(memory.personId, 'person'), equals(memory.itemId, 'item'), equals(memory.rev, 'rev')))
    .prepare(),
)

export async function memoryOf(db: Db, viewer: Pick<Viewer, 'id'>, itemId: string, rev: number): Promise<MemoryRow | undefined> {
  return (await memoryOfPair(db).execute({ person: viewer.id, item: itemId, rev }))[0]
}

const memoriesOfPerson = hot((db) =>
  db.select().from(memory).where(equals(memory.personId, 'person')).orderBy(asc(memory.dueDay), asc(memory.itemId)).prepare(),
)

/** All that a person holds, soonest due first. */
export async function memoriesOf(db: Db, viewer: Pick<Viewer, 'id'>): Promise<MemoryRow[]> {
  return memoriesOfPerson(db).execute({ person: viewer.id })
}

export async function everyMemory(db: Db): Promise<MemoryRow[]> {
  return db.select().from(memory)
}

const memoryValues = {
  s: sql.placeholder('s'),
  d: sql.placeholder('d'),
  lastDay: sql.placeholder('lastDay'),
  dueDay: sql.placeholder('dueDay'),
  lapses: sql.placeholder('lapses'),
  answers: sql.placeholder('answers'),
  firstCredit: sql.placeholder('firstCredit'),
  lastKeyHash: sql.placeholder('lastKeyHash'),
  paramsId: sql.placeholder('paramsId'),
  uptoArrival: sql.placeholder('uptoArrival'),
  tail: sql.placeholder('tail'),
}

const upsertMemory = hotWrite<MemoryRow>((db) =>
  db
    .insert(memory)
    .values({ personId: sql.placeholder('personId'), itemId: sql.placeholder('itemId'), rev: sql.placeholder('rev'), ...memoryValues })
    .onConflictDoUpdate({
      target: [memory.personId, memory.itemId, memory.rev],
      set: {
        s: sql`excluded.s`,
        d: sql`excluded.d`,
        lastDay: sql`excluded.last_day`,
        dueDay: sql`excluded.due_day`,
        lapses: sql`excluded.lapses`,
        answers: sql`excluded.answers`,
        firstCredit: sql`excluded.first_credit`,
        lastKeyHash: sql`excluded.last_key_hash`,
        paramsId: sql`excluded.params_id`,
        uptoArrival: sql`excluded.upto_arrival`,
        tail: sql`excluded.tail`,
      },
    }),
)

export async function saveMemory(tx: Db, row: MemoryRow): Promise<void> {
  upsertMemory(tx, row)
}

export async function forgetMemory(tx: Db, viewer: Pick<Viewer, 'id'>, itemId: string, rev: number): Promise<void> {
  await tx.delete(memory).where(and(eq(memory.personId, viewer.id), eq(memory.itemId, itemId), eq(memory.rev, rev)))
}

/** Empties the caches of the log, for a rebuild from it. */
export async function forgetCaches(tx: Db): Promise<void> {
  await tx.delete(memory)
  await tx.delete(dayTotal)
}

const addToDayTotal = hotWrite<{ person: string; day: string; ms: number }>((db) =>
  db
    .insert(dayTotal)
    .values({ personId: sql.placeholder('person'), day: sql.placeholder('day'), answers: 1, ms: sql.placeholder('ms') })
    .onConflictDoUpdate({
      target: [dayTotal.personId, dayTotal.day],
      set: { answers: sql`${dayTotal.answers} + 1`, ms: sql`${dayTotal.ms} + excluded.ms` },
    }),
)

/** One more answer on that study day; `ms` is the time that it took. */
export async function countDay(tx: Db, viewer: Pick<Viewer, 'id'>, day: string, ms: number): Promise<void> {
  addToDayTotal(tx, { person: viewer.id, day, ms })
}

const totalsSince = hot((db) =>
  db
    .select()
    .from(dayTotal)
    .where(and(equals(dayTotal.personId, 'person'), gte(dayTotal.day, sql.placeholder('from'))))
    .orderBy(asc(dayTotal.day))
    .prepare(),
)

/** The study days on which the person answered, from `from` on. */
export async function daysAnswered(db: Db, viewer: Pick<Viewer, 'id'>, from: string): Promise<(typeof dayTotal.$inferSelect)[]> {
  return totalsSince(db).execute({ person: viewer.id, from })
}

/** Means follow the last 200 valid times; each counts at most a minute, so that whoever left for a coffee does not make sessions short. */
const remembered = 200
const longestMs = minuteMs

const addTypeTime = hotWrite<{ person: string; type: string; ms: number }>((db) =>
  db
    .insert(typeTime)
    .values([
      { personId: sql.placeholder('person'), type: sql.placeholder('type'), n: 1, meanMs: sql.placeholder('ms') },
      { personId: '', type: sql.placeholder('type'), n: 1, meanMs: sql.placeholder('ms') },
    ])
    .onConflictDoUpdate({
      target: [typeTime.personId, typeTime.type],
      set: {
        n: sql`case when ${typeTime.n} < ${sql.raw(String(remembered))} then ${typeTime.n} + 1 else ${typeTime.n} end`,
        meanMs: sql`${typeTime.meanMs} + (excluded.mean_ms - ${typeTime.meanMs}) / case when ${typeTime.n} < ${sql.raw(String(remembered))} then ${typeTime.n} + 1.0 else ${sql.raw(String(remembered))}.0 end`,
      },
    }),
)

/** Notes how long an answer of that type took, for the person and for everyone. */
export async function noteTime(tx: Db, viewer: Pick<Viewer, 'id'>, type: string, ms: number): Promise<void> {
  addTypeTime(tx, { person: viewer.id, type, ms: Math.min(ms, longestMs) })
}

/** The person's own pace and everyone's (person id ''), by type. */
export async function typeTimes(db: Db, viewer: Pick<Viewer, 'id'>): Promise<(typeof typeTime.$inferSelect)[]> {
  return db
    .select()
    .from(typeTime)
    .where(sql`${typeTime.personId} in (${viewer.id}, '')`)
}

const lastOfDay = hot((db) =>
  db
    .select({ versionId: answer.versionId, response: answer.response, hint: answer.hint, id: answer.id })
    .from(answer)
    .where(
      and(
        equals(answer.personId, 'person'),
        equals(answer.itemId, 'item'),
        equals(answer.day, 'day'),
        eq(answer.kind, 'answer'),
        sql`not exists (select 1 from answer as void where void.kind = 'void' and void.person_id = answer.person_id and void.item_id = answer.item_id and void.target_id = answer.id)`,
      ),
    )
    .orderBy(desc(answer.at), desc(answer.arrival))
    .limit(1)
    .prepare(),
)

/** The person's last answer to an item on that study day which was not taken back. */
export async function lastAnswerTo(db: Db, viewer: Pick<Viewer, 'id'>, itemId: string, day: string) {
  return (await lastOfDay(db).execute({ person: viewer.id, item: itemId, day }))[0]
}
