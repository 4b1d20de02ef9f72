import { Option, type Command } from 'commander'
import { clockOf } from '../clock.ts'
import type { Settings } from '../settings.ts'
import { cacheFolder } from './cache-folder.ts'
import type { CheckOptions } from './check.ts'
import type { Exit } from './exit.ts'
import { format, type Cli } from './options.ts'
import { print, talk } from './out.ts'

/** The commands for those who write lessons in an editor. */
export function addAuthoring(heed: Command, { settings, end }: Cli): void {
  const place = () => ({ content: settings().content, out: print, talk, today: todayBy(settings()) })

  heed
    .command('check [files...]')
    .description('report every problem of every lesson')
    .addOption(new Option('--format <format>', 'how to print').choices(['pretty', 'unix', 'github', 'json']).default('pretty'))
    .option('--strict', 'warnings fail too')
    .option('--since <revision>', 'report only what has changed since this revision of Git, and keys that were edited without a note')
    .option('--watch', 'check again whenever something changes')
    .action(async (files: string[], options: CheckOptions & { watch?: boolean }) => {
      const { check, watchCheck } = await import('./check.ts')
      const { contentRemote } = settings()
      const world = { ...place(), contentRemote, cache: cacheFolder, learners: () => learners(settings()) }
      if (!options.watch) return end(await check(files, options, world))
      const ended = new Promise<void>((stop) => process.once('SIGINT', () => stop()).once('SIGTERM', () => stop()))
      const clear = () => (process.stdout.isTTY ? print('\x1b[2J\x1b[3J\x1b[H') : undefined)
      end(await watchCheck(files, options, { ...world, clear, ended }))
    })

  heed
    .command('explain [rule]')
    .description('what a rule of the checker is about; without one, all of them')
    .addOption(format())
    .action(async (rule: string | undefined, options: { format: string }) => {
      const { explain } = await import('./explain.ts')
      end(explain(rule, options, { out: print, talk }))
    })

  heed
    .command('fix [files...]')
    .description('mend what can be mended without its author')
    .option('--dry-run', 'say what would be done, and write nothing')
    .addOption(format())
    .action(async (files: string[], options: { dryRun?: boolean; format: string }) => {
      const { fix } = await import('./fix.ts')
      end(await fix(files, options, place()))
    })

  heed
    .command('diff <revision>')
    .description('what changes for learners since a revision of Git, and for how many')
    .addOption(new Option('--format <format>', 'how to print').choices(['pretty', 'md', 'json']).default('pretty'))
    .action(async (revision: string, options: { format: 'pretty' | 'md' | 'json' }) => {
      const { diff } = await import('./diff.ts')
      end(await diff(revision, options.format, { ...place(), cache: cacheFolder, learners: () => learners(settings()) }))
    })

  addMaking(heed, place, end)
}

interface AuthorsPlace {
  content: string
  out: (text: string) => void
  talk: (text: string) => void
  /** YYYY-MM-DD */
  today: string
}

function addMaking(heed: Command, place: () => AuthorsPlace, end: (code: Exit) => void): void {
  const made = heed.command('new').description('a filled-in example to write over')
  made
    .command('lesson <name>')
    .description('a draft with three items')
    .option('--course <course>', 'the folder of the course, into whose first section it goes')
    .addOption(format())
    .action(async (name: string, options: { course?: string; format: string }) => {
      const { newLesson } = await import('./new.ts')
      end(await newLesson(name, options, place()))
    })
  made
    .command('course <name>')
    .description('a course with a first lesson')
    .addOption(format())
    .action(async (name: string, options: { format: string }) => {
      const { newCourse } = await import('./new.ts')
      end(await newCourse(name, options, place()))
    })

  heed
    .command('retire <item>')
    .description('take an item out of its lesson; answers and reports stay')
    .requiredOption('--why <why>', 'for whoever asks later')
    .option('--instead <item>', 'the item that takes its place')
    .addOption(format())
    .action(async (item: string, options: { why: string; instead?: string; format: string }) => {
      const { retire } = await import('./retire.ts')
      end(await retire(item, options, place()))
    })

  heed
    .command('init [folder]')
    .description('a repository of content and nothing else, with what an editor and CI need')
    .addOption(format())
    .action(async (folder: string | undefined, options: { format: string }) => {
      const { init } = await import('./init.ts')
      end(await init(folder ?? '.', options, place()))
    })
}

/** Only somebody who asks for people waits for the services. */
async function learners(settings: Settings) {
  const { countLearners } = await import('./learners.ts')
  return countLearners(settings)
}

/** Where the command runs, YYYY-MM-DD. */
function todayBy(settings: Settings): string {
  const now = new Date(clockOf(settings)())
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}
