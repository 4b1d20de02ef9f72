import type { Course, Live, LiveLesson } from './lesson.ts'

export type LessonState = 'open' | 'locked' | 'in-progress' | 'done'

/** What one person did: lesson ids. */
export interface Visited {
  opened: ReadonlySet<string>
  done: ReadonlySet<string>
}

export interface LessonRef {
  id: string
  title: string
}

/** The lessons that must be done before this one, by its own `requires` and those of every course that holds it. */
export function missingFor(live: Live, lesson: LiveLesson, done: ReadonlySet<string>): LessonRef[] {
  const holding = live.courses.filter((course) => lessonIdsOf(course).includes(lesson.meta.id))
  const gatedByCourse = holding.length > 0 && holding.every((course) => !requiredCoursesDone(live, course, done))
  const fromCourses = gatedByCourse ? holding.flatMap((course) => course.requires.flatMap((id) => lessonIdsOf(courseNamed(live, id)))) : []
  const missing = new Set([...lesson.meta.requires, ...fromCourses].filter((id) => live.lessons.has(id) && !done.has(id)))
  return [...missing].map((id) => ({ id, title: titleOf(live, id) }))
}

/** A lesson in two courses is open as soon as one of them is. */
function requiredCoursesDone(live: Live, course: Course, done: ReadonlySet<string>): boolean {
  return course.requires.every((id) => lessonIdsOf(courseNamed(live, id)).every((lesson) => done.has(lesson) || !live.lessons.has(lesson)))
}

export function stateOf(live: Live, lesson: LiveLesson, visited: Visited): LessonState {
  const { id } = lesson.meta
  if (visited.done.has(id)) return 'done'
  // Once opened it stays open, whatever is required of it later.
  if (visited.opened.has(id)) return 'in-progress'
  return missingFor(live, lesson, visited.done).length > 0 ? 'locked' : 'open'
}

export function lessonIdsOf(course: Course | undefined): string[] {
  return course?.sections.flatMap(({ lessons }) => lessons) ?? []
}

const courseNamed = (live: Live, id: string) => live.courses.find((course) => course.id === id)

function titleOf(live: Live, lessonId: string): string {
  const locales = live.lessons.get(lessonId)!
  return (locales.get(live.site.defaultLocale) ?? [...locales.values()][0]!).meta.title
}
