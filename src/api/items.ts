import { z } from '@hono/zod-openapi'
import type { App } from '../app.ts'
import { addRoute, jsonBody, type Api } from './route.ts'

const params = z.object({ item: z.string() })

const reason = z.strictObject({
  reason: z.string().openapi({ description: 'Why, 1 to 500 characters; the author reads it, without your name' }),
})

const flag = z
  .strictObject({
    text: z.string().openapi({ description: 'What is wrong, 1 to 2000 characters' }),
    named: z.boolean().optional().openapi({ description: 'Whether the author may know that it was you; no, unless you say so' }),
  })
  .openapi('Flag')

/** What a person has to say about an item; the bounds of the texts are the service's. */
export function addItemRoutes(api: Api, app: App): void {
  addRoute(
    api,
    app,
    {
      method: 'put',
      path: '/api/items/{item}/suspended',
      access: 'learner',
      request: { params, ...jsonBody(reason) },
      answer: null,
      summary: "Don't ask me this; not for items of critical courses",
    },
    ({ heed, params, body }) => heed.review.suspend(params.item, body),
  )
  addRoute(
    api,
    app,
    {
      method: 'delete',
      path: '/api/items/{item}/suspended',
      access: 'learner',
      request: { params },
      answer: null,
      summary: 'Ask me this again',
    },
    ({ heed, params }) => heed.review.unsuspend(params.item),
  )
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/items/{item}/flags',
      access: 'learner',
      request: { params, ...jsonBody(flag) },
      answer: null,
      summary: 'Something wrong? A note to the author, at most 20 a day',
    },
    ({ heed, params, body }) => heed.review.flag(params.item, body),
  )
}
