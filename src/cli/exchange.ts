import { Option, type Command } from 'commander'
import type { ExportOptions } from './export.ts'
import type { ImportOptions } from './import.ts'
import type { Cli } from './options.ts'
import { print, talk } from './out.ts'

/** Named here too, so that the help does not wait for the code that knows them. */
const importFormats = ['csv', 'tsv', 'gift', 'moodle', 'markdown', 'hashcards', 'quizdown', 'json', 'apkg']
const exportFormats = ['json', 'csv', 'gift', 'qti', 'anki']

/** The commands that take items in from other tools and give them out to them. */
export function addExchange(heed: Command, { settings, end }: Cli): void {
  heed
    .command('import <file>')
    .description('questions from another tool as a draft lesson, and what became of each')
    .addOption(new Option('--format <format>', 'what the file is, where its name does not tell').choices(importFormats))
    .option('--course <course>', 'write the lesson into this course, at the end of its first section')
    .option('--out <file>', 'write the lesson here; without --out and --course it is printed')
    .action(async (file: string, options: ImportOptions) => {
      const { importFile } = await import('./import.ts')
      // Only a collection of Anki waits for the database's code.
      const ankiRows = async (bytes: Uint8Array) => (await import('../world.ts')).ankiRows(bytes)
      end(await importFile(file, options, { content: settings().content, out: print, talk, ankiRows }))
    })

  heed
    .command('export')
    .description('the items of live lessons for another tool, with their answers')
    .addOption(new Option('--format <format>', 'for which tool').choices(exportFormats).default('json'))
    .option('--course <course>', 'only this course')
    .option('--locale <locale>', 'in this language')
    .option('--out <file>', 'write them here; needed for qti and anki')
    .action(async (options: ExportOptions) => {
      const [{ exportItems }, { ankiFile, clockOf }] = await Promise.all([import('./export.ts'), import('../world.ts')])
      const { content, url } = settings()
      end(await exportItems(options, { content, url, out: print, talk, now: clockOf(settings())(), ankiFile }))
    })
}
