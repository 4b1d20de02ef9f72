import type { Verdict } from '../grading/verdict.ts'
import type { NextLesson } from '../lessons/learner-pages.ts'
import type { GlossaryTerm } from '../lessons/lesson.ts'
import type { LessonRef, LessonState } from '../lessons/progress.ts'
import type { Prompted } from '../lessons/prompt.ts'
import type { SearchText } from '../lessons/search-text.ts'
import type { Held, SkillHeld, StrengthWord } from './held.ts'

/* What the learner's pages show of what they remember: services make it, views draw it. */

export interface Today {
  studyDay: string
  /** Size of the session waiting. */
  items: number
  minutes: number
  /** Sessions of the person's own length that bring everything due back; 0 when nothing is due. */
  sessionsToRecover: number
  week: { day: string; done: boolean }[]
  /** Days of this week on which the person is away. */
  awayDays: string[]
  /** Working days of this week with an answer, and the person's own target. */
  daysDone: number
  daysTarget: number
  /** What is required first, by its due day. */
  nextLessons: (NextLesson & { dueDay: string | null })[]
  hasMemories: boolean
  held: Held
  skills: SkillHeld[]
  /** The next fourteen days, from tomorrow on; empty while there is nothing to come back. */
  ahead: DayLoad[]
  /** What was done today, once the day's session is finished. */
  finished: Finished | null
  /** Whether seven whole days went by without an answer. */
  returning: boolean
  /** Where the least held of all stands: its lesson may be gone through again, which changes no date. */
  practice: LessonRef | null
  /** What slips so often that its lesson is offered again. */
  slipping: HardItem | null
}

export interface Finished {
  /** Things that were answered, however often. */
  items: number
  minutes: number
  /** How many of them come back tomorrow. */
  tomorrow: number
}

/** What a day will ask. */
export interface DayLoad {
  day: string
  /** Rounded up, so that "never more than" is kept. */
  minutes: number
}

/** Something that somebody finds hard to keep. */
export interface HardItem {
  item: string
  /** The question in a line of plain words. */
  wording: string
  lesson: LessonRef
  /** How often it slipped. */
  lapses: number
  /** 0 to 1; null on the day of an answer. */
  strength: number | null
  word: StrengthWord | null
}

export interface Overview {
  studyDay: string
  held: Held
  /** How many things were held on each of these days, oldest first, today last: every thirty days of the past year. */
  heldOn: { day: string; held: number }[]
  /** The days of the past year, from a Monday to today; all of them, also those without an answer. */
  year: { day: string; answers: number; ms: number }[]
  ahead: DayLoad[]
  hardest: HardItem[]
  skills: SkillHeld[]
  /** Skills that were firm at each look of the past 90 days. */
  durable: { id: string; title: string }[]
}

export interface StartedSession {
  id: string
  predictedSeconds: number
  items: SessionPrompt[]
  /** Items of the whole session, answered ones included. */
  total: number
}

export interface SessionPrompt extends Prompted {
  /** What the person used to answer, as HTML: the fact has changed since. */
  changed?: string
  /** Missed in this session, and to be looked at once more. */
  again?: true
}

export type LibraryKind = SearchText['kind']

export interface LibraryInput {
  q?: string
  skill?: string | undefined
  course?: string | undefined
  kind?: LibraryKind | undefined
  locale?: string
  /** Only items that are fading. */
  fading?: boolean
  /** The browser's Accept-Language. */
  accepts?: string | undefined
  zone?: string
}

export interface Library {
  hits: LibraryHit[]
  /** There is more than is shown. */
  more: boolean
}

export interface LibraryHit {
  kind: LibraryKind
  id: string
  locale: string
  /** Of an item that of its lesson. */
  title: string
  /** The matching piece as HTML: escaped, with each match in <mark>. */
  html: string
  /** Lessons only. */
  state?: LessonState
  minutes?: number
  /** Lessons and cards only: not in the language in which its page opens by itself. */
  foreign?: boolean
  /** Items only: the lesson that it is from. */
  lesson?: LessonRef
  /** Items only: 0 to 1; null on the day of an answer. */
  strength?: number | null
  word?: StrengthWord | null
}

/** The library before anybody searches it, and what it can be filtered by. */
export interface Shelves {
  lessonsDone: LessonRef[]
  /** Of a card the title of its skill. */
  cards: { id: string; title: string; summary: string; skill: string | null }[]
  terms: Pick<GlossaryTerm, 'id' | 'title' | 'short'>[]
  itemsMet: number
  skills: { id: string; title: string }[]
  courses: { id: string; title: string }[]
}

export interface ItemPage {
  item: string
  locale: string
  /** The question as HTML; nothing that an answer would open. */
  html: string
  skill: { id: string; title: string } | null
  /** Where it stands; null when that lesson is gone. */
  lesson: LessonRef | null
  /** Whether it is still asked of anybody. */
  live: boolean
  /** In a course that everybody has to keep: it cannot be set aside. */
  critical: boolean
  studyDay: string
  /** What the person did with it; null for an item that they have not answered. */
  met: ItemRecord | null
  suspended: { reason: string } | null
}

export interface ItemRecord {
  /** It waits to be asked, and until then nothing else is told. */
  waiting: boolean
  due: string | null
  strength: number | null
  word: StrengthWord | null
  /** Newest first. */
  answers: PastAnswer[]
  /** What changed since it was first asked, newest first, by study day. */
  changes: { change: string; day: string }[]
}

/** An answer, graded as of now. */
export interface PastAnswer {
  id: string
  day: string
  /** ISO 8601. */
  at: string
  mode: string | null
  credit: number
  verdict: Verdict
  voided: boolean
}
