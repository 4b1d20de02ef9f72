import type { IncomingMessage } from 'node:http'
import type { Context } from './context.ts'
import { uuidv7 } from './kernel/id.ts'
import { isZone } from './kernel/study-day.ts'
import * as lessons from './lessons/service.ts'
import { withEntrance } from './people/entrance.ts'
import { systemViewer, type Viewer } from './people/role.ts'
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
export interface Visitor {
  /** Client address, behind the trusted proxies. */
  address: string
  /** What the sign-in is called in the person's own list: the browser. */
  label: string
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
        signOut: (loginId: string | null) => people.signOut(context, viewer, loginId === null ? null : { loginId }),
        setUp: (input: { token: string; name: string; email: string; password: string; label: string }) =>
          people.setUp(context, viewer, input),
        lookAtLink: (token: string) => people.lookAtLink(context, viewer, { token }),
        useLink: (input: { token: string; label: string; password?: string }) => people.useLink(context, viewer, input),
        changeSettings: (input: people.SettingsInput) => people.changeSettings(context, viewer, input),
        listAbsences: () => people.listAbsences(context, viewer),
        addAbsence: (input: { from: string; to: string }) => people.addAbsence(context, viewer, input),
        removeAbsence: (input: { from: string }) => people.removeAbsence(context, viewer, input),
        listSignIns: () => people.listSignIns(context, viewer),
        endSignIn: (loginId: string) => people.endSignIn(context, viewer, { loginId }),
        /** In which lessons are written here, the site's own first. */
        languages: () => context.catalogue.live().site.locales,
      },
      lessons: {
        courses: () => lessons.courses(context, somebody),
        course: (id: string) => lessons.course(context, somebody, id),
        lesson: (id: string, input: { locale?: string; accepts?: string }) => lessons.lesson(context, somebody, id, input),
        open: (id: string, input: { zone: string }) => lessons.open(context, somebody, id, input),
        page: (id: string, input: { locale?: string; accepts?: string; zone?: string }) => review.lessonPage(context, somebody, id, input),
      },
      review: {
        today: (input: { zone?: string }) => review.today(context, somebody, input),
        overview: (input: { zone?: string }) => review.overview(context, somebody, input),
        start: (input: { minutes: number; zone: string; accepts?: string }) => review.start(context, somebody, input),
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
        ankiSize: () => reports.ankiSize(context, viewer),
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
    visitor: (request: IncomingMessage): Visitor => ({ address: addressOf(request, settings.trustProxy), label: labelOf(request) }),
    /** The number that stands in the log and on the page of a failure. */
    reference: () => uuidv7(context.now(), context.random).slice(-12),
    live: () => context.catalogue.live(),
    now: () => context.now(),
    /** How much is live, in words. */
    size: () => sizeOf(context),
    problems: () => problemsOf(context),
    /** For commands and jobs: as the system itself. */
    system: {
      people: {
        addPerson: (input: Parameters<typeof people.addPerson>[2]) => people.addPerson(context, systemViewer, input),
        asPerson: (id: string) => people.asPerson(context, systemViewer, { id }),
        listPeople: () => people.listPeople(context, systemViewer),
        makeSignInLink: (input: { email: string }) => people.makeSignInLink(context, systemViewer, input),
        addTeam: (input: { name: string; parent?: string }) => people.addTeam(context, systemViewer, input),
        ensureSetupLink: () => people.ensureSetupLink(context),
      },
      memory: {
        verify: () => review.verifyMemories(context),
        rebuild: () => review.rebuildMemories(context),
      },
    },
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
    return []
  } catch (problem) {
    context.log.error({ err: problem }, 'the database does not take writes')
    return ['The database does not take writes.']
  }
}
