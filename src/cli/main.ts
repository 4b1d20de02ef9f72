import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import packageJson from '../../package.json' with { type: 'json' }
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { readSettings, SettingProblem, type Settings } from '../settings.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { isStudyDay } from '../kernel/study-day.ts'
import { addAuthoring } from './authoring.ts'
import { addJobs, addOperating, addPersonData } from './operating.ts'
import { addExchange } from './exchange.ts'
import { cacheFolder } from './cache-folder.ts'
import { print, talk } from './out.ts'
import { addPeople } from './people.ts'

/** What a command ends with; the table of interface.md. */
export const exit = { fine: 0, problems: 1, wrongUse: 64, damaged: 65, fault: 70, wrongSetting: 78 } as const

const format = () => new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text')

/** Builds the command line. Every action loads its own code, so that `heed check` does not wait for a server. */
function program(settings: () => Settings, end: (code: number) => void): Command {
  const heed = new Command('heed')
    .description('Heed: lessons in Markdown, five minutes of review a day.')
    .version(packageJson.version, '--version', 'print which Heed this is')
    .exitOverride()
    .configureOutput({ writeErr: talk, writeOut: print })
    .showHelpAfterError('(heed --help lists the commands)')

  heed
    .command('serve')
    .description('serve Heed; what npm start runs after its set-up')
    .action(async () => {
      // First, because loading a server takes seconds and a setting may be wrong.
      const read = settings()
      const { serve } = await import('./serve.ts')
      end(await serve(read))
    })

  heed
    .command('dev')
    .description('serve for working on Heed: pages reload as they change (npm run dev)')
    .action(async () => {
      const read = settings()
      const { dev } = await import('./dev.ts')
      end(await dev(read))
    })

  const person = addPeople(heed, settings, end)

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
      if ((options.team === undefined) === (options.person === undefined)) {
        talk('Name either a team or a person.\n')
        return end(exit.wrongUse)
      }
      const [{ withApp }, { assign }] = await Promise.all([import('./with-app.ts'), import('./assign.ts')])
      end(await withApp(settings(), { catalogue: true }, (app) => assign(app.system.assignments, course, options)))
    })

  heed
    .command('demo')
    .description('fill an empty data folder with a small company and a month of answers; prints its sign-ins')
    .addOption(format())
    .action(async (options: { format: string }) => {
      const { demo } = await import('./demo.ts')
      end(await demo(settings(), options))
    })

  addAuthoring(heed, settings, end)
  addPersonData(person, settings, end)
  addOperating(heed, settings, end)
  addJobs(heed, settings, end)
  addExchange(heed, settings, end)

  heed
    .command('stats')
    .description('work out now, not only at night, how items are answered')
    .action(async () => {
      const { stats } = await import('./stats.ts')
      end(await stats(settings()))
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

function day(text: string): string {
  if (!isStudyDay(text)) throw new InvalidArgumentError('It must be a day, written like 2026-11-30.')
  return text
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
  if (isRefusal(problem) && problem.code === 'disk-full') {
    // The refusal's own words are for learners, whose devices keep their answers.
    talk('The disk is full, so nothing was saved. Free some room, then run the command again.\n')
    return exit.fault
  }
  if (isRefusal(problem)) {
    talk(`${problem.message}${problem.hint ? ` ${problem.hint}` : ''}\n`)
    return exit.problems
  }
  const { code = '', message } = problem as NodeJS.ErrnoException
  if (/^SQLITE_(FULL|IOERR|CANTOPEN|READONLY|PERM)/.test(code)) {
    talk(`The disk does not let Heed work with its database (${message}). Free some room, or mend the rights of the data folder.\n`)
    return exit.fault
  }
  if (isOfTheSystem(problem)) {
    talk(`${problem.path ?? 'A file or folder'} cannot be used (${problem.message}). Name another one, or mend its rights.\n`)
    return exit.fault
  }
  talk(`Heed failed in a way that it does not know: ${problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)}\n`)
  return exit.fault
}

/** A refusal of the file system, which names the file: nothing that a stack trace would make clearer. */
function isOfTheSystem(problem: unknown): problem is NodeJS.ErrnoException {
  const { code = '', syscall } = problem as NodeJS.ErrnoException
  return problem instanceof Error && /^E[A-Z]+$/.test(code) && syscall !== undefined
}

/** `heed … | head` has read enough: nobody is left to be told anything. */
function endWithReader(): void {
  process.stdout.on('error', (problem: NodeJS.ErrnoException) => {
    if (problem.code !== 'EPIPE') throw problem
    process.exit()
  })
}

async function main(): Promise<void> {
  endWithReader()
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

// What is made of a lesson dies young. V8 takes some nodes of its tree for long-lived and puts them among the old, where each keeps all
// of its tree: that took a third of the time of a check, and a third of a server's memory while it reads its lessons.
setFlagsFromString('--no-allocation-site-pretenuring')
// Node keeps what it makes of our code: the next command starts sooner. Where it may not write, it does without.
enableCompileCache(join(cacheFolder, 'code'))
await main()
