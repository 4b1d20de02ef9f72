import type { ImportProblem, ImportRow } from './admin-pages.ts'
import type { ListedRow, PeopleList, TornRow } from './people-csv.ts'
import { outranks, type Role } from './role.ts'

/** What is there already, as far as a list of people touches it. */
export interface Here {
  /** By address in small letters. */
  people: ReadonlyMap<string, { id: string; name: string; role: Role; closed: boolean }>
  /** By name in small letters. */
  teams: ReadonlyMap<string, { id: string; name: string }>
  /** "address team", in small letters, to whether they lead it. */
  leads: ReadonlyMap<string, boolean>
}

export interface PlannedRow extends ImportRow {
  teamId: string | null
}

const keptOf = (own: { name: string; role: Role }, { name, role, lead, at }: ListedRow, led: boolean): ImportRow['keeps'] => ({
  ...(own.name !== name && { name: own.name }),
  ...(role !== null && own.role !== role && { role: own.role }),
  ...(led && !lead && at.lead !== undefined && { lead: true as const }),
})

/**
 * What a list would do. Whoever is here keeps name and role: a list adds people and places, it takes and changes nothing.
 *
 * @param own the role of whoever imports: nobody gives more than they have
 */
export function planImport(list: Omit<PeopleList, 'problems'>, here: Here, own: Role): { rows: PlannedRow[]; problems: ImportProblem[] } {
  const added = new Set<string>()
  const seats = new Map(here.leads)
  const rows = list.rows.map((row): PlannedRow => {
    const { line, email, name, role: written, lead } = row
    const role = written ?? 'learner'
    const key = email.toLowerCase()
    const account = here.people.get(key)
    const team = row.team === null ? null : here.teams.get(row.team.toLowerCase())
    const isNew = !account && !added.has(key)
    if (isNew) added.add(key)
    const seat = `${key} ${team?.id}`
    const led = seats.get(seat)
    const does = isNew ? 'add' : team && (led === undefined || (lead && !led)) ? 'place' : 'nothing'
    if (team) seats.set(seat, lead || led === true)
    return {
      line,
      email,
      name,
      role,
      team: team?.name ?? row.team,
      teamId: team?.id ?? null,
      lead,
      does,
      keeps: account ? keptOf(account, row, led === true) : {},
    }
  })
  return { rows, problems: [...list.rows, ...list.torn].flatMap((row) => problemsOf(row, here, own)) }
}

/** What is wrong with a row only here and now. What could not be read of it is told already. */
function problemsOf({ line, at, email, role, team, lead }: TornRow, here: Here, own: Role): ImportProblem[] {
  const problems: ImportProblem[] = []
  const account = email === undefined ? undefined : here.people.get(email.toLowerCase())
  if (team && !here.teams.has(team.toLowerCase()))
    problems.push({ line, column: at.team ?? 0, message: `team: There is no team “${team}”. Make it first.` })
  if (role && !account && outranks(role, own))
    problems.push({ line, column: at.role ?? 0, message: `role: You cannot make somebody ${role}: that is more than you are.` })
  if (account?.closed)
    problems.push({ line, column: at.email ?? 0, message: `email: The account of ${email} is closed. Open it first, on its page.` })
  const seat = `${email?.toLowerCase()} ${here.teams.get(team?.toLowerCase() ?? '')?.id}`
  if (account && lead && outranks(account.role, own) && here.leads.get(seat) !== true)
    problems.push({
      line,
      column: at.lead ?? 0,
      message: `lead: ${account.name} is ${account.role}: that is more than you are. Ask an owner.`,
    })
  return problems
}
