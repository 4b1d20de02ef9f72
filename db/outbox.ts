import { and, asc, desc, eq, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { outbox } from '#dialect/schema.ts'
import type { Bell } from '../src/kernel/bell.ts'
import { newId } from '../src/kernel/id.ts'
import { may, type Viewer } from '../src/people/role.ts'

export interface OutboxRow {
  id: string
  kind: string
  payload: unknown
  /** Tries begun, this one included. */
  tries: number
}

/** News that leaves the house: written in the transaction of the deed that it tells of, so that one is never there without the other. */
export async function tell(
  tx: Db,
  world: { now: () => number; random: (bytes: number) => Uint8Array; news: Bell },
  kind: string,
  payload: Record<string, unknown>,
): Promise<void> {
  const now = world.now()
  await tx.insert(outbox).values({ id: newId(world), kind, payload: JSON.stringify(payload), madeAt: now, nextTryAt: now })
  world.news.ring()
}

/**
 * Takes what is due, the longest waiting first, and marks it as being tried: whoever dies over it leaves it to be tried
 * again, and nobody else takes it before `retryAt`.
 */
export async function takeDue(
  tx: Db,
  { kinds, now, retryAt, most }: { kinds: readonly string[]; now: number; retryAt: number; most: number },
): Promise<OutboxRow[]> {
  const due = tx
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(lte(outbox.nextTryAt, now), inArray(outbox.kind, [...kinds])))
    .orderBy(asc(outbox.nextTryAt), asc(outbox.id))
    .limit(most)
  const { id, kind, payload, tries } = outbox
  const rows = await tx
    .update(outbox)
    .set({ tries: sql`${outbox.tries} + 1`, nextTryAt: retryAt })
    .where(inArray(outbox.id, due))
    .returning({ id, kind, payload, tries })
  return rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as unknown }))
}

/** It has left, or there is nobody to take it any more. What it said is not kept: there may be a secret in it. */
export async function settle(tx: Db, id: string, doneAt: number): Promise<void> {
  await tx.update(outbox).set({ doneAt, nextTryAt: null, problem: null, payload: '{}' }).where(eq(outbox.id, id))
}

/** @param nextTryAt null to give it up until somebody asks for another try */
export async function putOff(tx: Db, id: string, nextTryAt: number | null, problem: string): Promise<void> {
  await tx.update(outbox).set({ nextTryAt, problem }).where(eq(outbox.id, id))
}

const givenUp = and(isNull(outbox.nextTryAt), isNull(outbox.doneAt))

/** What was given up, the newest first: for an admin; for others, nothing. */
export async function deadLetters(db: Db, viewer: Viewer) {
  if (!may(viewer, 'admin')) return []
  const rows = await db.select().from(outbox).where(givenUp).orderBy(desc(outbox.madeAt), desc(outbox.id)).limit(mostShown)
  return rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as unknown }))
}

/** What failed at its last try and has not left yet, given up or not: how many there are, and what went wrong last. */
export async function unsent(db: Db, viewer: Viewer): Promise<{ count: number; problem: string | null }> {
  if (!may(viewer, 'admin')) return { count: 0, problem: null }
  const stuck = and(isNull(outbox.doneAt), isNotNull(outbox.problem))
  const [last] = await db.select({ problem: outbox.problem }).from(outbox).where(stuck).orderBy(desc(outbox.madeAt)).limit(1)
  return { count: await db.$count(outbox, stuck), problem: last?.problem ?? null }
}

/** How many are still to be tried and when the next of them is, and how many were given up. */
export async function waiting(db: Db, viewer: Viewer): Promise<{ waiting: number; nextTryAt: number | null; givenUp: number }> {
  if (!may(viewer, 'admin')) return { waiting: 0, nextTryAt: null, givenUp: 0 }
  const open = isNotNull(outbox.nextTryAt)
  const [next] = await db.select({ at: outbox.nextTryAt }).from(outbox).where(open).orderBy(asc(outbox.nextTryAt)).limit(1)
  return { waiting: await db.$count(outbox, open), nextTryAt: next?.at ?? null, givenUp: await db.$count(outbox, givenUp) }
}

const mostShown = 100

/** @returns whether it was given up before, and is tried again now */
export async function revive(tx: Db, viewer: Viewer, id: string, now: number): Promise<boolean> {
  if (!may(viewer, 'admin')) return false
  const rows = await tx
    .update(outbox)
    .set({ nextTryAt: now, tries: 0 })
    .where(and(eq(outbox.id, id), givenUp))
    .returning({ id: outbox.id })
  return rows.length > 0
}
