import { z } from '@hono/zod-openapi'
import type { App } from '../app.ts'
import { attachment } from '../kernel/download.ts'
import type { PersonRow } from '../people/admin-pages.ts'
import { addRoute, jsonBody, type Api } from './route.ts'
import { zone } from './shapes.ts'

export const role = z.enum(['learner', 'author', 'admin', 'owner'])
const person = z.string().openapi({ description: 'Id or email' })
const team = z.string().openapi({ description: 'Id or name' })
const instant = z.number().openapi({ description: 'Milliseconds UTC' })

const seat = z.looseObject({ id: z.string(), name: z.string(), lead: z.boolean() })
const listed = z
  .looseObject({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role,
    teams: z.array(seat),
    closedAt: instant.nullable(),
    seenAt: instant.nullable(),
    source: z.string().nullable().openapi({ description: 'Host of the identity provider; null for a password or a link' }),
  })
  .openapi('Person')

const line = z
  .looseObject({
    id: z.string(),
    at: instant,
    verb: z.string(),
    actor: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
    person: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
    object: z.string(),
    detail: z.record(z.string(), z.unknown()),
  })
  .openapi('AuditLine')

export const madeLink = z
  .object({ url: z.string().nullable(), expiresAt: instant, mailedTo: z.string().nullable() })
  .openapi('MadeLink', { description: 'Either the link, shown once, or where Heed mails it: then its maker does not get it' })

const imported = z.looseObject({
  file: z.string(),
  rows: z.array(z.looseObject({ line: z.number(), email: z.string(), does: z.enum(['add', 'place', 'nothing']) })),
  problems: z.array(z.object({ line: z.number(), column: z.number(), message: z.string() })),
  done: z.looseObject({ added: z.number(), placed: z.number() }).nullable(),
})

/** People, for admins: what their pages do. */
export function addAdminRoutes(api: Api, app: App): void {
  addRoute(
    api,
    app,
    {
      method: 'get',
      path: '/api/admin/people',
      access: 'admin',
      request: {
        query: z.object({
          q: z.string().optional(),
          role: role.optional(),
          team: z.string().optional(),
          state: z.enum(['open', 'closed', 'all']).optional(),
          page: z.coerce.number().int().min(1).max(10_000).optional(),
        }),
      },
      answer: z.looseObject({ people: z.array(listed), found: z.number(), pages: z.number() }),
      summary: 'Who is here, fifty a page',
    },
    async ({ heed, query }) => {
      const { people, found, pages } = await heed.people.peoplePage(query)
      return { people: people.map(asListed), found, pages }
    },
  )
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/admin/people',
      access: 'admin',
      request: jsonBody(
        z.strictObject({ email: z.string(), name: z.string(), role: role.optional(), team: team.optional(), lead: z.boolean().optional() }),
      ),
      answer: z.looseObject({ id: z.string(), link: z.looseObject({ url: z.string(), expiresAt: instant }) }),
      summary: 'Add a person; the link signs them in once',
    },
    ({ heed, body }) => heed.people.addPerson(body),
  )
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/admin/people/import',
      access: 'admin',
      request: jsonBody(z.strictObject({ csv: z.string(), file: z.string().optional(), dryRun: z.boolean() })),
      answer: imported,
      summary: 'A list of people as CSV: email,name,role,team,lead; all of it or nothing',
    },
    ({ heed, body }) => heed.people.importPeople(body),
  )
  addRoute(
    api,
    app,
    {
      method: 'get',
      path: '/api/admin/audit',
      access: 'admin',
      request: {
        query: z.object({
          person: person.optional(),
          verb: z.string().optional(),
          from: z.string().optional().openapi({ description: 'First day, YYYY-MM-DD' }),
          to: z.string().optional().openapi({ description: 'Last day' }),
          zone: zone.optional(),
          before: z.string().optional(),
        }),
      },
      answer: z.object({ lines: z.array(line), older: z.string().nullable() }),
      summary: 'Who did what to whom, the newest first',
    },
    async ({ heed, query }) => {
      const { lines, older } = await heed.people.auditPage(query)
      return { lines, older }
    },
  )
  addPersonRoutes(api, app)
}

const params = z.object({ person })

