import type { Feedback, Verdict } from '../grading/verdict.ts'
import type { BasePrompt } from '../items/item-type.ts'
import type { CourseClass } from '../lessons/lesson.ts'
import type { Role, Viewer } from '../people/role.ts'

/**
 * What a page may ask, already bound to who is asking. `app.ts` fulfils it; a page knows nothing else of the services.
 * Every call may throw a Refusal, which `middleware.ts` turns into a page.
 */
export interface Heed {
  people: {
    me(): Promise<Me>
    signIn(input: { email: string; password: string }): Promise<SignedIn>
    signOut(): Promise<SignedIn>
    setUp(input: { token: string; name: string; email: string; password: string }): Promise<SignedIn>
    /** Looking uses nothing up. Throws when the link is spent, late or unknown. */
    lookAtLink(token: string): Promise<LinkView>
    useLink(token: string): Promise<SignedIn>
  }
  lessons: {
    courses(): Promise<{ courses: CourseView[] }>
    course(id: string): Promise<CourseView>
    /** `locale` is what the address asks for; without it the person's own counts, then `accepts`, the browser's Accept-Language. */
    page(id: string, input: { locale?: string; accepts?: string }): Promise<LessonPage>
    /** Idempotent: an open lesson stays open. */
    open(id: string, input: { zone: string }): Promise<unknown>
  }
  review: {
    today(input: { zone: string }): Promise<Today>
    start(input: { minutes: number; zone: string; accepts?: string }): Promise<ReviewStart>
    answerForm(form: FormData): Promise<FormOutcome>
  }
}

/** A whole Set-Cookie value. */
export interface SignedIn {
  cookie: string
}

export interface Me extends Pick<Viewer, 'id' | 'name' | 'email' | 'zone' | 'minutes'> {
  role: Role
  teams: unknown[]
}

export interface LinkView {
  kind: 'invite' | 'sign-in' | 'setup'
  /** Of the person whom it signs in; null when there is none yet. */
  name: string | null
  email: string | null
}

export type LessonState = 'open' | 'locked' | 'in-progress' | 'done'

export interface LessonRef {
  id: string
  title: string
}

export interface LessonEntry extends LessonRef {
  minutes: number
  state: LessonState
  /** The lessons that open it, when it is locked. */
  opensAfter?: LessonRef[]
}

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

/** The public side of an item: what the browser may see before the answer. */
export interface Prompt extends BasePrompt {
  skill: string
  skillTitle: string
  lesson: LessonRef
}

/** What is told of an item once its answer is committed. */
export interface Answered {
  response: unknown
  verdict: Verdict
  feedback: Feedback
  /** Study day, YYYY-MM-DD. */
  due: string | null
  intervalDays: number | null
  credit: number
}

export interface ItemPlace {
  item: string
  version: string
  prompt: Prompt
  /** Today's answer: earlier ones are not shown, because an item that waits to be asked again could be looked up. */
  answered: Answered | null
  /** The id of the next answer given here, so that a form sent twice counts once. */
  answerId: string
}

export type LessonSegment = { html: string } | ItemPlace

export interface LessonPage extends LessonRef {
  summary: string
  minutes: number
  skills: { id: string; title: string }[]
  /** The course through which it is reached; missing for a lesson in none. */
  course?: LessonRef
  state: LessonState
  opensAfter?: LessonRef[]
  studyDay: string
  /** The language in which it is shown. */
  locale: string
  /** False when the wanted language is missing and the default one stands in. */
  translated: boolean
  segments: LessonSegment[]
  items: { done: number; total: number }
  next?: LessonRef
}

export interface SkillHeld {
  id: string
  title: string
  /** Mean retrievability, 0 to 1; null until the second study day. */
  strength: number | null
  word: 'fading' | 'holding' | 'firm' | null
}

export interface Today {
  studyDay: string
  items: number
  minutes: number
  sessionsToRecover: number
  week: { day: string; done: boolean }[]
  nextLessons: { id: string; title: string; minutes: number; course: string }[]
  daysDone: number
  daysTarget: number
  hasMemories: boolean
  skills: SkillHeld[]
}

export interface ReviewStart {
  id: string
  predictedSeconds: number
  items: { item: string; version: string; prompt: Prompt }[]
  /** Items of the whole session, what was answered before included. */
  total: number
}

/** With the item alone the answer is stored; else the item is asked again, with what stands here. */
export interface FormOutcome {
  item: string
  response?: unknown
  /** A card's back, after it was asked for. */
  back?: string
  hintShown?: boolean
  /** What is missing, in words: nothing chosen, an empty field. */
  problem?: string
}

export function isStored({ back, hintShown, problem }: FormOutcome): boolean {
  return back === undefined && !hintShown && problem === undefined
}
