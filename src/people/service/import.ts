import { z } from 'zod'
import type { Db } from '#dialect/client.ts'
import { addPerson, personsOf } from '../../../db/people.ts'
import { addMember, leadOf, membershipsOf, setLead, teamsOf } from '../../../db/teams.ts'
import { uuidv7 } from '../../kernel/id.ts'
import { parse } from '../../kernel/parse.ts'
import type { ImportProblem, ImportResult } from '../admin-pages.ts'
import type { PeopleContext } from '../entrance.ts'
import { demandFresh } from '../fresh.ts'
import { planImport, type Here, type PlannedRow } from '../import-plan.ts'
import { linkLifetime } from '../link.ts'
import { longestList, readPeople, type PeopleList } from '../people-csv.ts'
import { demand, type Viewer } from '../role.ts'
import { makeLink } from './link.ts'
import { canMail, mail } from './mail.ts'
import { record } from './record.ts'

const importInput = z.strictObject({
  csv: z.string().max(longestList, 'A list of people has at most 1 MB. Split it.'),
  /** As its owner calls it, for the messages. */
  file: z.string().default('people.csv').transform(fileName),
  dryRun: z.boolean(),
})

/** Without folders and without anything that would break a line. */
function fileName(name: string): string {
  return (name.split(/[/\\]/).at(-1) ?? '').replaceAll(/[\p{Cc}:]/gu, '').slice(0, 80) || 'people.csv'
}

/**
 * Adds the people of a list, all of them or, where anything is wrong, none. New ones get a link for their first sign-in,
 * good for seven days. Somebody who is here is put into the team and stays as they are otherwise.
 *
 * @returns what it does row by row, and every mistake of the file; nothing is refused for a mistake in it
 * @throws Refusal('step-up') where the list gives more than a learner's rights
 */
export async function importPeople(
  context: PeopleContext,
  viewer: Viewer | null,
  input: z.input<typeof importInput>,
): Promise<ImportResult> {
  demand(viewer, 'admin')
  const { csv, file, dryRun } = parse(importInput, input)
  const list = readPeople(csv)
  if (dryRun) {
    const { rows, problems } = planImport(list, await here(context.read, viewer), viewer.role)
    demandProof(context, viewer, rows)
    return resultOf(file, rows, [...list.problems, ...problems], null)
  }
  return await context.transaction((tx) => apply(tx, context, viewer, file, list))
}

/** At the dry run already: whoever has given the password meanwhile need not choose the file again for the import itself. */
function demandProof(context: PeopleContext, viewer: Viewer, rows: PlannedRow[]): void {
  const isMore = ({ does, role, lead }: PlannedRow) => (does === 'add' && role !== 'learner') || (does !== 'nothing' && lead)
  if (rows.some(isMore)) demandFresh(viewer, context.now())
}

async function apply(tx: Db, context: PeopleContext, viewer: Viewer, file: string, list: PeopleList): Promise<ImportResult> {
  const before = await here(tx, viewer)
  const { rows, problems } = planImport(list, before, viewer.role)
  const all = [...list.problems, ...problems]
  if (all.length > 0) return resultOf(file, rows, all, null)
  demandProof(context, viewer, rows)
  const ids = new Map([...before.people].map(([email, { id }]) => [email, id]))
  const done = { added: 0, placed: 0, links: [] as { email: string; name: string; url: string }[], mailed: canMail(context) }
  for (const row of rows) {
    if (row.does === 'nothing') continue
    const key = row.email.toLowerCase()
    if (row.does === 'add') {
      const { id, url } = await add(tx, context, viewer, row)
      ids.set(key, id)
      done.links.push({ email: row.email, name: row.name, url })
      done.added++
    } else done.placed++
    if (row.teamId !== null) await place(tx, context, viewer, { personId: ids.get(key)!, teamId: row.teamId, row })
  }
  await record(tx, context, {
    actorId: viewer.id,
    verb: 'people.imported',
    object: file,
    detail: { added: done.added, placed: done.placed },
  })
  return resultOf(file, rows, [], done)
}

async function add(
  tx: Db,
  context: PeopleContext,
  viewer: Viewer,
  { email, name, role }: PlannedRow,
): Promise<{ id: string; url: string }> {
  const id = uuidv7(context.now(), context.random)
  await addPerson(tx, { id, email, name, role, passwordHash: null, enrolledAt: context.now() })
  await record(tx, context, { actorId: viewer.id, verb: 'person.added', personId: id, object: role, detail: { by: 'import' } })
  const { url } = await makeLink(tx, context, { kind: 'sign-in', personId: id, madeBy: viewer.id }, linkLifetime.invite)
  await mail(tx, context, viewer, 'mail.invite', { to: email, name, url })
  return { id, url }
}

async function place(
  tx: Db,
  context: PeopleContext,
  viewer: Viewer,
  { personId, teamId, row }: { personId: string; teamId: string; row: PlannedRow },
): Promise<void> {
  const { team, lead, does } = row
  const led = await leadOf(tx, teamId, personId)
  if (led === undefined) await addMember(tx, { teamId, personId, lead })
  else await setLead(tx, teamId, personId, lead || led)
  if (lead && !led && does !== 'add') await context.sessions.endAll(tx, personId)
  const verb = led === undefined ? 'team.joined' : 'lead.changed'
  await record(tx, context, { actorId: viewer.id, verb, personId, object: teamId, detail: { team, lead } })
}

async function here(db: Db, viewer: Viewer): Promise<Here> {
  const people = await personsOf(db, viewer)
  const emails = new Map(people.map(({ id, email }) => [id, email.toLowerCase()]))
  const memberships = await membershipsOf(db, viewer, [...emails.keys()])
  return {
    people: new Map(
      people.map(({ id, name, role, email, closedAt }) => [email.toLowerCase(), { id, name, role, closed: closedAt !== null }]),
    ),
    teams: new Map((await teamsOf(db, viewer)).map(({ id, name }) => [name.toLowerCase(), { id, name }])),
    leads: new Map(memberships.map(({ personId, id, lead }) => [`${emails.get(personId)} ${id}`, lead])),
  }
}

function resultOf(file: string, rows: PlannedRow[], problems: ImportProblem[], done: ImportResult['done']): ImportResult {
  const shown = rows.map(({ teamId: _, ...row }) => row)
  return { file, rows: shown, problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column), done }
}
