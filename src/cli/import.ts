import * as disk from 'node:fs/promises'
import { basename, extname, join, relative } from 'node:path'
import { readContent } from '../lessons/check.ts'
import type { Content } from '../lessons/content.ts'
import { nearest } from '../kernel/did-you-mean.ts'
import { formatFor, importFormats, type ImportFormat } from '../lessons/exchange/formats.ts'
import { asLesson, type Imported, type ReportLine } from '../lessons/exchange/import.ts'
import { placeIn, readImport, type AnkiReader } from '../lessons/exchange/read-file.ts'
import { readFolder } from '../lessons/folder.ts'
import { addToCourse } from './add-to-course.ts'
import { counted, type Place } from './content-paths.ts'
import { exit, wrongUse, type Exit } from './exit.ts'
import { saveNew } from './save.ts'

export interface ImportWorld extends Place {
  /** Standard output: data. */
  out: (text: string) => void
  /** Standard error: talk. */
  talk: (text: string) => void
  ankiRows: AnkiReader
}

export interface ImportOptions {
  format?: ImportFormat
  course?: string
  out?: string
}

/** The largest file that is read, in bytes. */
const largest = 256 * 2 ** 20

/** What is inflated of a package: nobody else waits for a command. */
const mostInflated = 512 * 2 ** 20

/**
 * `heed import`: questions from another tool as a draft lesson, and what became of each. In a course it stands at the end of
 * the first section.
 *
 * @returns 0, 1 when something was left out, 64 when asked for something that there is not
 */
export async function importFile(file: string, options: ImportOptions, world: ImportWorld): Promise<Exit> {
  const format = options.format ?? formatFor(file)
  if (!format) return wrongUse(world, `What ${file} is cannot be told from its name. Say it with --format: ${importFormats.join(', ')}.`)
  if (options.course !== undefined && options.out !== undefined)
    return wrongUse(world, '--course and --out each say where the lesson is written, so nothing was. Leave one of the two away.')
  const files = await readFolder(disk, world.content)
  const content = readContent(files)
  const course = options.course === undefined ? undefined : knownCourse(content, options.course)
  if (options.course !== undefined && course === undefined) return wrongUse(world, noCourse(options.course, content))
  const bytes = await bytesOf(file)
  if (typeof bytes === 'string') return wrongUse(world, bytes)
  const imported = asLesson(
    await readImport(bytes, format, world.ankiRows, mostInflated),
    placeIn(content, basename(file, extname(file)), course ?? 'imported'),
  )
  world.talk(reportText(imported, basename(file)))
  if (!imported.report.some(({ fate }) => fate !== 'left out')) {
    world.talk('Nothing could be taken over, so nothing was written.\n')
    return exit.problems
  }
  const target = options.out ?? (course === undefined ? undefined : join(world.content, 'courses', course, `${imported.id}.mdx`))
  if (target === undefined) world.out(imported.mdx)
  else if (!(await wrote(target, imported, world))) return exit.wrongUse
  if (course !== undefined && !(await addToCourse(course, imported.id, files, world))) return exit.problems
  if (course === undefined && target !== undefined) world.talk(`Put its id, ${imported.id}, into a section of a course.yml.\n`)
  return imported.report.some(({ fate }) => fate === 'left out') ? exit.problems : exit.fine
}

const knownCourse = ({ courses }: Content, course: string) => courses.find(({ file }) => file === `courses/${course}/course.yml`) && course

function noCourse(course: string, { courses }: Content): string {
  const names = courses.map(({ file }) => file.split('/')[1]!)
  const meant = nearest(course, names)
  return `There is no course “${course}”.${meant ? ` Did you mean “${meant}”?` : names.length > 0 ? ` There is ${names.join(', ')}.` : ''}`
}

/** A sentence where it cannot be read. */
async function bytesOf(file: string): Promise<Uint8Array | string> {
  const found = await disk.stat(file).catch(() => undefined)
  if (!found?.isFile()) return `There is no file ${file}.`
  if (found.size > largest) return `${file} is larger than ${largest / 2 ** 20} MiB. Export it in parts.`
  return disk.readFile(file)
}

async function wrote(target: string, { mdx }: Imported, { talk, cwd = process.cwd() }: ImportWorld): Promise<boolean> {
  const shown = relative(cwd, target) || target
  try {
    await saveNew(target, mdx)
  } catch (problem) {
    if ((problem as { code?: string }).code !== 'EEXIST') throw problem
    talk(`${shown} is there already, so nothing was written. Give another name with --out.\n`)
    return false
  }
  talk(`${shown} is a draft that nobody sees yet. Read it, and set status: live.\n`)
  return true
}

function reportText({ report, unit }: Imported, file: string): string {
  const lines = report.map(
    (line) => `${placeText(line, unit, file)}  ${line.fate.padEnd(8)}  ${line.name}${line.why.map((why) => `\n    ${why}`).join('')}\n`,
  )
  const count = (fate: ReportLine['fate']) => report.filter((line) => line.fate === fate).length
  const taken = report.length - count('left out')
  return `${lines.join('')}${counted(taken, 'piece')} taken over, ${count('changed')} of them changed; ${count('left out')} left out.\n`
}

/** As editors find it, where lines are counted. */
function placeText({ line }: ReportLine, unit: Imported['unit'], file: string): string {
  if (line === 0) return file
  return unit === 'line' ? `${file}:${line}` : `${file} ${unit} ${line}`
}
