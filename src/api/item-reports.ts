import { z } from '@hono/zod-openapi'
import type { App } from '../app.ts'
import { suspicionIds } from '../reports/items/suspicions.ts'
import { addRoute, jsonBody, type Api } from './route.ts'

const suspicion = z.enum(suspicionIds)
const picks = z
  .number()
  .nullable()
  .openapi({ description: 'How many people; null where they are fewer than five, and where that would follow from the others' })

const item = z
  .looseObject({
    item: z.string(),
    type: z.string(),
    question: z.string(),
    locale: z.string(),
    day: z.string().nullable().openapi({ description: 'Study day of the night that worked it out' }),
    figures: z.looseObject({ n: z.number(), meanMs: z.number() }).nullable().openapi({
      description: 'Null while fewer than five people have answered',
    }),
    options: z
      .array(z.object({ key: z.string(), text: z.string(), right: z.boolean(), dead: z.boolean(), all: picks, top: picks }))
      .nullable(),
    suspicions: z.array(z.object({ id: suspicion, options: z.array(z.string()).optional(), dismissed: z.string().nullable() })),
    notes: z.number(),
    oldWay: z.object({ changed: z.string(), weeks: z.array(z.object({ week: z.string(), n: z.number(), share: z.number() })) }).nullable(),
  })
  .openapi('ItemReport')

const report = z.looseObject({
  lesson: z.string(),
  locale: z.string(),
  file: z.string(),
  items: z.array(
    item.extend({
      line: z.number().nullable(),
      url: z.string().nullable().openapi({ description: 'Where the line can be read, if the repository has pages' }),
      changes: z.array(z.object({ change: z.enum(['wording', 'fact', 'mistake']), day: z.string() })),
    }),
  ),
  translations: z.array(z.object({ locale: z.string(), old: z.string().nullable() })),
  untranslated: z.array(z.string()),
  waiting: z.array(suspicion),
  total: z.number(),
  stale: z.string().nullable(),
})

/** How items are answered, for authors: from nightly statistics, without anybody's name. */
export function addItemReportRoutes(api: Api, app: App): void {
  addRoute(
    api,
    app,
    {
      method: 'get',
      path: '/api/author/lessons/{lesson}/report',
      access: 'author',
      request: {
        params: z.object({ lesson: z.string().openapi({ description: 'Id of the lesson' }) }),
        query: z.object({ locale: z.string().max(35).optional(), suspicion: suspicion.optional() }),
      },
      answer: report,
      summary: 'How the items of a lesson are answered, what needs an author first',
    },
    ({ heed, params, query }) => heed.reports.lessonReport(params.lesson, query),
  )
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/author/items/{item}/dismiss',
      access: 'author',
      request: {
        params: z.object({ item: z.string().openapi({ description: 'Id of the item' }) }),
        ...jsonBody(z.strictObject({ suspicion, reason: z.string() })),
      },
      answer: null,
      summary: 'Set a suspicion aside until the text of the item changes',
    },
    ({ heed, params, body }) => heed.reports.dismiss(params.item, body),
  )
}
