import { and, asc, eq } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { absence } from '#dialect/schema.ts'
import type { Absence } from '../src/people/absence.ts'
import type { Viewer } from '../src/people/role.ts'
import { equals, hot } from './hot.ts'

const ofPerson = hot((db) =>
  db
    .select({ from: absence.fromDay, to: absence.toDay })
    .from(absence)
    .where(equals(absence.personId, 'person'))
    .orderBy(asc(absence.fromDay))
    .prepare(),
)

/** The person's own, the earliest first. */
export async function absencesOf(db: Db, viewer: Pick<Viewer, 'id'>): Promise<Absence[]> {
  return ofPerson(db).execute({ person: viewer.id })
}

/** Two absences do not begin on one day: the later word on when it ends stands. */
export async function saveAbsence(tx: Db, viewer: Pick<Viewer, 'id'>, { from, to }: Absence): Promise<void> {
  await tx
    .insert(absence)
    .values({ personId: viewer.id, fromDay: from, toDay: to })
    .onConflictDoUpdate({ target: [absence.personId, absence.fromDay], set: { toDay: to } })
}

export async function removeAbsence(tx: Db, viewer: Pick<Viewer, 'id'>, from: string): Promise<void> {
  await tx.delete(absence).where(and(eq(absence.personId, viewer.id), eq(absence.fromDay, from)))
}
