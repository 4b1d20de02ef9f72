import { and, asc, eq, gte, inArray, isNotNull, isNull, lte, ne, or, sql, type Column, type SQL } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import {
  answer,
  assignment,
  audit,
  dayTotal,
  item,
  lessonVisit,
  memory,
  person,
  team,
  teamDrill,
  teamMember,
  teamOutlook,
  teamWeek,
} from '#dialect/schema.ts'
import { fewest } from '../src/reports/groups.ts'

/*
 * What is told about teams. Roll-ups are made at night by the system; what a lead reads of them leaves out, in the query itself,
 * every cell of fewer than five people.
 */

/** A team and everything below it, as a subquery. */
const below = (teamId: string): SQL => sql`(
  with recursive below(id) as (
    select ${team.id} from ${team} where ${eq(team.id, teamId)}
    union
    select ${team.id} from ${team} join below on ${team.parentId} = below.id
  ) select id from below)`

export interface TeamPerson {
  id: string
  name: string
  zone: string
  minutes: number
  workDays: string
}

/** Everybody in a team and below it whose account is open, by name. Whether the viewer may ask is for the service to say. */
export async function peopleBelow(db: Db, teamId: string): Promise<TeamPerson[]> {
  return peopleWhere(db, sql`${teamMember.teamId} in ${below(teamId)}`)
}

/** Everybody in any team whose account is open, by name. A system read. */
export async function peopleInTeams(db: Db): Promise<TeamPerson[]> {
  return peopleWhere(db, undefined)
}

async function peopleWhere(db: Db, condition: SQL | undefined): Promise<TeamPerson[]> {
  const { id, name, zone, minutes, workDays } = person
  return db
    .selectDistinct({ id, name, zone, minutes, workDays })
    .from(teamMember)
    .innerJoin(person, eq(person.id, teamMember.personId))
    .where(and(isNull(person.closedAt), condition))
    .orderBy(asc(person.name), asc(person.id))
}

/**
 * Every team with everybody in it and below it whose account is open, without those who lead it or a team above it: they read what is
 * told, and would take themselves out of a mean. A system read: what is told of one team rests on the others.
 */
export async function reachOfTeams(db: Db): Promise<Map<string, Set<string>>> {
  const rows = db.all<{ team: string; person: string }>(sql`
    with recursive reach(team, person) as (
      select ${teamMember.teamId}, ${teamMember.personId} from ${teamMember}
      inner join ${person} on ${person.id} = ${teamMember.personId} where ${person.closedAt} is null
      union
      select ${team.parentId}, reach.person from ${team} join reach on ${team.id} = reach.team where ${team.parentId} is not null
    ), leading(team, person) as (
      select ${teamMember.teamId}, ${teamMember.personId} from ${teamMember} where ${teamMember.lead}
      union
      select ${team.id}, leading.person from ${team} join leading on ${team.parentId} = leading.team
    ) select team, person from reach except select team, person from leading order by team, person`)
  const reach = new Map<string, Set<string>>()
  for (const row of rows) reach.set(row.team, (reach.get(row.team) ?? new Set()).add(row.person))
  return reach
}

const inTeam = (column: Column, teamId: string): SQL => sql`${column} in (
  select ${teamMember.personId} from ${teamMember} where ${teamMember.teamId} in ${below(teamId)})`

/** Which lessons the people of a team have opened, and which are done. */
export async function visitsBelow(db: Db, teamId: string) {
  const { personId, lessonId, doneAt } = lessonVisit
  return db.select({ personId, lessonId, doneAt }).from(lessonVisit).where(inTeam(lessonVisit.personId, teamId))
}

/** Time spent from one study day to another, both counted, by person, milliseconds. */
export async function timeBelow(db: Db, teamId: string, from: string, to: string) {
  return timeWhere(db, from, and(lte(dayTotal.day, to), inTeam(dayTotal.personId, teamId)))
}

/** The same of everybody, since a study day. A system read. */
export async function timeSince(db: Db, from: string) {
  return timeWhere(db, from, undefined)
}

async function timeWhere(db: Db, from: string, condition: SQL | undefined) {
  return db
    .select({ personId: dayTotal.personId, ms: sql<number>`sum(${dayTotal.ms})` })
    .from(dayTotal)
    .where(and(gte(dayTotal.day, from), condition))
    .groupBy(dayTotal.personId)
}

/** Everything that is assigned to these people, by person: to them, to a team of theirs, to a team above it. */
export async function assignmentsAmong(db: Db, personIds: string[]) {
  const above = sql`(
    with recursive member(person, id) as (
      select ${teamMember.personId}, ${teamMember.teamId} from ${teamMember} where ${inArray(teamMember.personId, personIds)}
      union
      select member.person, ${team.parentId} from ${team} join member on ${team.id} = member.id where ${isNotNull(team.parentId)}
    ) select person, id from member) as member`
  const { courseId, class: courseClass, startDay, dueDay } = assignment
  const byTeam = await db
    .select({ personId: sql<string>`member.person`, courseId, class: courseClass, startDay, dueDay })
    .from(assignment)
    .innerJoin(above, sql`member.id = ${assignment.teamId}`)
    .where(isNull(assignment.endedAt))
  const direct = await db
    .select({ personId: sql<string>`${assignment.personId}`, courseId, class: courseClass, startDay, dueDay })
    .from(assignment)
    .where(and(isNull(assignment.endedAt), inArray(assignment.personId, personIds)))
  return [...byTeam, ...direct]
}

