import { and, asc, isNotNull, isNull, lt } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { audit, flag, link, outbox, person } from '#dialect/schema.ts'

/*
 * What has been kept long enough. Reads and deletes of the system, for everybody alike.
 */

/** One-use links. */
export async function removeLinksEndedBefore(tx: Db, instant: number): Promise<void> {
  await tx.delete(link).where(lt(link.expiresAt, instant))
}

export async function removeAuditBefore(tx: Db, instant: number): Promise<void> {
  await tx.delete(audit).where(lt(audit.at, instant))
}

export async function removeFlagsBefore(tx: Db, instant: number): Promise<void> {
  await tx.delete(flag).where(lt(flag.at, instant))
}

/** Messages that have left, or were given up. */
export async function removeSentBefore(tx: Db, instant: number): Promise<void> {
  await tx.delete(outbox).where(and(isNull(outbox.nextTryAt), lt(outbox.madeAt, instant)))
}

/** Whose account was closed before an instant, the longest closed first. */
export async function closedBefore(db: Db, instant: number): Promise<{ id: string }[]> {
  return db
    .select({ id: person.id })
    .from(person)
    .where(and(isNotNull(person.closedAt), lt(person.closedAt, instant)))
    .orderBy(asc(person.closedAt))
}
