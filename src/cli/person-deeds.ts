import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { App } from '../app.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { ImportResult, ImportRow } from '../people/admin-pages.ts'
import type { Role } from '../people/role.ts'
import { exit, type Exit } from './exit.ts'
import { print, talk } from './out.ts'

type Deeds = App['system']['people']

interface Printing {
  format?: 'text' | 'json'
}

export async function personRole(people: Pick<Deeds, 'changeRole'>, email: string, role: Role, { format }: Printing): Promise<Exit> {
  const account = await people.changeRole({ person: email, role })
  talk(`${account.name} is ${account.role} now and has to sign in again.\n`)
  if (format === 'json') printJson(account)
  return exit.fine
}

export async function personClose(people: Pick<Deeds, 'closeAccount'>, email: string, { format }: Printing): Promise<Exit> {
  const account = await people.closeAccount({ person: email })
  talk(`The account of ${account.name} is closed. What they learnt is kept.\n`)
  if (format === 'json') printJson(account)
  return exit.fine
}

export async function personOpen(people: Pick<Deeds, 'openAccount'>, email: string, { format }: Printing): Promise<Exit> {
  const account = await people.openAccount({ person: email })
  talk(`The account of ${account.name} is open. If the password is forgotten: heed person link ${account.email}\n`)
  if (format === 'json') printJson(account)
  return exit.fine
}

/** Prints what is wrong, or with a dry run what would happen, or the links of those who are new. 1 where anything is wrong. */
export async function personImport(
  people: Pick<Deeds, 'importPeople'>,
  file: string,
  { dryRun = false, format }: Printing & { dryRun?: boolean },
): Promise<Exit> {
  const result = await people.importPeople({ csv: textOf(file), file: basename(file), dryRun })
  if (format === 'json') printJson(result)
  else for (const line of linesOf(result)) print(`${line}\n`)
  talk(`${summaryOf(result)}\n`)
  return result.problems.length > 0 ? exit.problems : exit.fine
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Refusal('not-found', `${file} cannot be read.`, 'Name a CSV file that is there.')
  }
}

function linesOf({ file, rows, problems, done }: ImportResult): string[] {
  if (problems.length > 0) return problems.map(({ line, column, message }) => `${file}:${line}${column > 0 ? `:${column}` : ''} ${message}`)
  if (!done) return rows.map(planOf)
  return done.mailed ? [] : done.links.map(({ email, url }) => `${email}\t${url}`)
}

/** Columns with a tab between them, for `cut` and `awk`. */
const planOf = ({ does, email, name, role, team, lead, keeps }: ImportRow): string =>
  [does, email, keeps.name ?? name, keeps.role ?? role, team === null ? '' : lead || keeps.lead ? `${team} (lead)` : team].join('\t')

function summaryOf({ rows, problems, done }: ImportResult): string {
  if (problems.length > 0)
    return problems.length === 1 ? 'One thing is wrong, so nothing was done.' : `${problems.length} things are wrong, so nothing was done.`
  const count = (does: ImportRow['does']) => rows.filter((row) => row.does === does).length
  if (!done)
    return `This would add ${count('add')}, give ${count('place')} who are here a place in a team, and leave ${count('nothing')} as they are. Nothing is written yet.`
  const links = done.added === 0 ? '' : done.mailed ? ' Each gets a link by mail.' : ' Each link signs in once, within seven days.'
  return `${done.added} new; ${done.placed} who were here got a place in a team.${links}`
}

const printJson = (value: unknown): void => print(`${JSON.stringify(value)}\n`)
