import { z } from '@hono/zod-openapi'
import type { App } from '../app.ts'
import { addRoute, type Api } from './route.ts'

const health = z.object({ ok: z.boolean(), problems: z.array(z.string()) })

/** For whatever restarts Heed (livez) and whatever sends people to it (readyz). */
export function addHealthRoutes(api: Api, app: App): void {
  addRoute(api, app, { method: 'get', path: '/livez', access: 'anyone', answer: health, summary: 'Is the process alive?' }, async () => ({
    ok: true,
    problems: [],
  }))
  addRoute(
    api,
    app,
    { method: 'get', path: '/readyz', access: 'anyone', answer: health, summary: 'Can it answer? 503 while it cannot.' },
    async ({ c }) => {
      const problems = await app.problems()
      if (problems.length > 0) c.status(503)
      return { ok: problems.length === 0, problems }
    },
  )
}
