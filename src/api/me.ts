import { z } from '@hono/zod-openapi'
import type { App } from '../app.ts'
import { attachment } from '../kernel/download.ts'
import { me } from './people.ts'
import { addRoute, jsonBody, type Api } from './route.ts'

const settings = z
  .strictObject({
    locale: z.string().nullable().openapi({ description: "One of the site's languages; null for what the browser prefers" }),
    zone: z.string().openapi({ description: 'IANA zone; the next device that tells another one is believed' }),
    workDays: z.string().openapi({ description: 'Weekdays as digits, 1 is Monday', example: '12345' }),
    daysAWeek: z.number().openapi({ description: '1 to 7, at most as many as there are working days' }),
    minutes: z.number().openapi({ description: '1 to 60, a day' }),
    keysOn: z.boolean().openapi({ description: 'Whether letter and digit keys answer in a review' }),
    theme: z.enum(['system', 'light', 'dark']),
    textSize: z.enum(['normal', 'large', 'largest']),
    motion: z.enum(['system', 'reduced']),
    remindAt: z
      .string()
      .nullable()
      .openapi({ description: 'When to be reminded, HH:MM from 04:00 to 23:00; null for never', example: '09:00' }),
  })
  .partial()
  .openapi('Settings')

const format = z.enum(['json', 'csv', 'html', 'anki']).default('json')

export function addMeRoutes(api: Api, app: App): void {
  addRoute(
    api,
    app,
    {
      method: 'put',
      path: '/api/me',
      access: 'learner',
      request: jsonBody(settings),
      answer: me,
      summary: 'Change my settings; what is not named stays',
    },
    ({ heed, body }) => heed.people.changeSettings(body),
  )
  addRoute(
    api,
    app,
    {
      method: 'get',
      path: '/api/me/export',
      access: 'learner',
      request: { query: z.object({ format }) },
      answer: ['application/json', 'application/zip', 'text/html', 'application/apkg'],
      summary: 'All my data: JSON, CSV files in a zip, a page to read, or a package for Anki of what I have learnt',
    },
    async ({ heed, query }) => attachment(await heed.reports.exportMine(query)),
  )
}
