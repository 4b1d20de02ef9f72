import { z } from '@hono/zod-openapi'
import type { App } from '../app.ts'
import { addRoute, type Api } from './route.ts'

const token = z.string().max(100)

/** What programs read and end without a sign-in: they hold a secret that is good for this one thing. */
export function addFeedRoutes(api: Api, app: App): void {
  addRoute(
    api,
    app,
    {
      method: 'get',
      path: '/calendar/{file}',
      access: 'anyone',
      request: { params: z.object({ file: token.openapi({ description: 'The secret of the calendar, and .ics' }) }) },
      answer: ['text/calendar'],
      summary: 'The review sessions of the next 14 days, for a calendar program',
    },
    async ({ heed, params }) => {
      const text = await heed.site.calendar(params.file.replace(/\.ics$/, ''))
      return new Response(text, { headers: { 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'private, no-store' } })
    },
  )
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/unsubscribe/{token}',
      access: 'anyone',
      request: { params: z.object({ token }) },
      answer: null,
      summary: 'Ends the reminders of whoever was sent that secret (RFC 8058: no sign-in, no Origin); twice is as good as once',
    },
    ({ heed, params }) => heed.people.unsubscribe(params.token),
  )
}
