import { z } from '@hono/zod-openapi'
import type { App } from '../app.ts'
import { addRoute, jsonBody, type Api } from './route.ts'
import { prompted, zone } from './shapes.ts'

const lessonInCourse = z.looseObject({
  id: z.string(),
  title: z.string(),
  minutes: z.number(),
  state: z.enum(['open', 'locked', 'in-progress', 'done']),
})

const course = z
  .looseObject({
    id: z.string(),
    title: z.string(),
    class: z.enum(['critical', 'standard', 'nice']),
    progress: z.number().openapi({ description: 'Share of its lessons that are done, 0 to 1' }),
    sections: z.array(z.object({ title: z.string(), lessons: z.array(lessonInCourse) })),
  })
  .openapi('Course')

const lesson = z
  .looseObject({
    id: z.string(),
    title: z.string(),
    minutes: z.number(),
    segments: z.array(z.union([z.object({ html: z.string() }), prompted])),
  })
  .openapi('Lesson')

const opened = z.object({ lesson: z.string(), openedAt: z.iso.datetime() })

export function addLessonRoutes(api: Api, app: App): void {
  addRoute(
    api,
    app,
    {
      method: 'get',
      path: '/api/courses',
      access: 'learner',
      answer: z.object({ courses: z.array(course) }),
      summary: 'All live courses, with my progress',
    },
    ({ heed }) => heed.lessons.courses(),
  )
  addRoute(
    api,
    app,
    {
      method: 'get',
      path: '/api/courses/{course}',
      access: 'learner',
      request: { params: z.object({ course: z.string() }) },
      answer: course,
      summary: 'One course',
    },
    ({ heed, params }) => heed.lessons.course(params.course),
  )
  addRoute(
    api,
    app,
    {
      method: 'get',
      path: '/api/lessons/{lesson}',
      access: 'learner',
      request: { params: z.object({ lesson: z.string() }), query: z.object({ locale: z.string().max(35).optional() }) },
      answer: lesson,
      summary: 'A lesson in pieces: prose, and items without their keys',
    },
    ({ heed, params, query, c }) => heed.lessons.lesson(params.lesson, { locale: query.locale, accepts: c.req.header('accept-language') }),
  )
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/lessons/{lesson}/open',
      access: 'learner',
      request: { params: z.object({ lesson: z.string() }), ...jsonBody(z.object({ zone })) },
      answer: opened,
      summary: 'Open a lesson for answering',
    },
    ({ heed, params, body }) => heed.lessons.open(params.lesson, body),
  )
}
