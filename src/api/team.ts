import { z } from '@hono/zod-openapi'
import type { App } from '../app.ts'
import { addRoute, jsonBody, type Api } from './route.ts'

const assignment = z.looseObject({
  id: z.string(),
  courseId: z.string(),
  team: z.string().nullable(),
  person: z.string().nullable(),
  startDay: z.string(),
  dueDay: z.string().nullable(),
  class: z.string(),
})

const made = z.looseObject({ id: z.string(), course: z.string(), to: z.string(), dueDay: z.string().nullable(), replaced: z.boolean() })

/** Who leads nothing finds nothing here: what is out of reach looks like missing. */
export function addTeamRoutes(api: Api, app: App): void {
  addRoute(
    api,
    app,
    {
      method: 'get',
      path: '/api/assignments',
      access: 'learner',
      answer: z.object({ assignments: z.array(assignment) }),
      summary: 'Open assignments to the teams that I lead',
    },
    async ({ heed }) => ({ assignments: await heed.assignments.list() }),
  )
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/assignments',
      access: 'learner',
      request: jsonBody(
        z.strictObject({
          course: z.string().max(64),
          team: z.string().max(100).optional(),
          person: z.string().max(254).optional(),
          start: z.string().max(10).optional(),
          due: z.string().max(10).optional(),
          class: z.enum(['critical', 'standard', 'nice']).optional(),
        }),
      ),
      answer: made,
      summary: 'Give a team or a person that I lead a course to learn; again, to move its day',
    },
    ({ heed, body }) => heed.assignments.assign(body),
  )
  addRoute(
    api,
    app,
    {
      method: 'delete',
      path: '/api/assignments/{id}',
      access: 'learner',
      request: { params: z.object({ id: z.string().max(64) }) },
      answer: null,
      summary: 'Take an assignment back; what was learnt stays',
    },
    ({ heed, params }) => heed.assignments.end(params.id),
  )
}
