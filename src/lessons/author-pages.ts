import type { Problem } from '../kernel/problem.ts'
import type { WantedCourse } from './course-edit.ts'
import type { ReportLine } from './exchange/import.ts'
import type { Read } from './exchange/draft.ts'
import type { WantedTerm } from './glossary-edit.ts'
import type { FileProblem, GlossaryTerm } from './lesson.ts'
import type { DiffLine } from './line-diff.ts'
import type { ItemState, LessonPreview } from './preview.ts'
import type { Standing } from './standing.ts'
import type { Insertable } from './insertables.ts'

/* What the author's pages show: services make it, views draw it. */

export interface AuthorOverview {
  /** What needs somebody first, then by title. */
  lessons: AuthorLesson[]
  /** Of all files, those beside the lessons too. */
  problems: FileProblem[]
  flags: FlagView[]
  /** With the ids of their lessons, in order. */
  courses: { id: string; title: string; lessons: string[] }[]
  /** In which questions can be taken to another tool. */
  locales: string[]
}

/** A file of a lesson. */
export interface AuthorLesson extends Standing {
  lesson: string
  title: string
  file: string
  locale: string
  /** That it wanted to be read again by now, or that its original has changed since, in words. */
  stale: string | null
  /** Whether a draft lies beside what learners have. */
  hasDraft: boolean
}

/** What a learner had to say of an item. */
export interface FlagView {
  id: string
  item: string
  /** The question in plain words; null when the item is not live any more. */
  question: string | null
  lesson: { id: string; title: string } | null
  text: string
  /** Milliseconds UTC. */
  at: number
  state: 'open' | 'done' | 'declined'
  reply: string | null
  /** Only of somebody who ticked that the author may know. */
  person: string | null
}

export interface Checked {
  /** In the order of the lines. */
  problems: Problem[]
  /** What can be shown of the text; null while there is no telling which lesson it is. */
  preview: LessonPreview | null
  /** Why the text cannot even be saved as a draft: its head does not say that it is this lesson. */
  unsaveable: { message: string; hint: string | null } | null
  /** Items that learners have and that the text takes away: published without a word of why, it is refused. */
  gone: { item: string; question: string }[]
}

export interface EditPage extends Checked {
  lesson: string
  title: string
  file: string
  /** In whose folder the file lies, and its pictures. */
  course: string
  locale: string
  /** All languages in which there is a file. */
  locales: string[]
  /** Languages of the site in which there is none yet. */
  untranslated: string[]
  /** What stands in the field. */
  text: string
  /** What lies in the file or its draft where that is something else: the text in the field is nowhere then. */
  inFile: string | null
  /** The mark of the file as it is now, and that of its draft: a save names it. */
  read: string
  /** Of a translation what it translates. */
  original: { locale: string; text: string } | null
  /** Since when a draft lies beside what learners have, milliseconds UTC; null without one. */
  draftSince: number | null
  /** Whether nobody but authors has ever seen it: then it can be thrown away whole. */
  unseen: boolean
  standing: Standing
  /** False where Heed may not write. */
  writable: boolean
  /** None in a translation: it has the items of its original. */
  insertables: readonly Insertable[]
  /** Items that were taken out of it, with the words of retired.yml: they can be put back. */
  takenOut: { item: string; question: string; date: string; why: string }[]
  /** Sections in which the lesson could be put; none when it is in a course. */
  places: CoursePlace[]
  /** The file as somebody else has left it meanwhile, and what the text in the field changes in it. */
  theirs: Difference | null
}

export interface Difference {
  text: string
  /** Who saved it here; null where it was changed in the folder itself. */
  by: string | null
  /** When, milliseconds UTC. */
  at: number
  lines: DiffLine[]
}

export interface CoursePlace {
  course: string
  title: string
  sections: string[]
}

/** Where something new could go. */
export interface NewPage {
  places: CoursePlace[]
  /** False where Heed may not write. */
  writable: boolean
}

/** A course as its file says it, or as somebody has typed it and could not save it. */
export interface CoursePage extends WantedCourse {
  course: string
  /** Its title in the file. */
  name: string
  file: string
  /** The mark of the file as it is now: a save names it. */
  read: string
  /** False where Heed may not write. */
  writable: boolean
  /** Titles of all lessons by id. */
  lessons: Record<string, string>
  /** Lessons that are not in it, by title; `nowhere`: in no other course either. */
  others: { id: string; title: string; nowhere: boolean }[]
  /** The file as somebody else has left it meanwhile, and what has been typed changes in it. */
  theirs: Difference | null
}

/** What somebody wants of the glossary: a term more, one changed, or one gone. */
export interface WantedGlossary {
  /** The mark of the file as it was read; null where there was none. */
  read: string | null
  /** The term that is changed or taken away; null for a new one. */
  from: string | null
  /** Null to take it away. */
  to: WantedTerm | null
}

/** The glossary as its file says it, with a form for one term: as it is, as it was typed and could not be saved, or empty. */
export interface GlossaryPage {
  file: string
  /** The mark of the file as it is now: a save names it. Null where there is none yet. */
  read: string | null
  /** False where Heed may not write. */
  writable: boolean
  /** In the order of the file; none while it has a mistake in it. */
  terms: GlossaryTerm[]
  /** Why nothing can be changed here: mistakes in the file. */
  problems: FileProblem[]
  form: { from: string | null; to: WantedTerm }
  /** The languages besides the site's own in which a term can be said. */
  locales: { locale: string; name: string }[]
  /** Lessons and cards that name the term of the form: while there are any, it keeps its id and stays. */
  usedIn: { title: string; path: string; file: string }[]
  /** The file as somebody else has left it meanwhile, and what has been typed changes in it. */
  theirs: Difference | null
}

/** What would become of a file from another tool. */
export interface ImportLook {
  name: string
  course: string
  /** The draft of a lesson. */
  mdx: string
  report: ReportLine[]
  /** What `line` of the report counts. */
  unit: Read['unit']
  /** How many pieces are in the draft. */
  taken: number
}

export interface Saved {
  standing: Standing
  /** Whether Git has it too; null where the folder is no repository. */
  committed: boolean | null
}

export interface PreviewPage {
  lesson: string
  title: string
  file: string
  /** Whether what is shown lies beside what learners have. */
  isDraft: boolean
  locale: string
  locales: string[]
  untranslated: string[]
  standing: Standing
  /** Null when the file is so broken that nothing of it can be shown. */
  preview: LessonPreview | null
  /** By item, in written order. */
  states: { item: string; states: ItemState[] }[]
}
