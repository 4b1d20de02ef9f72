import { asc, desc, eq, sql } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { flag, person } from '#dialect/schema.ts'
import { may, type Viewer } from '../src/people/role.ts'

type NewFlag = Pick<typeof flag.$inferInsert, 'id' | 'itemId' | 'versionId' | 'personId' | 'text' | 'at'>

export async function addFlag(tx: Db, row: NewFlag): Promise<void> {
  await tx.insert(flag).values(row)
}

/** Those to which the person put their name; of the others nobody knows whose they are. */
export async function namedFlagsOf(db: Db, viewer: Pick<Viewer, 'id'>): Promise<(typeof flag.$inferSelect)[]> {
  return db.select().from(flag).where(eq(flag.personId, viewer.id)).orderBy(asc(flag.at))
}

/** Of every item: the open ones, and those answered since; the newest first. A name only where the person put it there. */
export async function flagsForAuthors(db: Db, viewer: Viewer) {
  if (!may(viewer, 'author')) return []
  const { id, itemId, versionId, text, at, state, reply } = flag
  return db
    .select({ id, itemId, versionId, text, at, state, reply, person: person.name })
    .from(flag)
    .leftJoin(person, eq(person.id, flag.personId))
    .orderBy(sql`${state} <> 'open'`, desc(at), desc(id))
    .limit(mostFlags)
}

const mostFlags = 200

/** @returns the flag that was answered; undefined when there is none */
export async function answerFlag(
  tx: Db,
  viewer: Viewer,
  id: string,
  answer: Pick<typeof flag.$inferSelect, 'state' | 'reply'>,
): Promise<typeof flag.$inferSelect | undefined> {
  if (!may(viewer, 'author')) return undefined
  return (await tx.update(flag).set(answer).where(eq(flag.id, id)).returning())[0]
}
