import { and, eq, isNull } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { link, person } from '#dialect/schema.ts'

export type NewLink = typeof link.$inferInsert

export interface StoredLink {
  kind: NewLink['kind']
  expiresAt: number
  usedAt: number | null
  personId: string | null
  /** Of the person whom the link signs in; null when it is for nobody yet. */
  name: string | null
  email: string | null
}

/** Whoever holds the secret may look; there is no viewer. */
export async function linkByHash(db: Db, hash: string): Promise<StoredLink | undefined> {
  const { kind, expiresAt, usedAt, personId } = link
  const rows = await db
    .select({ kind, expiresAt, usedAt, personId, name: person.name, email: person.email })
    .from(link)
    .leftJoin(person, eq(person.id, link.personId))
    .where(eq(link.hash, hash))
  return rows[0]
}

export async function addLink(tx: Db, row: NewLink): Promise<void> {
  await tx.insert(link).values(row)
}

export async function markLinkUsed(tx: Db, hash: string, usedAt: number): Promise<void> {
  await tx.update(link).set({ usedAt }).where(eq(link.hash, hash))
}

/** Of several starts only the last one's link works. */
export async function removeOpenSetupLinks(tx: Db): Promise<void> {
  await tx.delete(link).where(and(eq(link.kind, 'setup'), isNull(link.usedAt)))
}
