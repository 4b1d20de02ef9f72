import { z } from '@hono/zod-openapi'
import type { App } from '../app.ts'
import { madeLink, role } from './admin.ts'
import { addRoute, jsonBody, type Api } from './route.ts'

const team = z.string().openapi({ description: 'Id or name' })
const person = z.string().openapi({ description: 'Id or email' })
const invitation = z.looseObject({ id: z.string(), email: z.string().nullable(), role, team: z.string().nullable(), expiresAt: z.number() })

/** For admins, and for those who lead a team; to everybody else there is nothing here. */
export function addInvitationRoutes(api: Api, app: App): void {
  addRoute(
    api,
    app,
    {
      method: 'get',
      path: '/api/invitations',
      access: 'learner',
      answer: z.object({ open: z.array(invitation) }),
      summary: 'Open invitations, for admins and leads',
    },
    async ({ heed }) => ({ open: (await heed.people.invitePage()).open }),
  )
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/invitations',
      access: 'learner',
      request: jsonBody(z.strictObject({ email: z.string().optional(), role: role.optional(), team: team.optional() })),
      answer: madeLink,
      summary: 'Invite by a link; a lead invites learners into their own teams',
    },
    ({ heed, body }) => heed.people.invite(body),
  )
  addRoute(
    api,
    app,
    {
      method: 'delete',
      path: '/api/invitations/{invitation}',
      access: 'learner',
      request: { params: z.object({ invitation: z.string() }) },
      answer: null,
      summary: 'End an open invitation',
    },
    async ({ heed, params }) => void (await heed.people.endInvitation(params.invitation)),
  )
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/people/{person}/link',
      access: 'learner',
      request: { params: z.object({ person }) },
      answer: madeLink,
      summary: 'A sign-in link for somebody: for admins, and for a lead of theirs',
    },
    ({ heed, params }) => heed.people.makeSignInLink({ email: params.person }),
  )
}
