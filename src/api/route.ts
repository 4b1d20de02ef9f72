import type { HttpBindings } from '@hono/node-server'
import { createRoute, OpenAPIHono, z, type RouteConfig } from '@hono/zod-openapi'
import type { Context as Hono, MiddlewareHandler } from 'hono'
import type { App, Heed, Identified } from '../app.ts'
import { Refusal, refusalStatus } from '../kernel/refusal.ts'
import { may, type Access } from '../people/role.ts'

export interface Env {
  Bindings: HttpBindings
  Variables: { heed: Heed; who: Identified | null; address: string }
}

export type Api = OpenAPIHono<Env>

/** What every route says of itself; a route without `access` does not compile. */
interface Declared extends Omit<RouteConfig, 'responses'> {
  access: Access
  /** What comes back when all is well: a schema for JSON, null for 204; media types for a file, which the deed returns as a Response. */
  answer: z.ZodType | null | string[]
}

const refusalBody = z
  .object({ error: z.object({ code: z.string(), message: z.string(), hint: z.string() }) })
  .openapi('Refusal', { description: 'Why not, in words for a person, and what to do.' })

const refusals = Object.fromEntries(
  Object.entries(refusalStatus).map(([code, status]) => [
    status,
    { description: code, content: { 'application/json': { schema: refusalBody } } },
  ]),
)

/** Adds a route: who may use it, what it reads, what it answers, and the deed. Access is checked before anything is read. */
export function addRoute<R extends Declared>(api: Api, app: App, declared: R, deed: (call: Call<R>) => Promise<unknown>): void {
  const { access, answer, ...config } = declared
  const route = createRoute({ ...(config as Omit<RouteConfig, 'responses'>), 'x-access': access, responses: responsesOf(answer) })
  const door: MiddlewareHandler<Env> = async (c, next) => {
    if (methodOf(c) === config.method) await admit(c, app, access)
    await next()
  }
  api.use(config.path.replaceAll(/\{(\w+)\}/g, ':$1'), door)
  api.openapi(route, async (c: Hono<Env, string>) => {
    const read = (part: 'json' | 'query' | 'param') =>
      config.request && partOf(config.request, part) ? c.req.valid(part as never) : undefined
    const result = await deed({
      heed: c.get('heed'),
      who: c.get('who'),
      body: read('json'),
      query: read('query'),
      params: read('param'),
      c,
    } as Call<R>)
    if (result instanceof Response) return result
    return answer ? c.json(result as object) : c.body(null, 204)
  })
}

const file = z.string().openapi({ format: 'binary' })

/** HEAD is GET without the body, so it passes the same door. */
const methodOf = (c: Hono<Env, string>) => (c.req.method === 'HEAD' ? 'get' : c.req.method.toLowerCase())

function responsesOf(answer: Declared['answer']): RouteConfig['responses'] {
  if (answer === null) return { 204: { description: 'Done' }, ...refusals }
  const content = Array.isArray(answer)
    ? Object.fromEntries(answer.map((type) => [type, { schema: file }]))
    : { 'application/json': { schema: answer } }
  return { 200: { description: 'Done', content }, ...refusals }
}

const partOf = (request: NonNullable<RouteConfig['request']>, part: 'json' | 'query' | 'param') =>
  part === 'json' ? request.body : part === 'query' ? request.query : request.params

type Body<R> = R extends { request: { body: { content: { 'application/json': { schema: infer S extends z.ZodType } } } } }
  ? z.output<S>
  : undefined
type Query<R> = R extends { request: { query: infer S extends z.ZodType } } ? z.output<S> : undefined
type Params<R> = R extends { request: { params: infer S extends z.ZodType } } ? z.output<S> : undefined

interface Call<R> {
  heed: Heed
  who: Identified | null
  body: Body<R>
  query: Query<R>
  params: Params<R>
  c: Hono<Env, string>
}

async function admit(c: Hono<Env, string>, app: App, access: Access): Promise<void> {
  const who = access === 'anyone' ? null : await app.identify(c.req.header('cookie'))
  c.set('who', who)
  c.set('heed', app.as(who?.viewer ?? null))
  if (may(who?.viewer ?? null, access)) return
  if (!who) throw new Refusal('signed-out', 'You are not signed in.', 'Sign in and try again. What you answered is kept on your device.')
  throw new Refusal('not-found', 'There is nothing here for you.')
}

/** A file as it is, which the deed reads from the request: only whoever was let in has theirs taken into memory. */
export const bytesBody = { body: { required: true, content: { 'application/octet-stream': { schema: file } } } } as const

/** A JSON body of that schema, required. */
export function jsonBody<S extends z.ZodType>(schema: S) {
  return { body: { required: true, content: { 'application/json': { schema } } } } as const
}
