import type { IncomingMessage } from 'node:http'
import { systemOf } from './app-system.ts'
import type { Context } from './context.ts'
import { isFull } from './health.ts'
import { uuidv7 } from './kernel/id.ts'
import { isZone } from './kernel/study-day.ts'
import * as assignments from './assignments/service.ts'
import * as integrations from './integrations/service.ts'
import * as lessons from './lessons/service.ts'
import * as authoring from './lessons/service/authoring.ts'
import * as cards from './lessons/service/card.ts'
import { deviceCookieOf } from './people/device.ts'
import { withEntrance } from './people/entrance.ts'
import type { Viewer } from './people/role.ts'
import * as people from './people/service.ts'
import * as reports from './reports/service.ts'
import * as review from './review/service.ts'

/** Every service bound to a context; `as` binds it to who is asking. Pages, API, CLI, jobs and tests hold this. */
export type App = ReturnType<typeof createApp>
export type Heed = ReturnType<App['as']>

export interface Identified {
  viewer: Viewer
  loginId: string
}

/** Where a request comes from, as far as sign-ins care. */
interface Visitor {
  /** Client address, behind the trusted proxies. */
  address: string
  /** What the sign-in is called in the person's own list: the browser. */
  label: string
  /** The mark by which an account knows this browser again. */
  device: string | null
}

