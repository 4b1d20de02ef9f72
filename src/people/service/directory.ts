import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'
import { auditOf, auditVerbs, type AuditRow } from '../../../db/audit.ts'
import { accountCalled, personsOf, presences, type Account } from '../../../db/people.ts'
import { membershipsOf, teamsOf } from '../../../db/teams.ts'
import { csvOptions } from '../../kernel/csv.ts'
import { addDays, isStudyDay } from '../../kernel/day.ts'
import type { Download } from '../../kernel/download.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { instantAt } from '../../kernel/study-day.ts'
import { dayMs } from '../../kernel/time.ts'
import type { AuditLine, AuditPage, PeoplePage, PersonPage, PersonRow } from '../admin-pages.ts'
import { findPeople } from '../directory.ts'
import type { PeopleContext } from '../entrance.ts'
import { personField, zoneField } from '../fields.ts'
import { demandFresh, isFresh } from '../fresh.ts'
import { demand, outranks, roles, systemViewer, type Viewer } from '../role.ts'
import { personFor } from './scope.ts'

const queryInput = z.strictObject({
  q: z.string().max(200).default(''),
  role: z.enum(roles).nullable().default(null),
  team: z.string().max(100).nullable().default(null),
  state: z.enum(['open', 'closed', 'all']).default('open'),
  page: z.number().int().min(1).max(10_000).default(1),
})

export type PeopleSearch = z.input<typeof queryInput>

/** Everybody who is looked for, by name, fifty a page: for admins. */
export async function peoplePage(context: PeopleContext, viewer: Viewer | null, input: PeopleSearch): Promise<PeoplePage> {
  demand(viewer, 'admin')
  const query = parse(queryInput, input)
  const teams = await teamsOf(context.read, viewer)
  return { query, ...findPeople(await rowsOf(context, viewer), query), teams }
}

/** Of everybody, or of one person. */
async function rowsOf({ read }: PeopleContext, viewer: Viewer, only?: string): Promise<(PersonRow & { enrolledAt: number })[]> {
  const people = await personsOf(read, viewer, only)
  const ids = people.map(({ id }) => id)
  const teams = Map.groupBy(await membershipsOf(read, viewer, ids), ({ personId }) => personId)
  const present = new Map((await presences(read, viewer, only)).map((each) => [each.personId, each]))
  return people.map(({ id, name, email, role, closedAt, enrolledAt }) => {
    const { seenAt = null, issuer = null } = present.get(id) ?? {}
    const own = (teams.get(id) ?? []).map((team) => ({ id: team.id, name: team.name, lead: team.lead }))
    return {
      id,
      name,
      email,
      role,
      closedAt,
      enrolledAt,
      teams: own,
      seenAt: seenAt && middayOf(seenAt),
      source: issuer === null ? null : hostOf(issuer),
    }
  })
}

/** Which day is enough to see who comes no more; the hour would tell when somebody learns. */
const middayOf = (instant: number): number => instant - (instant % dayMs) + dayMs / 2

const hostOf = (issuer: string): string => URL.parse(issuer)?.host ?? issuer

const whoInput = z.strictObject({ person: personField })
const linesOfAPerson = 30

/** @throws Refusal('not-found') */
export async function personPage(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof whoInput>): Promise<PersonPage> {
  demand(viewer, 'admin')
  const account = await personFor(context.read, viewer, parse(whoInput, input).person)
  const [row] = await rowsOf(context, viewer, account.id)
  return {
    ...row!,
    governed: !outranks(account.role, viewer.role),
    own: account.id === viewer.id,
    fresh: isFresh(viewer, context.now()),
    roles: roles.filter((role) => !outranks(role, viewer.role)),
    allTeams: await teamsOf(context.read, viewer),
    audit: (await auditOf(context.read, viewer, { person: account.id, limit: linesOfAPerson })).map(asLine),
  }
}

const dayField = z.string().refine(isStudyDay, 'This is not a day. Write it like 2026-11-30.')

