import type { CourseClass } from '../lessons/lesson.ts'

/** An assignment that was just made. */
export interface Made {
  id: string
  course: string
  to: string
  startDay: string
  dueDay: string | null
  class: CourseClass
  /** Whether it took the place of an earlier one. */
  replaced: boolean
  /** The due day of that one. */
  before: string | null
}

/** One that is open. */
export interface Listed {
  id: string
  courseId: string
  /** Undefined for a course that is not there any more. */
  course: string | undefined
  team: string | null
  person: string | null
  startDay: string
  dueDay: string | null
  class: CourseClass
}

/** What the page of an assignment offers: the courses, and the teams within the viewer's reach. */
export interface Assignable {
  courses: { id: string; title: string }[]
  teams: { id: string; name: string }[]
  /** Courses that are required of everybody by themselves (`audience: everyone`), by their titles. */
  everybodys: string[]
}