export function createApp(world: Context) {
  const context = withEntrance(world)
  const { settings, log } = context

  const as = (viewer: Viewer | null) => {
    // Routes declare who may use them; a deed that needs somebody never runs for nobody.
    const somebody = viewer as Viewer
    return {
      people: {
        me: () => people.me(context, viewer),
        signIn: (input: { email: string; password: string } & Visitor) => people.signIn(context, viewer, input),
        kudosPage: () => people.kudosPage(context, viewer, lessons.skillTitles(context, viewer)),
        giveKudos: (input: { to: string; skill: string; text: string }) => people.giveKudos(context, viewer, input),
        companySignIn: () => people.companySignIn(context),
        beginOidc: () => people.beginOidc(context),
        askProvider: () => people.askProvider(context, viewer),
        finishOidc: (input: { search: string; cookieHeader?: string | undefined; label: string }) =>
          people.finishOidc(context, viewer, input),
        signOut: (loginId: string | null) => people.signOut(context, viewer, loginId === null ? null : { loginId }),
        setUp: (input: { token: string; name: string; email: string; password: string; label: string }) =>
          people.setUp(context, viewer, input),
        lookAtLink: (token: string) => people.lookAtLink(context, viewer, { token }),
        useLink: (input: { token: string; label: string; password?: string }) => people.useLink(context, viewer, input),
        changeSettings: (input: people.SettingsInput) => people.changeSettings(context, viewer, input),
        listAbsences: () => people.listAbsences(context, viewer),
        addAbsence: (input: { from: string; to: string }) => people.addAbsence(context, viewer, input),
        removeAbsence: (input: { from: string }) => people.removeAbsence(context, viewer, input),
        hasPassword: () => people.hasPassword(context, viewer),
        changePassword: (input: Parameters<typeof people.changePassword>[2]) => people.changePassword(context, viewer, input),
        stepUp: (input: Parameters<typeof people.stepUp>[2]) => people.stepUp(context, viewer, input),
        forgotPassword: (input: { email: string; address: string }) => people.forgotPassword(context, viewer, input),
        makeSignInLink: (input: { email: string }) => people.makeSignInLink(context, viewer, input),
        invite: (input: Parameters<typeof people.invite>[2]) => people.invite(context, viewer, input),
        invitePage: () => people.invitePage(context, viewer),
        endInvitation: (invitation: string) => people.endInvitation(context, viewer, { invitation }),
        lookAtInvitation: (token: string) => people.lookAtInvitation(context, viewer, { token }),
        acceptInvitation: (input: Parameters<typeof people.acceptInvitation>[2]) => people.acceptInvitation(context, viewer, input),
        addPerson: (input: Parameters<typeof people.addPerson>[2]) => people.addPerson(context, viewer, input),
        importPeople: (input: Parameters<typeof people.importPeople>[2]) => people.importPeople(context, viewer, input),
        peoplePage: (input: people.PeopleSearch) => people.peoplePage(context, viewer, input),
        personPage: (person: string) => people.personPage(context, viewer, { person }),
        auditCsv: (input: people.AuditSearch) => people.auditCsv(context, viewer, input),
        auditPage: (input: people.AuditSearch) => people.auditPage(context, viewer, input),
        changeRole: (input: Parameters<typeof people.changeRole>[2]) => people.changeRole(context, viewer, input),
        renamePerson: (input: { person: string; name: string }) => people.renamePerson(context, viewer, input),
        closeAccount: (input: { person: string }) => people.closeAccount(context, viewer, input),
        openAccount: (input: { person: string }) => people.openAccount(context, viewer, input),
        endSignInsOf: (input: { person: string }) => people.endSignInsOf(context, viewer, input),
        addTeam: (input: Parameters<typeof people.addTeam>[2]) => people.addTeam(context, viewer, input),
        changeTeam: (input: Parameters<typeof people.changeTeam>[2]) => people.changeTeam(context, viewer, input),
        removeTeam: (input: { team: string }) => people.removeTeam(context, viewer, input),
        listTeams: () => people.listTeams(context, viewer),
        teamPage: (team: string) => people.teamPage(context, viewer, { team }),
        placeInTeam: (input: Parameters<typeof people.placeInTeam>[2]) => people.placeInTeam(context, viewer, input),
        takeFromTeam: (input: { person: string; team: string }) => people.takeFromTeam(context, viewer, input),
        reaching: () => people.reaching(context, viewer),
        makeCalendar: () => people.makeCalendar(context, viewer),
        endCalendar: () => people.endCalendar(context, viewer),
        lookAtUnsubscribe: (token: string) => people.lookAtUnsubscribe(context, viewer, { token }),
        unsubscribe: (token: string) => people.unsubscribe(context, viewer, { token }),
        listSignIns: () => people.listSignIns(context, viewer),
        endSignIn: (loginId: string) => people.endSignIn(context, viewer, { loginId }),
        previewErasure: (person: string) => people.previewErasure(context, viewer, { person }),
        erasePerson: (input: Parameters<typeof people.erasePerson>[2]) => people.erasePerson(context, viewer, input),
        retention: () => people.retention(context, viewer),
        changeRetention: (input: Parameters<typeof people.changeRetention>[2]) => people.changeRetention(context, viewer, input),
        /** In which lessons are written here, the site's own first. */
        languages: () => context.catalogue.live().site.locales,
      },
      lessons: {
        courses: () => lessons.courses(context, somebody),
        course: (id: string) => lessons.course(context, somebody, id),
        lesson: (id: string, input: { locale?: string; accepts?: string }) => lessons.lesson(context, somebody, id, input),
        open: (id: string, input: { zone: string }) => lessons.open(context, somebody, id, input),
        card: (id: string, input: { locale?: string; accepts?: string }) => cards.card(context, somebody, id, input),
      },
      author: {
        overview: () => authoring.authorOverview(context, somebody),
        check: (input: authoring.CheckInput) => authoring.checkText(context, somebody, input),
        newPage: () => authoring.newLessonPage(context, somebody),
        newLesson: (input: authoring.NewLessonInput) => authoring.newLesson(context, somebody, input),
        editPage: (lesson: string, input: { locale?: string; text?: string; read?: string }) =>
          authoring.editPage(context, somebody, lesson, input),
        save: (lesson: string, input: authoring.SaveInput) => authoring.save(context, somebody, lesson, input),
        throwAway: (lesson: string, input: authoring.DiscardInput) => authoring.throwAway(context, somebody, lesson, input),
        discardDraft: (lesson: string, input: authoring.DiscardInput) => authoring.discardDraft(context, somebody, lesson, input),
        newCourse: (input: authoring.NewCourseInput) => authoring.newCourse(context, somebody, input),
        coursePage: (course: string, typed?: authoring.SaveCourseInput) => authoring.coursePage(context, somebody, course, typed),
        saveCourse: (course: string, input: authoring.SaveCourseInput) => authoring.saveCourse(context, somebody, course, input),
        glossaryPage: (input: { term?: string | undefined; typed?: authoring.ChangeGlossaryInput | undefined }) =>
          authoring.glossaryPage(context, somebody, input),
        changeGlossary: (input: authoring.ChangeGlossaryInput) => authoring.changeGlossary(context, somebody, input),
        addPicture: (course: string, input: authoring.PictureInput) => authoring.addPicture(context, somebody, course, input),
        lookAtImport: (input: authoring.ImportLookInput) => authoring.lookAtImport(context, somebody, input),
        writeImport: (input: authoring.ImportWriteInput) => authoring.writeImport(context, somebody, input),
        translate: (lesson: string, input: authoring.TranslateInput) => authoring.translate(context, somebody, lesson, input),
        putBack: (lesson: string, input: authoring.BackInput) => authoring.putBack(context, somebody, lesson, input),
        putInCourse: (lesson: string, input: authoring.PutInput) => authoring.putInCourse(context, somebody, lesson, input),
        previewPage: (lesson: string, input: { locale?: string }) => authoring.previewPage(context, somebody, lesson, input),
        gradePreview: (input: authoring.GradeInput) => authoring.gradePreview(context, somebody, input),
        revealPreview: (input: authoring.RevealInput) => authoring.revealPreview(context, somebody, input),
        answerFlag: (id: string, input: authoring.FlagAnswer) => authoring.answerFlag(context, somebody, id, input),
      },
      assignments: {
        assign: (input: assignments.AssignInput) => reports.assignAndPlay(context, somebody, input),
        end: (id: string) => assignments.endAssignment(context, somebody, id),
        list: () => assignments.listAssignments(context, somebody),
        assignable: () => assignments.assignable(context, somebody),
        required: (input: { zone?: string }) => assignments.requiredOf(context, somebody, input),
      },
      review: {
        lessonPage: (id: string, input: { locale?: string; accepts?: string; zone?: string }) =>
          review.lessonPage(context, somebody, id, input),
        today: (input: { zone?: string }) => review.today(context, somebody, input),
        overview: (input: { zone?: string }) => review.overview(context, somebody, input),
        start: (input: { minutes: number; zone: string; accepts?: string; onceMore?: boolean }) => review.start(context, somebody, input),
        answer: (input: { now: string; answers: unknown[] }) => review.answer(context, somebody, input),
        answerForm: (form: FormData, zone: string) => review.answerForm(context, somebody, form, zone),
        voidAnswer: (id: string) => review.voidAnswer(context, somebody, id),
        history: (item: string, input: { zone?: string }) => review.history(context, somebody, item, input),
        reveal: (item: string) => review.reveal(context, somebody, item),
        suspend: (item: string, input: review.SuspendInput) => review.suspend(context, somebody, item, input),
        unsuspend: (item: string) => review.unsuspend(context, somebody, item),
        flag: (item: string, input: review.FlagInput) => review.flag(context, somebody, item, input),
        library: (input: Parameters<typeof review.library>[2]) => review.library(context, somebody, input),
        shelves: (input: { accepts?: string | undefined }) => review.shelves(context, somebody, input),
        itemPage: (item: string, input: { zone?: string }) => review.itemPage(context, somebody, item, input),
      },
      reports: {
        exportMine: (input: { format?: reports.ExportFormat }) => reports.exportMine(context, viewer, input),
        exportPerson: (input: Parameters<typeof reports.exportPerson>[2]) => reports.exportPerson(context, viewer, input),
        team: (input: { team?: string; zone?: string }) => reports.teamPage(context, somebody, input),
        teamCsv: (input: { team?: string; zone?: string }) => reports.teamCsv(context, somebody, input),
        feasible: (input: Parameters<typeof reports.feasible>[2]) => reports.feasible(context, somebody, input),
        remind: (input: { team: string; person: string }) => reports.remind(context, somebody, input),
        seen: (input: { zone?: string }) => reports.seen(context, somebody, input),
        told: (input: { zone?: string }) => reports.told(context, somebody, input),
        personDetail: (input: { person: string; zone?: string }) => reports.personDetail(context, somebody, input),
        switchDetail: (input: { on: boolean }) => reports.switchDetail(context, viewer, input),
        ankiSize: () => reports.ankiSize(context, viewer),
        lessonReport: (lesson: string, input: reports.ReportInput) => reports.lessonReport(context, somebody, lesson, input),
        needsYou: () => reports.needsYou(context, somebody),
        exportItems: (input: reports.ExportItemsInput) => reports.exportItems(context, somebody, input),
        dismiss: (item: string, input: reports.DismissInput) => reports.dismissSuspicion(context, somebody, item, input),
      },
      site: {
        /** The calendar that belongs to a secret, whoever asks. */
        calendar: (token: string) => integrations.calendar(context, token),
        letters: () => integrations.letters(context, somebody),
        tryAgain: (letter: string) => integrations.tryAgain(context, somebody, letter),
        testMail: () => integrations.testMail(context, somebody),
        page: () => integrations.sitePage(context, viewer),
        backUpNow: () => integrations.backUpNow(context, viewer),
      },
    }
  }

  return {
    settings,
    log,
    as,
    /** Who is asking. @throws Refusal('too-many') for somebody who asks without end */
    async identify(cookieHeader: string | undefined): Promise<Identified | null> {
      const who = await context.sessions.read(cookieHeader)
      if (who) await context.countRequest(who.viewer.id)
      return who
    },
    visitor: (request: IncomingMessage): Visitor => ({
      address: addressOf(request, settings.trustProxy),
      label: labelOf(request),
      device: deviceCookieOf(settings.url).read(request.headers.cookie),
    }),
    /** The number that stands in the log and on the page of a failure. */
    reference: () => uuidv7(context.now(), context.random).slice(-12),
    live: () => context.catalogue.live(),
    now: () => context.now(),
    /** Rings when something waits in the outbox. */
    news: context.news,
    /** How much is live, in words. */
    size: () => sizeOf(context),
    problems: () => problemsOf(context),
    /** For commands and jobs: as the system itself. */
    system: systemOf(context),
  }
}

