import { Argument, Option, type Command } from 'commander'
import type { App } from '../app.ts'
import { roles, type Role } from '../people/role.ts'
import type { Exit } from './exit.ts'
import { format, type Cli } from './options.ts'
import type { Needs } from './with-app.ts'

type Deeds = typeof import('./person.ts') & typeof import('./person-deeds.ts') & typeof import('./person-data.ts')

type Perform = (deed: (deeds: Deeds, people: App['system']['people']) => Promise<Exit>, needs?: Partial<Needs>) => Promise<void>

/** The commands about people. */
export function addPeople(heed: Command, { settings, end }: Cli): void {
  const commands = heed.command('person').description('people without a browser')
  // Loaded when one of them is given, so that no other command waits for it.
  const run: Perform = async (deed, needs) => {
    const [{ withApp }, person, deeds, data] = await Promise.all([
      import('./with-app.ts'),
      import('./person.ts'),
      import('./person-deeds.ts'),
      import('./person-data.ts'),
    ])
    end(await withApp(settings(), { catalogue: false, ...needs }, (app) => deed({ ...person, ...deeds, ...data }, app.system.people)))
  }
  addPersonCommands(commands, run)
  addAccountCommands(commands, run)
  addDataCommands(commands, run)
}

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
    .action((email: string, options: Parameters<Deeds['personAdd']>[2]) =>
      run((deeds, people) => deeds.personAdd(people, email, options), first),
    )
  person
    .command('list')
    .description('everybody')
    .addOption(format())
    .action((options: Parameters<Deeds['personList']>[1]) => run((deeds, people) => deeds.personList(people, options)))
  person
    .command('link <email>')
    .description('print a one-use sign-in link')
    .addOption(format())
    .action((email: string, options: Parameters<Deeds['personLink']>[2]) =>
      run((deeds, people) => deeds.personLink(people, email, options)),
    )
}

function addAccountCommands(person: Command, run: Perform): void {
  person
    .command('import <file>')
    .description('add the people of a CSV file (email,name,role,team,lead): all of them, or none where anything is wrong')
    .option('--dry-run', 'only say what would happen')
    .addOption(format())
    .action((file: string, options: Parameters<Deeds['personImport']>[2]) =>
      run((deeds, people) => deeds.personImport(people, file, options), { ...first, dryRun: options.dryRun ?? false }),
    )
  person
    .command('role <email>')
    .addArgument(new Argument('<role>', 'what they may do').choices(roles))
    .description('change what somebody may do; all their sign-ins end')
    .addOption(format())
    .action((email: string, role: Role, options: Parameters<Deeds['personRole']>[3]) =>
      run((deeds, people) => deeds.personRole(people, email, role, options)),
    )
  person
    .command('close <email>')
    .description('close an account: nobody signs in with it any more, and everything else stays')
    .addOption(format())
    .action((email: string, options: Parameters<Deeds['personClose']>[2]) =>
      run((deeds, people) => deeds.personClose(people, email, options)),
    )
  person
    .command('open <email>')
    .description('open a closed account again')
    .addOption(format())
    .action((email: string, options: Parameters<Deeds['personOpen']>[2]) =>
      run((deeds, people) => deeds.personOpen(people, email, options)),
    )
}

/** What somebody may ask about themselves, and have done. The export grades answers, for which it needs the lessons. */
function addDataCommands(person: Command, run: Perform): void {
  person
    .command('export <email>')
    .description('write all that Heed knows of a person into a folder')
    .argument('<folder>', 'where the file goes')
    .addOption(
      new Option('--format <format>', 'a file for programs, tables in a zip, or a page to read')
        .choices(['json', 'csv', 'html'])
        .default('json'),
    )
    .action((email: string, folder: string, options: Parameters<Deeds['personExport']>[3]) =>
      run((deeds, people) => deeds.personExport(people, email, folder, options), { catalogue: true }),
    )
  person
    .command('erase <email>')
    .description('show what there is of a person; with --yes it is erased for good')
    .option('--yes', 'erase it')
    .addOption(format())
    .action((email: string, options: Parameters<Deeds['personErase']>[2]) =>
      run((deeds, people) => deeds.personErase(people, email, options), { catalogue: true }),
    )
}
