import { z } from 'zod'
import type { Context } from '../../context.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { demand, type Viewer } from '../../people/role.ts'
import { record } from '../../people/service/record.ts'
import type { CoursePage, Saved } from '../author-pages.ts'
import { isError } from '../compile.ts'
import { refound, withCourse, type WantedCourse } from '../course-edit.ts'
import { readCourse } from '../course-files.ts'
import type { Content } from '../content.ts'
import { slugPattern, slugWords } from '../front-matter.ts'
import { freeId, idFrom } from '../ids.ts'
import { defaultLocaleOf, isTaken, nameOf, titleOf } from '../lesson-file.ts'
import type { Course } from '../lesson.ts'
import { exampleCourse } from '../example-lesson.ts'
import { plain } from '../text.ts'
import { canWrite, makeCourseFolder, readMark, readText } from '../writing.ts'
import { differenceFrom } from './difference.ts'
import { beginLesson } from './new-lesson.ts'
import { write } from './write.ts'

const title = z.string().trim().max(200, 'A title has at most 200 characters.')

const newCourseInput = z.strictObject({
  title: title.min(1, 'Give it a title.'),
  /** Proposed from the title when it is left out. */
  id: z.string().trim().regex(slugPattern, `An id has ${slugWords}.`).optional(),
})

export type NewCourseInput = z.input<typeof newCourseInput>

/**
 * Makes a course with a first lesson in it, a draft with an example to write over.
 *
 * @throws Refusal('invalid'), Refusal('conflict') for an id that a course has, and all that writing may refuse
 */
export async function newCourse(context: Context, viewer: Viewer, input: NewCourseInput): Promise<{ course: string; lesson: string }> {
  demand(viewer, 'author')
  const given = parse(newCourseInput, input)
  const content = context.catalogue.content()
  const isCourse = (id: string) => content.courses.some(({ file }) => file === fileFor(id))
  if (given.id !== undefined && isCourse(given.id))
    throw new Refusal('conflict', `There is a course with the id “${given.id}” already.`, 'Choose another id, or change that course.')
  const course = given.id ?? freeId(idFrom(given.title) || 'course', isCourse)
  const lesson = freeId(`${course.slice(0, 50)}-basics`, (id) => isTaken(content, id))
  const text = exampleCourse(given.title, lesson)
  await makeCourseFolder(context.settings.content, course)
  await write(context, viewer, { file: fileFor(course), text, read: null, message: `Begin the course “${given.title}”` })
  await beginLesson(context, viewer, { course, id: lesson, title: `${given.title}: the basics` })
  await context.transaction((tx) => record(tx, context, { actorId: viewer.id, verb: 'course.begun', object: course }))
  await context.catalogue.reload()
  return { course, lesson }
}

const fileFor = (course: string) => `courses/${course}/course.yml`

/**
 * A course as its file says it, with the lessons that could join it.
 *
 * @param typed what an author could not save, with the mark of the file that they began with
 * @throws Refusal('not-found'), also for a course whose file cannot be read: that is mended in the file
 */
export async function coursePage(context: Context, viewer: Viewer, course: string, typed?: SaveCourseInput): Promise<CoursePage> {
  demand(viewer, 'author')
  const content = context.catalogue.content()
  const { value, raw, file } = await courseOf(context, content, course)
  const read = readMark(raw)
  const isChanged = typed !== undefined && typed.read !== read
  const shown = isChanged ? { ...typed, sections: refound(typed.sections, value.sections) } : (typed ?? asWanted(value))
  const lessons = lessonTitles(content)
  const placed = new Set([value, ...content.courses.map((each) => each.value)].flatMap((each) => each?.sections ?? []).flatMap(lessonsOf))
  const within = new Set(shown.sections.flatMap(lessonsOf))
  return {
    ...shown,
    course,
    name: value.title,
    file,
    read,
    writable: await canWrite(context.settings.content, file),
    lessons: Object.fromEntries(lessons),
    others: [...lessons].flatMap(([id, name]) => (within.has(id) ? [] : [{ id, title: name, nowhere: !placed.has(id) }])),
    theirs: isChanged ? await differenceFrom(context, viewer, { file, object: course, text: raw }, withCourse(plain(raw), shown)) : null,
  }
}

const lessonsOf = ({ lessons }: { lessons: string[] }) => lessons

const asWanted = (value: Course): WantedCourse => ({
  title: value.title,
  class: value.class,
  everyone: value.audience === 'everyone',
  renewMonths: value.renewMonths ?? null,
  sections: value.sections.map((section, from) => ({ from, title: section.title, lessons: section.lessons })),
})

