import { z } from '@hono/zod-openapi'
import type { App } from '../app.ts'
import { addRoute, jsonBody, type Api } from './route.ts'

const signIn = z.object({ email: z.string().max(320), password: z.string().max(1000) }).openapi('SignIn')

export const me = z
  .looseObject({
    id: z.string(),
    name: z.string(),
    role: z.enum(['learner', 'author', 'admin', 'owner']),
    zone: z.string().openapi({ description: 'IANA zone, the one seen last' }),
    teams: z.array(z.looseObject({ id: z.string(), name: z.string(), lead: z.boolean() })),
  })
  .openapi('Me')

export function addPeopleRoutes(api: Api, app: App): void {
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/sign-in',
      access: 'anyone',
      request: jsonBody(signIn),
      answer: null,
      summary: 'Sign in; the cookie comes with the reply',
    },
    async ({ heed, body, c }) => {
      const { cookie } = await heed.people.signIn({ ...body, ...app.visitor(c.env.incoming) })
      c.header('set-cookie', cookie, { append: true })
    },
  )
  addRoute(
    api,
    app,
    { method: 'post', path: '/api/sign-out', access: 'learner', answer: null, summary: 'End this sign-in' },
    async ({ heed, who, c }) => {
      const { cookie } = await heed.people.signOut(who!.loginId)
      c.header('set-cookie', cookie, { append: true })
    },
  )
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/step-up',
      access: 'learner',
      request: jsonBody(z.strictObject({ password: z.string().max(1000) })),
      answer: null,
      summary: 'The password again, before changes of role, exports of others and erasure; the cookie holds a new token',
    },
    async ({ heed, who, body, c }) => {
      const { address, device } = app.visitor(c.env.incoming)
      const { cookie } = await heed.people.stepUp({ ...body, loginId: who!.loginId, address, device })
      c.header('set-cookie', cookie, { append: true })
    },
  )
  addRoute(api, app, { method: 'get', path: '/api/me', access: 'learner', answer: me, summary: 'Who am I?' }, ({ heed }) =>
    heed.people.me(),
  )
}
