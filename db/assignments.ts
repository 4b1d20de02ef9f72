import { and, asc, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { assignment, person, team } from '#dialect/schema.ts'
import type { Viewer } from '../src/people/role.ts'
import { hot } from './hot.ts'

export type AssignmentRow = typeof assignment.$inferSelect

/** A person's teams and all teams above them: what is assigned to any of them is assigned to the person. */
const teamsAbove = (personId: SQL) => sql`(
  with recursive above(id) as (
    select team_id from team_member where person_id = ${personId}
    union
    select team.parent_id from team join above on team.id = above.id where team.parent_id is not null
  )
  select id from above)`

const openOfPerson = hot((db) =>
  db
    .select()
    .from(assignment)
    .where(
      and(
        isNull(assignment.endedAt),
        or(
          inArray(assignment.personId, [sql.placeholder('person')]),
          sql`${assignment.teamId} in ${teamsAbove(sql`${sql.placeholder('person')}`)}`,
        ),
      ),
    )
    .orderBy(asc(assignment.madeAt), asc(assignment.id))
    .prepare(),
)

/** What is assigned to the person, directly or through a team; whoever joins a team gets what it has. */
export async function assignmentsOf(db: Db, viewer: Pick<Viewer, 'id'>): Promise<AssignmentRow[]> {
  return openOfPerson(db).execute({ person: viewer.id })
}

interface AssignmentListed extends AssignmentRow {
  team: string | null
  person: string | null
}

/** Open ones of these teams and people, newest first. Whom a viewer may ask about is for the service to say. */
export async function assignmentsTo(db: Db, scope: { teams: string[]; people: string[] } | 'all'): Promise<AssignmentListed[]> {
  const within = scope === 'all' ? undefined : or(inArray(assignment.teamId, scope.teams), inArray(assignment.personId, scope.people))
  const rows = await db
    .select({ assignment, team: team.name, person: person.name })
    .from(assignment)
    .leftJoin(team, eq(team.id, assignment.teamId))
    .leftJoin(person, eq(person.id, assignment.personId))
    .where(and(isNull(assignment.endedAt), within))
    .orderBy(sql`${assignment.madeAt} desc`, asc(assignment.id))
  return rows.map(({ assignment: row, team: teamName, person: personName }) => ({ ...row, team: teamName, person: personName }))
}

export async function addAssignment(tx: Db, row: AssignmentRow): Promise<void> {
  await tx.insert(assignment).values(row)
}

/** @returns whether it was open */
export async function endAssignment(tx: Db, id: string, endedAt: number): Promise<boolean> {
  const rows = await tx
    .update(assignment)
    .set({ endedAt })
    .where(and(eq(assignment.id, id), isNull(assignment.endedAt)))
    .returning({ id: assignment.id })
  return rows.length > 0
}
