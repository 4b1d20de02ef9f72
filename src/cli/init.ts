import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { exit, type Exit } from './exit.ts'
import { repositoryFiles } from './init-files.ts'
import { saveNew } from './save.ts'

export interface InitWorld {
  out: (text: string) => void
  talk: (text: string) => void
  cwd?: string
  /** YYYY-MM-DD */
  today: string
}

/**
 * `heed init`: a repository of content and nothing else, ready for an editor and for CI. What is there already stays as it is.
 *
 * @returns 0
 */
export async function init(
  folder: string,
  options: { format: string },
  { out, talk, cwd = process.cwd(), today }: InitWorld,
): Promise<Exit> {
  const root = resolve(cwd, folder)
  const made: string[] = []
  const kept: string[] = []
  // A folder that has courses needs no sample.
  const hasCourses = existsSync(join(root, 'courses'))
  for (const [file, text] of repositoryFiles(today)) {
    if (hasCourses && file.startsWith('courses/')) continue
    const isNew = await saveNew(join(root, file), text).then(() => true, whenThere)
    ;(isNew ? made : kept).push(relative(cwd, join(root, file)).replaceAll('\\', '/'))
  }
  out(options.format === 'json' ? `${JSON.stringify({ made, kept })}\n` : made.map((file) => `${file}\n`).join(''))
  if (kept.length > 0) talk(`These were there and stay as they are: ${kept.join(', ')}.\n`)
  talk(`Set HEED_CONTENT to ${root}, and “heed check” reads it. The handbook has more under “Writing in an editor”.\n`)
  return exit.fine
}

function whenThere(problem: unknown): false {
  if ((problem as { code?: string }).code === 'EEXIST') return false
  throw problem
}
