import { and, eq, isNull, max, or, sql } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { identity, login, person } from '#dialect/schema.ts'
import { usualReminder } from '../src/people/fields.ts'
import type { Settings } from '../src/people/learner-pages.ts'
import { may, type Role, type Viewer } from '../src/people/role.ts'
import { visibleTo } from './teams.ts'

type NewPerson = Pick<typeof person.$inferInsert, 'id' | 'email' | 'name' | 'role' | 'passwordHash' | 'enrolledAt'>

/** What a viewer is made of. */
export const viewerColumns = {
  id: person.id,
  email: person.email,
  name: person.name,
  role: person.role,
  zone: person.zone,
  locale: person.locale,
  minutes: person.minutes,
  daysAWeek: person.daysAWeek,
  workDays: person.workDays,
  keysOn: person.keysOn,
  theme: person.theme,
  textSize: person.textSize,
  motion: person.motion,
  remindAt: person.remindAt,
}

const named = (id: string | undefined) => (id === undefined ? undefined : eq(person.id, id))

const hasEmail = (email: string) => eq(sql`lower(${person.email})`, sql`lower(${email})`)

/** For the door only: nobody is signed in yet, so there is no viewer. Closed accounts are not found. */
export async function credentialsOf(db: Db, email: string): Promise<{ id: string; passwordHash: string | null } | undefined> {
  const rows = await db
    .select({ id: person.id, passwordHash: person.passwordHash })
    .from(person)
    .where(and(hasEmail(email), isNull(person.closedAt)))
  return rows[0]
}

/** While there is none, the set-up link is open. */
export async function ownerExists(db: Db): Promise<boolean> {
  const rows = await db
    .select({ id: person.id })
    .from(person)
    .where(and(eq(person.role, 'owner'), isNull(person.closedAt)))
    .limit(1)
  return rows.length > 0
}

/** An address belongs to one person for good, closed accounts included: the log points to them. */
export async function emailTaken(tx: Db, email: string): Promise<boolean> {
  const rows = await tx.select({ id: person.id }).from(person).where(hasEmail(email))
  return rows.length > 0
}

/** Reminded as long as they do not say otherwise; each mail tells how. */
export async function addPerson(tx: Db, row: NewPerson): Promise<void> {
  await tx.insert(person).values({ remindAt: usualReminder, ...row })
}

export interface ListedPerson {
  id: string
  email: string
  name: string
  role: Role
  zone: string
  enrolledAt: number
  closedAt: number | null
}

/** What a list of people shows of each beside who they are. */
interface Presence {
  personId: string
  /** When a living sign-in of theirs was last seen, milliseconds UTC. */
  seenAt: number | null
  /** Who vouches for them; null where a password or a link does. */
  issuer: string | null
}

/** Of everybody or of one person, for an admin; for others, nothing. */
export async function presences(db: Db, viewer: Viewer, only?: string): Promise<Presence[]> {
  if (!may(viewer, 'admin')) return []
  return await db
    .select({ personId: person.id, seenAt: max(login.seenAt), issuer: max(identity.issuer) })
    .from(person)
    .leftJoin(login, eq(login.personId, person.id))
    .leftJoin(identity, eq(identity.personId, person.id))
    .where(named(only))
    .groupBy(person.id)
}

/** Everybody or one person, for an admin; for others, only themselves. By name. */
export async function personsOf(db: Db, viewer: Viewer, only?: string): Promise<ListedPerson[]> {
  const { id, email, name, role, zone, enrolledAt, closedAt } = person
  return await db
    .select({ id, email, name, role, zone, enrolledAt, closedAt })
    .from(person)
    .where(and(named(only), may(viewer, 'admin') ? undefined : eq(person.id, viewer.id)))
    .orderBy(person.name, person.id)
}

export interface Account {
  id: string
  name: string
  email: string
  role: Role
  closedAt: number | null
}

/** Somebody by id or address, closed accounts too; undefined for whom the viewer may not see: a lead sees whom they reach. */
export async function accountCalled(db: Db, viewer: Viewer, called: string): Promise<Account | undefined> {
  const { id, name, email, role, closedAt } = person
  const rows = await db
    .select({ id, name, email, role, closedAt })
    .from(person)
    .where(and(or(eq(id, called), hasEmail(called)), visibleTo(viewer)))
  return rows[0]
}

/** Whom a message is for, by id or address; closed accounts too. A system read, for what delivers it. */
export async function addresseeCalled(db: Db, called: string) {
  const { email, name, locale, closedAt } = person
  const rows = await db
    .select({ email, name, locale, closedAt })
    .from(person)
    .where(or(eq(person.id, called), hasEmail(called)))
  return rows[0]
}

/** Somebody as the one who asks; undefined for whom the viewer may not see. */
export async function viewerWithId(db: Db, viewer: Viewer, id: string): Promise<Viewer | undefined> {
  const rows = await db
    .select(viewerColumns)
    .from(person)
    .where(and(eq(person.id, id), isNull(person.closedAt), may(viewer, 'admin') ? undefined : eq(person.id, viewer.id)))
  return rows[0]
}

export async function setZone(tx: Db, viewer: Viewer, zone: string): Promise<void> {
  await tx.update(person).set({ zone }).where(eq(person.id, viewer.id))
}

export async function saveSettings(tx: Db, viewer: Pick<Viewer, 'id'>, changes: Partial<Settings>): Promise<void> {
  await tx.update(person).set(changes).where(eq(person.id, viewer.id))
}

/** When they came; the rest of an account a viewer knows. */
export async function enrolmentOf(db: Db, viewer: Pick<Viewer, 'id'>): Promise<number> {
  const rows = await db.select({ enrolledAt: person.enrolledAt }).from(person).where(eq(person.id, viewer.id))
  return rows[0]!.enrolledAt
}

/** @param passwordHash null for an account that is signed in to another way */
export async function setPasswordHash(tx: Db, personId: string, passwordHash: string | null): Promise<void> {
  await tx.update(person).set({ passwordHash }).where(eq(person.id, personId))
}

/** Sign-ins of an earlier epoch are dead, wherever a copy of them comes from. */
export async function raiseEpoch(tx: Db, personId: string): Promise<void> {
  await tx
    .update(person)
    .set({ epoch: sql`${person.epoch} + 1` })
    .where(eq(person.id, personId))
}

export async function changeAccount(
  tx: Db,
  personId: string,
  changes: Partial<Pick<typeof person.$inferInsert, 'name' | 'role' | 'closedAt'>>,
): Promise<void> {
  await tx.update(person).set(changes).where(eq(person.id, personId))
}

/** How many could still run everything if nobody else could. */
export async function openOwners(db: Db): Promise<number> {
  return await db.$count(person, and(eq(person.role, 'owner'), isNull(person.closedAt)))
}
