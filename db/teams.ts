import { and, desc, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { assignment, person, team, teamMember } from '#dialect/schema.ts'
import type { Member, TeamOf } from '../src/people/admin-pages.ts'
import { may, type Viewer } from '../src/people/role.ts'
import type { TeamNode } from '../src/people/team-tree.ts'

/**
 * The ids of the teams that a viewer leads and of all below them, as a subquery: `inArray(table.teamId, ledBy(viewer))`.
 * From the tree as it is now, never from a request; UNION ends even where the tree had a ring.
 */
export const ledBy = (viewer: Pick<Viewer, 'id'>): SQL => sql`(
  with recursive led(id) as (
    select ${teamMember.teamId} from ${teamMember} where ${eq(teamMember.personId, viewer.id)} and ${eq(teamMember.lead, true)}
    union
    select ${team.id} from ${team} join led on ${team.parentId} = led.id
  ) select id from led)`

/** The ids of the people in those teams, as a subquery; the lead is one of them. */
export const reachedBy = (viewer: Pick<Viewer, 'id'>): SQL =>
  sql`(select ${teamMember.personId} from ${teamMember} where ${teamMember.teamId} in ${ledBy(viewer)})`

/** A condition on `person` rows: an admin sees everybody, a lead whom they reach, everybody themselves. */
export const visibleTo = (viewer: Viewer): SQL | undefined =>
  may(viewer, 'admin') ? undefined : or(eq(person.id, viewer.id), inArray(person.id, reachedBy(viewer)))

/** The teams that somebody leads and everything below them; none for who leads nothing, whatever the role. */
export async function teamsLedBy(db: Db, viewer: Pick<Viewer, 'id'>): Promise<string[]> {
  const rows = await db
    .select({ id: team.id })
    .from(team)
    .where(inArray(team.id, ledBy(viewer)))
    .orderBy(team.name)
  return rows.map(({ id }) => id)
}

/** Everybody in those teams whose account is open, the lead among them, by name. */
export async function peopleReachedBy(db: Db, viewer: Pick<Viewer, 'id'>): Promise<string[]> {
  const rows = await db
    .select({ id: person.id })
    .from(person)
    .where(and(isNull(person.closedAt), inArray(person.id, reachedBy(viewer))))
    .orderBy(person.name, person.id)
  return rows.map(({ id }) => id)
}

export async function teamNamed(db: Db, name: string): Promise<{ id: string; name: string } | undefined> {
  const rows = await db
    .select({ id: team.id, name: team.name })
    .from(team)
    .where(eq(sql`lower(${team.name})`, sql`lower(${name})`))
  return rows[0]
}

export type StoredTeam = TeamNode & { name: string }

/** By its id or its name, whatever the capitals; undefined for a team that the viewer neither leads nor runs. */
export async function teamCalled(db: Db, viewer: Viewer, called: string): Promise<StoredTeam | undefined> {
  const rows = await db
    .select()
    .from(team)
    .where(and(or(eq(team.id, called), eq(sql`lower(${team.name})`, sql`lower(${called})`)), runBy(viewer)))
  return rows[0]
}

/** All teams for an admin; for others, those they lead and what is below. By name. */
export async function teamsOf(db: Db, viewer: Viewer): Promise<StoredTeam[]> {
  return await db
    .select()
    .from(team)
    .where(runBy(viewer))
    .orderBy(sql`lower(${team.name})`)
}

const runBy = (viewer: Viewer): SQL | undefined => (may(viewer, 'admin') ? undefined : inArray(team.id, ledBy(viewer)))

export async function addTeam(tx: Db, row: typeof team.$inferInsert): Promise<void> {
  await tx.insert(team).values(row)
}

export async function changeTeam(tx: Db, id: string, changes: { name?: string; parentId?: string | null }): Promise<void> {
  await tx.update(team).set(changes).where(eq(team.id, id))
}

export async function removeTeam(tx: Db, id: string): Promise<void> {
  await tx.delete(team).where(eq(team.id, id))
}

/** What keeps a team from being removed: people, teams below, courses that were ever assigned to it. */
export async function contentsOf(db: Db, id: string): Promise<{ people: number; teams: number; courses: number }> {
  const [people, teams, courses] = [
    await db.$count(teamMember, eq(teamMember.teamId, id)),
    await db.$count(team, eq(team.parentId, id)),
    await db.$count(assignment, eq(assignment.teamId, id)),
  ]
  return { people, teams, courses }
}

export async function addMember(tx: Db, row: typeof teamMember.$inferInsert): Promise<void> {
  await tx.insert(teamMember).values(row)
}

const membership = (teamId: string, personId: string) => and(eq(teamMember.teamId, teamId), eq(teamMember.personId, personId))

/** Whether somebody leads a team; undefined for who is not in it. */
export async function leadOf(db: Db, teamId: string, personId: string): Promise<boolean | undefined> {
  const rows = await db.select({ lead: teamMember.lead }).from(teamMember).where(membership(teamId, personId))
  return rows[0]?.lead
}

export async function setLead(tx: Db, teamId: string, personId: string, lead: boolean): Promise<void> {
  await tx.update(teamMember).set({ lead }).where(membership(teamId, personId))
}

export async function removeMember(tx: Db, teamId: string, personId: string): Promise<void> {
  await tx.delete(teamMember).where(membership(teamId, personId))
}

/** The teams of the people whom the viewer may see (their own only, unless an admin asks), by name. */
export async function membershipsOf(db: Db, viewer: Viewer, personIds: string[]): Promise<(TeamOf & { personId: string })[]> {
  return await db
    .select({ personId: teamMember.personId, id: team.id, name: team.name, lead: teamMember.lead })
    .from(teamMember)
    .innerJoin(team, eq(team.id, teamMember.teamId))
    .where(and(inArray(teamMember.personId, personIds), may(viewer, 'admin') ? undefined : eq(teamMember.personId, viewer.id)))
    .orderBy(team.name)
}

/** Who is in these teams, leads first, then by name: as far as the viewer may see. */
export async function membersOf(db: Db, viewer: Viewer, teamIds: string[]): Promise<Member[]> {
  const { teamId, lead } = teamMember
  const rows = await db
    .select({ teamId, id: person.id, name: person.name, email: person.email, lead, closedAt: person.closedAt })
    .from(teamMember)
    .innerJoin(person, eq(person.id, teamMember.personId))
    .where(and(inArray(teamId, teamIds), visibleTo(viewer)))
    .orderBy(desc(lead), person.name, person.id)
  return rows.map(({ closedAt, ...member }) => ({ ...member, open: closedAt === null }))
}
