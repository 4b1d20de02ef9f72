import * as disk from 'node:fs/promises'
import { join } from 'node:path'
import { fixContent, hasErrors, type FixedFile } from '../lessons/fix/content.ts'
import { readFolder } from '../lessons/folder.ts'
import type { FileProblem } from '../lessons/lesson.ts'
import { counted, filesMissing, namedFiles, shownPath, type Place } from './content-paths.ts'
import { exit, wrongUse, type Exit } from './exit.ts'
import { save } from './save.ts'

export interface FixWorld extends Place {
  /** Standard output: data. */
  out: (text: string) => void
  /** Standard error: talk. */
  talk: (text: string) => void
}

/**
 * `heed fix`: mends what can be mended without its author, and says what it did and what it could not.
 *
 * @param files only these are mended; all without any
 * @returns 0, 1 when errors are left, 64 when asked for a file that there is not
 */
export async function fix(files: string[], options: { dryRun?: boolean; format: string }, world: FixWorld): Promise<Exit> {
  const content = await readFolder(disk, world.content)
  const { found, missing } = namedFiles(files, content, world)
  if (missing.length > 0) return wrongUse(world, filesMissing(missing, world))
  const { fixed, left } = fixContent(content, found)
  if (!options.dryRun) for (const { file, text } of fixed) await save(join(world.content, file), text)
  world.out(options.format === 'json' ? asJson(fixed, left, world) : fixed.map((each) => asText(each, world)).join(''))
  world.talk(summary(fixed, left, options.dryRun ?? false))
  return hasErrors(left) ? exit.problems : exit.fine
}

function asText({ file, mended }: FixedFile, world: FixWorld): string {
  const mendings = mended.map(({ line, id, before, after }) =>
    [`  ${line}  ${id}`, ...before.map((text) => `    - ${text}`), ...after.map((text) => `    + ${text}`)]
      .map((text) => `${text.trimEnd()}\n`)
      .join(''),
  )
  return `${shownPath(file, world)}\n${mendings.join('')}`
}

function asJson(fixed: FixedFile[], left: FileProblem[], world: FixWorld): string {
  const files = fixed.map(({ file, mended }) => ({ file: shownPath(file, world), mended }))
  const problems = left.map(({ file, line, column, severity, id, message, mend }) => {
    return { file: shownPath(file, world), line, column, severity, id, message, mend }
  })
  return `${JSON.stringify({ files, left: problems }, null, 2)}\n`
}

function summary(fixed: FixedFile[], left: FileProblem[], isDry: boolean): string {
  const mistakes = fixed.reduce((sum, { mended }) => sum + mended.length, 0)
  const did =
    mistakes === 0
      ? 'Nothing here can be mended without you.'
      : `${isDry ? 'To mend' : 'Mended'}: ${counted(mistakes, 'mistake')} in ${counted(fixed.length, 'file')}.`
  if (left.length === 0) return mistakes === 0 ? 'There is nothing to mend.\n' : `${did}\n`
  return `${did} ${counted(left.length, 'problem')} left for you: “heed check” shows ${left.length === 1 ? 'it' : 'them'}.\n`
}
