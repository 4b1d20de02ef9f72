import type { Context } from '../../context.ts'
import type { Viewer } from '../../people/role.ts'
import { commitFile, isRepository } from '../git.ts'
import { inTurn, readMark, readText, writeText } from '../writing.ts'

export interface Writing {
  file: string
  text: string
  /** Null for a new file. */
  read: string | null
  /** What Git is told. */
  message: string
}

/** @returns whether Git has it too; null where the folder is no repository, or nothing has changed */
export async function write(context: Context, viewer: Viewer, { file, text, read, message }: Writing): Promise<boolean | null> {
  const { content } = context.settings
  return inTurn(context.catalogue, async () => {
    const before = await readText(content, file)
    const after = likeBefore(before, text)
    if (after === before && readMark(before) === read) return null
    await writeText(content, file, after, read)
    return commit(context, viewer, file, message)
  })
}

/** Somebody who writes on Windows keeps their line ends. */
const likeBefore = (before: string | undefined, text: string) => (before?.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text)

/** The file is saved by then: that Git does not take it is worth telling, and no reason to refuse. */
async function commit({ settings, log }: Context, { name, email }: Viewer, file: string, message: string): Promise<boolean | null> {
  if (!(await isRepository(settings.content))) return null
  try {
    await commitFile(settings.content, file, message, { name, email })
    return true
  } catch (problem) {
    log.warn({ err: problem, file }, 'A saved lesson could not be committed.')
    return false
  }
}
