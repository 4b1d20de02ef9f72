import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { pathToFileURL } from 'node:url'
import { resolve } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import sirv from 'sirv'
import { createApi } from './api/api.ts'
import type { App } from './app.ts'
import { isRefusal, refusalStatus } from './kernel/refusal.ts'
import { addHeaders, refuseAtDoor, type Door } from './door.ts'
import { localsFor } from './locals.ts'

/** Astro's handler in middleware mode, as `astro build` writes it. */
type Pages = (req: IncomingMessage, res: ServerResponse, next: (problem?: unknown) => void, locals: object) => Promise<void> | void

const grace = 10_000

/**
 * One node:http server: limits and headers first, then static files, the JSON API, and Astro's pages.
 *
 * @param dist the folder that `astro build` wrote
 */
export async function createHeedServer(app: App, dist: string, version: string): Promise<Server> {
  const { handler } = (await import(pathToFileURL(resolve(dist, 'server/entry.mjs')).href)) as { handler: Pages }
  const answerApi = getRequestListener(createApi(app, version).fetch)
  const staticFile = sirv(resolve(dist, 'client'), { etag: true, extensions: ['html'], setHeaders: cacheForever })
  const media = sirv(resolve(app.settings.content, 'courses'), { dev: true, etag: true, extensions: [], setHeaders: cacheBriefly })
  const door: Door = { origins: app.settings.origins, secure: app.settings.url.startsWith('https:') }

  const server = createServer({ maxHeaderSize: 8192, connectionsCheckingInterval: 1000 }, (req, res) => {
    addHeaders(res, door)
    const path = (req.url ?? '/').split('?', 1)[0]!
    if (refuseAtDoor(req, res, door, path)) return
    if (
      path.startsWith('/api/') ||
      path.startsWith('/calendar/') ||
      path === '/livez' ||
      path === '/readyz' ||
      path === '/team/export.csv'
    ) {
      res.setHeader('cache-control', 'no-store')
      return void answerApi(req, res)
    }
    if (path.startsWith('/media/'))
      return void serveMedia(app, media, req, res, path).catch((problem: unknown) => failPlainly(app, res, problem))
    staticFile(req, res, () => void showPage(app, handler, req, res))
  })
  server.headersTimeout = 10_000
  server.requestTimeout = 20_000
  server.keepAliveTimeout = 5_000
  server.maxConnections = 2_000
  return server
}

/** Names under /_astro carry a hash of what they hold. */
function cacheForever(res: ServerResponse, path: string): void {
  res.setHeader('cache-control', path.startsWith('/_astro/') ? 'public, max-age=31536000, immutable' : 'no-cache')
}

/** Only what was found: a picture that is still missing may be there in a moment. */
function cacheBriefly(res: ServerResponse): void {
  res.setHeader('cache-control', 'private, max-age=300')
}

async function showPage(app: App, handler: Pages, req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    res.setHeader('cache-control', 'no-store')
    const who = await app.identify(req.headers.cookie)
    const locals = localsFor(app, who, req, (cookie) => res.appendHeader('set-cookie', cookie))
    await handler(req, res, (problem) => failPlainly(app, res, problem), locals)
  } catch (problem) {
    failPlainly(app, res, problem)
  }
}

/** For what even the error page could not say. */
function failPlainly(app: App, res: ServerResponse, problem: unknown): void {
  if (isRefusal(problem) && !res.headersSent) {
    if (problem.retryAfter) res.setHeader('retry-after', String(problem.retryAfter))
    res.writeHead(refusalStatus[problem.code], { 'content-type': 'text/plain; charset=utf-8' })
    return void res.end(`${problem.message} ${problem.hint ?? ''}`)
  }
  const reference = app.reference()
  app.log.error({ err: problem, reference }, 'a page failed')
  if (res.headersSent) return void res.destroy()
  res.writeHead(problem ? 500 : 404, { 'content-type': 'text/plain; charset=utf-8' })
  res.end(problem ? `Something went wrong in Heed. Tell whoever runs it: reference ${reference}.` : 'There is nothing here.')
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
  const nothing = () => {
    res.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end('There is nothing here.')
  }
  const found = mediaPath.exec(path)
  if (!found || !(await app.identify(req.headers.cookie))) return nothing()
  req.url = `/${found[1]}/media/${found[2]}`
  media(req, res, nothing)
}

/** Stops accepting, lets what runs finish for at most ten seconds. */
export async function closeGracefully(server: Server): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()))
  // A connection that answers just now is idle in a moment, and would be kept for its next request.
  const sweep = setInterval(() => server.closeIdleConnections(), 100)
  const late = setTimeout(() => server.closeAllConnections(), grace)
  await closed
  clearInterval(sweep)
  clearTimeout(late)
}
