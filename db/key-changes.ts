import { and, asc, eq } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { memory, person } from '#dialect/schema.ts'

/** Everybody who has a memory of this revision of an item, with the zone that their study day turns in: a system read. */
export async function learnersOf(db: Db, itemId: string, rev: number): Promise<{ id: string; zone: string }[]> {
  return db
    .select({ id: person.id, zone: person.zone })
    .from(memory)
    .innerJoin(person, eq(person.id, memory.personId))
    .where(and(eq(memory.itemId, itemId), eq(memory.rev, rev)))
    .orderBy(asc(person.id))
}