/** The zone that a browser told in its cookie, else the person's last one. */
export function zoneOf(cookieHeader: string | undefined, viewer: Viewer | null): string {
  const told = /(?:^|;\s*)zone=([A-Za-z0-9_+%/-]{1,64})(?:;|$)/.exec(cookieHeader ?? '')?.[1]
  const zone = told?.replaceAll('%2F', '/')
  return zone && isZone(zone) ? zone : (viewer?.zone ?? 'UTC')
}

/** Hops are counted from the right: what stands further left is whatever the client wrote. */
function addressOf(request: IncomingMessage, trusted: number): string {
  const direct = request.socket.remoteAddress ?? ''
  if (trusted === 0) return direct
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((hop) => hop.trim())
    .filter(Boolean)
  return forwarded.at(-trusted) ?? direct
}

const labelOf = (request: IncomingMessage) => (request.headers['user-agent'] ?? 'unknown').slice(0, 120)

function sizeOf({ catalogue }: Context): string {
  const { courses, lessons, items, problems } = catalogue.live()
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const broken = errors === 0 ? '' : ` (${errors} problems: run “npm run -s heed -- check”)`
  const courseCount = courses.length === 1 ? '1 course' : `${courses.length} courses`
  return `${courseCount}, ${lessons.size} lessons, ${items.size} items${broken}`
}

async function problemsOf(context: Context): Promise<string[]> {
  try {
    await context.transaction(async () => undefined)
    return isFull(context.settings) ? ['The disk of the data folder is full, so nothing can be saved.'] : []
  } catch (problem) {
    context.log.error({ err: problem }, 'The database does not take writes.')
    return ['The database does not take writes.']
  }
}
