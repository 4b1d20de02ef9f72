import { z } from '@hono/zod-openapi'
import type { App } from '../app.ts'
import { addRoute, bytesBody, jsonBody, type Api } from './route.ts'

const course = z.string().openapi({ description: 'Id of the course' })
const params = z.object({ course })
const name = z.string().openapi({ description: 'What the file is called; the name of the picture is made from it' })

const wanted = {
  read: z.string().openapi({ description: 'Mark of the file as it was read; a save that names another than that of the file is 409' }),
  title: z.string(),
  class: z.enum(['critical', 'standard', 'nice']),
  everyone: z.boolean().openapi({ description: 'Whether each person has to take it by itself' }),
  renewMonths: z.number().nullable().openapi({ description: 'Months until it comes round again; null for never' }),
  sections: z.array(
    z.object({
      from: z.number().nullable().openapi({ description: 'Which section of the file it was, counted from 0; null for a new one' }),
      title: z.string(),
      lessons: z.array(z.string()),
    }),
  ),
}

/** Courses as files, for whoever writes them. */
export function addAuthorCourseRoutes(api: Api, app: App): void {
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/author/courses',
      access: 'author',
      request: jsonBody(z.strictObject({ title: z.string(), id: z.string().optional() })),
      answer: z.object({ course, lesson: z.string() }),
      summary: 'Begin a course, with a draft of its first lesson',
    },
    ({ heed, body }) => heed.author.newCourse(body),
  )
  addRoute(
    api,
    app,
    {
      method: 'get',
      path: '/api/author/courses/{course}',
      access: 'author',
      request: { params },
      answer: z.looseObject({ course, file: z.string(), ...wanted }),
      summary: 'A course as its file says it, and the lessons that could join it',
    },
    ({ heed, params: { course: id } }) => heed.author.coursePage(id),
  )
  addRoute(
    api,
    app,
    {
      method: 'put',
      path: '/api/author/courses/{course}',
      access: 'author',
      request: { params, ...jsonBody(z.strictObject(wanted)) },
      answer: z.object({ committed: z.boolean().nullable() }),
      summary: 'Put a course in order: its title, its sections, and which lessons stand in them',
    },
    ({ heed, params: { course: id }, body }) => heed.author.saveCourse(id, body),
  )
  addRoute(
    api,
    app,
    {
      method: 'post',
      path: '/api/author/courses/{course}/media',
      access: 'author',
      request: { params, query: z.object({ name }), ...bytesBody },
      answer: z.object({ path: z.string().openapi({ description: 'As a lesson of the course names it: media/name.png' }) }),
      summary: 'Put a picture into the folder of a course: a PNG, JPEG, GIF, WebP or AVIF of at most 10 MB, sent as it is',
    },
    async ({ heed, params: { course: id }, query, c }) =>
      heed.author.addPicture(id, { ...query, bytes: new Uint8Array(await c.req.arrayBuffer()) }),
  )
}
