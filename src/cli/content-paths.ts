import { existsSync, statSync } from 'node:fs'
import { isAbsolute, relative, resolve } from 'node:path'
import type { ContentFiles } from '../lessons/content.ts'
import { withoutSecret, type ContentRemote } from '../lessons/remote.ts'

export interface Place {
  /** The content folder. */
  content: string
  cwd?: string
}

/**
 * The files that somebody named, as the content folder calls them.
 *
 * @param files as given, below the working folder or below the content folder
 * @returns `missing` as they were given
 */
export function namedFiles(files: string[], { texts, others }: ContentFiles, place: Place): { found: Set<string>; missing: string[] } {
  const known = new Set([...texts.keys(), ...others])
  const asked = files.map((file) => ({ file, path: pathIn(file, known, place) }))
  return {
    found: new Set(asked.flatMap(({ path }) => path ?? [])),
    missing: asked.flatMap(({ file, path }) => (path === undefined ? [file] : [])),
  }
}

function pathIn(file: string, known: ReadonlySet<string>, { content, cwd = process.cwd() }: Place): string | undefined {
  const below = (path: string) => relative(content, path).replaceAll('\\', '/')
  const candidates = isAbsolute(file) ? [below(file)] : [below(resolve(cwd, file)), below(resolve(content, file))]
  return candidates.find((path) => known.has(path))
}

/** As an editor or CI finds it: from the working folder where that is above, else whole. */
export function shownPath(file: string, { content, cwd = process.cwd() }: Place): string {
  const path = relative(cwd, resolve(content, file))
  return path.startsWith('..') ? resolve(content, file) : path.replaceAll('\\', '/')
}

export function filesMissing(files: readonly string[], { content }: Place): string {
  return files.map((file) => `There is no file ${file} in ${content}.`).join('\n')
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

export const hasContent = ({ content }: { content: string }): boolean =>
  statSync(content, { throwIfNoEntry: false })?.isDirectory() ?? false

/** What is said where the content folder is not there. Where a repository is named, nobody has set the folder. */
export function contentMissing({ content, contentRemote = null }: { content: string; contentRemote?: ContentRemote | null }): string {
  if (contentRemote === null)
    return `HEED_CONTENT=${content} is ${existsSync(content) ? 'no folder' : 'not there'}. It must be a folder with courses in it.`
  return `HEED_CONTENT=${withoutSecret(contentRemote.url)} was not fetched yet. Start Heed once, or run “heed jobs run content”.`
}
