import { isError } from './compile.ts'
import type { Content, LessonFile } from './content.ts'
import { nameOf } from './lesson-file.ts'
import type { FileProblem, Live } from './lesson.ts'
import { lessonIdsOf } from './progress.ts'

/**
 * Where a lesson's file stands. `broken`: it has errors, so learners see the last good version or nothing. `nowhere`: live, and in no
 * course. `held`: without errors of its own, and still not live, because of the lesson that it translates or a file beside the lessons.
 */
export type State = 'live' | 'nowhere' | 'draft' | 'retired' | 'broken' | 'held'

export interface Standing {
  state: State
  /** Since when learners read the version that they read now, milliseconds UTC; null when they read none. */
  liveSince: number | null
  /** How many items they meet in it. */
  items: number
  courses: { id: string; title: string }[]
  /** Of the file itself, in the order of its lines. */
  problems: FileProblem[]
}

export function standingOf(live: Live, content: Content, file: LessonFile): Standing {
  const id = nameOf(file)
  const shown = live.lessons.get(id)?.get(file.locale)
  // Of what is live a course shows only lessons that are live too.
  const courses = content.courses.flatMap(({ value }) =>
    value && lessonIdsOf(value).includes(id) ? [{ id: value.id, title: value.title }] : [],
  )
  const problems = live.problems.filter((problem) => problem.file === file.file)
  const state = stateOf(file, problems.some(isError), shown !== undefined, courses.length > 0)
  return { state, liveSince: shown?.liveFrom ?? null, items: shown?.itemIds.length ?? 0, courses, problems }
}

function stateOf({ compilation: { lesson } }: LessonFile, hasErrors: boolean, isShown: boolean, isInCourse: boolean): State {
  const status = lesson?.meta.status ?? 'live'
  if (hasErrors && (isShown || status === 'live')) return 'broken'
  if (status !== 'live') return status
  if (!isShown) return 'held'
  return isInCourse ? 'live' : 'nowhere'
}
