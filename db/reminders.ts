import { and, asc, eq, gte, isNotNull, isNull, max } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { dayTotal, person, reminderSent } from '#dialect/schema.ts'
import type { Viewer } from '../src/people/role.ts'
import { viewerColumns } from './people.ts'

/** Everybody who wants to be reminded: a system read, for the job that does it. */
export async function remindable(db: Db): Promise<Viewer[]> {
  return db
    .select(viewerColumns)
    .from(person)
    .where(and(isNotNull(person.remindAt), isNull(person.closedAt)))
    .orderBy(asc(person.id))
}

/** The last study day with an answer, and the days since then on which a reminder was sent, the earliest first. */
export async function remindersSince(db: Db, viewer: Pick<Viewer, 'id'>): Promise<{ lastAnswered: string | null; sent: string[] }> {
  const [answered] = await db
    .select({ day: max(dayTotal.day) })
    .from(dayTotal)
    .where(eq(dayTotal.personId, viewer.id))
  const lastAnswered = answered?.day ?? null
  const rows = await db
    .selectDistinct({ day: reminderSent.day })
    .from(reminderSent)
    .where(and(eq(reminderSent.personId, viewer.id), lastAnswered === null ? undefined : gte(reminderSent.day, lastAnswered)))
    .orderBy(asc(reminderSent.day))
  return { lastAnswered, sent: rows.map(({ day }) => day) }
}

export async function noteReminder(tx: Db, row: typeof reminderSent.$inferInsert): Promise<void> {
  await tx.insert(reminderSent).values(row)
}
