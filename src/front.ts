import type { IncomingMessage, ServerResponse } from 'node:http'
import { resolve } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import sirv from 'sirv'
import { createApi } from './api/api.ts'
import type { App } from './app.ts'
import { isRefusal, refusalStatus } from './kernel/refusal.ts'

type Front = (req: IncomingMessage, res: ServerResponse) => boolean

/**
 * What is answered without Astro: the API, and the pictures of lessons. The same for whoever serves and for whoever works on the pages.
 *
 * @param own that the process is nobody else's, so that the adapter may put its quicker Request and Response in the place of Node's
 * @returns whether the request was taken
 */
export function frontOf(app: App, version: string, { own }: { own: boolean }): Front {
  const answerApi = getRequestListener(createApi(app, version).fetch, { overrideGlobalObjects: own })
  const media = sirv(resolve(app.settings.content, 'courses'), { dev: true, etag: true, extensions: [], setHeaders: cacheBriefly })
  return (req, res) => {
    const path = pathOf(req)
    if (isApi(path)) {
      res.setHeader('cache-control', 'no-store')
      void answerApi(req, res)
    } else if (path.startsWith('/media/')) {
      void serveMedia(app, media, req, res, path).catch((problem: unknown) => failPlainly(app, res, problem))
    } else return false
    return true
  }
}

export const pathOf = (req: IncomingMessage): string => (req.url ?? '/').split('?', 1)[0]!

/** A path for the log: what is no plain word may be a secret, an id or an address, and is left out. */
export const routeOf = (path: string): string => path.replaceAll(/[^/]+/g, (part) => (/^[a-z_][a-z0-9._-]{0,31}$/.test(part) ? part : '…'))

const isApi = (path: string) => path.startsWith('/api/') || path.startsWith('/calendar/') || ['/livez', '/readyz'].includes(path)

/** Only what was found: a picture that is still missing may be there in a moment. */
function cacheBriefly(res: ServerResponse): void {
  res.setHeader('cache-control', 'private, max-age=300')
}

const mediaPath = /^\/media\/([a-z0-9][a-z0-9-]{0,63})\/([A-Za-z0-9][A-Za-z0-9_-]{0,99}\.(?:png|jpe?g|gif|webp|avif))$/

/** Pictures of lessons, for whoever is signed in; names are matched, never joined into a path. */
async function serveMedia(
  app: App,
  media: ReturnType<typeof sirv>,
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
): Promise<void> {
  const found = mediaPath.exec(path)
  if (!found || !(await app.identify(req.headers.cookie))) return nothing(res)
  req.url = `/${found[1]}/media/${found[2]}`
  media(req, res, () => nothing(res))
}

/** For what is no address of ours. */
export function nothing(res: ServerResponse): void {
  res.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end('There is nothing here.')
}

/** For what even the error page could not say. */
export function failPlainly(app: App, res: ServerResponse, problem: unknown): void {
  if (isRefusal(problem) && !res.headersSent) {
    if (problem.retryAfter) res.setHeader('retry-after', String(problem.retryAfter))
    res.writeHead(refusalStatus[problem.code], { 'content-type': 'text/plain; charset=utf-8' })
    return void res.end(`${problem.message} ${problem.hint ?? ''}`)
  }
  const reference = app.reference()
  app.log.error({ err: problem, reference }, 'A page failed.')
  if (res.headersSent) return void res.destroy()
  res.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
  res.end(`Something went wrong in Heed. Tell whoever runs it: reference ${reference}.`)
}
