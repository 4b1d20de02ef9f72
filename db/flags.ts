import { asc, eq } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { flag } from '#dialect/schema.ts'
import type { Viewer } from '../src/people/role.ts'

export type NewFlag = Pick<typeof flag.$inferInsert, 'id' | 'itemId' | 'versionId' | 'personId' | 'text' | 'at'>

export async function addFlag(tx: Db, row: NewFlag): Promise<void> {
  await tx.insert(flag).values(row)
}

/** Those to which the person put their name; of the others nobody knows whose they are. */
export async function namedFlagsOf(db: Db, viewer: Pick<Viewer, 'id'>): Promise<(typeof flag.$inferSelect)[]> {
  return db.select().from(flag).where(eq(flag.personId, viewer.id)).orderBy(asc(flag.at))
}
