import type { Context } from '../../context.ts'
import type { Viewer } from '../../people/role.ts'
import { commitFiles, isRepository } from '../git.ts'
import { demandAsRead, inTurn, readMark, readText, removeText, writeText } from '../writing.ts'

export interface Writing {
  file: string
  text: string
  /** Null for a new file. */
  read: string | null
  /** A second file, such as the draft of the first: it must be as it was read, null for not there; `remove` takes it away. */
  other?: { file: string; read: string | null; remove?: boolean } | undefined
  /** What Git is told. */
  message: string
}

/** @returns whether Git has it too; null where the folder is no repository, or nothing has changed */
export async function write(context: Context, viewer: Viewer, { file, text, read, other, message }: Writing): Promise<boolean | null> {
  const { content } = context.settings
  return inTurn(context.catalogue, async () => {
    if (other) await demandAsRead(content, other.file, other.read)
    const before = await readText(content, file)
    const after = likeBefore(before, text)
    const isRemoved = other?.remove === true && other.read !== null
    if (after === before && readMark(before) === read && !isRemoved) return null
    await writeText(content, file, after, read)
    if (isRemoved) await removeText(content, other.file)
    return commit(context, viewer, isRemoved ? [file, other.file] : [file], message)
  })
}

/** Somebody who writes on Windows keeps their line ends. */
const likeBefore = (before: string | undefined, text: string) => (before?.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text)

/** The file is saved by then: that Git does not take it is worth telling, and no reason to refuse. */
export async function commit(
  { settings, log }: Context,
  { name, email }: Viewer,
  files: string[],
  message: string,
): Promise<boolean | null> {
  if (!(await isRepository(settings.content))) return null
  try {
    await commitFiles(settings.content, files, message, { name, email })
    return true
  } catch (problem) {
    log.warn({ err: problem, files }, 'A saved lesson could not be committed.')
    return false
  }
}
