import { eq, inArray, or, sql, type Column, type SQL } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { audit, erasing, outbox } from '#dialect/schema.ts'
import { dataClasses, type DataClass } from '../src/people/data-classes.ts'

export interface Held extends Pick<DataClass, 'holds' | 'erasure'> {
  rows: number
}

/** What is there of somebody, by the table of data classes; nothing of which there is none. */
export async function heldOf(db: Db, id: string, email: string): Promise<Held[]> {
  return dataClasses
    .filter(({ erasure }) => erasure !== 'cleared')
    .map((place) => ({ holds: place.holds, erasure: place.erasure, rows: count(db, place, id, email) }))
    .filter(({ rows }) => rows > 0)
}

/** Whether anything is there that an erasure would take, for those of whom an address is no longer known. */
export async function isHeld(db: Db, id: string): Promise<boolean> {
  const deleted = dataClasses.filter(({ erasure }) => erasure === 'deleted')
  return deleted.some(
    (place) => db.all(sql`select 1 from ${sql.identifier(place.table)} where ${isTheirs(place, id, '')} limit 1`).length > 0,
  )
}

function count(db: Db, place: DataClass, id: string, email: string): number {
  if (place.erasure === 'mentioned') return messagesNaming(db, id, email).length
  const [found] = db.all<{ n: number }>(sql`select count(*) as n from ${sql.identifier(place.table)} where ${isTheirs(place, id, email)}`)
  return found!.n
}

function isTheirs({ column, erasure }: DataClass, id: string, email: string): SQL {
  const name = sql.identifier(column)
  return erasure === 'addressed' ? sql`lower(${name}) = lower(${email})` : sql`${name} = ${id}`
}

/**
 * Every trace of a person but what the table of data classes keeps. Nothing else may delete from the log of answers: the
 * trigger looks into `erasing`, which is empty again when this ends.
 *
 * @param email empty when it is no longer known
 */
export async function erase(tx: Db, id: string, email: string): Promise<void> {
  await tx.insert(erasing).values({ personId: id })
  await tx.delete(outbox).where(inArray(outbox.id, messagesNaming(tx, id, email)))
  await clearAudit(tx, id, email)
  for (const place of dataClasses) {
    const [table, column] = [sql.identifier(place.table), sql.identifier(place.column)]
    if (place.erasure === 'deleted' || place.erasure === 'addressed') tx.run(sql`delete from ${table} where ${isTheirs(place, id, email)}`)
    if (place.erasure === 'unnamed') tx.run(sql`update ${table} set ${column} = null where ${column} = ${id}`)
  }
}

function messagesNaming(db: Db, id: string, email: string): string[] {
  const rows = db
    .select({ id: outbox.id, payload: outbox.payload })
    .from(outbox)
    .where(mentions(outbox.payload, id, email))
    .all()
  return rows.filter(({ payload }) => names(payload, id) || names(payload, email)).map((row) => row.id)
}

/** The deed stays: who did what to which id, and when. Its particulars may name somebody. */
async function clearAudit(tx: Db, id: string, email: string): Promise<void> {
  await tx.update(audit).set({ detail: '{}' }).where(eq(audit.personId, id))
  const rows = await tx
    .select({ id: audit.id, object: audit.object, detail: audit.detail })
    .from(audit)
    .where(or(mentions(audit.object, email, email), mentions(audit.detail, email, email)))
  for (const row of rows) {
    if (names(row.detail, email)) await tx.update(audit).set({ detail: '{}' }).where(eq(audit.id, row.id))
    if (names(row.object, email)) await tx.update(audit).set({ object: '' }).where(eq(audit.id, row.id))
  }
}

/** Finds too many: an address may be the end of another one. */
function mentions(column: Column, id: string, email: string): SQL {
  const has = (text: string) => sql`(${text} <> '' and instr(lower(${column}), lower(${text})) > 0)`
  return sql`(${has(id)} or ${has(email)})`
}

/** As a word of its own. */
const names = (text: string, word: string): boolean =>
  text
    .toLowerCase()
    .split(/[\s"<>,;:()[\]\\]+/)
    .includes(word.toLowerCase())
