import { Command, CommanderError, Option } from 'commander'
import { readSettings, SettingProblem, type Settings } from '../settings.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { roles } from '../people/role.ts'
import { print, talk } from './out.ts'

/** What a command ends with; the table of interface.md. */
export const exit = { fine: 0, problems: 1, wrongUse: 64, damaged: 65, fault: 70, wrongSetting: 78 } as const

const format = () => new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text')

type Cli = typeof import('./person.ts')

/** Builds the command line. Every action loads its own code, so that `heed check` does not wait for a server. */
function program(settings: () => Settings, end: (code: number) => void): Command {
  const heed = new Command('heed')
    .description('Heed: lessons in Markdown, five minutes of review a day.')
    .exitOverride()
    .configureOutput({ writeErr: talk, writeOut: print })
    .showHelpAfterError('(heed --help lists the commands)')

  heed
    .command('serve')
    .description('serve Heed; what npm start runs after its set-up')
    .action(async () => {
      const { serve } = await import('./serve.ts')
      end(await serve(settings()))
    })

  heed
    .command('dev')
    .description('serve for working on Heed: pages reload as they change (npm run dev)')
    .action(async () => {
      const { dev } = await import('./dev.ts')
      end(await dev(settings()))
    })

  const person = heed.command('person').description('people without a browser')
  person
    .command('add <email>')
    .description('add a person and print a one-use sign-in link')
    .requiredOption('--name <name>', 'as others read it')
    .addOption(new Option('--role <role>', 'what they may do').choices(roles).default('learner'))
    .option('--team <team>', 'the team they join')
    .option('--lead', 'they lead that team')
    .option('--password-stdin', 'read a password, one line, from standard input; then no link is printed')
    .addOption(format())
    .action(async (email: string, options: Parameters<Cli['personAdd']>[2]) =>
      end(await withPeople(settings(), (cli, people) => cli.personAdd(people, email, options))),
    )
  person
    .command('list')
    .description('everybody')
    .addOption(format())
    .action(async (options: Parameters<Cli['personList']>[1]) =>
      end(await withPeople(settings(), (cli, people) => cli.personList(people, options))),
    )
  person
    .command('link <email>')
    .description('print a one-use sign-in link')
    .addOption(format())
    .action(async (email: string, options: Parameters<Cli['personLink']>[2]) =>
      end(await withPeople(settings(), (cli, people) => cli.personLink(people, email, options))),
    )

  heed
    .command('team')
    .description('teams')
    .command('add <name>')
    .description('add a team')
    .option('--in <parent>', 'the team above it')
    .addOption(format())
    .action(async (name: string, options: Parameters<Cli['teamAdd']>[2]) =>
      end(await withPeople(settings(), (cli, people) => cli.teamAdd(people, name, options))),
    )

  heed
    .command('demo')
    .description('fill an empty data folder with a small company and a month of answers; prints its sign-ins')
    .addOption(format())
    .action(async (options: { format: string }) => {
      const { demo } = await import('./demo.ts')
      end(await demo(settings(), options))
    })

  heed
    .command('check [files...]')
    .description('report every problem of every lesson')
    .option('--format <format>', 'pretty, unix, github or json', 'pretty')
    .option('--strict', 'warnings fail too')
    .action(async (files: string[], options: { format: string; strict?: boolean }) => {
      const { check } = await import('./check.ts')
      end(await check(files, options, { content: settings().content, out: print }))
    })

  const memory = heed.command('memory').description('memories against a replay of the log')
  memory
    .command('verify')
    .description('compare; prints {"pairs":N,"different":0}')
    .addOption(format())
    .action(async () => {
      const { memoryVerify } = await import('./memory.ts')
      end(await memoryVerify(settings()))
    })
  memory
    .command('rebuild')
    .description('make them anew from the log; no date moves')
    .addOption(format())
    .action(async () => {
      const { memoryRebuild } = await import('./memory.ts')
      end(await memoryRebuild(settings()))
    })
  return heed
}

async function withPeople(settings: Settings, run: (cli: Cli, people: import('./person.ts').People) => Promise<number>): Promise<number> {
  const [{ withApp }, cli] = await Promise.all([import('./with-app.ts'), import('./person.ts')])
  return withApp(settings, { catalogue: false }, (app) => run(cli, app.system.people))
}

/** Turns every way to fail into its exit code and one sentence. */
function explain(problem: unknown): number {
  if (problem instanceof CommanderError) return problem.exitCode === 0 ? exit.fine : exit.wrongUse
  if (problem instanceof SettingProblem) {
    talk(`${problem.message}\n`)
    return exit.wrongSetting
  }
  if (problem instanceof Error && problem.name === 'DataProblem') {
    talk(`${problem.message}\n`)
    return (problem as Error & { exitCode: number }).exitCode
  }
  if (isRefusal(problem)) {
    talk(`${problem.message}${problem.hint ? ` ${problem.hint}` : ''}\n`)
    return problem.code === 'disk-full' ? exit.fault : exit.problems
  }
  talk(`Heed failed in a way that it does not know: ${problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)}\n`)
  return exit.fault
}

async function main(): Promise<void> {
  let code: number = exit.fine
  let read: Settings | undefined
  const settings = () => {
    if (read) return read
    const { settings, warnings } = readSettings(process.env, process.cwd())
    for (const warning of warnings) talk(`${warning}\n`)
    return (read = settings)
  }
  try {
    await program(settings, (result) => (code = result)).parseAsync()
  } catch (problem) {
    code = explain(problem)
  }
  process.exitCode = code
}

await main()
