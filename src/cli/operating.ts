import { InvalidArgumentError, Option, type Command } from 'commander'
import type { App } from '../app.ts'
import type { Settings } from '../settings.ts'
import type { Retention } from './retention.ts'

const format = () => new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text')

/** The commands for those who run Heed. */
export function addOperating(heed: Command, settings: () => Settings, end: (code: number) => void): void {
  heed
    .command('backup <folder>')
    .description('make a backup in a folder, beside a running server too')
    .option('--keep <count>', 'keep the newest so many of the folder, and remove older ones', wholeNumber)
    .addOption(format())
    .action(async (folder: string, options: { keep?: number; format: string }) => {
      const { backup } = await import('./backup.ts')
      end(await backup(settings(), folder, options))
    })

  heed
    .command('restore <backup>')
    .description('put a backup in the place of the database, with Heed stopped; what was there is kept aside')
    .option('--force', 'also one that does not match its manifest')
    .addOption(format())
    .action(async (from: string, options: { force?: boolean; format: string }) => {
      const { restore } = await import('./restore.ts')
      end(await restore(settings(), from, options))
    })

  heed
    .command('retention')
    .description('how long what is kept; with options, from now on')
    .option('--sign-in-days <days>', 'sign-ins, one-use links and sent mails after their end', wholeNumber)
    .option('--audit-days <days>', 'who did what', wholeNumber)
    .option('--answer-months <months>', 'people and their answers after their account was closed', wholeNumber)
    .option('--flag-months <months>', 'notes to the authors', wholeNumber)
    .addOption(format())
    .action(async ({ format, ...changes }: Partial<Retention> & { format: string }) => {
      const [{ withApp }, { retention }] = await Promise.all([import('./with-app.ts'), import('./retention.ts')])
      end(await withApp(settings(), { catalogue: false }, ({ system }) => retention(system.people, changes, { format })))
    })

  heed
    .command('doctor')
    .description('look at everything that Heed stands on; mends nothing')
    .addOption(format())
    .action(async (options: { format: string }) => {
      const { doctor } = await import('./doctor.ts')
      end(await doctor(settings, options))
    })

  heed
    .command('config')
    .description('every setting, its value, where that comes from, and what it means')
    .addOption(format())
    .action(async (options: { format: string }) => {
      const { config } = await import('./config.ts')
      end(config(process.env, process.cwd(), options))
    })
}

/** What runs by the clock, while Heed serves. */
export function addJobs(heed: Command, settings: () => Settings, end: (code: number) => void): void {
  const jobs = heed.command('jobs').description('what runs by the clock while Heed serves')
  const withJobs = async (run: (cli: typeof import('./jobs.ts'), app: App) => Promise<number>) => {
    const [{ withApp }, cli] = await Promise.all([import('./with-app.ts'), import('./jobs.ts')])
    end(await withApp(settings(), { catalogue: true }, (app) => run(cli, app)))
  }
  jobs
    .command('list')
    .description('every job and its last run')
    .addOption(format())
    .action((options: { format: string }) => withJobs((cli, app) => cli.jobsList(app, options)))
  jobs
    .command('run <job>')
    .description('run a job now, whether or not it ran today')
    .addOption(format())
    .action((job: string, options: { format: string }) => withJobs((cli, app) => cli.jobsRun(app, job, options)))
}

/** What somebody may ask about themselves, and have done. */
export function addPersonData(person: Command, settings: () => Settings, end: (code: number) => void): void {
  person
    .command('export <email>')
    .description('write all that Heed knows of a person into a folder')
    .argument('<folder>', 'where the file goes')
    .addOption(
      new Option('--format <format>', 'a file for programs, tables in a zip, or a page to read')
        .choices(['json', 'csv', 'html'])
        .default('json'),
    )
    .action(async (email: string, folder: string, options: { format: 'json' | 'csv' | 'html' }) => {
      const { personExport } = await import('./person-data.ts')
      end(await withPeople(settings(), (people) => personExport(people, email, folder, options)))
    })
  person
    .command('erase <email>')
    .description('show what there is of a person; with --yes it is erased for good')
    .option('--yes', 'erase it')
    .addOption(format())
    .action(async (email: string, options: { yes?: boolean; format: string }) => {
      const { personErase } = await import('./person-data.ts')
      end(await withPeople(settings(), (people) => personErase(people, email, options)))
    })
}

/** The export grades answers, for which it needs the lessons. */
async function withPeople(settings: Settings, run: (people: App['system']['people']) => Promise<number>): Promise<number> {
  const { withApp } = await import('./with-app.ts')
  return withApp(settings, { catalogue: true }, (app) => run(app.system.people))
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1 to 9999.')
  return Number(text)
}
