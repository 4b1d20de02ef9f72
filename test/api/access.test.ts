import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusalStatus } from '../../src/kernel/refusal.ts'
import { pageAccess } from '../../src/middleware.ts'
import { roles, type Access } from '../../src/people/role.ts'
import { removeFolder } from '../folder.ts'
import { clientOf, signedIn, startHeed, type Client, type Running } from '../running.ts'
import { bodyOf } from './device.ts'

interface Operation {
  summary?: string
  'x-access'?: Access
  requestBody?: { required: boolean; content: Record<string, { schema: object }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>
}
interface Route extends Operation {
  method: string
  path: string
  access: Access
}

let server: Running
let routes: Route[]
let document: { openapi: string; info: { title: string; version: string }; paths: Record<string, Record<string, Operation>> }
const people = new Map<string, Client>()
const askers = ['signed out', ...roles] as const

beforeAll(async () => {
  server = await startHeed()
  people.set('signed out', clientOf(server.url))
  for (const role of roles) people.set(role, await signedIn(server, role, role))
  document = await bodyOf(clientOf(server.url).get('/api/openapi.json'))
  routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ ...operation, method, path, access: operation['x-access']! })),
  )
})
afterAll(async () => {
  await server.stop()
  removeFolder(server.data)
})

/** The calls that scripts rely on and who may use them; others may join, but none may get lost or open up. */
const calls: Record<string, Access> = {
  'get /livez': 'anyone',
  'get /readyz': 'anyone',
  'get /api/openapi.json': 'anyone',
  'post /api/sign-in': 'anyone',
  'post /api/sign-out': 'learner',
  'get /api/me': 'learner',
  'put /api/me': 'learner',
  'get /api/me/export': 'learner',
  'get /api/courses': 'learner',
  'get /api/courses/{course}': 'learner',
  'get /api/lessons/{lesson}': 'learner',
  'post /api/lessons/{lesson}/open': 'learner',
  'get /api/today': 'learner',
  'post /api/sessions': 'learner',
  'post /api/answers': 'learner',
  'post /api/answers/{id}/void': 'learner',
  'get /api/items/{item}/history': 'learner',
  'post /api/items/{item}/reveal': 'learner',
  'put /api/items/{item}/suspended': 'learner',
  'delete /api/items/{item}/suspended': 'learner',
  'post /api/items/{item}/flags': 'learner',
}

describe('openapi.json', () => {
  test('describes every call and who may use it', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Heed', version: expect.stringMatching(/^\d+\.\d+\.\d+/) } })
    expect(Object.fromEntries(routes.map(({ method, path, access }) => [`${method} ${path}`, access]))).toMatchObject(calls)
    for (const { path, access } of routes) expect([path, ['anyone', ...roles]]).toEqual([path, expect.arrayContaining([access])])
  })

  test('says in a sentence what each call does, with a schema for what it reads and answers', () => {
    for (const { method, path, summary, requestBody, responses } of routes) {
      const call = `${method} ${path}`
      expect([call, summary]).toEqual([call, expect.stringMatching(/\w{2,}/)])
      const [well] = Object.keys(responses)
      expect([call, well]).toEqual([call, expect.stringMatching(/^20[04]$/)])
      expect([call, Object.values(responses[well!]!.content ?? {}).some(({ schema }) => schema)]).toEqual([call, well === '200'])
      // A picture comes as it is; everything else is JSON.
      const type = path.endsWith('/media') ? 'application/octet-stream' : 'application/json'
      if (requestBody) expect([call, requestBody.required, requestBody.content[type]?.schema]).toEqual([call, true, expect.any(Object)])
    }
  })

  test('describes every refusal of every call, in one shape', () => {
    const statuses = Object.values(refusalStatus).map(String)
    for (const { method, path, responses } of routes) {
      expect([`${method} ${path}`, Object.keys(responses)]).toEqual([`${method} ${path}`, expect.arrayContaining(statuses)])
      for (const status of statuses)
        expect(responses[status]!.content!['application/json']!.schema).toEqual({ $ref: '#/components/schemas/Refusal' })
    }
  })

  test('names every part of a path', () => {
    for (const route of routes) {
      const named = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const { parameters = [] } = route as { parameters?: { in: string; name: string }[] }
      expect([route.path, parameters.filter((each) => each.in === 'path').map(({ name }) => name)]).toEqual([route.path, named])
    }
  })

  test('is there for anyone, and refuses to be written', async () => {
    expect((await clientOf(server.url).get('/api/openapi.json')).status).toBe(200)
    expect((await clientOf(server.url).post('/api/openapi.json', {})).status).toBe(404)
  })
})

