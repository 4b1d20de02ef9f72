import { and, desc, eq, getTableColumns, isNotNull, isNull, max, ne, sql } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { item, itemAlias, itemVersion, lessonVersion, memory } from '#dialect/schema.ts'
import type { BaseSpec } from '../src/items/item-type.ts'
import type { Publication, PublishedRows, StoredCompilation } from '../src/lessons/versions.ts'
import { equals, hot } from './hot.ts'

/*
 * What was published. These are reads of the system, for everybody alike: content belongs to no one,
 * and what a person may see of it is decided where it is presented.
 */

/** The newest version of every lesson and item, in every language, and every item that ever was. */
export async function readPublished(db: Db): Promise<PublishedRows> {
  const lessons = await newestLessons(db)
  const versions = await newestVersions(db)
  return {
    lessons: lessons.map((row) => ({ ...row, compiled: JSON.parse(row.compiled) as StoredCompilation })),
    versions: versions.map((row) => ({ ...row, spec: JSON.parse(row.spec) as BaseSpec })),
    items: await db.select().from(item),
    aliases: await db.select().from(itemAlias),
  }
}

async function newestLessons(db: Db) {
  const { lessonId, locale, n, hash, status, liveFrom, compiled } = lessonVersion
  return db.select({ lessonId, locale, n, hash, status, liveFrom, compiled }).from(lessonVersion).where(isNull(lessonVersion.liveTo))
}

async function newestVersions(db: Db) {
  const newest = db
    .select({ itemId: itemVersion.itemId, locale: itemVersion.locale, n: max(itemVersion.n).as('newest_n') })
    .from(itemVersion)
    .groupBy(itemVersion.itemId, itemVersion.locale)
    .as('newest')
  return db
    .select(getTableColumns(itemVersion))
    .from(itemVersion)
    .innerJoin(newest, and(eq(itemVersion.itemId, newest.itemId), eq(itemVersion.locale, newest.locale), eq(itemVersion.n, newest.n)))
}

/** Which version of each lesson is the newest: whether somebody else has published since. */
export async function newestNumbers(db: Db) {
  const { lessonId, locale, n } = lessonVersion
  return db.select({ lessonId, locale, n }).from(lessonVersion).where(isNull(lessonVersion.liveTo))
}

/** Writes a publication, inside a transaction. The answer log is untouched. */
export async function publish(tx: Db, { lessons, versions, items, aliases }: Publication): Promise<void> {
  for (const { lessonId, locale, liveFrom } of lessons) await endNewest(tx).execute({ lessonId, locale, liveTo: liveFrom })
  for (const rows of chunks(lessons))
    await tx.insert(lessonVersion).values(rows.map((row) => ({ ...row, compiled: JSON.stringify(row.compiled) })))
  for (const rows of chunks(versions)) await tx.insert(itemVersion).values(rows.map((row) => ({ ...row, spec: JSON.stringify(row.spec) })))
  for (const row of items) {
    const { lessonId, skill, retiredAt } = row
    await tx.insert(item).values(row).onConflictDoUpdate({ target: item.id, set: { lessonId, skill, retiredAt } })
  }
  for (const row of aliases) {
    await tx
      .insert(itemAlias)
      .values(row)
      .onConflictDoUpdate({ target: itemAlias.oldId, set: { itemId: row.itemId } })
    await renameMemories(tx, row)
  }
}

/** Memories follow the name; answers never do. Who has learnt both items keeps the memory of the new one until a rebuild. */
async function renameMemories(tx: Db, { oldId, itemId }: Publication['aliases'][number]): Promise<void> {
  const taken = sql`exists (select 1 from memory as other where other.person_id = ${memory.personId} and other.rev = ${memory.rev} and other.item_id = ${itemId})`
  await tx.delete(memory).where(and(eq(memory.itemId, oldId), taken))
  await tx.update(memory).set({ itemId }).where(eq(memory.itemId, oldId))
}

const endNewest = hot((db) =>
  db
    .update(lessonVersion)
    .set({ liveTo: sql`${sql.placeholder('liveTo')}` })
    .where(and(equals(lessonVersion.lessonId, 'lessonId'), equals(lessonVersion.locale, 'locale'), isNull(lessonVersion.liveTo)))
    .prepare(),
)

/** Databases limit how many values one statement may carry. */
function chunks<T>(rows: T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / 100) }, (_, index) => rows.slice(index * 100, index * 100 + 100))
}

const versionById = hot((db) =>
  db
    .select({ ...getTableColumns(itemVersion), type: item.type, lessonId: item.lessonId, skill: item.skill, retiredAt: item.retiredAt })
    .from(itemVersion)
    .innerJoin(item, eq(item.id, itemVersion.itemId))
    .where(equals(itemVersion.id, 'id'))
    .prepare(),
)

/** Whether learners have ever had it in that language. */
export async function wasLive(db: Db, lessonId: string, locale: string): Promise<boolean> {
  const { status } = lessonVersion
  return (
    (await db.$count(lessonVersion, and(eq(lessonVersion.lessonId, lessonId), eq(lessonVersion.locale, locale), ne(status, 'draft')))) > 0
  )
}

/** A version of an item with the item that it is of: answers are graded by the version that they name. `spec` is JSON. */
export async function itemVersionById(db: Db, id: string) {
  return (await versionById(db).execute({ id }))[0]
}

const versionsOfItem = hot((db) =>
  db.select().from(itemVersion).where(equals(itemVersion.itemId, 'itemId')).orderBy(itemVersion.liveFrom, itemVersion.n).prepare(),
)

/** All versions of an item, oldest first, in all languages. `spec` is JSON. */
export async function itemVersions(db: Db, itemId: string) {
  return versionsOfItem(db).execute({ itemId })
}

/** Items of a lesson that are not asked any more. */
export async function retiredItems(db: Db, lessonId: string): Promise<{ id: string; type: string }[]> {
  return db
    .select({ id: item.id, type: item.type })
    .from(item)
    .where(and(eq(item.lessonId, lessonId), isNotNull(item.retiredAt)))
}

/** The texts of a lesson in which some words stand, newest first. */
export async function lessonTextsWith(db: Db, lessonId: string, words: string): Promise<{ locale: string; source: string }[]> {
  const { locale, source, n } = lessonVersion
  return db
    .select({ locale, source })
    .from(lessonVersion)
    .where(and(eq(lessonVersion.lessonId, lessonId), sql`instr(${source}, ${words}) > 0`))
    .orderBy(desc(n))
}
