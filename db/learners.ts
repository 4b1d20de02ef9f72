import { countDistinct } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { memory } from '#dialect/schema.ts'

/** How many people have a memory of each item, in any revision: a system read that names nobody. */
export async function learnersPerItem(db: Db): Promise<{ itemId: string; people: number }[]> {
  return db
    .select({ itemId: memory.itemId, people: countDistinct(memory.personId) })
    .from(memory)
    .groupBy(memory.itemId)
}
