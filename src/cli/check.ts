import * as disk from 'node:fs/promises'
import { isAbsolute, relative, resolve } from 'node:path'
import { check as checkContent } from '../lessons/check.ts'
import { readFolder } from '../lessons/folder.ts'
import type { FileProblem } from '../lessons/lesson.ts'
import { formats, isFormat, type Shown } from './problem-formats.ts'

export interface CheckWorld {
  /** The content folder. */
  content: string
  /** Standard output: data. */
  out: (text: string) => void
  /** Standard error: talk. */
  talk?: (text: string) => void
  cwd?: string
}

/**
 * `heed check`: every problem of every file in one run.
 *
 * @param files only these are reported; as given, below the content folder or below the working folder
 * @returns 0, 1 when there are errors (or, strictly, warnings), 64 when asked for something that there is not
 */
export async function check(files: string[], options: { format?: string; strict?: boolean }, world: CheckWorld): Promise<0 | 1 | 64> {
  const talk = world.talk ?? ((text) => void process.stderr.write(text))
  const format = options.format ?? 'pretty'
  if (!isFormat(format)) {
    talk(`There is no format "${format}". It must be one of ${Object.keys(formats).join(', ')}.\n`)
    return 64
  }
  const content = await readFolder(disk, world.content)
  const known = new Set([...content.texts.keys(), ...content.others])
  const asked = files.map((file) => ({ file, path: pathIn(file, known, world) }))
  const missing = asked.filter(({ path }) => path === undefined)
  if (missing.length > 0) {
    talk(missing.map(({ file }) => `There is no file ${file} in ${world.content}.\n`).join(''))
    return 64
  }
  const result = checkContent(content)
  const wanted = new Set(asked.map(({ path }) => path))
  const problems = result.problems.filter(({ file }) => files.length === 0 || wanted.has(file))
  const shown = problems.map((problem): Shown => ({
    ...problem,
    file: shownPath(problem.file, world),
    text: content.texts.get(problem.file) ?? '',
  }))
  const text = formats[format](shown)
  if (text) world.out(`${text}\n`)
  const clean = `${counted(result.lessons, 'lesson')}, ${counted(result.items, 'item')}: nothing to mend.`
  talk(`${problems.length > 0 ? countWords(problems) : clean}\n`)
  return problems.some(({ severity }) => severity === 'error' || options.strict) ? 1 : 0
}

function pathIn(file: string, known: ReadonlySet<string>, { content, cwd = process.cwd() }: CheckWorld): string | undefined {
  const below = (path: string) => relative(content, path).replaceAll('\\', '/')
  const candidates = isAbsolute(file) ? [below(file)] : [below(resolve(cwd, file)), below(resolve(content, file))]
  return candidates.find((path) => known.has(path))
}

/** As an editor or CI finds it: from the working folder where that is above, else whole. */
function shownPath(file: string, { content, cwd = process.cwd() }: CheckWorld): string {
  const path = relative(cwd, resolve(content, file))
  return path.startsWith('..') ? resolve(content, file) : path.replaceAll('\\', '/')
}

function countWords(problems: FileProblem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length
  return `${counted(errors, 'error')}, ${counted(problems.length - errors, 'warning')}.`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
