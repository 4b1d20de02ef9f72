import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, notInArray, sql } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { assignment, assignmentForecast } from '#dialect/schema.ts'
import { fewest } from '../src/reports/groups.ts'

/*
 * What the forward simulation of each week says of what is assigned to teams.
 */

type ForecastRow = typeof assignmentForecast.$inferSelect

const stillToCome = (today: string) => and(isNull(assignment.endedAt), isNotNull(assignment.teamId), gt(assignment.dueDay, today))

/** What is assigned to teams with a due day ahead and was not played in a week yet. A system read. */
export async function unplayedIn(db: Db, week: string, today: string) {
  const { id, courseId, class: courseClass } = assignment
  return db
    .select({ id, courseId, class: courseClass, teamId: sql<string>`${assignment.teamId}`, dueDay: sql<string>`${assignment.dueDay}` })
    .from(assignment)
    .leftJoin(assignmentForecast, and(eq(assignmentForecast.assignmentId, id), eq(assignmentForecast.week, week)))
    .where(and(stillToCome(today), isNull(assignmentForecast.week)))
    .orderBy(asc(id))
}

export async function saveForecast(tx: Db, row: ForecastRow): Promise<void> {
  await tx.insert(assignmentForecast).values(row).onConflictDoNothing()
}

/** Those of what has ended or fallen due, which nobody asks about any more. */
export async function forgetPastForecasts(tx: Db, today: string): Promise<void> {
  const ahead = tx.select({ id: assignment.id }).from(assignment).where(stillToCome(today))
  await tx.delete(assignmentForecast).where(notInArray(assignmentForecast.assignmentId, ahead))
}

/**
 * Of what is assigned to these teams, the newest first; only those that rest on enough people. Whether the viewer may ask is for the
 * service to say.
 *
 * @param from the Monday of the earliest week
 */
export async function forecastsOf(db: Db, teamIds: string[], from: string, today: string) {
  const { courseId, dueDay } = assignment
  return db
    .select({ forecast: assignmentForecast, courseId, dueDay: sql<string>`${dueDay}` })
    .from(assignmentForecast)
    .innerJoin(assignment, eq(assignment.id, assignmentForecast.assignmentId))
    .where(
      and(
        stillToCome(today),
        inArray(assignment.teamId, teamIds),
        gte(assignmentForecast.week, from),
        gte(assignmentForecast.people, fewest),
      ),
    )
    .orderBy(asc(dueDay), asc(courseId), desc(assignmentForecast.week))
}
