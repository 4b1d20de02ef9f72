import { InvalidArgumentError, Option, type Command } from 'commander'
import type { App } from '../app.ts'
import { isStudyDay } from '../kernel/day.ts'
import { wrongUse, type Exit } from './exit.ts'
import { format, type Cli } from './options.ts'
import { talk } from './out.ts'
import type { Needs } from './with-app.ts'

type Deeds = typeof import('./team.ts')

type Perform = (deed: (deeds: Deeds, people: App['system']['people']) => Promise<Exit>, needs?: Partial<Needs>) => Promise<void>

/** The commands about teams, and what they must learn. */
export function addTeams(heed: Command, cli: Cli): void {
  const team = heed.command('team').description('teams')
  const run: Perform = async (deed, needs) => {
    const [{ withApp }, deeds] = await Promise.all([import('./with-app.ts'), import('./team.ts')])
    cli.end(await withApp(cli.settings(), { catalogue: false, ...needs }, (app) => deed(deeds, app.system.people)))
  }
  addTeamCommands(team, run)
  addChangesOfTeams(team, run)
  addAssign(heed, cli)
}

function addTeamCommands(team: Command, run: Perform): void {
  team
    .command('add <name>')
    .description('add a team')
    .option('--in <parent>', 'the team above it')
    .addOption(format())
    .action((name: string, options: Parameters<Deeds['teamAdd']>[2]) =>
      run((deeds, people) => deeds.teamAdd(people, name, options), { setsUp: true }),
    )
  team
    .command('list')
    .description('the tree of teams')
    .addOption(format())
    .action((options: Parameters<Deeds['teamList']>[1]) => run((deeds, people) => deeds.teamList(people, options)))
  team
    .command('members <team>')
    .description('who is in a team')
    .addOption(format())
    .action((name: string, options: Parameters<Deeds['teamMembers']>[2]) =>
      run((deeds, people) => deeds.teamMembers(people, name, options)),
    )
  team
    .command('put <team> <email>')
    .description('put somebody into a team; again, to change whether they lead it')
    .option('--lead', 'they lead it')
    .action((name: string, email: string, options: { lead?: boolean }) =>
      run((deeds, people) => deeds.teamPut(people, name, email, options)),
    )
  team
    .command('take <team> <email>')
    .description('take somebody out of a team')
    .action((name: string, email: string) => run((deeds, people) => deeds.teamTake(people, name, email)))
}

function addChangesOfTeams(team: Command, run: Perform): void {
  team
    .command('rename <team> <name>')
    .description('give a team another name')
    .action((team: string, name: string) => run((deeds, people) => deeds.teamRename(people, team, name)))
  team
    .command('move <team>')
    .description('hang a team below another, or at the top')
    .option('--in <parent>', 'the team above it')
    .addOption(new Option('--top', 'no team above it').conflicts('in'))
    .action((name: string, options: { in?: string; top?: boolean }) => run((deeds, people) => deeds.teamMove(people, name, options)))
  team
    .command('remove <team>')
    .description('remove an empty team')
    .action((name: string) => run((deeds, people) => deeds.teamRemove(people, name)))
}

function addAssign(heed: Command, { settings, end }: Cli): void {
  heed
    .command('assign <course>')
    .description('give a team or a person a course to learn; again, to move the due day')
    .option('--team <team>', 'the team, with everything below it')
    .option('--person <email>', 'one person')
    .option('--due <day>', 'by when, YYYY-MM-DD', day)
    .option('--start <day>', 'from when; today if left out', day)
    .addOption(
      new Option('--class <class>', 'how well it has to be held; as the course says if left out').choices(['critical', 'standard', 'nice']),
    )
    .addOption(format())
    .action(async (course: string, options: Parameters<typeof import('./assign.ts').assign>[2]) => {
      if ((options.team === undefined) === (options.person === undefined)) return end(wrongUse({ talk }, 'Name either a team or a person.'))
      const [{ withApp }, { assign }] = await Promise.all([import('./with-app.ts'), import('./assign.ts')])
      end(await withApp(settings(), { catalogue: true }, (app) => assign(app.system.assignments, course, options)))
    })
}

function day(text: string): string {
  if (!isStudyDay(text)) throw new InvalidArgumentError('It must be a day, written like 2026-11-30.')
  return text
}
