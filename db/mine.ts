import { asc, eq } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { answer, reviewSession } from '#dialect/schema.ts'
import type { Viewer } from '../src/people/role.ts'
import type { ReviewSession, SessionItem } from './sessions.ts'

/** All that a person ever answered or took back, in the order in which it was given: for their own export. */
export async function logOf(db: Db, viewer: Pick<Viewer, 'id'>) {
  const { id, kind, itemId, versionId, day, at, zone, sessionId, mode, response, hint, ms, targetId } = answer
  return db
    .select({ id, kind, itemId, versionId, day, at, zone, sessionId, mode, response, hint, ms, targetId })
    .from(answer)
    .where(eq(answer.personId, viewer.id))
    .orderBy(asc(answer.at), asc(answer.arrival))
}

/** Every review of the person, the earliest first. */
export async function sessionsOf(db: Db, viewer: Pick<Viewer, 'id'>): Promise<ReviewSession[]> {
  const rows = await db
    .select()
    .from(reviewSession)
    .where(eq(reviewSession.personId, viewer.id))
    .orderBy(asc(reviewSession.day), asc(reviewSession.n))
  return rows.map((row) => ({ ...row, items: JSON.parse(row.items) as SessionItem[] }))
}
