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

/** A schema's own sentence names what it is about; a general one of Zod needs the field before it. */
function sentence({ path, message }: z.core.$ZodIssue): string {
  if (/[.!?]$/.test(message)) return message
  return path.length > 0 ? `${path.join('.')}: ${message}.` : `${message}.`
}
