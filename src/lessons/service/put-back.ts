import { z } from 'zod'
import { itemVersions, lessonTextsWith, retiredItems } from '../../../db/lessons.ts'
import type { Context } from '../../context.ts'
import type { BaseSpec } from '../../items/item-type.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { demand, type Viewer } from '../../people/role.ts'
import { record } from '../../people/service/record.ts'
import type { EditPage } from '../author-pages.ts'
import { allProblems, newProblems } from '../check.ts'
import { isError } from '../compile.ts'
import type { Content, LessonFile } from '../content.ts'
import { readRetired } from '../course-files.ts'
import { draftOf } from '../drafts.ts'
import { defaultLocaleOf, existing, filesOf, nameOf } from '../lesson-file.ts'
import { withItemBack, withoutTombstone } from '../retire.ts'
import { questionText } from '../search-text.ts'
import { plain } from '../text.ts'
import { readMark, readText } from '../writing.ts'
import { asFile } from './check-text.ts'
import { write } from './write.ts'

/** The items of a lesson that retired.yml lists, so that nobody is asked them. */
export async function takenOutOf({ read }: Context, content: Content, file: LessonFile): Promise<EditPage['takenOut']> {
  const lines = new Map((content.retired.value ?? []).map((line) => [line.id, line]))
  if (lines.size === 0) return []
  const items = (await retiredItems(read, nameOf(file))).filter(({ id }) => lines.has(id))
  return Promise.all(
    items.map(async ({ id, type }) => {
      const versions = await itemVersions(read, id)
      const newest = versions.findLast((each) => each.locale === file.locale) ?? versions.at(-1)
      const { date, why } = lines.get(id)!
      return { item: id, question: newest ? questionText(type, JSON.parse(newest.spec) as BaseSpec) : id, date, why }
    }),
  )
}

const backInput = z.strictObject({ item: z.string().max(200) })

export type BackInput = z.input<typeof backInput>

/**
 * Puts an item back that was taken out: into every language that had it and into its draft, as it was last, and out of retired.yml.
 * Where the lesson is live, so is the item, with all that people have answered.
 *
 * @throws Refusal('not-found') for an item that is not taken out of this lesson or whose text nobody has kept, Refusal('invalid') when
 *   the lesson would have a mistake then, and all that writing may refuse
 */
export async function putBack(context: Context, viewer: Viewer, lesson: string, input: BackInput): Promise<void> {
  demand(viewer, 'author')
  const { item } = parse(backInput, input)
  const content = context.catalogue.content()
  const file = existing(content, lesson)
  if (!(await takenOutOf(context, content, file)).some((gone) => gone.item === item))
    throw new Refusal(
      'not-found',
      `“${item}” is not taken out of this lesson.`,
      'It may have been put back already: look at the lesson again.',
    )
  const changed = await withBack(context, content, nameOf(file), item)
  const before = (await readText(context.settings.content, 'retired.yml')) ?? ''
  const retired = withoutTombstone(plain(before), item)
  refuseMistakes(content, changed, retired)
  const message = `Put back ${item}`
  // First: the item would be a retired one for as long as it takes to write the rest.
  await write(context, viewer, { file: 'retired.yml', text: retired, read: readMark(before), message })
  for (const { file, text, read } of changed) await write(context, viewer, { file: file.file, text, read, message })
  const detail = { locale: file.locale, item }
  await context.transaction((tx) => record(tx, context, { actorId: viewer.id, verb: 'item.put-back', object: nameOf(file), detail }))
  await context.catalogue.reload()
}

interface Changed {
  file: LessonFile
  text: string
  read: string
}

/** The files of a lesson, and their drafts, with the item as each language had it last. */
async function withBack(context: Context, content: Content, lesson: string, item: string): Promise<Changed[]> {
  const older = await lessonTextsWith(context.read, lesson, item)
  const files = filesOf(content, lesson).flatMap((file) => [file, draftOf(content, file)].filter((each) => each !== undefined))
  const changed = await Promise.all(
    files.map(async (file): Promise<Changed[]> => {
      const now = await readText(context.settings.content, file.file)
      if (now === undefined) return []
      const texts = older.filter(({ locale }) => locale === file.locale)
      const [text] = texts.flatMap(({ source }) => withItemBack(plain(now), source, item) ?? [])
      return text === undefined ? [] : [{ file, text, read: readMark(now) }]
    }),
  )
  if (!changed.flat().some(({ file }) => file.locale === defaultLocaleOf(content)))
    throw new Refusal('not-found', `Heed has no text of “${item}” any more, so it cannot put it back.`, 'Write it anew under another id.')
  return changed.flat()
}

/** A translation begun since then lacks the item: the checker tells its author, and that is no reason to refuse. */
function refuseMistakes(content: Content, changed: readonly Changed[], retired: string): void {
  const lessons = content.lessons.map((file) => {
    const now = changed.find((each) => each.file.file === file.file)
    return now ? asFile(content, file, now.text) : file
  })
  const added = newProblems(allProblems(content), allProblems({ ...content, lessons, retired: readRetired(retired) }))
  const mistake = added.find((problem) => isError(problem) && problem.id !== 'locale-mismatch')
  if (mistake)
    throw new Refusal(
      'invalid',
      `Put back, ${mistake.file} would have a mistake, so nothing was changed: ${mistake.message}`,
      mistake.mend && `Mend: ${mistake.mend}`,
    )
}
