import { asc, eq, or } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { answer, assignment, audit, identity, kudos, person, reminderSent, reviewSession } from '#dialect/schema.ts'
import { may, type Viewer } from '../src/people/role.ts'
import { viewerColumns } from './people.ts'
import { withItems, type ReviewSession } from './sessions.ts'

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
  return rows.map(withItems)
}

type Who = Pick<Viewer, 'id'>

/** What the person was given by name, the earliest first. */
export async function assignmentsToOne(db: Db, viewer: Who) {
  return db.select().from(assignment).where(eq(assignment.personId, viewer.id)).orderBy(asc(assignment.madeAt))
}

export async function kudosOf(db: Db, viewer: Who) {
  return db
    .select()
    .from(kudos)
    .where(or(eq(kudos.fromId, viewer.id), eq(kudos.toId, viewer.id)))
    .orderBy(asc(kudos.at))
}

export async function identitiesOf(db: Db, viewer: Who) {
  return db.select().from(identity).where(eq(identity.personId, viewer.id)).orderBy(asc(identity.linkedAt))
}

export async function remindersOf(db: Db, viewer: Who) {
  return db.select().from(reminderSent).where(eq(reminderSent.personId, viewer.id)).orderBy(asc(reminderSent.at))
}

/** What was done to the person or looked at; by whom is for `/me/seen` to say. */
export async function deedsTo(db: Db, viewer: Who): Promise<{ at: number; verb: string }[]> {
  return db.select({ at: audit.at, verb: audit.verb }).from(audit).where(eq(audit.personId, viewer.id)).orderBy(asc(audit.at))
}

/** Somebody as the one whose data it is, closed accounts too: for an admin. */
export async function asOwner(db: Db, viewer: Viewer, id: string): Promise<Viewer | undefined> {
  if (!may(viewer, 'admin')) return undefined
  const rows = await db.select(viewerColumns).from(person).where(eq(person.id, id))
  return rows[0]
}