/** What these people remember, in one read. */
export async function memoriesAmong(db: Db, personIds: string[]) {
  const { personId, itemId, rev, s, d, lastDay, dueDay } = memory
  return db.select({ personId, itemId, rev, s, d, lastDay, dueDay }).from(memory).where(inArray(personId, personIds))
}

/** For the roll-up: what was answered since an instant to items of one type, as far as it counted when it came. A system read. */
export async function answersTo(db: Db, type: string, since: number) {
  const { personId, itemId, versionId, response } = answer
  return db
    .select({ personId, itemId, versionId, response })
    .from(answer)
    .innerJoin(item, eq(item.id, answer.itemId))
    .where(
      and(
        eq(item.type, type),
        gte(answer.receivedAt, since),
        eq(answer.kind, 'answer'),
        eq(answer.rapid, false),
        inArray(answer.mode, ['lesson', 'review']),
      ),
    )
    .orderBy(asc(answer.arrival))
}

export type TeamWeek = typeof teamWeek.$inferSelect
export type TeamDrill = typeof teamDrill.$inferSelect
export type TeamOutlook = typeof teamOutlook.$inferSelect

/** What the lead's page reads. */
export interface RollUp {
  weeks: TeamWeek[]
  drills: TeamDrill[]
  outlook: TeamOutlook[]
}

/**
 * Puts the roll-up of all teams in the place of the old one, as a whole: what may be told of one team was decided with the others.
 * Earlier weeks stay as they were.
 *
 * @param week the Monday of the one that is rolled up
 */
export async function saveRollUp(tx: Db, week: string, { weeks, drills, outlook }: RollUp): Promise<void> {
  await tx.delete(teamWeek).where(eq(teamWeek.week, week))
  await tx.delete(teamDrill)
  await tx.delete(teamOutlook)
  for (const row of weeks) await tx.insert(teamWeek).values(row)
  for (const row of drills) await tx.insert(teamDrill).values(row)
  for (const row of outlook) await tx.insert(teamOutlook).values(row)
}

/** Only cells with enough people in them, the oldest week first. */
export async function weeksOf(db: Db, teamId: string, from: string, to: string): Promise<TeamWeek[]> {
  return db
    .select()
    .from(teamWeek)
    .where(and(eq(teamWeek.teamId, teamId), gte(teamWeek.week, from), lte(teamWeek.week, to), gte(teamWeek.people, fewest)))
    .orderBy(asc(teamWeek.week), asc(teamWeek.skill))
}

const enoughAnswers = 20

/** Only what at least five people answered, at least twenty times. */
export async function drillsOf(db: Db, teamId: string): Promise<TeamDrill[]> {
  return db
    .select()
    .from(teamDrill)
    .where(and(eq(teamDrill.teamId, teamId), gte(teamDrill.people, fewest), gte(teamDrill.n, enoughAnswers)))
    .orderBy(asc(teamDrill.skill), asc(teamDrill.itemId))
}

export async function outlookOf(db: Db, teamId: string): Promise<TeamOutlook[]> {
  return db
    .select()
    .from(teamOutlook)
    .where(and(eq(teamOutlook.teamId, teamId), gte(teamOutlook.people, fewest)))
    .orderBy(asc(teamOutlook.week))
}

/** What of all that names nobody is about everybody: an assignment to a team names nobody either. */
const aboutAll = 'detail.switched'

/** What was done about a person, or about everybody, newest first: for that person. */
export async function deedsAbout(db: Db, personId: string, verbs: string[], since: number) {
  const concerns = or(eq(audit.personId, personId), and(isNull(audit.personId), eq(audit.verb, aboutAll)))
  return db
    .select({ at: audit.at, verb: audit.verb, object: audit.object, actorId: audit.actorId, by: person.name, detail: audit.detail })
    .from(audit)
    .leftJoin(person, eq(person.id, audit.actorId))
    .where(and(concerns, inArray(audit.verb, verbs), gte(audit.at, since)))
    .orderBy(sql`${audit.at} desc`)
    .limit(200)
}

/** The leads of a person's teams and of all teams above them, by name: who may look at what /me/seen tells. */
export async function leadsOf(db: Db, personId: string): Promise<{ id: string; name: string }[]> {
  const above = sql`(
    with recursive above(id) as (
      select ${teamMember.teamId} from ${teamMember} where ${eq(teamMember.personId, personId)}
      union
      select ${team.parentId} from ${team} join above on ${team.id} = above.id where ${isNotNull(team.parentId)}
    ) select id from above)`
  return db
    .selectDistinct({ id: person.id, name: person.name })
    .from(teamMember)
    .innerJoin(person, eq(person.id, teamMember.personId))
    .where(and(eq(teamMember.lead, true), isNull(person.closedAt), ne(person.id, personId), sql`${teamMember.teamId} in ${above}`))
    .orderBy(asc(person.name))
}

/** When each person of a team was last reminded by hand, milliseconds UTC. */
export async function remindedBelow(db: Db, teamId: string, since: number): Promise<Map<string, number>> {
  const rows = await db
    .select({ personId: audit.personId, at: sql<number>`max(${audit.at})` })
    .from(audit)
    .where(and(eq(audit.verb, 'person.reminded'), gte(audit.at, since), inTeam(audit.personId, teamId)))
    .groupBy(audit.personId)
  return new Map(rows.map(({ personId, at }) => [personId!, at]))
}
