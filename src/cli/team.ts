import type { App } from '../app.ts'
import { Refusal } from '../kernel/refusal.ts'
import { exit, type Exit } from './exit.ts'
import { print, talk } from './out.ts'

type Deeds = App['system']['people']

interface Printing {
  format?: 'text' | 'json'
}

export async function teamAdd(people: Pick<Deeds, 'addTeam'>, name: string, options: Printing & { in?: string }): Promise<Exit> {
  const team = await people.addTeam({ name, parent: options.in })
  talk(`The team “${team.name}” is there.\n`)
  if (options.format === 'json') print(`${JSON.stringify(team)}\n`)
  return exit.fine
}

/** A line a team, with two spaces for each team above it. */
export async function teamList(people: Pick<Deeds, 'listTeams'>, { format }: Printing): Promise<Exit> {
  const teams = await people.listTeams()
  if (format === 'json') print(`${JSON.stringify(teams)}\n`)
  else
    for (const { name, depth, people: size, leads } of teams)
      print(`${'  '.repeat(depth)}${name}\t${size}${leads.length > 0 ? `\t${leads.join(', ')}` : ''}\n`)
  if (teams.length === 0) talk('There is no team yet. Make one with “heed team add”.\n')
  return exit.fine
}

export async function teamMembers(people: Pick<Deeds, 'teamPage'>, team: string, { format }: Printing): Promise<Exit> {
  const { members } = await people.teamPage(team)
  if (format === 'json') print(`${JSON.stringify(members)}\n`)
  else for (const { email, name, lead, open } of members) print(`${[email, name, lead ? 'lead' : '', open ? '' : 'closed'].join('\t')}\n`)
  return exit.fine
}

export async function teamPut(
  people: Pick<Deeds, 'placeInTeam'>,
  team: string,
  email: string,
  { lead = false }: { lead?: boolean },
): Promise<Exit> {
  await people.placeInTeam({ team, person: email, lead })
  talk(lead ? `${email} leads “${team}” and has to sign in again.\n` : `${email} is in “${team}”.\n`)
  return exit.fine
}

export async function teamTake(people: Pick<Deeds, 'takeFromTeam'>, team: string, email: string): Promise<Exit> {
  await people.takeFromTeam({ team, person: email })
  talk(`${email} is no longer in “${team}”.\n`)
  return exit.fine
}

export async function teamRename(people: Pick<Deeds, 'changeTeam'>, team: string, name: string): Promise<Exit> {
  const renamed = await people.changeTeam({ team, name })
  talk(`The team is called “${renamed.name}” now.\n`)
  return exit.fine
}

export async function teamMove(
  people: Pick<Deeds, 'changeTeam'>,
  team: string,
  { in: parent, top }: { in?: string; top?: boolean },
): Promise<Exit> {
  if (parent === undefined && !top) throw new Refusal('invalid', 'Say where it goes.', 'Name the team above it with --in, or say --top.')
  const moved = await people.changeTeam({ team, parent: parent ?? null })
  talk(parent === undefined ? `“${moved.name}” stands at the top.\n` : `“${moved.name}” hangs below “${parent}”.\n`)
  return exit.fine
}

export async function teamRemove(people: Pick<Deeds, 'removeTeam'>, team: string): Promise<Exit> {
  const removed = await people.removeTeam({ team })
  talk(`The team “${removed.name}” is gone.\n`)
  return exit.fine
}
