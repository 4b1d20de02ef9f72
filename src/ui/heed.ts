import type { Feedback, Verdict } from '../grading/verdict.ts'
import type { BasePrompt } from '../items/item-type.ts'
import type { GivenUp, JobResult, SitePage } from '../integrations/site-pages.ts'
import type {
  AuthorOverview,
  CoursePage,
  CoursePlace,
  EditPage,
  FlagView,
  ImportLook,
  PreviewPage,
  Saved,
} from '../lessons/author-pages.ts'
import type { Download } from '../kernel/download.ts'
import type { WantedCourse } from '../lessons/course-edit.ts'
import type { ImportFormat } from '../lessons/exchange/formats.ts'
import type { CourseClass } from '../lessons/lesson.ts'
import type { Absence } from '../people/absence.ts'
import type { Role, Viewer } from '../people/role.ts'
import type { Listed, Made } from '../assignments/made.ts'
import type { Forecast } from '../reports/feasibility.ts'
import type { LessonReport, NeedsYou } from '../reports/item-pages.ts'
import type { SuspicionId } from '../reports/items/suspicions.ts'
import type { PersonDetail, Seen, TeamPage } from '../reports/team-pages.ts'
import type { Held, SkillHeld, StrengthWord } from '../review/held.ts'
import type { PeopleDeeds } from './heed-people.ts'

/**
 * What a page may ask, already bound to who is asking. `app.ts` fulfils it; a page knows nothing else of the services.
 * Every call may throw a Refusal, which `middleware.ts` turns into a page.
 */
