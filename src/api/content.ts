import type { App } from '../app.ts'
import { addRoute, type Api } from './route.ts'

/** The repository that the lessons come from. */
export function addContentRoutes(api: Api, app: App): void {
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/content/pushed',
      access: 'anyone',
      answer: null,
      summary: 'For a webhook of the repository that HEED_CONTENT names, signed with HEED_CONTENT_SECRET: fetch what was pushed',
    },
    async ({ c }) => {
      const body = await c.req.text()
      const [signature, token] = [c.req.header('x-hub-signature-256') ?? null, c.req.header('x-gitlab-token') ?? null]
      await app.system.content.pushed({ body, signature, token })
    },
  )
}
