import { z } from 'zod'
import type { Context } from '../../context.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { demand, type Viewer } from '../../people/role.ts'
import { record } from '../../people/service/record.ts'
import type { Saved } from '../author-pages.ts'
import { isError } from '../compile.ts'
import type { Content, LessonFile } from '../content.ts'
import { draftName, draftOf, marksIn } from '../drafts.ts'
import { existing, fileOf, nameOf, titleOf } from '../lesson-file.ts'
import { otherLesson } from '../other-lesson.ts'
import { standingOf } from '../standing.ts'
import { saidStatus, saysRetired, withStatus } from '../status.ts'
import { plain } from '../text.ts'
import { readMark } from '../writing.ts'
import { asFile, checked, textFields } from './check-text.ts'
import { retireItems } from './retire-items.ts'
import { write, type Writing } from './write.ts'

const saveInput = z.strictObject({
  text: textFields.text,
  locale: textFields.locale,
  /** The marks of the file and of its draft that the author began with, as `editPage` gave them. */
  read: z.string().max(200),
  publish: z.boolean(),
  /** Why each item that the text takes away is not asked any more, by its id. */
  retire: z
    .record(z.string(), z.string().trim().max(300, 'Why an item is not asked any more is said in at most 300 characters.'))
    .default({}),
})

export type SaveInput = z.input<typeof saveInput>

/**
 * Writes a lesson's text into the content folder and waits until the catalogue has it. A draft of what learners have goes beside
 * its file; published, a draft takes the file's place.
 *
 * @throws Refusal('not-found'), Refusal('invalid') for a text with errors that is to be published or that has another id,
 *   Refusal('conflict') when the file was changed meanwhile, Refusal('forbidden') where the folder cannot be written, Refusal('disk-full')
 */
export async function save(context: Context, viewer: Viewer, lesson: string, input: SaveInput): Promise<Saved> {
  demand(viewer, 'author')
  const { text, locale, read, publish, retire } = parse(saveInput, input)
  const content = context.catalogue.content()
  const before = existing(content, lesson, locale)
  const typed = plain(text)
  if (publish && saidStatus(typed) === 'draft' && saidStatus(plain(before.text)) === 'live' && !draftOf(content, before)) refuseDraft()
  const wanted = saysRetired(typed) ? 'retired' : 'live'
  const file = asFile(content, before, withStatus(typed, publish ? wanted : 'draft'))
  const unsaveable = otherLesson(content, file)
  if (unsaveable) throw unsaveable
  const { problems, gone } = await checked(context, viewer, content, file)
  const explained = gone.flatMap(({ item }) => (Object.hasOwn(retire, item) && retire[item] ? [{ id: item, why: retire[item] }] : []))
  if (publish) refuseErrors(problems.filter(isError).length - explained.length)
  const [verb, word] = publish ? (['lesson.published', 'Publish'] as const) : (['lesson.drafted', 'Draft'] as const)
  const places = placesOf(context, content, before, { read, publish })
  const committed = await write(context, viewer, { ...places, text: file.text, message: `${word} “${titleOf(file)}”` })
  if (publish && explained.length > 0) await retireItems(context, viewer, file, explained)
  await context.transaction((tx) =>
    record(tx, context, {
      actorId: viewer.id,
      verb,
      object: nameOf(file),
      detail: { file: places.file, locale: file.locale, mark: readMark(file.text) },
    }),
  )
  const live = await context.catalogue.reload()
  const after = context.catalogue.content()
  return { standing: standingOf(live, after, fileOf(after, nameOf(file), file.locale) ?? file), committed }
}

/** Which of the two files is written, and what the other must be. */
function placesOf(
  { catalogue }: Context,
  content: Content,
  before: LessonFile,
  { read, publish }: { read: string; publish: boolean },
): Pick<Writing, 'file' | 'read' | 'other'> {
  const [ownMark, draftMark] = marksIn(read)
  const own = { file: before.file, read: ownMark }
  const draft = { file: draftName(before.file), read: draftMark }
  if (publish) return { ...own, other: { ...draft, remove: true } }
  const isShown = catalogue.live().lessons.get(nameOf(before))?.has(before.locale) === true
  return isShown || draftOf(content, before) ? { ...draft, other: own } : { ...own, other: draft }
}

/** Every draft says so of itself, and Publish makes it live; whoever writes it into what is live means something else. */
function refuseDraft(): never {
  throw new Refusal(
    'invalid',
    'The text now says status: draft, and Publish would make it live all the same. Nothing was published.',
    'Write status: live to publish it, or status: retired to take the lesson away; a draft beside it is saved by Save draft.',
  )
}

function refuseErrors(errors: number): void {
  if (errors === 0) return
  const count = errors === 1 ? 'one mistake' : `${errors} mistakes`
  throw new Refusal(
    'invalid',
    `The text has ${count}, so it was not published. Learners see what they saw before.`,
    'Mend what the list says and publish again, or save it as a draft.',
  )
}
