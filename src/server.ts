import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { pathToFileURL } from 'node:url'
import { resolve } from 'node:path'
import sirv from 'sirv'
import type { App } from './app.ts'
import { addHeaders, refuseAtDoor, type Door } from './door.ts'
import { failPlainly, frontOf, nothing, pathOf, routeOf } from './front.ts'
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
  const front = frontOf(app, version, { own: true })
  const staticFile = sirv(resolve(dist, 'client'), { etag: true, extensions: ['html'], setHeaders: cacheForever })
  const door: Door = { origins: app.settings.origins, secure: app.settings.url.startsWith('https:') }

  const server = createServer({ maxHeaderSize: 8192, connectionsCheckingInterval: 1000 }, (req, res) => {
    if (app.log.isLevelEnabled('debug')) logWhenAnswered(app, req, res)
    addHeaders(res, door)
    if (refuseAtDoor(req, res, door, pathOf(req))) return
    if (front(req, res)) return
    staticFile(req, res, () => void showPage(app, handler, req, res))
  })
  server.headersTimeout = 10_000
  server.requestTimeout = 20_000
  server.keepAliveTimeout = 5_000
  server.maxConnections = 2_000
  return server
}

function logWhenAnswered({ log, now }: App, req: IncomingMessage, res: ServerResponse): void {
  const [began, method, route] = [now(), req.method, routeOf(pathOf(req))]
  res.once('close', () => log.debug({ method, route, status: res.statusCode, ms: Math.round(now() - began) }, 'A request was answered.'))
}

/** Names under /_astro carry a hash of what they hold. */
function cacheForever(res: ServerResponse, path: string): void {
  res.setHeader('cache-control', path.startsWith('/_astro/') ? 'public, max-age=31536000, immutable' : 'no-cache')
}

async function showPage(app: App, handler: Pages, req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    res.setHeader('cache-control', 'no-store')
    const who = await app.identify(req.headers.cookie)
    const locals = localsFor(app, who, req, (cookie) => res.appendHeader('set-cookie', cookie))
    await handler(req, res, (problem) => (problem === undefined ? nothing(res) : failPlainly(app, res, problem)), locals)
  } catch (problem) {
    failPlainly(app, res, problem)
  }
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