const auditInput = z.strictObject({
  /** Who did it or whom it concerns: by id, address, or enough of the name. */
  person: z.string().max(254).optional(),
  verb: z.string().max(100).optional(),
  /** The first day and the last, by the clock on the wall in the zone. */
  from: dayField.optional(),
  to: dayField.optional(),
  zone: zoneField.optional(),
  before: z.string().max(100).optional(),
})

export type AuditSearch = z.input<typeof auditInput>

const linesOfAPage = 100

/**
 * Who did what to whom, the newest first: for admins.
 *
 * @throws Refusal('not-found') for a person who is not here, Refusal('invalid') for what is no day
 */
export async function auditPage(context: PeopleContext, viewer: Viewer | null, input: AuditSearch): Promise<AuditPage> {
  demand(viewer, 'admin')
  const { query, person } = await auditQuery(context, viewer, input)
  const rows = await auditOf(context.read, viewer, { ...query, limit: linesOfAPage + 1 })
  const lines = rows.slice(0, linesOfAPage).map(asLine)
  const { verb = null, from = null, to = null } = input
  return {
    lines,
    verbs: await auditVerbs(context.read, viewer),
    person: person && { id: person.id, name: person.name, email: person.email },
    ...{ verb, from, to },
    older: rows.length > linesOfAPage ? lines.at(-1)!.id : null,
  }
}

const linesOfAFile = 100_000

/** The same lines as a table, at most the newest hundred thousand. @throws Refusal('step-up') */
export async function auditCsv(context: PeopleContext, viewer: Viewer | null, input: AuditSearch): Promise<Download> {
  demand(viewer, 'admin')
  demandFresh(viewer, context.now())
  const { query } = await auditQuery(context, viewer, input)
  const rows = (await auditOf(context.read, viewer, { ...query, limit: linesOfAFile })).map(asLine)
  const cells = rows.map(({ at, actor, verb, person, object, detail }) => ({
    at: new Date(at).toISOString(),
    actor: actor === null ? 'Heed' : (actor.name ?? ''),
    verb,
    person: person?.name ?? '',
    object,
    detail: JSON.stringify(detail),
  }))
  const text = stringify(cells, { ...csvOptions, columns: ['at', 'actor', 'verb', 'person', 'object', 'detail'] })
  const day = new Date(context.now()).toISOString().slice(0, 10)
  return { name: `audit-${day}.csv`, type: 'text/csv; charset=utf-8', body: new TextEncoder().encode(text) }
}

async function auditQuery(context: PeopleContext, viewer: Viewer, input: AuditSearch) {
  const { person: called, from, to, zone = viewer.zone, ...query } = parse(auditInput, input)
  const person = called === undefined ? null : await personMeant(context, viewer, called)
  const since = from === undefined ? undefined : instantAt(from, '00:00', zone)
  const until = to === undefined ? undefined : instantAt(addDays(to, 1), '00:00', zone)
  return { person, query: { ...query, person: person?.id, since, until } }
}

/** @throws Refusal('not-found') for nobody, Refusal('invalid') where several could be meant */
async function personMeant(context: PeopleContext, viewer: Viewer, called: string): Promise<Account> {
  const account = await accountCalled(context.read, viewer, called)
  if (account) return account
  const { people, found } = findPeople(await rowsOf(context, viewer), { q: called, role: null, team: null, state: 'all', page: 1 })
  if (found < 2) return people[0] ?? (await personFor(context.read, viewer, called))
  const some = people.slice(0, 3).map(({ name, email }) => `${name} (${email})`)
  const others = found > some.length ? [`${found - some.length} more`] : []
  const all = new Intl.ListFormat('en').format([...some, ...others])
  throw new Refusal('invalid', `“${called}” could be ${found} people: ${all}.`, 'Write the address of the one whom you mean.')
}

function asLine({ id, at, verb, actorId, actor, personId, person, object, detail }: AuditRow): AuditLine {
  return {
    id,
    at,
    verb,
    actor: actorId === systemViewer.id ? null : { id: actorId, name: actor },
    person: personId === null ? null : { id: personId, name: person },
    object,
    detail,
  }
}
