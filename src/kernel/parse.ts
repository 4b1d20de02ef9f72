import type { z } from 'zod'
import { Refusal } from './refusal.ts'

/**
 * What came from outside, checked at the door of a service.
 *
 * @throws Refusal('invalid') in one sentence per field that cannot be right, at most three
 */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const read = schema.safeParse(input)
  if (read.success) return read.data
  throw new Refusal('invalid', read.error.issues.slice(0, 3).map(sentence).join(' '))
}

function sentence({ path, message }: z.core.$ZodIssue): string {
  const said = /[.!?]$/.test(message) ? message : `${message}.`
  return path.length > 0 ? `${path.join('.')}: ${said}` : said
}
