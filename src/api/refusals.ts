import type { Context as Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Logger } from 'pino'
import type { z } from 'zod'
import { isRefusal, Refusal, refusalStatus, type RefusalCode } from '../kernel/refusal.ts'

/** The one place where the API says no. Anything unexpected is a bug: an id for the log, no details. */
export function sayNo(c: Hono, thrown: unknown, log: Logger, reference: string): Response {
  const refusal = asRefusal(thrown)
  if (!refusal) {
    log.error({ err: thrown, reference, path: c.req.path }, 'A request failed.')
    return c.json(
      {
        error: {
          code: 'internal',
          message: 'Something went wrong in Heed. Nothing you sent was lost on your device.',
          hint: `Tell whoever runs Heed: reference ${reference}.`,
        },
      },
      500,
    )
  }
  if (refusal.retryAfter) c.header('retry-after', String(refusal.retryAfter))
  return c.json(
    { error: { code: refusal.code, message: refusal.message, hint: refusal.hint ?? usualHint[refusal.code] } },
    refusalStatus[refusal.code],
  )
}

const toTheDescription = 'See /api/openapi.json for what is expected.'

/** What to do where the refusal itself does not say: a script may rely on a hint. */
const usualHint: Record<RefusalCode, string> = {
  malformed: toTheDescription,
  'signed-out': 'Sign in and try again.',
  forbidden: 'Ask whoever runs Heed here.',
  'step-up': 'POST /api/step-up with your password, then try again.',
  'not-found': 'GET /api/courses lists what is open to you.',
  conflict: 'Nothing was changed.',
  'too-large': 'Send it in smaller parts.',
  invalid: toTheDescription,
  'too-many': 'Wait as long as Retry-After says.',
  busy: 'Try again as soon as Retry-After says.',
  'disk-full': 'Keep what you have and tell whoever runs Heed.',
}

function asRefusal(thrown: unknown): Refusal | undefined {
  if (isRefusal(thrown)) return thrown
  if (!(thrown instanceof HTTPException)) return undefined
  if (thrown.status < 500) return new Refusal('malformed', 'The request is not JSON that Heed can read.', toTheDescription)
  return undefined
}

/** Says which field is wrong, in the words of the schema. */
export function invalidRequest(error: z.core.$ZodError): Refusal {
  const issue = error.issues[0]!
  const field = issue.path.join('.') || 'the request'
  return new Refusal('invalid', `${field}: ${issue.message}.`, toTheDescription)
}