const saveCourseInput = z.strictObject({
  read: z.string().max(200),
  title,
  class: z.enum(['critical', 'standard', 'nice']),
  everyone: z.boolean(),
  renewMonths: z.number().nullable(),
  sections: z
    .array(z.strictObject({ from: z.int().min(0).nullable(), title, lessons: z.array(z.string()).max(500) }))
    .max(100, 'A course has at most 100 sections.'),
})

export type SaveCourseInput = z.input<typeof saveCourseInput>

/**
 * Puts a course in order: what it is called, its sections, and which lessons stand in them.
 *
 * @returns whether Git has it too; null where the folder is no repository, or nothing has changed
 * @throws Refusal('not-found') for a course or a lesson that is not there, Refusal('invalid') for a lesson that stands there twice,
 *   and all that writing may refuse
 */
export async function saveCourse(
  context: Context,
  viewer: Viewer,
  course: string,
  input: SaveCourseInput,
): Promise<Pick<Saved, 'committed'>> {
  demand(viewer, 'author')
  const { read, ...wanted } = parse(saveCourseInput, input)
  refuseUnfit(wanted)
  const content = context.catalogue.content()
  const { value, raw, file } = await courseOf(context, content, course)
  refuseStrangers(content, value, wanted.sections)
  const text = withCourse(raw, wanted)
  const [problem] = readCourse(course, text).problems
  if (problem) throw new Refusal('invalid', problem.message, problem.mend && `Mend: ${problem.mend}`)
  const committed = await write(context, viewer, { file, text, read, message: `Put “${wanted.title}” in order` })
  await context.transaction((tx) =>
    record(tx, context, { actorId: viewer.id, verb: 'course.changed', object: course, detail: { mark: readMark(text) } }),
  )
  await context.catalogue.reload()
  return { committed }
}

/** In the words of the page: it counts sections from 1. */
function refuseUnfit({ title, renewMonths, sections }: WantedCourse): void {
  if (title === '') throw new Refusal('invalid', 'The course has no title, so nothing was saved.', 'Give it one.')
  const nameless = sections.findIndex((section) => section.title === '')
  if (nameless >= 0) throw new Refusal('invalid', `Section ${nameless + 1} has no title, so nothing was saved.`, 'Give it one.')
  if (renewMonths !== null && !(Number.isInteger(renewMonths) && renewMonths >= 1 && renewMonths <= 60))
    throw new Refusal(
      'invalid',
      `A course cannot come round again after ${renewMonths} months, so nothing was saved.`,
      'Write a whole number from 1 to 60, or nothing.',
    )
}

/** As the file is now: the catalogue learns of a change a moment later. */
async function courseOf(context: Context, content: Content, course: string): Promise<{ value: Course; raw: string; file: string }> {
  const found = content.courses.find(({ file }) => file === fileFor(course))
  const raw = found && (await readText(context.settings.content, found.file))
  if (!found || raw === undefined)
    throw new Refusal('not-found', 'There is no such course.', 'The courses that there are stand under Author.')
  const { value, problems } = readCourse(course, raw)
  if (!value || problems.some(isError))
    throw new Refusal('not-found', `${found.file} has a mistake in it.`, 'Mend the file first; what is wrong stands under Author.')
  return { value, raw, file: found.file }
}

/** What was in the course before may stay, even where its file is gone: that is for the checker to tell. */
function refuseStrangers(content: Content, before: Course, sections: readonly { lessons: string[] }[]): void {
  const ids = sections.flatMap(({ lessons }) => lessons)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) throw new Refusal('invalid', `The lesson “${twice}” stands in the course twice.`, 'Take one of the two out.')
  const known = new Set(before.sections.flatMap(({ lessons }) => lessons))
  const stranger = ids.find((id) => !known.has(id) && !isTaken(content, id))
  if (stranger !== undefined) throw new Refusal('not-found', `There is no lesson “${stranger}”.`, 'Choose one of the list.')
}

/** By id, in the site's own language where there is one. */
function lessonTitles(content: Content): Map<string, string> {
  const own = defaultLocaleOf(content)
  const files = content.lessons.toSorted((a, b) => Number(a.locale === own) - Number(b.locale === own))
  const titles = new Map(files.map((file) => [nameOf(file), titleOf(file)]))
  return new Map([...titles].toSorted(([, a], [, b]) => a.localeCompare(b)))
}
