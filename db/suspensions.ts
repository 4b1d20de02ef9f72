import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { itemAlias, suspension } from '#dialect/schema.ts'
import type { Viewer } from '../src/people/role.ts'

type Who = Pick<Viewer, 'id'>

type Suspension = typeof suspension.$inferSelect

/** The items that the person does not want to be asked, under every name that they have had since. */
export async function suspendedBy(db: Db, viewer: Who): Promise<Set<string>> {
  return new Set((await suspendedAmong(db, [viewer.id])).map(({ itemId }) => itemId))
}

/** The same of several people, in one read. */
export async function suspendedAmong(db: Db, personIds: string[]): Promise<{ personId: string; itemId: string }[]> {
  return db.all<{ personId: string; itemId: string }>(sql`
    with recursive named(person, item) as (
      select ${suspension.personId}, ${suspension.itemId} from ${suspension} where ${inArray(suspension.personId, personIds)}
      union
      select named.person, ${itemAlias.itemId} from ${itemAlias} join named on ${itemAlias.oldId} = named.item
    )
    select person as personId, item as itemId from named`)
}

/** With their reasons, the earliest first. */
export async function suspensionsOf(db: Db, viewer: Who): Promise<Suspension[]> {
  return db.select().from(suspension).where(eq(suspension.personId, viewer.id)).orderBy(asc(suspension.since), asc(suspension.itemId))
}

export async function saveSuspension(tx: Db, row: Suspension): Promise<void> {
  await tx
    .insert(suspension)
    .values(row)
    .onConflictDoUpdate({ target: [suspension.personId, suspension.itemId], set: { reason: row.reason } })
}

/** @param itemIds all names of one item */
export async function removeSuspension(tx: Db, viewer: Who, itemIds: string[]): Promise<void> {
  await tx.delete(suspension).where(and(eq(suspension.personId, viewer.id), inArray(suspension.itemId, itemIds)))
}