/** Field by field: what else a row may once hold does not go out by itself. */
const asListed = ({ id, name, email, role, teams, closedAt, seenAt, source }: PersonRow) => ({
  ...{ id, name, email, role, closedAt, seenAt, source },
  teams: teams.map((each) => ({ id: each.id, name: each.name, lead: each.lead })),
})

function addPersonRoutes(api: Api, app: App): void {
  addRoute(
    api,
    app,
    { method: 'get', path: '/api/admin/people/{person}', access: 'admin', request: { params }, answer: listed, summary: 'One person' },
    async ({ heed, params }) => asListed(await heed.people.personPage(params.person)),
  )
  addRoute(
    api,
    app,
    {
      method: 'put',
      path: '/api/admin/people/{person}/role',
      access: 'admin',
      request: { params, ...jsonBody(z.strictObject({ role })) },
      answer: null,
      summary: 'Change what somebody may do; needs a step-up, and ends all their sign-ins',
    },
    async ({ heed, params, body }) => void (await heed.people.changeRole({ ...params, ...body })),
  )
  addRoute(
    api,
    app,
    {
      method: 'put',
      path: '/api/admin/people/{person}/name',
      access: 'admin',
      request: { params, ...jsonBody(z.strictObject({ name: z.string() })) },
      answer: null,
      summary: 'Change a name',
    },
    async ({ heed, params, body }) => void (await heed.people.renamePerson({ ...params, ...body })),
  )
  addRoute(
    api,
    app,
    {
      method: 'put',
      path: '/api/admin/people/{person}/closed',
      access: 'admin',
      request: { params, ...jsonBody(z.strictObject({ closed: z.boolean() })) },
      answer: null,
      summary: 'Close an account, which ends all its sign-ins, or open it again',
    },
    async ({ heed, params, body }) => void (await (body.closed ? heed.people.closeAccount(params) : heed.people.openAccount(params))),
  )
  addRoute(
    api,
    app,
    {
      method: 'delete',
      path: '/api/admin/people/{person}/sign-ins',
      access: 'admin',
      request: { params },
      answer: null,
      summary: 'End all sign-ins of a person, and links that nobody used yet',
    },
    async ({ heed, params }) => void (await heed.people.endSignInsOf(params)),
  )
  addLeavingRoutes(api, app)
}

const held = z.object({ holds: z.string(), erasure: z.string(), rows: z.number() })

/** What is done once somebody asks for their data, or to be forgotten. */
function addLeavingRoutes(api: Api, app: App): void {
  addRoute(
    api,
    app,
    {
      method: 'get',
      path: '/api/admin/people/{person}/export',
      access: 'admin',
      request: { params, query: z.object({ format: z.enum(['json', 'csv', 'html']).default('json') }) },
      answer: ['application/json', 'application/zip', 'text/html'],
      summary: 'All that is known of a person; needs a step-up, and they find it among what was done to them',
    },
    async ({ heed, params, query }) => attachment(await heed.reports.exportPerson({ ...params, ...query })),
  )
  addRoute(
    api,
    app,
    {
      method: 'get',
      path: '/api/admin/people/{person}/erasure',
      access: 'admin',
      request: { params },
      answer: z.object({
        ...{ id: z.string(), name: z.string(), email: z.string(), held: z.array(held) },
        ownedLessons: z
          .number()
          .openapi({ description: 'Live lessons that name them as their owner, which an erasure leaves as they are' }),
      }),
      summary: 'What an erasure would take, and what becomes of it',
    },
    async ({ heed, params }) => {
      const preview = await heed.people.previewErasure(params.person)
      return {
        ...{ id: preview.id, name: preview.name, email: preview.email },
        held: preview.held.map(({ holds, erasure, rows }) => ({ holds, erasure, rows })),
        ownedLessons: preview.ownedLessons,
      }
    },
  )
  addRoute(
    api,
    app,
    {
      method: 'delete',
      path: '/api/admin/people/{person}',
      access: 'admin',
      request: { params },
      answer: null,
      summary: 'Erase a person for good; needs a step-up, and is refused for the last owner',
    },
    async ({ heed, params }) => void (await heed.people.erasePerson(params)),
  )
}
