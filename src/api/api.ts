import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { App } from '../app.ts'
import { Refusal } from '../kernel/refusal.ts'
import { addAdminRoutes } from './admin.ts'
import { addContentRoutes } from './content.ts'
import { addAuthorCourseRoutes } from './author-courses.ts'
import { addAuthorGlossaryRoutes } from './author-glossary.ts'
import { addAuthorRoutes } from './author.ts'
import { checkShape } from './json-shape.ts'
import { addFeedRoutes } from './feeds.ts'
import { addHealthRoutes } from './health.ts'
import { addInvitationRoutes } from './invitations.ts'
import { addItemReportRoutes } from './item-reports.ts'
import { addItemRoutes } from './items.ts'
import { addLessonRoutes } from './lessons.ts'
import { addMeRoutes } from './me.ts'
import { addLibraryRoutes } from './library.ts'
import { addPeopleRoutes } from './people.ts'
import { addReviewRoutes } from './review.ts'
import { addTeamTreeRoutes } from './team-tree.ts'
import { addTeamRoutes } from './team.ts'
import { invalidRequest, sayNo } from './refusals.ts'
import { addRoute, type Api, type Env } from './route.ts'

/** The whole JSON API over an app. `reference` makes the number that stands in the log and in the reply. */
export function createApi(app: App, version: string): Api {
  const api = new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw invalidRequest(result.error)
    },
  })
  api.use('/api/*', checkShape)
  addHealthRoutes(api, app)
  addPeopleRoutes(api, app)
  addMeRoutes(api, app)
  addFeedRoutes(api, app)
  addLessonRoutes(api, app)
  addReviewRoutes(api, app)
  addLibraryRoutes(api, app)
  addItemRoutes(api, app)
  addTeamRoutes(api, app)
  addAuthorRoutes(api, app)
  addAuthorCourseRoutes(api, app)
  addAuthorGlossaryRoutes(api, app)
  addItemReportRoutes(api, app)
  addContentRoutes(api, app)
  addAdminRoutes(api, app)
  addTeamTreeRoutes(api, app)
  addInvitationRoutes(api, app)
  addDescription(api, app, version)
  api.notFound((c) => sayNo(c, new Refusal('not-found', 'There is no such call.', 'See /api/openapi.json.'), app.log, ''))
  api.onError((thrown, c) => sayNo(c, thrown, app.log, app.reference()))
  return api
}

/** Of all routes, itself included. */
function addDescription(api: Api, app: App, version: string): void {
  const answer = z.record(z.string(), z.unknown()).openapi({ description: 'OpenAPI 3.1' })
  const route = { method: 'get', path: '/api/openapi.json', access: 'anyone', answer, summary: 'This description of all calls.' } as const
  const info = {
    title: 'Heed',
    version,
    description: 'Everything the pages do, for scripts. Sign in with POST /api/sign-in; non-GET calls need Origin or Sec-Fetch-Site.',
  }
  addRoute(api, app, route, async () => api.getOpenAPI31Document({ openapi: '3.1.0', info }))
}
