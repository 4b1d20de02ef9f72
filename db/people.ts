import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { person, team, teamMember } from '#dialect/schema.ts'
import { may, type Role, type Viewer } from '../src/people/role.ts'

export type NewPerson = Pick<typeof person.$inferInsert, 'id' | 'email' | 'name' | 'role' | 'passwordHash' | 'enrolledAt'>

/** A team that somebody belongs to. */
export interface Membership {
  id: string
  name: string
  lead: boolean
}

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
}

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

export async function addPerson(tx: Db, row: NewPerson): Promise<void> {
  await tx.insert(person).values(row)
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

/** Everybody for an admin; for others, only themselves. By name. */
export async function personsOf(db: Db, viewer: Viewer): Promise<ListedPerson[]> {
  const { id, email, name, role, zone, enrolledAt, closedAt } = person
  return await db
    .select({ id, email, name, role, zone, enrolledAt, closedAt })
    .from(person)
    .where(may(viewer, 'admin') ? undefined : eq(person.id, viewer.id))
    .orderBy(person.name, person.id)
}

/** One that the viewer may see and that is open, else undefined. */
export async function personByEmail(
  db: Db,
  viewer: Viewer,
  email: string,
): Promise<{ id: string; name: string; email: string; role: Role } | undefined> {
  const { id, name, role } = person
  const rows = await db
    .select({ id, name, email: person.email, role })
    .from(person)
    .where(and(hasEmail(email), isNull(person.closedAt), may(viewer, 'admin') ? undefined : eq(person.id, viewer.id)))
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

/** What a person may set of themselves. */
export type OwnSettings = Pick<
  Viewer,
  'locale' | 'zone' | 'workDays' | 'daysAWeek' | 'minutes' | 'keysOn' | 'theme' | 'textSize' | 'motion'
>

export async function saveSettings(tx: Db, viewer: Pick<Viewer, 'id'>, changes: Partial<OwnSettings>): Promise<void> {
  await tx.update(person).set(changes).where(eq(person.id, viewer.id))
}

/** When they came; the rest of an account a viewer knows. */
export async function enrolmentOf(db: Db, viewer: Pick<Viewer, 'id'>): Promise<number> {
  const rows = await db.select({ enrolledAt: person.enrolledAt }).from(person).where(eq(person.id, viewer.id))
  return rows[0]!.enrolledAt
}

export async function setPasswordHash(tx: Db, personId: string, passwordHash: string): Promise<void> {
  await tx.update(person).set({ passwordHash }).where(eq(person.id, personId))
}

/** Sign-ins of an earlier epoch are dead, wherever a copy of them comes from. */
export async function raiseEpoch(tx: Db, personId: string): Promise<void> {
  await tx
    .update(person)
    .set({ epoch: sql`${person.epoch} + 1` })
    .where(eq(person.id, personId))
}

export async function teamNamed(db: Db, name: string): Promise<{ id: string; name: string } | undefined> {
  const rows = await db
    .select({ id: team.id, name: team.name })
    .from(team)
    .where(eq(sql`lower(${team.name})`, sql`lower(${name})`))
  return rows[0]
}

export async function addTeam(tx: Db, row: typeof team.$inferInsert): Promise<void> {
  await tx.insert(team).values(row)
}

export async function addMember(tx: Db, row: typeof teamMember.$inferInsert): Promise<void> {
  await tx.insert(teamMember).values(row)
}

/** The teams of the people whom the viewer may see (their own only, unless an admin asks), by name. */
export async function membershipsOf(db: Db, viewer: Viewer, personIds: string[]): Promise<(Membership & { personId: string })[]> {
  return await db
    .select({ personId: teamMember.personId, id: team.id, name: team.name, lead: teamMember.lead })
    .from(teamMember)
    .innerJoin(team, eq(team.id, teamMember.teamId))
    .where(and(inArray(teamMember.personId, personIds), may(viewer, 'admin') ? undefined : eq(teamMember.personId, viewer.id)))
    .orderBy(team.name)
}
