import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/**
 * What a network does: `down` carries nothing at all. To answers on their way: `deaf` loses the request, `mute` loses the
 * reply of one that arrived, `full` is a server whose disk is full.
 */
export type Mood = 'fine' | 'down' | 'deaf' | 'mute' | 'full'

export interface Between {
  /** The address that browsers know, and HEED_URL. */
  url: string
  mood: Mood
  /** Changes the worker's script, as the next release would. */
  release: string
  close(): void
}

/** Stands between a browser and Heed at an address that stays when Heed starts again. */
export async function standBetween(port: string): Promise<Between> {
  const server = createServer((req, res) => void pass(between, port, req, res))
  await new Promise<void>((ready) => server.listen(0, 'localhost', ready))
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  const between: Between = { url, mood: 'fine', release: '', close }
  return between
}

async function pass(between: Between, port: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const sent = await buffer(req)
  if (between.mood === 'down') return void res.destroy()
  const mood = req.url === '/api/answers' ? between.mood : 'fine'
  if (mood === 'deaf') return void res.destroy()
  if (mood === 'full')
    return void res.writeHead(507, { 'content-type': 'application/json' }).end('{"error":{"message":"The disk is full."}}')
  // Always the whole file: the one that the browser holds may be of another release.
  const headers = { ...req.headers, connection: 'close', 'if-none-match': '', 'if-modified-since': '' }
  const onward = request({ host: '127.0.0.1', port, path: req.url, method: req.method, headers }, (reply) => {
    if (mood === 'mute') reply.resume().on('end', () => res.destroy())
    else void hand(reply, res, req.url === '/sw.js' ? between.release : '')
  })
  onward.on('error', () => res.destroy())
  onward.end(sent)
}

async function hand(reply: IncomingMessage, res: ServerResponse, release: string): Promise<void> {
  const body = await buffer(reply)
  if (!release) return void res.writeHead(reply.statusCode!, reply.rawHeaders).end(body)
  const script = body.toString().replace(/heed-[0-9a-f]{16}/, `heed-${release}`)
  res.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-cache' }).end(script)
}
