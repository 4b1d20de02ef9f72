import type { IncomingMessage } from 'node:http'
import { zoneOf, type App as HeedApp, type Identified } from './app.ts'

/** What every page is given: Heed bound to who is asking, the clock, and a way to set a cookie. */
export function localsFor(app: HeedApp, who: Identified | null, request: IncomingMessage, setCookie: (cookie: string) => void): App.Locals {
  const { people, lessons, author, assignments, review, reports, site } = app.as(who?.viewer ?? null)
  const visitor = app.visitor(request)
  const zone = zoneOf(request.headers.cookie, who?.viewer ?? null)
  const heed = {
    people: {
      ...people,
      signIn: async (input: { email: string; password: string }) => {
        const begun = await people.signIn({ ...input, ...visitor })
        // Pages only: a script has no use for a mark.
        setCookie(begun.device)
        return begun
      },
      stepUp: (password: string) =>
        people.stepUp({ password, loginId: who?.loginId ?? '', address: visitor.address, device: visitor.device }),
      changePassword: (input: { old: string; password: string }) => people.changePassword({ ...input, ...visitor }),
      forgotPassword: (email: string) => people.forgotPassword({ email, address: visitor.address }),
      acceptInvitation: (input: { token: string; name: string; email?: string; password: string }) =>
        people.acceptInvitation({ ...input, label: visitor.label, address: visitor.address }),
      finishOidc: (input: { search: string; cookieHeader?: string | undefined }) => people.finishOidc({ ...input, label: visitor.label }),
      signOut: () => people.signOut(who?.loginId ?? null),
      setUp: (input: { token: string; name: string; email: string; password: string }) => people.setUp({ ...input, label: visitor.label }),
      useLink: (token: string, password?: string) => people.useLink({ token, password, label: visitor.label }),
      listSignIns: async () => (await people.listSignIns()).map((each) => ({ ...each, here: each.id === who?.loginId })),
    },
    lessons,
    author,
    assignments,
    reports,
    site,
    review: {
      ...review,
      lessonPage: (id: string, input: { locale?: string; accepts?: string }) => review.lessonPage(id, { ...input, zone }),
      answerForm: (form: FormData) => review.answerForm(form, zone),
    },
  }
  return { heed, viewer: who?.viewer ?? null, now: app.now(), zone, pretended: pretendedDate(app, zone), setCookie, report: reporter(app) }
}

/** The date that HEED_NOW pretends, in words; null by the real clock. */
function pretendedDate(app: HeedApp, zone: string): string | null {
  if (app.settings.startNow === null) return null
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: zone }).format(app.now())
}

function reporter(app: HeedApp) {
  return (thrown: unknown): string => {
    const reference = app.reference()
    app.log.error({ err: thrown, reference }, 'A page failed.')
    return reference
  }
}
