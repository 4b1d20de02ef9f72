import { countDistinct, inArray } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { memory } from '#dialect/schema.ts'

/**
 * How many people have a memory of each item, in any revision: a system read that names nobody.
 *
 * @param items only these; all without it
 */
export async function learnersPerItem(db: Db, items?: readonly string[]): Promise<{ itemId: string; people: number }[]> {
  return db
    .select({ itemId: memory.itemId, people: countDistinct(memory.personId) })
    .from(memory)
    .where(items && inArray(memory.itemId, items))
    .groupBy(memory.itemId)
}
