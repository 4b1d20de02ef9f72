import { z } from '@hono/zod-openapi'
import type { App } from '../app.ts'
import { attachment } from '../kernel/download.ts'
import { exportFormats } from '../lessons/exchange/formats.ts'
import { addRoute, jsonBody, type Api } from './route.ts'
import { prompted } from './shapes.ts'

const lesson = z.string().openapi({ description: 'Id of the lesson' })
const locale = z.string().optional().openapi({ description: "The site's default language unless given" })
const text = z.string().openapi({ description: 'The whole file' })

const read = z.string().openapi({ description: 'Mark of the file as it was read; a save that names another than that of the file is 409' })

const problem = z
  .looseObject({
    line: z.number(),
    column: z.number(),
    severity: z.enum(['error', 'warning']),
    id: z.string(),
    message: z.string(),
    mend: z.string().optional(),
  })
  .openapi('Problem')

const preview = z
  .looseObject({ id: z.string(), title: z.string(), segments: z.array(z.union([z.object({ html: z.string() }), prompted])) })
  .openapi('LessonPreview')

const standing = z
  .looseObject({
    state: z.enum(['live', 'nowhere', 'draft', 'retired', 'broken', 'held']),
    liveSince: z.number().nullable().openapi({ description: 'Milliseconds UTC' }),
    items: z.number(),
    courses: z.array(z.object({ id: z.string(), title: z.string() })),
    problems: z.array(problem),
  })
  .openapi('Standing')

const takenOut = z
  .array(z.object({ item: z.string(), question: z.string(), date: z.string(), why: z.string() }))
  .openapi({ description: 'Items that retired.yml lists, which can be put back' })

const overview = z.looseObject({
  lessons: z.array(z.looseObject({ lesson: z.string(), title: z.string(), file: z.string(), locale: z.string() })),
  problems: z.array(problem),
  flags: z.array(z.looseObject({ id: z.string(), item: z.string(), text: z.string() })),
})

const state = z.looseObject({
  credit: z.number(),
  verdict: z.enum(['right', 'nearly', 'not-yet']),
  feedback: z.looseObject({}),
})

/** Lessons as files, for whoever writes them. A preview holds keys: nobody below an author may have one. */
export function addAuthorRoutes(api: Api, app: App): void {
  addRoute(
    api,
    app,
    { method: 'get', path: '/api/author/overview', access: 'author', answer: overview, summary: 'What needs an author' },
    ({ heed }) => heed.author.overview(),
  )
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/author/check',
      access: 'author',
      request: jsonBody(z.strictObject({ text, lesson: lesson.optional(), locale })),
      answer: z.looseObject({ problems: z.array(problem), preview: preview.nullable() }),
      summary: 'What the checker says of a text, and how it would look; nothing is written',
    },
    ({ heed, body }) => heed.author.check(body),
  )
  addRoute(
    api,
    app,
    {
      method: 'get',
      path: '/api/author/lessons/{lesson}',
      access: 'author',
      request: { params: z.object({ lesson }), query: z.object({ locale }) },
      answer: z.looseObject({ text, read, standing, problems: z.array(problem), draftSince: z.number().nullable(), takenOut }),
      summary: 'The file of a lesson, or the draft that lies beside it, and where it stands',
    },
    async ({ heed, params, query }) => {
      const { text, read, standing, problems, file, writable, draftSince, takenOut } = await heed.author.editPage(params.lesson, query)
      return { text, read, standing, problems, file, writable, draftSince, takenOut }
    },
  )
  addRoute(
    api,
    app,
    {
      method: 'put',
      path: '/api/author/lessons/{lesson}',
      access: 'author',
      request: {
        params: z.object({ lesson }),
        ...jsonBody(
          z.strictObject({
            text,
            locale,
            read,
            publish: z.boolean().openapi({ description: 'Live, or a draft' }),
            retire: z
              .record(z.string(), z.string())
              .optional()
              .openapi({ description: 'Why each item that the text takes away is not asked any more, by its id' }),
          }),
        ),
      },
      answer: z.object({ standing, committed: z.boolean().nullable() }),
      summary: 'Write a lesson into the content folder, live or as a draft; a draft of what learners have goes beside its file',
    },
    ({ heed, params, body }) => heed.author.save(params.lesson, body),
  )
  addRoute(
    api,
    app,
    {
      method: 'delete',
      path: '/api/author/lessons/{lesson}/draft',
      access: 'author',
      request: { params: z.object({ lesson }), query: z.object({ locale, read }) },
      answer: null,
      summary: 'Discard the draft; what learners have stays as it is',
    },
    ({ heed, params, query }) => heed.author.discardDraft(params.lesson, query),
  )
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/author/lessons/{lesson}/put-back',
      access: 'author',
      request: { params: z.object({ lesson }), ...jsonBody(z.strictObject({ item: z.string() })) },
      answer: null,
      summary: 'Put an item back that was taken out, into every language that had it, and out of retired.yml',
    },
    ({ heed, params, body }) => heed.author.putBack(params.lesson, body),
  )
  addRoute(
    api,
    app,
    {
      method: 'get',
      path: '/api/author/export',
      access: 'author',
      request: { query: z.object({ format: z.enum(exportFormats), course: z.string().optional(), locale }) },
      answer: ['application/json', 'text/csv', 'text/plain', 'application/zip', 'application/apkg'],
      summary: 'The items of live lessons for another tool, keys included',
    },
    async ({ heed, query }) => attachment(await heed.reports.exportItems(query)),
  )
  addPreviewRoutes(api, app)
}

const item = z.string().openapi({ description: 'Id of the item' })
const inPreview = { lesson, locale, text: text.optional(), item }

function addPreviewRoutes(api: Api, app: App): void {
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/author/preview/grade',
      access: 'author',
      request: jsonBody(z.strictObject({ ...inPreview, response: z.unknown(), hint: z.boolean().optional() })),
      answer: state,
      summary: 'What an answer would be worth; it never counts',
    },
    ({ heed, body }) => heed.author.gradePreview(body),
  )
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/author/preview/reveal',
      access: 'author',
      request: jsonBody(z.strictObject(inPreview)),
      answer: z.object({ back: z.string() }),
      summary: 'The back of a card, in a preview',
    },
    ({ heed, body }) => heed.author.revealPreview(body),
  )
}
