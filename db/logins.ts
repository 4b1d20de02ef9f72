import { and, eq, exists, isNull, lt, sql } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { login, person, teamMember } from '#dialect/schema.ts'
import type { Role, Viewer } from '../src/people/role.ts'
import { equals, hot } from './hot.ts'
import { viewerColumns } from './people.ts'

export type Login = typeof login.$inferSelect

/** What decides how long a sign-in lives: the epoch and the rank of its person as they are now. */
export interface Standing {
  role: Role
  epoch: number
  /** Whether the person leads a team. */
  leads: boolean
}

const leads = (db: Db) =>
  exists(
    db
      .select({ one: sql`1` })
      .from(teamMember)
      .where(and(eq(teamMember.personId, person.id), eq(teamMember.lead, true))),
  ).mapWith(Boolean)

const withPerson = hot((db) =>
  db
    .select({ login, viewer: { ...viewerColumns, provedAt: login.createdAt }, epoch: person.epoch, leads: leads(db) })
    .from(login)
    .innerJoin(person, eq(person.id, login.personId))
    .where(and(equals(login.idHash, 'idHash'), isNull(person.closedAt)))
    .prepare(),
)

/** Runs on every request. A closed account has no sign-ins. */
export async function loginWithPerson(
  db: Db,
  idHash: string,
): Promise<{ login: Login; viewer: Viewer; epoch: number; leads: boolean } | undefined> {
  return (await withPerson(db).execute({ idHash }))[0]
}

/** Undefined when the account is closed or was never there. */
export async function standingOf(tx: Db, personId: string): Promise<Standing | undefined> {
  const rows = await tx
    .select({ role: person.role, epoch: person.epoch, leads: leads(tx) })
    .from(person)
    .where(and(eq(person.id, personId), isNull(person.closedAt)))
  return rows[0]
}

export async function loginsOf(db: Db, personId: string): Promise<Login[]> {
  return await db.select().from(login).where(eq(login.personId, personId))
}

export async function addLogin(tx: Db, row: Login): Promise<void> {
  await tx.insert(login).values(row)
}

export async function noteSeen(tx: Db, idHash: string, seenAt: number): Promise<void> {
  await tx.update(login).set({ seenAt }).where(eq(login.idHash, idHash))
}

export async function removeLogin(tx: Db, idHash: string): Promise<void> {
  await tx.delete(login).where(eq(login.idHash, idHash))
}

export async function removeLoginsOf(tx: Db, personId: string): Promise<void> {
  await tx.delete(login).where(eq(login.personId, personId))
}

export async function removeLoginsExpiredBefore(tx: Db, instant: number): Promise<void> {
  await tx.delete(login).where(lt(login.expiresAt, instant))
}

/** Everybody's. */
export async function removeAllLogins(tx: Db): Promise<void> {
  await tx.delete(login)
}
