import { createInterface } from 'node:readline'
import { Refusal } from '../kernel/refusal.ts'
import type { App } from '../app.ts'
import type { Role } from '../people/role.ts'
import { exit, type Exit } from './exit.ts'
import { print, talk } from './out.ts'

/** The deeds of the people domain that these commands need, bound to the one who runs them. */
export type People = Pick<App['system']['people'], 'addPerson' | 'listPeople' | 'makeSignInLink'>

type Listed = Awaited<ReturnType<People['listPeople']>>[number]

interface Printing {
  format?: 'text' | 'json'
}

/** Prints a sign-in link, unless a password comes on standard input. */
export async function personAdd(
  people: People,
  email: string,
  options: Printing & { name: string; role?: Role; team?: string; lead?: boolean; passwordStdin?: boolean },
): Promise<Exit> {
  const { name, role, team, lead, passwordStdin, format } = options
  const password = passwordStdin ? await readLine(process.stdin) : undefined
  const added = await people.addPerson({ email, name, role, team, lead, password })
  talk(
    `${added.name} (${added.role}) can ${added.link ? `sign in once with this link ${until(added.link)}` : 'sign in with the password'}.\n`,
  )
  if (format === 'json') printJson(added)
  else if (added.link) print(`${added.link.url}\n`)
  return exit.fine
}

export async function personList(people: People, { format }: Printing): Promise<Exit> {
  const everybody = await people.listPeople()
  if (format === 'json') printJson(everybody)
  else for (const person of everybody) print(`${lineOf(person)}\n`)
  if (everybody.length === 0) talk('Nobody is here yet. Add somebody with “heed person add”.\n')
  return exit.fine
}

export async function personLink(people: People, email: string, { format }: Printing): Promise<Exit> {
  const { url, expiresAt } = await people.makeSignInLink({ email })
  talk(`This link signs in once, ${until({ expiresAt })}.\n`)
  if (format === 'json') printJson({ url, expiresAt })
  else print(`${url}\n`)
  return exit.fine
}

const printJson = (value: unknown): void => print(`${JSON.stringify(value)}\n`)

const until = ({ expiresAt }: { expiresAt: number }): string =>
  `until ${new Date(expiresAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** Columns with a tab between them, for `cut` and `awk`. */
function lineOf({ email, name, role, teams, closedAt }: Listed): string {
  const memberships = teams.map((team) => (team.lead ? `${team.name} (lead)` : team.name)).join(', ')
  return [email, name, closedAt === null ? role : `${role} (closed)`, memberships].join('\t')
}

/**
 * The first line of a stream, without its end.
 *
 * @throws Refusal('invalid') when there is none
 */
export async function readLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stream })) return line
  throw new Refusal('invalid', 'Standard input held no password.', 'Pipe one line into the command.')
}
