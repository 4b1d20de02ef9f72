import { z } from '@hono/zod-openapi'

/** An IANA zone; whether it exists is for the service to say. */
export const zone = z.string().min(1).max(64).openapi({ description: 'IANA time zone of the device', example: 'Europe/Berlin' })

const prompt = z
  .looseObject({ type: z.string(), html: z.string(), skill: z.string(), lesson: z.object({ id: z.string(), title: z.string() }) })
  .openapi('Prompt', { description: 'What may be seen before the answer: never a mark, the right key or feedback' })

/** What a lesson's segments and a session's items share. */
export const prompted = z.looseObject({ item: z.string(), version: z.string(), prompt })
