import { writingsOf } from '../../../db/audit.ts'
import type { Context } from '../../context.ts'
import type { Viewer } from '../../people/role.ts'
import type { Difference } from '../author-pages.ts'
import { lineDiff } from '../line-diff.ts'
import { plain } from '../text.ts'
import { changedAt, readMark } from '../writing.ts'

interface Left {
  file: string
  /** The id by which the audit knows what was written: of the lesson or the course, or the name of the file. */
  object: string
  text: string
}

/** What somebody else has left in a file beside what was typed, and who left it: one asks a colleague, not a file. */
export async function differenceFrom(context: Context, viewer: Viewer, { file, object, text }: Left, typed: string): Promise<Difference> {
  const writings = await writingsOf(context.read, viewer, object)
  const writing = writings.find(({ mark }) => mark === readMark(text))
  const who = writing
    ? { by: writing.by ?? 'Somebody who has left', at: writing.at }
    : { by: null, at: (await changedAt(context.settings.content, file)) ?? context.now() }
  return { text: plain(text), lines: lineDiff(plain(text), typed), ...who }
}
