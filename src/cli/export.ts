import * as disk from 'node:fs/promises'
import { relative } from 'node:path'
import { readContent } from '../lessons/check.ts'
import { exportables, type Exportable, type ExportNote } from '../lessons/exchange/export.ts'
import type { ExportFormat } from '../lessons/exchange/formats.ts'
import { readFolder } from '../lessons/folder.ts'
import type { AnkiCollection } from '../reports/anki.ts'
import { itemWriters } from '../reports/item-export.ts'
import { counted, type Place } from './content-paths.ts'
import { exit, wrongUse, type Exit } from './exit.ts'

export interface ExportWorld extends Place {
  /** Standard output: data. */
  out: (text: string) => void
  /** Standard error: talk. */
  talk: (text: string) => void
  /** Milliseconds UTC. */
  now: number
  /** The public address, for links into Heed. */
  url: string
  ankiFile: (collection: AnkiCollection) => Uint8Array
}

export interface ExportOptions {
  format: ExportFormat
  course?: string
  locale?: string
  out?: string
}

/**
 * `heed export`: the items of live lessons for another tool, keys included. Whoever may run commands here is the operator.
 *
 * @returns 0, 1 when something was left out, 64 when asked for something that there is not
 */
export async function exportItems(options: ExportOptions, world: ExportWorld): Promise<Exit> {
  const { format, course, out } = options
  if ((format === 'qti' || format === 'anki') && out === undefined)
    return wrongUse(world, `${format} is no text. Name a file for it with --out.`)
  const content = readContent(await readFolder(disk, world.content))
  const names = content.courses.flatMap(({ value }) => value?.id ?? [])
  if (course !== undefined && !names.includes(course))
    return wrongUse(world, `There is no course “${course}” that can be read. There is ${names.join(', ') || 'none'}.`)
  const locale = options.locale ?? content.site.value?.defaultLocale ?? 'en'
  const { items, drafts } = exportables(content, { course, locale })
  if (drafts.length > 0)
    world.talk(`${counted(drafts.length, 'draft')} left out, because only live lessons are exported: ${drafts.join(', ')}.\n`)
  if (items.length === 0) return wrongUse(world, `There is no item to export${course === undefined ? '' : ` in ${course}`}.`)
  const { body, notes } = itemWriters[format](items, locale, world)
  if (out === undefined) world.out(body as string)
  else await disk.writeFile(out, body)
  world.talk(reportText(items, notes, out && (relative(world.cwd ?? process.cwd(), out) || out)))
  return notes.some(({ fate }) => fate === 'left out') ? exit.problems : exit.fine
}

function reportText(items: readonly Exportable[], notes: readonly ExportNote[], file: string | undefined): string {
  const lines = notes.map(({ id, fate, why }) => `${fate.padEnd(8)}  ${id}${why.map((each) => `\n    ${each}.`).join('')}\n`)
  const lost = notes.filter(({ fate }) => fate === 'left out').length
  const held = `${counted(items.length - lost, 'item')} exported${file ? ` to ${file}` : ''}, ${lost} left out. The answers are in it: give it to nobody who is still to be asked.`
  return `${lines.join('')}${held}\n`
}
