import { z } from 'zod'
import type { Context } from '../../context.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { demand, type Viewer } from '../../people/role.ts'
import { record } from '../../people/service/record.ts'
import { withLesson } from '../course-edit.ts'
import { existing, nameOf, titleOf } from '../lesson-file.ts'
import { plain } from '../text.ts'
import { readMark, readText } from '../writing.ts'
import { write } from './write.ts'

const putInput = z.strictObject({ course: z.string(), section: z.int().min(0) })

export type PutInput = z.input<typeof putInput>

/**
 * Puts a lesson at the end of a section, so that somebody will see it.
 *
 * @throws Refusal('not-found') for a course or section that is not there, Refusal('conflict') when the lesson is in that course,
 *   and all that writing may refuse
 */
export async function putInCourse(context: Context, viewer: Viewer, lesson: string, input: PutInput): Promise<void> {
  demand(viewer, 'author')
  const { course, section } = parse(putInput, input)
  const content = context.catalogue.content()
  const file = existing(content, lesson)
  const found = content.courses.find(({ value }) => value?.id === course)
  if (found?.value?.sections.some(({ lessons }) => lessons.includes(nameOf(file))))
    throw new Refusal('conflict', 'The lesson is in this course already.')
  const raw = found && (await readText(context.settings.content, found.file))
  const text = raw === undefined ? undefined : withLesson(plain(raw), section, nameOf(file))
  if (!found || raw === undefined || text === undefined)
    throw new Refusal('not-found', 'There is no such section.', 'Choose one of the list.')
  const message = `Put “${titleOf(file)}” into “${found.value!.title}”`
  await write(context, viewer, { file: found.file, text, read: readMark(raw), message })
  await context.transaction((tx) =>
    record(tx, context, { actorId: viewer.id, verb: 'course.changed', object: course, detail: { lesson: nameOf(file) } }),
  )
  await context.catalogue.reload()
}
