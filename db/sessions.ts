import { and, desc, eq } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { lessonVisit, reviewSession } from '#dialect/schema.ts'
import type { Viewer } from '../src/people/role.ts'
import { equals, hot } from './hot.ts'

type Who = Pick<Viewer, 'id'>

/** One item of a stored session; the seed is its shown order. */
export interface SessionItem {
  item: string
  version: string
  seed: number
}

export interface ReviewSession extends Omit<typeof reviewSession.$inferSelect, 'items'> {
  items: SessionItem[]
}

export const withItems = (row: typeof reviewSession.$inferSelect): ReviewSession => ({
  ...row,
  items: JSON.parse(row.items) as SessionItem[],
})

const byId = hot((db) =>
  db
    .select()
    .from(reviewSession)
    .where(and(equals(reviewSession.id, 'id'), equals(reviewSession.personId, 'person')))
    .prepare(),
)

/** One of the person's own, else undefined. */
export async function sessionOf(db: Db, viewer: Who, id: string): Promise<ReviewSession | undefined> {
  const row = (await byId(db).execute({ id, person: viewer.id }))[0]
  return row && withItems(row)
}

/** The last session of a study day. */
export async function lastSessionOn(db: Db, viewer: Who, day: string): Promise<ReviewSession | undefined> {
  const rows = await db
    .select()
    .from(reviewSession)
    .where(and(eq(reviewSession.personId, viewer.id), eq(reviewSession.day, day)))
    .orderBy(desc(reviewSession.n))
    .limit(1)
  return rows[0] && withItems(rows[0])
}

const asRow = (session: ReviewSession) => ({ ...session, items: JSON.stringify(session.items) })

/** A new one, or an empty one filled: an empty session is no reason to send somebody away who has something due by now. */
export async function saveSession(tx: Db, session: ReviewSession): Promise<void> {
  const row = asRow(session)
  await tx.insert(reviewSession).values(row).onConflictDoUpdate({ target: reviewSession.id, set: row })
}

/** What is answered is derived from the log; only the end is noted. */
export async function finishSession(tx: Db, viewer: Who, id: string, finishedAt: number): Promise<void> {
  await tx
    .update(reviewSession)
    .set({ finishedAt })
    .where(and(eq(reviewSession.id, id), eq(reviewSession.personId, viewer.id)))
}

export type Visit = typeof lessonVisit.$inferSelect

const visit = hot((db) =>
  db
    .select()
    .from(lessonVisit)
    .where(and(equals(lessonVisit.personId, 'person'), equals(lessonVisit.lessonId, 'lesson')))
    .prepare(),
)

export async function visitOf(db: Db, viewer: Who, lessonId: string): Promise<Visit | undefined> {
  return (await visit(db).execute({ person: viewer.id, lesson: lessonId }))[0]
}

export async function visitsOf(db: Db, viewer: Who): Promise<Visit[]> {
  return db.select().from(lessonVisit).where(eq(lessonVisit.personId, viewer.id))
}

/** Opening twice is fine: the first time stands, because answers are dated from it. */
export async function openVisit(tx: Db, viewer: Who, lessonId: string, versionN: number, now: number): Promise<void> {
  await tx.insert(lessonVisit).values({ personId: viewer.id, lessonId, openedAt: now, doneAt: null, versionN }).onConflictDoNothing()
}

export async function setDone(tx: Db, viewer: Who, lessonId: string, doneAt: number | null): Promise<void> {
  await tx
    .update(lessonVisit)
    .set({ doneAt })
    .where(and(eq(lessonVisit.personId, viewer.id), eq(lessonVisit.lessonId, lessonId)))
}
