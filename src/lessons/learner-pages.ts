import type { Feedback, Verdict } from '../grading/verdict.ts'
import type { CardPage, CourseClass } from './lesson.ts'
import type { LessonRef, LessonState } from './progress.ts'
import type { Prompted } from './prompt.ts'

/* What the learner's pages show of courses, lessons and cards: services make it, views draw it. */

export interface CourseView {
  id: string
  title: string
  class: CourseClass
  /** Share of its lessons that are done, 0 to 1. */
  progress: number
  lessonsDone: number
  lessonsTotal: number
  sections: { title: string; lessons: LessonEntry[] }[]
}

export interface LessonEntry extends LessonRef {
  minutes: number
  state: LessonState
  /** The lessons that open it, when it is locked. */
  opensAfter?: LessonRef[]
}

/** What to take next. */
export interface NextLesson extends LessonRef {
  minutes: number
  course: string
  courseId: string
}

export type SegmentView = { html: string } | Prompted

/** A lesson before anybody has answered anything in it. */
export interface LessonView extends LessonRef {
  summary: string
  minutes: number
  skills: { id: string; title: string }[]
  state: LessonState
  opensAfter: LessonRef[]
  /** The language in which it is shown. */
  locale: string
  /** False when the wanted language is missing and another stands in. */
  translated: boolean
  studyDay: string
  /** Nothing but the summary while the lesson is locked. */
  segments: SegmentView[]
}

export interface LessonPage extends Omit<LessonView, 'segments'> {
  /** The course through which it is reached; missing for a lesson in none. */
  course?: LessonRef
  segments: LessonSegment[]
  items: { done: number; total: number }
  /** For authors: that the original has changed since, in words. */
  outdated: string | null
  next?: LessonRef
}

export type LessonSegment = { html: string } | ItemPlace

export interface ItemPlace extends Prompted {
  /** Today's answer: earlier ones are not shown, because an item that waits to be asked again could be looked up. */
  answered: Answered | null
  /** The id of the next answer given here, so that a form sent twice counts once. */
  answerId: string
}

/** What is told of an item once its answer is committed. */
export interface Answered {
  response: unknown
  verdict: Verdict
  credit: number
  feedback: Feedback
  /** Study day, YYYY-MM-DD. */
  due: string | null
  intervalDays: number | null
}

/** What the page shows after a plain form post: the answer is stored, or the item is asked again as it was left. */
export type FormOutcome = { item: string; stored: true } | AskedAgain

export interface AskedAgain {
  item: string
  stored: false
  /** Chosen or typed so far, in the shape of an answer; perhaps not all of one. */
  response?: unknown
  /** Since when it is being answered, milliseconds UTC. */
  shownAt: number
  /** A card's back, after it was asked for. */
  back?: string
  hintShown: boolean
  /** What is missing, in words: nothing chosen, an empty field. */
  problem?: string
}

/** A quick-reference card. */
export interface CardView extends Omit<CardPage, 'skill'> {
  skill: { id: string; title: string } | null
  /** False when the wanted language is missing and another stands in. */
  translated: boolean
}
