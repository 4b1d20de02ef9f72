import type { APIContext, MiddlewareHandler } from 'astro'
import { isRefusal, Refusal } from './kernel/refusal.ts'
import { may, type Access } from './people/role.ts'
import { toldOfFault, toldOfNothing, toldOfRefusal, type Told } from './ui/told.ts'

/** Who may see which page. A page without a row is refused, so that nobody forgets one. */
export const pageAccess: Record<string, Access> = {
  '/': 'anyone',
  '/[...missing]': 'anyone',
  '/refused': 'anyone',
  '/offline': 'anyone',
  '/sign-in': 'anyone',
  '/sign-in/company': 'anyone',
  '/sign-in/company/back': 'anyone',
  '/sign-out': 'anyone',
  '/setup': 'anyone',
  '/in/[token]': 'anyone',
  '/join/[token]': 'anyone',
  '/forgot': 'anyone',
  '/unsubscribe/[token]': 'anyone',
  '/help': 'anyone',
  '/help/[...slug]': 'anyone',
  '/courses': 'learner',
  '/courses/[course]': 'learner',
  '/lessons/[lesson]': 'learner',
  '/review': 'learner',
  '/library': 'learner',
  '/library/cards/[card]': 'learner',
  '/items/[item]': 'learner',
  '/me': 'learner',
  '/me/settings': 'learner',
  '/step-up': 'learner',
  '/invite': 'learner',
  '/me/seen': 'learner',
  '/team': 'learner',
  '/team/assign': 'learner',
  '/team/export.csv': 'learner',
  '/team/people/[person]': 'learner',
  '/author': 'author',
  '/author/new': 'author',
  '/author/courses/new': 'author',
  '/author/courses/[course]': 'author',
  '/author/glossary': 'author',
  '/author/import': 'author',
  '/author/edit/[lesson]': 'author',
  '/author/lessons/[lesson]': 'author',
  '/admin': 'admin',
  '/admin/people': 'admin',
  '/admin/people/[person]': 'admin',
  '/admin/people/import': 'admin',
  '/admin/teams': 'admin',
  '/admin/teams/[team]': 'admin',
  '/admin/assignments': 'admin',
  '/admin/audit': 'admin',
  '/admin/audit.csv': 'admin',
  '/admin/site': 'admin',
}

/** The one place where a refusal becomes a page; anything else that is thrown is a fault and shows a reference number only. */
export const onRequest: MiddlewareHandler = async (context, next) => {
  if (context.locals.told) return next()
  try {
    admit(context)
    return await next()
  } catch (thrown) {
    if (isSignedOut(thrown) && context.request.method === 'GET') return context.redirect(signInFor(context.url), 303)
    // A form that was posted is asked for again afterwards: nothing is kept of it meanwhile.
    if (isRefusal(thrown) && thrown.code === 'step-up') return context.redirect(stepUpFor(context), 303)
    return tell(context, isRefusal(thrown) ? toldOfRefusal(thrown) : toldOfFault(context.locals.report(thrown)))
  }
}

function admit({ routePattern, locals }: APIContext): void {
  const access = pageAccess[routePattern]
  if (access === undefined) throw new Refusal('not-found', toldOfNothing.message, toldOfNothing.hint)
  if (may(locals.viewer, access)) return
  if (locals.viewer) throw new Refusal('forbidden', 'This page is not open to you.', 'Ask the person who runs Heed here if you need it.')
  // Pages that are only looked at lead to the sign-in by themselves, so this is read after a form.
  throw new Refusal(
    'signed-out',
    'You are signed out, so nothing was taken.',
    'Sign in in a new tab, then go back a page in this one and send it again: what you typed is still there.',
  )
}

function isSignedOut(thrown: unknown): boolean {
  return isRefusal(thrown) && thrown.code === 'signed-out'
}

function signInFor(url: URL): string {
  const next = url.pathname + url.search
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`
}

/** What was only to be looked at comes by itself afterwards; a form has to be sent again. */
const stepUpFor = ({ url, request }: APIContext): string =>
  `/step-up?next=${encodeURIComponent(url.pathname + url.search)}${request.method === 'POST' ? '&again=yes' : ''}`

/** A request of its own, because the body of the refused one may have been read already. */
function tell(context: APIContext, told: Told): Promise<Response> {
  context.locals.told = told
  return context.rewrite(new Request(new URL('/refused', context.url)))
}