export interface Heed {
  people: PeopleDeeds & {
    me(): Promise<Me>
    signIn(input: { email: string; password: string }): Promise<SignedIn>
    signOut(): Promise<SignedIn>
    kudosPage(): Promise<KudosPage>
    giveKudos(input: { to: string; skill: string; text: string }): Promise<unknown>
    /** The organisation's own sign-in, by its name; null without one. */
    companySignIn(): { name: string } | null
    beginOidc(): Promise<{ url: string; cookie: string }>
    /** For admins. Throws when the provider does not answer. */
    askProvider(): Promise<void>
    finishOidc(input: { search: string; cookieHeader?: string | undefined }): Promise<SignedIn & { blank: string }>
    setUp(input: { token: string; name: string; email: string; password: string }): Promise<SignedIn>
    /** Looking uses nothing up. Throws when the link is spent, late or unknown. */
    lookAtLink(token: string): Promise<LinkView>
    /** With a password the old one ends, and every other sign-in. */
    useLink(token: string, password?: string): Promise<SignedIn>
    /** Changes what is named and leaves the rest. */
    changeSettings(input: Partial<Settings>): Promise<unknown>
    /** The earliest first. */
    listAbsences(): Promise<Absence[]>
    addAbsence(input: Absence): Promise<unknown>
    removeAbsence(input: { from: string }): Promise<unknown>
    /** The newest first. */
    listSignIns(): Promise<SignIn[]>
    endSignIn(id: string): Promise<unknown>
    reaching(): Promise<Reaching>
    /** The one before it works no more; the address is told only now. */
    makeCalendar(): Promise<{ url: string }>
    endCalendar(): Promise<unknown>
    /** Looking ends nothing. Throws when the secret is unknown. */
    lookAtUnsubscribe(token: string): Promise<{ email: string; ended: boolean }>
    unsubscribe(token: string): Promise<unknown>
    /** In which lessons are written here: BCP 47 tags. */
    languages(): string[]
  }
  lessons: {
    courses(): Promise<{ courses: CourseView[] }>
    course(id: string): Promise<CourseView>
    /** `locale` is what the address asks for; without it the person's own counts, then `accepts`, the browser's Accept-Language. */
    page(id: string, input: { locale?: string; accepts?: string }): Promise<LessonPage>
    /** The language as for a lesson. */
    card(id: string, input: { locale?: string; accepts?: string }): Promise<Card>
    /** Idempotent: an open lesson stays open. */
    open(id: string, input: { zone: string }): Promise<unknown>
  }
  author: {
    overview(): Promise<AuthorOverview>
    newPage(): Promise<{ places: CoursePlace[] }>
    newLesson(input: { title: string; id?: string | undefined; course: string }): Promise<{ lesson: string }>
    /** With a text that could not be saved, what stands in the field is that; `read` is the mark of what its author began with. */
    editPage(lesson: string, input: { locale?: string; text?: string; read?: string }): Promise<EditPage>
    save(
      lesson: string,
      input: { text: string; locale?: string; read: string; publish: boolean; retire: Record<string, string> },
    ): Promise<Saved>
    /** Begins a draft beside the original. */
    translate(lesson: string, input: { locale: string }): Promise<unknown>
    /** What learners have stays as it is. */
    discardDraft(lesson: string, input: { locale?: string; read: string }): Promise<unknown>
    newCourse(input: { title: string; id?: string | undefined }): Promise<{ course: string; lesson: string }>
    coursePage(course: string): Promise<CoursePage>
    saveCourse(course: string, input: WantedCourse & { read: string }): Promise<unknown>
    importPage(): Promise<{ places: CoursePlace[] }>
    /** Writes nothing. */
    lookAtImport(input: { name: string; bytes: Uint8Array; format?: ImportFormat | undefined; course: string }): Promise<ImportLook>
    writeImport(input: { course: string; text: string }): Promise<{ lesson: string }>
    /** Sections are counted from 0. */
    putInCourse(lesson: string, input: { course: string; section: number }): Promise<unknown>
    previewPage(lesson: string, input: { locale?: string }): Promise<PreviewPage>
    answerFlag(id: string, input: { state: FlagView['state']; reply: string }): Promise<unknown>
  }
  assignments: {
    /** To a team, or to a person by address. */
    assign(input: { course: string; team?: string; person?: string; due?: string | undefined }): Promise<Made>
    end(id: string): Promise<unknown>
    /** The open ones, newest first. */
    list(): Promise<Listed[]>
    assignable(): Promise<{ courses: { id: string; title: string }[]; teams: { id: string; name: string }[] }>
  }
  reports: {
    /** The first team that the person leads, unless one is named. */
    team(input: { team?: string; zone?: string }): Promise<TeamPage>
    /** Plays every person's days up to the due day. */
    feasible(input: { course: string; team: string; due: string }): Promise<Forecast>
    remind(input: { team: string; person: string }): Promise<{ name: string; mailed: boolean }>
    seen(input: { zone?: string }): Promise<Seen>
    /** Writes the look down. Throws while the organisation has it switched off. */
    personDetail(input: { person: string; zone?: string }): Promise<PersonDetail>
    switchDetail(input: { on: boolean }): Promise<unknown>
    exportPerson(input: { person: string; format: 'json' | 'csv' | 'html' }): Promise<Download>
    /** What a package for Anki would hold now; what waits to be asked is left out. */
    ankiSize(): Promise<{ cards: number; leftOut: number }>
    /** How the items of a lesson are answered, what needs an author first; only those of one suspicion, if one is named. */
    lessonReport(lesson: string, input: { locale?: string | undefined; suspicion?: SuspicionId | undefined }): Promise<LessonReport>
    needsYou(): Promise<NeedsYou>
    /** Until the text changes. */
    dismiss(item: string, input: { suspicion: SuspicionId; reason: string }): Promise<unknown>
  }
  /** For admins. */
  site: {
    jobRuns(): Promise<JobResult[]>
    /** What did not leave the house. */
    letters(): Promise<GivenUp[]>
    tryAgain(letter: string): Promise<unknown>
    testMail(): Promise<{ to: string }>
    page(): Promise<SitePage>
    backUpNow(): Promise<void>
  }
  review: {
    today(input: { zone: string }): Promise<Today>
    overview(input: { zone: string }): Promise<Overview>
    start(input: { minutes: number; zone: string; accepts?: string }): Promise<ReviewStart>
    answerForm(form: FormData): Promise<FormOutcome>
    library(input: LibraryInput): Promise<Library>
    shelves(input: { accepts?: string | undefined }): Promise<Shelves>
    itemPage(item: string, input: { zone: string }): Promise<ItemPage>
    /** "Don't ask me this", until it is taken back. */
    suspend(item: string, input: { reason: string }): Promise<unknown>
    unsuspend(item: string): Promise<unknown>
    /** "Something wrong?" */
    flag(item: string, input: { text: string; named: boolean }): Promise<unknown>
  }
}

