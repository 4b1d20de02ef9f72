import { Argument, Option, type Command } from 'commander'
import type { App } from '../app.ts'
import { roles, type Role } from '../people/role.ts'
import type { Settings } from '../settings.ts'

const format = () => new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text')

type Cli = typeof import('./person.ts') & typeof import('./person-deeds.ts') & typeof import('./team.ts')
type Run = (cli: Cli, people: App['system']['people']) => Promise<number>

/** The commands about people and teams. @returns `heed person`, for what others add to it */
export function addPeople(heed: Command, settings: () => Settings, end: (code: number) => void): Command {
  const run: Perform = async (deed, needs = {}) => {
    end(await withPeople(settings(), needs, deed))
  }
  const person = heed.command('person').description('people without a browser')
  addPersonCommands(person, run)
  addAccountCommands(person, run)
  addTeamCommands(heed.command('team').description('teams'), run)
  return person
}

/** Each command loads its own code, so that none waits for another's. */
async function withPeople(settings: Settings, needs: Needs, deed: Run): Promise<number> {
  const [{ withApp }, person, deeds, team] = await Promise.all([
    import('./with-app.ts'),
    import('./person.ts'),
    import('./person-deeds.ts'),
    import('./team.ts'),
  ])
  return await withApp(settings, { catalogue: false, ...needs }, (app) => deed({ ...person, ...deeds, ...team }, app.system.people))
}

interface Needs {
  setsUp?: boolean
  dryRun?: boolean
}
type Perform = (deed: Run, needs?: Needs) => Promise<void>

/** With these a new Heed gets its first people, before anybody serves it. */
const first = { setsUp: true }

function addPersonCommands(person: Command, run: Perform): void {
  person
    .command('add <email>')
    .description('add a person and print a one-use sign-in link')
    .requiredOption('--name <name>', 'as others read it')
    .addOption(new Option('--role <role>', 'what they may do').choices(roles).default('learner'))
    .option('--team <team>', 'the team they join')
    .option('--lead', 'they lead that team')
    .option('--password-stdin', 'read a password, one line, from standard input; then no link is printed')
    .addOption(format())
    .action((email: string, options: Parameters<Cli['personAdd']>[2]) => run((cli, people) => cli.personAdd(people, email, options), first))
  person
    .command('list')
    .description('everybody')
    .addOption(format())
    .action((options: Parameters<Cli['personList']>[1]) => run((cli, people) => cli.personList(people, options)))
  person
    .command('link <email>')
    .description('print a one-use sign-in link')
    .addOption(format())
    .action((email: string, options: Parameters<Cli['personLink']>[2]) => run((cli, people) => cli.personLink(people, email, options)))
}

function addAccountCommands(person: Command, run: Perform): void {
  person
    .command('import <file>')
    .description('add the people of a CSV file (email,name,role,team,lead): all of them, or none where anything is wrong')
    .option('--dry-run', 'only say what would happen')
    .addOption(format())
    .action((file: string, options: Parameters<Cli['personImport']>[2]) =>
      run((cli, people) => cli.personImport(people, file, options), { ...first, dryRun: options.dryRun ?? false }),
    )
  person
    .command('role <email>')
    .addArgument(new Argument('<role>', 'what they may do').choices(roles))
    .description('change what somebody may do; all their sign-ins end')
    .addOption(format())
    .action((email: string, role: Role, options: Parameters<Cli['personRole']>[3]) =>
      run((cli, people) => cli.personRole(people, email, role, options)),
    )
  person
    .command('close <email>')
    .description('close an account: nobody signs in with it any more, and everything else stays')
    .addOption(format())
    .action((email: string, options: Parameters<Cli['personClose']>[2]) => run((cli, people) => cli.personClose(people, email, options)))
  person
    .command('open <email>')
    .description('open a closed account again')
    .addOption(format())
    .action((email: string, options: Parameters<Cli['personOpen']>[2]) => run((cli, people) => cli.personOpen(people, email, options)))
}

function addTeamCommands(team: Command, run: Perform): void {
  team
    .command('add <name>')
    .description('add a team')
    .option('--in <parent>', 'the team above it')
    .addOption(format())
    .action((name: string, options: Parameters<Cli['teamAdd']>[2]) => run((cli, people) => cli.teamAdd(people, name, options), first))
  team
    .command('list')
    .description('the tree of teams')
    .addOption(format())
    .action((options: Parameters<Cli['teamList']>[1]) => run((cli, people) => cli.teamList(people, options)))
  team
    .command('members <team>')
    .description('who is in a team')
    .addOption(format())
    .action((name: string, options: Parameters<Cli['teamMembers']>[2]) => run((cli, people) => cli.teamMembers(people, name, options)))
  team
    .command('put <team> <email>')
    .description('put somebody into a team; again, to change whether they lead it')
    .option('--lead', 'they lead it')
    .action((name: string, email: string, options: { lead?: boolean }) => run((cli, people) => cli.teamPut(people, name, email, options)))
  team
    .command('take <team> <email>')
    .description('take somebody out of a team')
    .action((name: string, email: string) => run((cli, people) => cli.teamTake(people, name, email)))
  team
    .command('rename <team> <name>')
    .description('give a team another name')
    .action((team: string, name: string) => run((cli, people) => cli.teamRename(people, team, name)))
  team
    .command('move <team>')
    .description('hang a team below another, or at the top')
    .option('--in <parent>', 'the team above it')
    .addOption(new Option('--top', 'no team above it').conflicts('in'))
    .action((name: string, options: { in?: string; top?: boolean }) => run((cli, people) => cli.teamMove(people, name, options)))
  team
    .command('remove <team>')
    .description('remove an empty team')
    .action((name: string) => run((cli, people) => cli.teamRemove(people, name)))
}