const places: Record<string, string> = {
  course: 'tea',
  lesson: 'brewing',
  item: 'green-water',
  id: '01a21504-a1b1-75a4-bbbc-165d28bb6671',
}
const concrete = (path: string) => path.replaceAll(/\{(\w+)\}/g, (_, name: string) => places[name] ?? 'nothing')

/** Whoever may not is told so before the request is looked at: an empty body is no reason yet. */
async function askedBy(asker: string, { method, path }: Route): Promise<number> {
  const headers = { origin: server.url, cookie: people.get(asker)!.cookie, 'content-type': 'application/json' }
  const body = ['post', 'put', 'patch'].includes(method) ? '{}' : null
  return (await fetch(server.url + concrete(path), { method: method.toUpperCase(), headers, body, redirect: 'manual' })).status
}

describe('every call answers as declared', () => {
  const rank = (who: string) => (askers as readonly string[]).indexOf(who)
  const admits = (asker: string, access: Access) => access === 'anyone' || rank(asker) >= rank(access)

  // Whoever signs out is nobody afterwards, so that call comes last.
  const inTurn = () => routes.toSorted((a, b) => Number(a.path === '/api/sign-out') - Number(b.path === '/api/sign-out'))

  test.each(askers)('to the %s', async (asker) => {
    for (const route of inTurn()) {
      const call = `${route.method} ${route.path}`
      const status = await askedBy(asker, route)
      if (admits(asker, route.access)) expect([call, status]).not.toEqual([call, 401])
      else expect([call, status]).toEqual([call, asker === 'signed out' ? 401 : 404])
    }
  })

  test.each(roles)('and what a %s reads is there', async (role) => {
    people.set(role, await signedIn(server, `second-${role}`, role))
    for (const route of routes.filter(({ method, path }) => method === 'get' && `get ${path}` in calls && !path.endsWith('/history'))) {
      expect([route.path, await askedBy(role, route)]).toEqual([route.path, 200])
    }
  })
})

describe('every page opens as declared', () => {
  /** Pages that one meets by a link of one's own, or that are no pages to look at. */
  const links = ['/setup', '/in/[token]', '/join/[token]', '/unsubscribe/[token]', '/sign-in/company', '/sign-in/company/back']
  const others = ['/[...missing]', '/refused', '/sign-out', '/help/[...slug]', ...links]
  const pages = Object.entries(pageAccess).filter(([page]) => !others.includes(page))
  const address = (page: string) => page.replaceAll(/\[(\w+)\]/g, (_, name: string) => places[name] ?? 'nothing')

  test.each(pages)('%s, for %s, to the signed out', async (page, access) => {
    const reply = await clientOf(server.url).get(address(page))
    if (access === 'anyone') return expect(reply.status).toBe(200)
    expect([reply.status, reply.headers.get('location')]).toEqual([303, `/sign-in?next=${encodeURIComponent(address(page))}`])
  })

  /** Open to those who lead a team; to others there is nothing there. */
  const leads = ['/invite', '/team', '/team/assign', '/team/export.csv', '/team/people/[person]']
  test.each(pages.filter(([page]) => !/\[(item|card)\]/.test(page) && !leads.includes(page)))(
    '%s, for %s, to a learner',
    async (page, access) => {
      const reply = await (await learner()).get(address(page))
      // Whoever is signed in has no use for the sign-in.
      const opened = page === '/sign-in' ? 303 : 200
      expect(reply.status).toBe(access === 'anyone' || access === 'learner' ? opened : 403)
    },
  )

  let reader: Client | undefined
  const learner = async () => (reader ??= await signedIn(server, 'Reader'))

  test.each(leads)('%s is not there for who leads nothing', async (page) => {
    expect((await (await learner()).get(address(page))).status).toBe(404)
  })

  test('a form posted by nobody is 401, not a way in', async () => {
    const reply = await fetch(`${server.url}/lessons/brewing`, {
      method: 'POST',
      body: new URLSearchParams({ item: 'green-water' }),
      headers: { origin: server.url },
      redirect: 'manual',
    })
    expect(reply.status).toBe(401)
  })
})
