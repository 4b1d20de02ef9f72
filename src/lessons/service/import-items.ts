import { z } from 'zod'
import { ankiRows } from '#dialect/anki-rows.ts'
import type { Context } from '../../context.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { demand, type Viewer } from '../../people/role.ts'
import { record } from '../../people/service/record.ts'
import type { ImportLook } from '../author-pages.ts'
import { compile, isError } from '../compile.ts'
import { formatFor, importFormats } from '../exchange/formats.ts'
import { asLesson } from '../exchange/import.ts'
import { placeIn, readImport } from '../exchange/read-file.ts'
import { defaultLocaleOf, isTaken } from '../lesson-file.ts'
import { withStatus } from '../status.ts'
import { plain } from '../text.ts'
import { longestText, textFields } from './check-text.ts'
import { demandPlace } from './new-lesson.ts'
import { putInCourse } from './put-in-course.ts'
import { write } from './write.ts'

/** What one lesson could hold. Each piece is compiled, and nobody is answered meanwhile: the command line may take its time. */
const mostPieces = 200

const lookInput = z.strictObject({
  /** Of the file. */
  name: z.string().max(255),
  bytes: z.instanceof(Uint8Array),
  /** What the name does not tell. */
  format: z.enum(importFormats).optional(),
  course: z.string(),
})

export type ImportLookInput = z.input<typeof lookInput>

/**
 * What would become of a file from another tool: the draft of a lesson, and each piece with what was changed in it or why it was
 * left out. Nothing is written.
 *
 * @throws Refusal('invalid') for a file that cannot be read, Refusal('too-large') for one of more than one lesson holds,
 *   Refusal('not-found') for a course that is not there
 */
export async function lookAtImport(context: Context, viewer: Viewer, input: ImportLookInput): Promise<ImportLook> {
  demand(viewer, 'author')
  const { name, bytes, format: said, course } = parse(lookInput, input)
  demandPlace(context, { course })
  if (name === '') throw new Refusal('invalid', 'No file was chosen.', 'Choose one, then look at it.')
  const format = said ?? formatFor(name)
  if (!format) throw new Refusal('invalid', `What “${name}” is cannot be told from its name.`, 'Say it under “What it is”.')
  const read = await readImport(bytes, format, ankiRows)
  if (read.parts.length > mostPieces) throw tooLarge(name, `${read.parts.length} pieces`)
  const { mdx, report, unit } = asLesson(read, placeIn(context.catalogue.content(), name.replace(/\.[^.]*$/, ''), course))
  if (mdx.length > longestText) throw tooLarge(name, `${mdx.length} letters`)
  return { name, course, mdx, report, unit, taken: report.filter(({ fate }) => fate !== 'left out').length }
}

function tooLarge(name: string, what: string): Refusal {
  return new Refusal(
    'too-large',
    `There are ${what} in “${name}”: more than one lesson holds.`,
    'Export it in parts, or ask whoever runs Heed to use heed import.',
  )
}

const writeInput = z.strictObject({ course: z.string(), section: z.int().min(0).optional(), text: textFields.text })

export type ImportWriteInput = z.input<typeof writeInput>

/**
 * Writes what was looked at into the folder of a course, as a draft, and puts it at the end of a section.
 *
 * @throws Refusal('invalid') for a text with errors, Refusal('conflict') for an id that a lesson has by now, and all that writing may refuse
 */
export async function writeImport(context: Context, viewer: Viewer, input: ImportWriteInput): Promise<{ lesson: string }> {
  demand(viewer, 'author')
  const { course, section, text } = parse(writeInput, input)
  demandPlace(context, { course, section })
  const content = context.catalogue.content()
  const draft = withStatus(plain(text), 'draft')
  const { lesson, problems } = compile(draft, { course, locale: defaultLocaleOf(content) })
  const error = problems.find(isError)
  if (!lesson || error)
    throw new Refusal(
      'invalid',
      `Line ${error?.line ?? 1}: ${error?.message ?? 'there is no lesson in this text.'}`,
      error?.mend && `Mend: ${error.mend}`,
    )
  const { id, title } = lesson.meta
  if (isTaken(content, id)) throw new Refusal('conflict', `There is a lesson with the id “${id}” already.`, 'Change the id at the top.')
  await write(context, viewer, { file: `courses/${course}/${id}.mdx`, text: draft, read: null, message: `Import “${title}”` })
  await context.transaction((tx) => record(tx, context, { actorId: viewer.id, verb: 'lesson.imported', object: id }))
  await context.catalogue.reload()
  if (section !== undefined) await putInCourse(context, viewer, id, { course, section })
  return { lesson: id }
}
