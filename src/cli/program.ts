import packageJson from '../../package.json' with { type: 'json' }
import { Command } from 'commander'
import { addAuthoring } from './authoring.ts'
import { addExchange } from './exchange.ts'
import { addJobs, addMemory, addOperating } from './operating.ts'
import { format, type Cli } from './options.ts'
import { print, talk } from './out.ts'
import { addPeople } from './people.ts'
import { addTeams } from './teams.ts'

/** Builds the command line. Every action loads its own code, so that `heed check` does not wait for a server. */
export function program(cli: Cli): Command {
  const heed = new Command('heed')
    .description('Heed: lessons in Markdown, five minutes of review a day.')
    .version(packageJson.version, '--version', 'print which Heed this is')
    .exitOverride()
    .configureOutput({ writeErr: talk, writeOut: print })
    .showHelpAfterError('(heed --help lists the commands)')
  addServing(heed, cli)
  addPeople(heed, cli)
  addTeams(heed, cli)
  addAuthoring(heed, cli)
  addOperating(heed, cli)
  addJobs(heed, cli)
  addMemory(heed, cli)
  addExchange(heed, cli)
  return heed
}

function addServing(heed: Command, { settings, end }: Cli): void {
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

  heed
    .command('demo')
    .description('fill an empty data folder with a small company and a month of answers; prints its sign-ins')
    .addOption(format())
    .action(async (options: { format: string }) => {
      const { demo } = await import('./demo.ts')
      end(await demo(settings(), options))
    })
}
