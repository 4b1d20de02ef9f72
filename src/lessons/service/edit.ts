import type { Context } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { demand, type Viewer } from '../../people/role.ts'
import type { CoursePlace, EditPage } from '../author-pages.ts'
import { existing, filesOf, titleOf } from '../lesson-file.ts'
import { lineDiff } from '../line-diff.ts'
import { standingOf } from '../standing.ts'
import { insertables } from '../insertables.ts'
import { plain } from '../text.ts'
import { canWrite, readMark, readText } from '../writing.ts'
import { asFile, checked } from './check-text.ts'

/**
 * @param input.text what the author has typed and could not save
 * @param input.read the mark of the text that they began with
 * @throws Refusal('not-found')
 */
export async function editPage(
  context: Context,
  viewer: Viewer,
  lesson: string,
  input: { locale?: string; text?: string; read?: string },
): Promise<EditPage> {
  demand(viewer, 'author')
  const content = context.catalogue.content()
  const file = existing(content, lesson, input.locale)
  const raw = await readText(context.settings.content, file.file)
  if (raw === undefined) throw new Refusal('not-found', 'The file of this lesson has just been taken away.')
  const read = readMark(raw)
  const text = plain(input.text ?? raw)
  const isBehind = input.read !== undefined && input.read !== read
  const standing = standingOf(context.catalogue.live(), content, file)
  return {
    ...(await checked(context, viewer, content, asFile(content, file, text))),
    lesson,
    title: titleOf(file),
    file: file.file,
    locale: file.locale,
    locales: filesOf(content, lesson).map(({ locale }) => locale),
    text,
    read,
    standing,
    writable: await canWrite(context.settings.content, file.file),
    insertables,
    places: standing.courses.length > 0 ? [] : placesIn(context),
    theirs: isBehind ? { text: plain(raw), lines: lineDiff(plain(raw), text) } : null,
  }
}

export function placesIn(context: Context): CoursePlace[] {
  return context.catalogue
    .content()
    .courses.flatMap(({ value }) =>
      value ? [{ course: value.id, title: value.title, sections: value.sections.map(({ title }) => title) }] : [],
    )
}
