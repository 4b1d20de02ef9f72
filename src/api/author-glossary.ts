import { z } from '@hono/zod-openapi'
import type { App } from '../app.ts'
import { addRoute, jsonBody, type Api } from './route.ts'

const term = z.string().openapi({ description: 'The id by which lessons name it; of other words one is made' })

const wanted = z.strictObject({
  term,
  short: z.string().openapi({ description: 'The definition' }),
  also: z.array(z.string()).openapi({ description: 'Other forms of the words' }),
  translations: z
    .record(z.string(), z.strictObject({ term: z.string(), short: z.string() }))
    .openapi({ description: 'By language; empty words take one away, and a language that is not named stays as it is' }),
})

const read = z
  .string()
  .nullable()
  .openapi({ description: 'Mark of the file as it was read, null without one; a save that names another than that of the file is 409' })

/** The glossary as a file, for whoever writes in it. */
export function addAuthorGlossaryRoutes(api: Api, app: App): void {
  addRoute(
    api,
    app,
    {
      method: 'get',
      path: '/api/author/glossary',
      access: 'author',
      answer: z.looseObject({
        file: z.string(),
        read,
        terms: z.array(z.looseObject({ id: z.string(), title: z.string(), short: z.string(), also: z.array(z.string()) })),
        problems: z.array(z.looseObject({ line: z.number(), message: z.string() })),
      }),
      summary: 'All terms in the order of the file, or what is wrong with it',
    },
    async ({ heed }) => {
      const { file, read, writable, terms, problems } = await heed.author.glossaryPage({})
      return { file, read, writable, terms, problems }
    },
  )
  addRoute(
    api,
    app,
    {
      method: 'put',
      path: '/api/author/glossary',
      access: 'author',
      request: jsonBody(
        z.strictObject({
          read,
          from: z.string().nullable().openapi({ description: 'The term that is changed or taken away; null for a new one' }),
          to: wanted.nullable().openapi({ description: 'Null to take it away' }),
        }),
      ),
      answer: z.object({ term: term.nullable(), committed: z.boolean().nullable() }),
      summary: 'Add a term, change one, or take one away that no lesson names',
    },
    ({ heed, body }) => heed.author.changeGlossary(body),
  )
}
