import type { Context } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { demand, type Viewer } from '../../people/role.ts'
import type { CoursePlace, EditPage } from '../author-pages.ts'
import { bothMarks, draftName, marksIn } from '../drafts.ts'
import type { Content, LessonFile } from '../content.ts'
import { defaultLocaleOf, existing, fileOf, filesOf, nameOf, titleOf, untranslated } from '../lesson-file.ts'
import { standingOf } from '../standing.ts'
import { insertables } from '../insertables.ts'
import { plain } from '../text.ts'
import { canWrite, changedAt, readMark, readText } from '../writing.ts'
import { asFile, checked } from './check-text.ts'
import { differenceFrom } from './difference.ts'
import { takenOutOf } from './put-back.ts'
import { isUnseen } from './throw-away.ts'

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
  const own = await readText(context.settings.content, file.file)
  if (own === undefined) throw new Refusal('not-found', 'The file of this lesson has just been taken away.')
  const draft = await readText(context.settings.content, draftName(file.file))
  const saved = plain(draft ?? own)
  const text = plain(input.text ?? saved)
  const theirs = await changedBySomebody(context, file.file, { own, draft }, input.read)
  const original = await originalOf(context, content, file)
  const standing = standingOf(context.catalogue.live(), content, file)
  return {
    ...(await checked(context, viewer, content, asFile(content, file, text))),
    lesson,
    title: titleOf(file),
    file: file.file,
    course: file.course,
    locale: file.locale,
    locales: filesOf(content, lesson).map(({ locale }) => locale),
    untranslated: untranslated(content, lesson),
    original,
    text,
    inFile: saved === text ? null : saved,
    read: bothMarks(readMark(own), draft === undefined ? undefined : readMark(draft)),
    draftSince: draft === undefined ? null : await changedAt(context.settings.content, draftName(file.file)),
    unseen: await isUnseen(context.read, content, file),
    standing,
    writable: await canWrite(context.settings.content, file.file),
    insertables: original ? [] : insertables,
    takenOut: await takenOutOf(context, content, file),
    places: standing.courses.length > 0 ? [] : placesFor(context, file),
    theirs: theirs === undefined ? null : await differenceFrom(context, viewer, { ...theirs, object: lesson }, text),
  }
}

async function originalOf({ settings }: Context, content: Content, file: LessonFile): Promise<EditPage['original']> {
  const own = defaultLocaleOf(content)
  const original = file.locale === own ? undefined : fileOf(content, nameOf(file), own)
  const text = original && (await readText(settings.content, original.file))
  return text === undefined ? null : { locale: own, text: plain(text) }
}

/** The text that somebody else has put there since the author began: what they have typed must not take its place unseen. */
async function changedBySomebody(
  { settings: { content } }: Context,
  file: string,
  { own, draft }: { own: string; draft: string | undefined },
  read: string | undefined,
): Promise<{ file: string; text: string } | undefined> {
  const beside = draftName(file)
  const live = { file, text: own }
  if (read === undefined) {
    const [since, draftSince] = await Promise.all([changedAt(content, file), changedAt(content, beside)])
    return since !== null && draftSince !== null && since > draftSince ? live : undefined
  }
  const [ownMark, draftMark] = marksIn(read)
  if (readMark(own) !== ownMark) return live
  return draft !== undefined && readMark(draft) !== draftMark ? { file: beside, text: draft } : undefined
}

/** Those of the course in whose folder the file lies come first. */
const placesFor = (context: Context, file: LessonFile) =>
  placesIn(context).toSorted((a, b) => Number(b.course === file.course) - Number(a.course === file.course))

export function placesIn(context: Context): CoursePlace[] {
  return context.catalogue
    .content()
    .courses.flatMap(({ value }) =>
      value ? [{ course: value.id, title: value.title, sections: value.sections.map(({ title }) => title) }] : [],
    )
}
