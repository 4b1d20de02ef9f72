import { and, asc, desc, eq, gte, inArray, isNull, ne, or } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { kudos, person, teamMember } from '#dialect/schema.ts'
import type { Viewer } from '../src/people/role.ts'
import { leadsOf } from './team-reports.ts'
import { reachedBy } from './teams.ts'

/** Everybody who shares a team with the person, whom the person leads, and who leads the person; by name. */
export async function colleaguesOf(db: Db, viewer: Pick<Viewer, 'id'>): Promise<{ id: string; name: string }[]> {
  const teams = db.select({ id: teamMember.teamId }).from(teamMember).where(eq(teamMember.personId, viewer.id))
  const leads = (await leadsOf(db, viewer.id)).map(({ id }) => id)
  const near = or(inArray(teamMember.teamId, teams), inArray(person.id, reachedBy(viewer)), inArray(person.id, leads))
  return db
    .selectDistinct({ id: person.id, name: person.name })
    .from(teamMember)
    .innerJoin(person, eq(person.id, teamMember.personId))
    .where(and(near, isNull(person.closedAt), ne(person.id, viewer.id)))
    .orderBy(asc(person.name), asc(person.id))
}

export async function addKudos(tx: Db, row: typeof kudos.$inferInsert): Promise<void> {
  await tx.insert(kudos).values(row)
}

/** What the person gave since an instant. */
export async function kudosGiven(db: Db, viewer: Pick<Viewer, 'id'>, since: number): Promise<number> {
  return db.$count(kudos, and(eq(kudos.fromId, viewer.id), gte(kudos.at, since)))
}

/** What the person received, the newest first. */
export async function kudosFor(db: Db, viewer: Pick<Viewer, 'id'>) {
  return db
    .select({ id: kudos.id, from: person.name, skill: kudos.skill, text: kudos.text, at: kudos.at })
    .from(kudos)
    .leftJoin(person, eq(person.id, kudos.fromId))
    .where(eq(kudos.toId, viewer.id))
    .orderBy(desc(kudos.at))
    .limit(50)
}
