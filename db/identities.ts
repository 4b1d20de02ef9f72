import { and, eq } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { identity, person } from '#dialect/schema.ts'

/** For the door only: nobody is signed in yet. Whom a subject of an issuer is here, closed accounts too. */
export async function personOfIdentity(db: Db, issuer: string, subject: string) {
  const { id, email, name, role, closedAt } = person
  const rows = await db
    .select({ id, email, name, role, closedAt })
    .from(identity)
    .innerJoin(person, eq(person.id, identity.personId))
    .where(and(eq(identity.issuer, issuer), eq(identity.subject, subject)))
  return rows[0]
}

export async function hasIdentityOf(db: Db, issuer: string, personId: string): Promise<boolean> {
  const rows = await db
    .select({ subject: identity.subject })
    .from(identity)
    .where(and(eq(identity.issuer, issuer), eq(identity.personId, personId)))
  return rows.length > 0
}

export async function addIdentity(tx: Db, row: typeof identity.$inferInsert): Promise<void> {
  await tx.insert(identity).values(row)
}