/** What a person may set of themselves. */
export type Settings = Pick<
  Viewer,
  'locale' | 'zone' | 'workDays' | 'daysAWeek' | 'minutes' | 'keysOn' | 'theme' | 'textSize' | 'motion' | 'remindAt'
>

/** What reaches a person without being asked for. */
export interface Reaching {
  /** Whether this Heed sends mail at all. */
  mail: boolean
  calendar: boolean
}

/** A browser in which the person is signed in. */
export interface SignIn {
  id: string
  /** What the browser calls itself. */
  label: string
  createdAt: number
  seenAt: number
  /** The one that is asking. */
  here: boolean
}

/** A whole Set-Cookie value. */
export interface SignedIn {
  cookie: string
}

export interface Me extends Pick<Viewer, 'id' | 'name' | 'email'>, Settings {
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
  /** For authors: that the original has changed since, in words. */
  outdated: string | null
  next?: LessonRef
}

export type { Absence, Held, SkillHeld }

/** What a day will ask. */
export interface DayLoad {
  day: string
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

export interface Today {
  studyDay: string
  items: number
  minutes: number
  sessionsToRecover: number
  week: { day: string; done: boolean }[]
  /** Days of this week on which the person is away. */
  awayDays: string[]
  nextLessons: { id: string; title: string; minutes: number; course: string; dueDay: string | null }[]
  daysDone: number
  daysTarget: number
  hasMemories: boolean
  held: Held
  skills: SkillHeld[]
  /** The next fourteen days, from tomorrow on; empty while there is nothing to come back. */
  ahead: DayLoad[]
  /** What was done today, once the day's session is finished; `tomorrow` of its things come back the next day. */
  finished: { items: number; minutes: number; tomorrow: number } | null
  /** Whether seven whole days went by without an answer. */
  returning: boolean
  /** What slips so often that its lesson is offered again. */
  practice: { id: string; title: string } | null
  slipping: HardItem | null
}

/** Words of thanks: for the two whom they concern. */
export interface KudosPage {
  received: { id: string; from: string | null; skill: string; text: string; day: string }[]
  colleagues: { id: string; name: string }[]
  skills: { id: string; title: string }[]
}

export interface Overview {
  studyDay: string
  held: Held
  /** How many things were held on each of these days, oldest first, today last: every thirty days of the past year. */
  heldOn: { day: string; held: number }[]
  /** The days of the past year, from a Monday to today. */
  year: { day: string; answers: number; ms: number }[]
  ahead: DayLoad[]
  hardest: HardItem[]
  skills: SkillHeld[]
  /** Skills that were firm at each look of the past 90 days. */
  durable: { id: string; title: string }[]
}

export type LibraryKind = 'lesson' | 'card' | 'term' | 'item'

export interface LibraryInput {
  q?: string
  skill?: string | undefined
  course?: string | undefined
  kind?: LibraryKind | undefined
  locale?: string
  fading?: boolean
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
  /** The matching piece, escaped, with each match in <mark>. */
  html: string
  /** Lessons only. */
  state?: LessonState
  minutes?: number
  /** Lessons and cards only: not in the language in which its page opens by itself. */
  foreign?: boolean
  /** Items only. */
  lesson?: LessonRef
  strength?: number | null
  word?: StrengthWord | null
}

/** The library before anybody searches it, and what it can be filtered by. */
export interface Shelves {
  lessonsDone: LessonRef[]
  /** Of a card the title of its skill. */
  cards: { id: string; title: string; summary: string; skill: string | null }[]
  terms: { id: string; title: string; short: string }[]
  itemsMet: number
  skills: { id: string; title: string }[]
  courses: { id: string; title: string }[]
}

/** A quick-reference card. */
export interface Card {
  id: string
  locale: string
  /** False when the wanted language is missing and another stands in. */
  translated: boolean
  title: string
  summary: string
  skill: { id: string; title: string } | null
  html: string
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
  answers: { id: string; day: string; mode: string | null; verdict: Verdict; voided: boolean }[]
  /** What changed since it was first asked, newest first. */
  changes: { change: string; day: string }[]
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
