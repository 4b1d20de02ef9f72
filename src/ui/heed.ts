import type { Assignable, Listed, Made } from '../assignments/made.ts'
import type { GivenUp, SitePage } from '../integrations/site-pages.ts'
import type { Download } from '../kernel/download.ts'
import type {
  AuthorOverview,
  CoursePage,
  EditPage,
  FlagView,
  GlossaryPage,
  ImportLook,
  NewPage,
  PreviewPage,
  Saved,
  WantedGlossary,
} from '../lessons/author-pages.ts'
import type { WantedCourse } from '../lessons/course-edit.ts'
import type { ImportFormat } from '../lessons/exchange/formats.ts'
import type { CardView, CourseView, FormOutcome, LessonPage } from '../lessons/learner-pages.ts'
import type { Absence } from '../people/absence.ts'
import type { CookieSet, KudosPage, LinkView, Me, Reaching, Settings, SignIn } from '../people/learner-pages.ts'
import type { Forecast } from '../reports/feasibility.ts'
import type { LessonReport, NeedsYou } from '../reports/item-pages.ts'
import type { SuspicionId } from '../reports/items/suspicions.ts'
import type { PersonDetail, Deed, Seen, TeamPage } from '../reports/team-pages.ts'
import type { ItemPage, Library, LibraryInput, Overview, Shelves, StartedSession, Today } from '../review/learner-pages.ts'
import type { PeopleDeeds } from './heed-people.ts'

/**
 * What a page may ask, already bound to who is asking. `app.ts` fulfils it; a page knows nothing else of the services.
 * Every call may throw a Refusal, which `middleware.ts` turns into a page.
 */
export interface Heed {
  people: PeopleDeeds & {
    me(): Promise<Me>
    signIn(input: { email: string; password: string }): Promise<CookieSet>
    signOut(): Promise<CookieSet>
    kudosPage(): Promise<KudosPage>
    giveKudos(input: { to: string; skill: string; text: string }): Promise<unknown>
    /** The organisation's own sign-in, by its name; null without one. */
    companySignIn(): { name: string } | null
    beginOidc(): Promise<CookieSet & { url: string }>
    /** For admins. Throws when the provider does not answer. */
    askProvider(): Promise<void>
    finishOidc(input: { search: string; cookieHeader?: string | undefined }): Promise<CookieSet & { blank: string }>
    setUp(input: { token: string; name: string; email: string; password: string }): Promise<CookieSet>
    /** Looking uses nothing up. Throws when the link is spent, late or unknown. */
    lookAtLink(token: string): Promise<LinkView>
    /** With a password the old one ends, and every other sign-in. */
    useLink(token: string, password?: string): Promise<CookieSet>
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
    card(id: string, input: { locale?: string; accepts?: string }): Promise<CardView>
    /** Idempotent: an open lesson stays open. */
    open(id: string, input: { zone: string }): Promise<unknown>
  }
  author: {
    overview(): Promise<AuthorOverview>
    newPage(): Promise<NewPage>
    newLesson(input: { title: string; id?: string | undefined; course: string; section?: number | undefined }): Promise<{ lesson: string }>
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
    /** Of what learners never had. */
    throwAway(lesson: string, input: { locale?: string; read: string }): Promise<unknown>
    newCourse(input: { title: string; id?: string | undefined }): Promise<{ course: string; lesson: string }>
    /** With what could not be saved, that stands in the fields. */
    coursePage(course: string, typed?: WantedCourse & { read: string }): Promise<CoursePage>
    saveCourse(course: string, input: WantedCourse & { read: string }): Promise<Pick<Saved, 'committed'>>
    /** With a form for the term, or for what could not be saved. */
    glossaryPage(input: { term?: string | undefined; typed?: WantedGlossary | undefined }): Promise<GlossaryPage>
    changeGlossary(input: WantedGlossary): Promise<Pick<Saved, 'committed'> & { term: string | null }>
    /** Writes nothing. */
    lookAtImport(input: { name: string; bytes: Uint8Array; format?: ImportFormat | undefined; course: string }): Promise<ImportLook>
    writeImport(input: { course: string; section?: number | undefined; text: string }): Promise<{ lesson: string }>
    /** An item that was taken out, in every language that had it. */
    putBack(lesson: string, input: { item: string }): Promise<unknown>
    /** Sections are counted from 0. */
    putInCourse(lesson: string, input: { course: string; section: number }): Promise<unknown>
    previewPage(lesson: string, input: { locale?: string }): Promise<PreviewPage>
    answerFlag(id: string, input: { state: FlagView['state']; reply: string }): Promise<unknown>
  }
  assignments: {
    /** To a team, or to a person by address. */
    assign(input: { course: string; team?: string | undefined; person?: string | undefined; due?: string | undefined }): Promise<Made>
    end(id: string): Promise<unknown>
    /** The open ones, newest first. */
    list(): Promise<Listed[]>
    assignable(): Promise<Assignable>
  }
  reports: {
    /** The first team that the person leads, unless one is named. */
    team(input: { team?: string; zone?: string }): Promise<TeamPage>
    teamCsv(input: { team?: string; zone?: string }): Promise<Download>
    /** Plays every person's days up to the due day. */
    feasible(input: { course: string; team?: string | undefined; person?: string | undefined; due?: string | undefined }): Promise<Forecast>
    remind(input: { team: string; person: string }): Promise<{ name: string; mailed: boolean }>
    seen(input: { zone?: string }): Promise<Seen>
    told(input: { zone?: string }): Promise<Deed[]>
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
    /** What did not leave the house. */
    letters(): Promise<GivenUp[]>
    tryAgain(letter: string): Promise<unknown>
    testMail(): Promise<{ to: string }>
    page(): Promise<SitePage>
    backUpNow(): Promise<void>
  }
  review: {
    /** A lesson with its items as the person stands with them; the language as for a card. */
    lessonPage(id: string, input: { locale?: string; accepts?: string }): Promise<LessonPage>
    today(input: { zone: string }): Promise<Today>
    overview(input: { zone: string }): Promise<Overview>
    start(input: { minutes: number; zone: string; accepts?: string; onceMore?: boolean }): Promise<StartedSession>
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
