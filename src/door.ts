import type { IncomingMessage, ServerResponse } from 'node:http'
import { longestPicture } from './lessons/picture.ts'

/** What the door of the house knows: who may post to it, and whether it stands behind TLS. */
export interface Door {
  origins: string[]
  secure: boolean
}

/** Bytes that a request may carry: a whole sync of an offline device, a list of people, or an ordinary form. */
function longestBody(req: IncomingMessage, path: string): number {
  if (isPicture(req, path)) return longestPicture
  return longBodies[path] ?? 64 * 1024
}

/** Not what calls itself JSON: that is read before anybody is asked who they are. */
const isPicture = (req: IncomingMessage, path: string): boolean =>
  /^\/api\/author\/courses\/[^/]+\/media$/.test(path) && !/json/i.test(req.headers['content-type'] ?? '')

const longBodies: Record<string, number> = {
  // A repository tells of many commits at once.
  '/api/content/pushed': 1_000_000,
  '/api/answers': 256 * 1024,
  // A file of another tool, of 9 MB: proxies take ten.
  '/author/import': 9_500_000,
  // A list of people of 1 MB, with what a form or JSON puts around it.
  '/admin/people/import': 1_200_000,
  '/api/admin/people/import': 1_200_000,
}

export function addHeaders(res: ServerResponse, door: Door): void {
  res.setHeader('x-content-type-options', 'nosniff')
  res.setHeader('referrer-policy', 'same-origin')
  res.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()')
  res.setHeader('cross-origin-opener-policy', 'same-origin')
  // For all but pages: their own policy comes with the page, in place of this one (astro.config.mjs).
  res.setHeader('content-security-policy', "frame-ancestors 'none'; object-src 'none'; base-uri 'none'")
  if (door.secure) res.setHeader('strict-transport-security', 'max-age=31536000; includeSubDomains')
}

/**
 * Turns away what must not reach any route: a foreign form, a body beyond all limits.
 *
 * @returns true when the reply is sent
 */
export function refuseAtDoor(req: IncomingMessage, res: ServerResponse, door: Door, path: string): boolean {
  if (req.method === 'GET' || req.method === 'HEAD') return false
  if (!isOurs(req, door) && !isForPrograms(path)) {
    return refuse(
      req,
      res,
      path,
      403,
      'forbidden',
      'This did not come from a page of Heed.',
      'Open Heed itself and try again; scripts send the Origin of HEED_URL.',
    )
  }
  // A body of unknown length is refused too: no browser sends one, and nobody need count what never ends.
  if (req.headers['transfer-encoding'] !== undefined) {
    return refuse(req, res, path, 413, 'too-large', 'The request does not say how long it is.', 'Send a Content-Length.')
  }
  if (Number(req.headers['content-length'] ?? 0) > longestBody(req, path)) {
    const hint = isPicture(req, path) ? 'Make the picture smaller: at most 10 MB.' : 'Send it in smaller parts.'
    return refuse(req, res, path, 413, 'too-large', 'That is more than Heed takes at once.', hint)
  }
  return false
}

/**
 * Mail programs end reminders for their people (RFC 8058), and a repository tells of what was pushed: they are no browsers, and
 * carry a secret instead of a cookie.
 */
const isForPrograms = (path: string): boolean => path.startsWith('/api/unsubscribe/') || path === '/api/content/pushed'

function isOurs(req: IncomingMessage, door: Door): boolean {
  const site = req.headers['sec-fetch-site']
  if (site) return site === 'same-origin'
  return door.origins.includes(req.headers.origin ?? '')
}

function refuse(
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  status: number,
  code: string,
  message: string,
  hint: string,
): true {
  const json = path.startsWith('/api/')
  const text = json ? JSON.stringify({ error: { code, message, hint } }) : `${message} ${hint}`
  const type = json ? 'application/json' : 'text/plain; charset=utf-8'
  res.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    connection: 'close',
  })
  res.write(text)
  // Hanging up on somebody who is still sending would take the reply with it; the server's requestTimeout ends who never stops.
  req.once('end', () => res.end()).resume()
  return true
}
