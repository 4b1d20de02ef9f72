import { deliver } from './deliver.ts'
import { call } from '../../items/ui/send.ts'
import { capitalised, counted } from '../../ui/words.ts'
import { deviceMemory as kept } from './kept.ts'

/*
 * The service worker: the review opens without the network, and what was answered meanwhile is sent even when no page is
 * open. It stores the shell and nothing else: no page of a person, no reply of the API, no feedback.
 */

/** Written in when the program is built: the shell's files, and a hash of what they hold. */
declare const SHELL: string[]
declare const BUILD: string

/** What the library of a page's types does not know. */
interface Worker {
  addEventListener(type: string, listen: (event: WorkerEvent) => void): void
  skipWaiting(): Promise<void>
  clients: { matchAll(options: object): Promise<{ url: string }[]> }
}
interface WorkerEvent extends Event {
  request: Request
  data: Message
  source: { url: string; postMessage(message: Notice): void }
  waitUntil(work: Promise<unknown>): void
  respondWith(response: Promise<Response>): void
}

/** From a page: who is signed in, empty for nobody; or that a waiting worker may take over. */
type Message = { here: string } | { takeOver: true }

/** To a page: a link that it shows. */
interface Notice {
  href: string
  textContent: string
}

const worker = self as unknown as Worker
const wire = { now: Date.now, fetch: (path: string, init: RequestInit) => fetch(path, init) }
const shellPage = '/offline'
const cacheName = `heed-${BUILD}`

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll([shellPage, ...SHELL])))
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldShells())
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.mode === 'navigate' && request.method === 'GET') event.respondWith(page(request))
  else if (origin === location.origin && SHELL.includes(pathname)) event.respondWith(shellFile(request))
})

worker.addEventListener('sync', (event) => {
  event.waitUntil(sendInBackground())
})

worker.addEventListener('message', (event) => {
  const { data, source } = event
  if ('takeOver' in data) event.waitUntil(takeOver())
  else event.waitUntil(greet(data.here, source))
})

async function forgetOldShells(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith('heed-') && name !== cacheName)
  await Promise.all(old.map((name) => caches.delete(name)))
}

/** From the network, and only when there is none from here. */
async function page(request: Request): Promise<Response> {
  try {
    await signOutIfLeft()
    return await fetch(request)
  } catch {
    return (await caches.match(shellPage, { cacheName }))!
  }
}

async function shellFile(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName })) ?? fetch(request)
}

/** Somebody signed out without the network: first their answers go, then their sign-in. */
async function signOutIfLeft(): Promise<void> {
  const person = await kept.leaving().catch(() => undefined)
  if (person === undefined) return
  await deliver(wire, kept, person)
  const reply = await call(wire, '/api/sign-out')
  if ('got' in reply || reply.trouble.status === 401) await kept.left()
}

async function greet(person: string, source: WorkerEvent['source']): Promise<void> {
  await kept.here(person)
  const notice = await noticeFor(person)
  // The review says it in its own way.
  if (notice && !isReview(source)) source.postMessage(notice)
}

async function noticeFor(person: string): Promise<Notice | undefined> {
  if (person === '') {
    const waiting = await kept.waiting()
    return waiting > 0 ? { href: '/sign-in', textContent: `Sign in to send ${counted(waiting, 'answer')}` } : undefined
  }
  await deliver(wire, kept, person)
  const unseen = (await kept.answersOf(person)).filter(({ listed }) => listed).length
  if (unseen === 0) return undefined
  return { href: '/review', textContent: `${capitalised(counted(unseen, 'answer'))} from this device arrived: see how it went` }
}

/** Rejects when it could not, so that the browser tries again later. */
async function sendInBackground(): Promise<void> {
  const me = await call<{ id: string }>(wire, '/api/me', undefined, 'GET')
  if ('trouble' in me) {
    if (me.trouble.status === 401) return
    throw new Error(me.trouble.message)
  }
  const { trouble } = await deliver(wire, kept, me.got.id)
  if (trouble) throw new Error(trouble.message)
}

/** Never under a running review: its page was made for the worker before. */
async function takeOver(): Promise<void> {
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (!pages.some(isReview)) await worker.skipWaiting()
}

function isReview({ url }: { url: string }): boolean {
  return new URL(url).pathname === '/review'
}
