import { z } from 'zod'
import type { Context } from '../../context.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { studyDay } from '../../kernel/study-day.ts'
import { demand, type Viewer } from '../../people/role.ts'
import { record } from '../../people/service/record.ts'
import type { NewPage } from '../author-pages.ts'
import type { Content } from '../content.ts'
import { exampleLesson } from '../example-lesson.ts'
import { slugPattern, slugWords } from '../front-matter.ts'
import { freeId, idFrom } from '../ids.ts'
import { isTaken } from '../lesson-file.ts'
import { canWrite } from '../writing.ts'
import { placesIn } from './edit.ts'
import { putInCourse } from './put-in-course.ts'
import { write } from './write.ts'

const newLessonInput = z.strictObject({
  title: z.string().trim().min(1, 'Give it a title.').max(200, 'A title has at most 200 characters.'),
  /** Proposed from the title when it is left out. */
  id: z.string().trim().regex(slugPattern, `An id has ${slugWords}.`).optional(),
  course: z.string(),
  /** At the end of which section of the course it goes, counted from 0; left out, it goes into none. */
  section: z.int().min(0).optional(),
})

export type NewLessonInput = z.input<typeof newLessonInput>

/** Where a new lesson could go. */
export async function newLessonPage(context: Context, viewer: Viewer): Promise<NewPage> {
  demand(viewer, 'author')
  return { places: placesIn(context), writable: await canWrite(context.settings.content, 'courses/any') }
}

/**
 * Writes a draft to begin with into the folder of a course.
 *
 * @throws Refusal('invalid'), Refusal('not-found') for a course or section that is not there, Refusal('conflict') for an id that a lesson has,
 *   and all that writing may refuse
 */
export async function newLesson(context: Context, viewer: Viewer, input: NewLessonInput): Promise<{ lesson: string }> {
  demand(viewer, 'author')
  const { title, course, section, ...given } = parse(newLessonInput, input)
  const content = context.catalogue.content()
  demandPlace(context, { course, section })
  if (given.id !== undefined && isTaken(content, given.id))
    throw new Refusal('conflict', `There is a lesson with the id “${given.id}” already.`, 'Choose another id, or edit that lesson.')
  const id = given.id ?? freeId(idFrom(title) || 'lesson', (wanted) => isTaken(content, wanted))
  await beginLesson(context, viewer, { course, id, title })
  await context.catalogue.reload()
  if (section !== undefined) await putInCourse(context, viewer, id, { course, section })
  return { lesson: id }
}

/** @throws Refusal('not-found') for a course or section that is not there */
export function demandPlace(context: Context, { course, section }: { course: string; section?: number | undefined }): void {
  const place = placesIn(context).find((each) => each.course === course)
  if (!place) throw new Refusal('not-found', 'There is no such course.', 'Choose one of the list.')
  if (section !== undefined && section >= place.sections.length)
    throw new Refusal('not-found', 'There is no such section.', 'Choose one of the list.')
}

/** Writes the example of a lesson into the folder of a course. Whoever asks has chosen an id that is free. */
export async function beginLesson(
  context: Context,
  viewer: Viewer,
  { course, id, title }: { course: string; id: string; title: string },
): Promise<void> {
  const content = context.catalogue.content()
  const [skill] = Object.keys(content.site.value?.skills ?? {})
  const today = studyDay(context.now(), viewer.zone)
  const text = exampleLesson({ id, title, skill, today, owner: viewer.email }, (item) => isItem(content, item))
  await write(context, viewer, { file: `courses/${course}/${id}.mdx`, text, read: null, message: `Begin “${title}”` })
  await context.transaction((tx) => record(tx, context, { actorId: viewer.id, verb: 'lesson.begun', object: id }))
}

function isItem({ lessons, retired }: Content, id: string): boolean {
  const isThere = lessons.some(({ compilation }) => compilation.lesson?.items.some((item) => item.id === id))
  return isThere || (retired.value ?? []).some((gone) => gone.id === id)
}
