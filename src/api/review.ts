import { z } from '@hono/zod-openapi'
import type { App } from '../app.ts'
import { addRoute, jsonBody, type Api } from './route.ts'
import { prompted, zone } from './shapes.ts'

const today = z.looseObject({
  studyDay: z.string(),
  items: z.number().openapi({ description: 'Size of the session waiting' }),
  minutes: z.number(),
  sessionsToRecover: z.number(),
  week: z.array(z.object({ day: z.string(), done: z.boolean() })).length(7),
  nextLessons: z.array(z.looseObject({ id: z.string(), title: z.string(), minutes: z.number() })),
})

const asked = prompted.extend({
  changed: z.string().optional().openapi({ description: 'What the learner used to answer, as HTML: the fact has changed since' }),
})

const session = z.looseObject({ id: z.string(), predictedSeconds: z.number(), items: z.array(asked) })

const answers = z
  .object({
    now: z.iso.datetime({ offset: true }).openapi({ description: "The device's clock when it sends" }),
    answers: z.array(z.unknown()).min(1).max(100).openapi({ description: 'Answers; each is judged by itself' }),
  })
  .openapi('Answers')

const result = z
  .looseObject({
    id: z.string(),
    status: z.enum(['stored', 'already', 'refused']),
    code: z.enum(['conflict', 'not-open', 'invalid']).optional(),
    mode: z.enum(['lesson', 'review', 'retry', 'practice']).optional(),
    credit: z.number().optional(),
    verdict: z.enum(['right', 'nearly', 'not-yet']).optional(),
    feedback: z.looseObject({}).optional(),
    due: z.string().nullable().optional(),
    intervalDays: z.number().nullable().optional(),
    strength: z.looseObject({ before: z.number().nullable(), after: z.number() }).optional(),
  })
  .openapi('AnswerResult')

const history = z.looseObject({
  item: z.string(),
  due: z.string().nullable(),
  strength: z.number().nullable(),
  versions: z.array(z.looseObject({ version: z.string() })),
  answers: z.array(
    z.looseObject({
      id: z.string(),
      day: z.string(),
      at: z.string(),
      mode: z.string().nullable(),
      credit: z.number(),
      verdict: z.string(),
      voided: z.boolean(),
    }),
  ),
})

const itemParam = z.object({ item: z.string() })

export function addReviewRoutes(api: Api, app: App): void {
  addRoute(
    api,
    app,
    {
      method: 'get',
      path: '/api/today',
      access: 'learner',
      request: { query: z.object({ zone: zone.optional() }) },
      answer: today,
      summary: 'What waits today',
    },
    ({ heed, query }) => heed.review.today(query),
  )
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/sessions',
      access: 'learner',
      request: jsonBody(z.object({ minutes: z.number().min(1).max(120), zone })),
      answer: session,
      summary: "The study day's open session, without what is answered; else the next one",
    },
    ({ heed, body, c }) => heed.review.start({ ...body, accepts: c.req.header('accept-language') }),
  )
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/answers',
      access: 'learner',
      request: jsonBody(answers),
      answer: z.object({ results: z.array(result) }),
      summary: 'Send answers; «stored» means on the disk',
    },
    ({ heed, body }) => heed.review.answer(body),
  )
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/answers/{id}/void',
      access: 'learner',
      request: { params: z.object({ id: z.string() }) },
      answer: null,
      summary: 'Take back a self-graded card, within ten minutes',
    },
    ({ heed, params }) => heed.review.voidAnswer(params.id),
  )
  addRoute(
    api,
    app,
    {
      method: 'get',
      path: '/api/items/{item}/history',
      access: 'learner',
      request: { params: itemParam, query: z.object({ zone: zone.optional() }) },
      answer: history,
      summary: 'My own answers to an item',
    },
    ({ heed, params, query }) => heed.review.history(params.item, query),
  )
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/items/{item}/reveal',
      access: 'learner',
      request: { params: itemParam },
      answer: z.object({ back: z.string() }),
      summary: 'The back of a card, which opens its self-grading',
    },
    ({ heed, params }) => heed.review.reveal(params.item),
  )
}
