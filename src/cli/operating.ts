import { InvalidArgumentError, type Command } from 'commander'
import type { App } from '../app.ts'
import type { Exit } from './exit.ts'
import { format, type Cli } from './options.ts'
import type { Retention } from './retention.ts'

/** The commands for those who run Heed. */
export function addOperating(heed: Command, { settings, end }: Cli): void {
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
export function addJobs(heed: Command, { settings, end }: Cli): void {
  const jobs = heed.command('jobs').description('what runs by the clock while Heed serves')
  const withJobs = async (run: (deeds: typeof import('./jobs.ts'), app: App) => Promise<Exit>) => {
    const [{ withApp }, deeds] = await Promise.all([import('./with-app.ts'), import('./jobs.ts')])
    end(await withApp(settings(), { catalogue: true }, (app) => run(deeds, app)))
  }
  jobs
    .command('list')
    .description('every job and its last run')
    .addOption(format())
    .action((options: { format: string }) => withJobs((deeds, app) => deeds.jobsList(app, options)))
  jobs
    .command('run <job>')
    .description('run a job now, whether or not it ran today')
    .addOption(format())
    .action((job: string, options: { format: string }) => withJobs((deeds, app) => deeds.jobsRun(app, job, options)))
  heed
    .command('stats')
    .description('work out now, not only at night, how items are answered')
    .action(() => withJobs((deeds, app) => deeds.stats(app)))
}

/** What people are thought to remember, which is worked out from their answers. */
export function addMemory(heed: Command, { settings, end }: Cli): void {
  // Scripts read the JSON without asking for it.
  const asData = () => format().default('json')
  const memory = heed.command('memory').description('memories against a replay of the log')
  memory
    .command('verify')
    .description('compare; prints {"pairs":N,"different":0}')
    .addOption(asData())
    .action(async (options: { format: string }) => {
      const { memoryVerify } = await import('./memory.ts')
      end(await memoryVerify(settings(), options))
    })
  memory
    .command('rebuild')
    .description('make them anew from the log; no date moves')
    .addOption(asData())
    .action(async (options: { format: string }) => {
      const { memoryRebuild } = await import('./memory.ts')
      end(await memoryRebuild(settings(), options))
    })
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1 to 9999.')
  return Number(text)
}
