import { z } from '@hono/zod-openapi'
import type { App } from '../app.ts'
import { addRoute, type Api } from './route.ts'
import { zone } from './shapes.ts'

const name = z.string().max(64).optional()

const wanted = z.object({
  q: z.string().max(200).optional().openapi({ description: 'Words that all have to be there; the last may be the beginning of one' }),
  skill: name,
  course: name,
  kind: z.enum(['lesson', 'card', 'term', 'item']).optional(),
  locale: z.string().max(35).optional().openapi({ description: 'Only texts in this language' }),
  fading: z.enum(['true', 'false']).optional().openapi({ description: 'Only items of a strength under .70' }),
  zone: zone.optional(),
})

const hit = z
  .looseObject({
    kind: z.enum(['lesson', 'card', 'term', 'item']),
    id: z.string(),
    locale: z.string(),
    title: z.string(),
    html: z.string().openapi({ description: 'The matching piece, escaped, with each match in <mark>' }),
  })
  .openapi('LibraryHit')

export function addLibraryRoutes(api: Api, app: App): void {
  addRoute(
    api,
    app,
    {
      method: 'get',
      path: '/api/library',
      access: 'learner',
      request: { query: wanted },
      answer: z.object({ hits: z.array(hit), more: z.boolean().openapi({ description: 'There is more than these 30' }) }),
      summary: 'Search lessons, quick-reference cards, the glossary and the items that I have met',
    },
    ({ heed, query, c }) => heed.review.library({ ...query, fading: query.fading === 'true', accepts: c.req.header('accept-language') }),
  )
}
