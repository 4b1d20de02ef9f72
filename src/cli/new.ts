import * as disk from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { readContent } from '../lessons/check.ts'
import type { Content, ContentFiles } from '../lessons/content.ts'
import { didYouMean } from '../kernel/did-you-mean.ts'
import { exampleCourse, exampleLesson, namesFrom } from '../lessons/example-lesson.ts'
import { idsIn } from '../lessons/fix/ids.ts'
import { readFolder } from '../lessons/folder.ts'
import { freeId } from '../lessons/ids.ts'
import { addToCourse } from './add-to-course.ts'
import { shownPath, type Place } from './content-paths.ts'
import { exit, wrongUse, type Exit } from './exit.ts'
import { saveNew } from './save.ts'

export interface NewWorld extends Place {
  out: (text: string) => void
  talk: (text: string) => void
  /** YYYY-MM-DD */
  today: string
}

interface Options {
  format: string
}

/**
 * `heed new lesson`: a filled-in draft in the folder of a course.
 *
 * @param options.course the folder of the course, into whose first section the lesson goes; else the lesson is put beside the working
 *   folder's other lessons, or into the only course that there is, and into no section
 * @returns 0, 1 when something of that name is there, 64 when nobody can tell where it belongs
 */
export async function newLesson(name: string, options: Options & { course?: string }, world: NewWorld): Promise<Exit> {
  const { files, content } = await look(world)
  const { id, title } = namesFrom(name)
  if (!id) return nameless(name, world)
  const courses = content.courses.map(({ file }) => file.split('/')[1]!)
  const course = options.course ?? courseHere(courses, world) ?? (courses.length === 1 ? courses[0] : undefined)
  if (course === undefined || !courses.includes(course)) {
    const noCourse = 'There is no course yet. “heed new course NAME” makes one.'
    return wrongUse(world, courses.length === 0 ? noCourse : whichCourse(options.course, courses))
  }
  if (lessonIds(content).has(id)) return taken(`a lesson with the id ${id}`, world)
  const file = `courses/${course}/${id}.mdx`
  const made = await makeNew(file, lessonFor(id, title, files, content, world.today), world)
  if (made !== exit.fine) return made
  if (options.course !== undefined && !(await addToCourse(course, id, files, world))) return exit.problems
  return tell([file], options, world)
}

/** `heed new course`: a course with a first lesson in it, both filled in. */
export async function newCourse(name: string, options: Options, world: NewWorld): Promise<Exit> {
  const { files, content } = await look(world)
  const { id, title } = namesFrom(name)
  if (!id) return nameless(name, world)
  if ([...files.texts.keys()].some((file) => file.startsWith(`courses/${id}/`))) return taken(`a course ${id}`, world)
  const ids = lessonIds(content)
  const lesson = freeId(`${id.slice(0, 50)}-basics`, (each) => ids.has(each))
  const lessonFile = `courses/${id}/${lesson}.mdx`
  const courseFile = `courses/${id}/course.yml`
  const made = await makeNew(courseFile, exampleCourse(title, lesson), world)
  if (made !== exit.fine) return made
  await makeNew(lessonFile, lessonFor(lesson, `${title}: the basics`, files, content, world.today), world)
  return tell([courseFile, lessonFile], options, world)
}

async function look({ content }: NewWorld): Promise<{ files: ContentFiles; content: Content }> {
  const files = await readFolder(disk, content)
  return { files, content: readContent(files) }
}

const lessonIds = ({ lessons }: Content) => new Set(lessons.flatMap(({ compilation: { lesson } }) => lesson?.meta.id ?? []))

function lessonFor(id: string, title: string, { texts }: ContentFiles, { site, retired }: Content, today: string): string {
  const ids = new Set([...[...texts.values()].flatMap((text) => [...idsIn(text)]), ...(retired.value ?? []).map((each) => each.id)])
  const skill = Object.keys(site.value?.skills ?? {})[0]
  return exampleLesson({ id, title, skill, today }, (each) => ids.has(each))
}

/** The course in whose folder somebody works. */
function courseHere(courses: string[], { content, cwd = process.cwd() }: Place): string | undefined {
  const [, course] = relative(resolve(content), cwd).replaceAll('\\', '/').split('/')
  return courses.find((each) => each === course)
}

async function makeNew(file: string, text: string, world: NewWorld): Promise<Exit> {
  try {
    await saveNew(join(world.content, file), text)
    return exit.fine
  } catch (problem) {
    if ((problem as { code?: string }).code !== 'EEXIST') throw problem
    return taken(`a file ${shownPath(file, world)}`, world)
  }
}

function tell(files: string[], { format }: Options, world: NewWorld): Exit {
  const shown = files.map((file) => shownPath(file, world))
  world.out(format === 'json' ? `${JSON.stringify({ files: shown })}\n` : shown.map((file) => `${file}\n`).join(''))
  world.talk('Write over the example, and set status to live when learners may see it. “heed check” says what is wrong.\n')
  return exit.fine
}

function taken(what: string, { talk }: NewWorld): Exit {
  talk(`There is ${what} already, and nothing was written over. Choose another name.\n`)
  return exit.problems
}

function nameless(name: string, world: NewWorld): Exit {
  return wrongUse(world, `No id can be made of "${name}": write it with letters from a to z or digits.`)
}

function whichCourse(asked: string | undefined, courses: string[]): string {
  const first = asked === undefined ? 'In which course?' : `There is no course "${asked}".${didYouMean(asked, courses)}`
  return `${first} Write --course with one of ${courses.join(', ')}.`
}
