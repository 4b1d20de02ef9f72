import { and, asc, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { answer, dismissal, flag, item, itemStat, itemVersion, memory } from '#dialect/schema.ts'
import { may, type Viewer } from '../src/people/role.ts'

/*
 * What is told to authors of items: made at night by the system from the log, one item at a time, and read from `item_stat` alone.
 * Nothing that an author reads here has a person in it.
 */

export type ItemStatRow = typeof itemStat.$inferSelect
export type DismissalRow = typeof dismissal.$inferSelect

/** Every item that ever was, with its type: a system read. */
export async function everyItem(db: Db): Promise<{ id: string; type: string }[]> {
  return db.select({ id: item.id, type: item.type }).from(item).orderBy(asc(item.id))
}

/** Whoever has something in the log of an item under any of its names: a system read. */
export async function whoAnswered(db: Db, names: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectDistinct({ personId: answer.personId })
    .from(answer)
    .where(inArray(answer.itemId, [...names]))
    .orderBy(asc(answer.personId))
  return rows.map(({ personId }) => personId)
}

/** What these people did with an item under all its names, person by person, in the order of arrival: a system read. */
export async function answersTo(db: Db, names: readonly string[], people: readonly string[]) {
  return db
    .select({
      ...{ arrival: answer.arrival, id: answer.id, kind: answer.kind, personId: answer.personId, versionId: answer.versionId },
      ...{ day: answer.day, at: answer.at, device: answer.device, seq: answer.seq, sessionId: answer.sessionId, mode: answer.mode },
      ...{ response: answer.response, hint: answer.hint, ms: answer.ms, focusLostMs: answer.focusLostMs, rapid: answer.rapid },
      ...{ paramsId: answer.paramsId, dr: answer.dr, targetId: answer.targetId, receivedAt: answer.receivedAt },
    })
    .from(answer)
    .where(and(inArray(answer.personId, [...people]), inArray(answer.itemId, [...names])))
    .orderBy(asc(answer.personId), asc(answer.arrival))
}

/** Of each person, on how many items they have a first result, and on how many it was right: a system read. */
export async function firstResults(db: Db): Promise<{ personId: string; n: number; full: number }[]> {
  const full = sql<number>`sum(${memory.firstCredit} = 1)`
  return db
    .select({ personId: memory.personId, n: sql<number>`count(*)`, full })
    .from(memory)
    .groupBy(memory.personId)
}

/** Notes that wait for an answer, by item. */
export async function openNotes(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .select({ itemId: flag.itemId, n: sql<number>`count(*)` })
    .from(flag)
    .where(eq(flag.state, 'open'))
    .groupBy(flag.itemId)
  return new Map(rows.map(({ itemId, n }) => [itemId, n]))
}

/** Puts the rows of an item in the place of those that there were under any of its names. */
export async function saveItemStats(tx: Db, names: readonly string[], rows: readonly ItemStatRow[]): Promise<void> {
  await tx.delete(itemStat).where(inArray(itemStat.itemId, [...names]))
  if (rows.length > 0) await tx.insert(itemStat).values([...rows])
}

/** For authors: what the night found out, of every item. */
export async function itemStatsFor(db: Db, viewer: Viewer): Promise<ItemStatRow[]> {
  if (!may(viewer, 'author')) return []
  return db.select().from(itemStat).orderBy(asc(itemStat.itemId), asc(itemStat.locale))
}

/** For authors: the dismissals that stand. A newer version of the item in any language ends them. */
export async function dismissalsFor(db: Db, viewer: Viewer): Promise<DismissalRow[]> {
  if (!may(viewer, 'author')) return []
  const newer = db
    .select({ one: sql`1` })
    .from(itemVersion)
    .where(and(eq(itemVersion.itemId, dismissal.itemId), lt(dismissal.at, itemVersion.liveFrom)))
  return db
    .select()
    .from(dismissal)
    .where(sql`not exists ${newer}`)
}

export async function saveDismissal(tx: Db, row: DismissalRow): Promise<void> {
  const { madeBy, reason, at } = row
  await tx
    .insert(dismissal)
    .values(row)
    .onConflictDoUpdate({ target: [dismissal.itemId, dismissal.suspicion], set: { madeBy, reason, at } })
}
