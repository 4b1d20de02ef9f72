import { z } from '@hono/zod-openapi'
import type { App } from '../app.ts'
import { addRoute, jsonBody, type Api } from './route.ts'

const team = z.string().openapi({ description: 'Id or name' })
const person = z.string().openapi({ description: 'Id or email' })
const parent = z.string().nullable().openapi({ description: 'Id or name of the team above; null puts it at the top' })
const listed = z
  .looseObject({
    id: z.string(),
    name: z.string(),
    parentId: z.string().nullable(),
    people: z.number(),
    together: z.number(),
    leads: z.array(z.string()),
  })
  .openapi('Team')
const member = z.looseObject({ id: z.string(), name: z.string(), email: z.string(), lead: z.boolean(), open: z.boolean() })

/** The tree of teams and who is in it, for admins. */
export function addTeamTreeRoutes(api: Api, app: App): void {
  addRoute(
    api,
    app,
    {
      method: 'get',
      path: '/api/admin/teams',
      access: 'admin',
      answer: z.object({ teams: z.array(listed) }),
      summary: 'The tree of teams',
    },
    async ({ heed }) => ({ teams: await heed.people.listTeams() }),
  )
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/admin/teams',
      access: 'admin',
      request: jsonBody(z.strictObject({ name: z.string(), parent: z.string().optional() })),
      answer: z.object({ id: z.string(), name: z.string() }),
      summary: 'Add a team',
    },
    ({ heed, body }) => heed.people.addTeam(body),
  )
  addRoute(
    api,
    app,
    {
      method: 'get',
      path: '/api/admin/teams/{team}',
      access: 'admin',
      request: { params: z.object({ team }) },
      answer: z.looseObject({ id: z.string(), name: z.string(), members: z.array(member) }),
      summary: 'Who is in a team',
    },
    ({ heed, params }) => heed.people.teamPage(params.team),
  )
  addRoute(
    api,
    app,
    {
      method: 'put',
      path: '/api/admin/teams/{team}',
      access: 'admin',
      request: { params: z.object({ team }), ...jsonBody(z.strictObject({ name: z.string().optional(), parent: parent.optional() })) },
      answer: null,
      summary: 'Rename or move a team; what is not named stays',
    },
    async ({ heed, params, body }) => void (await heed.people.changeTeam({ ...params, ...body })),
  )
  addRoute(
    api,
    app,
    {
      method: 'delete',
      path: '/api/admin/teams/{team}',
      access: 'admin',
      request: { params: z.object({ team }) },
      answer: null,
      summary: 'Remove a team that is empty',
    },
    async ({ heed, params }) => void (await heed.people.removeTeam(params)),
  )
  addRoute(
    api,
    app,
    {
      method: 'put',
      path: '/api/admin/teams/{team}/people/{person}',
      access: 'admin',
      request: { params: z.object({ team, person }), ...jsonBody(z.strictObject({ lead: z.boolean() })) },
      answer: null,
      summary: 'Put somebody into a team, or change whether they lead it',
    },
    async ({ heed, params, body }) => void (await heed.people.placeInTeam({ ...params, ...body })),
  )
  addRoute(
    api,
    app,
    {
      method: 'delete',
      path: '/api/admin/teams/{team}/people/{person}',
      access: 'admin',
      request: { params: z.object({ team, person }) },
      answer: null,
      summary: 'Take somebody out of a team',
    },
    async ({ heed, params }) => void (await heed.people.takeFromTeam(params)),
  )
}
