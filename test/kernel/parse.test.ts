import { expect, test } from 'vitest'
import { z } from 'zod'
import { parse } from '../../src/kernel/parse.ts'

const schema = z.strictObject({
  name: z.string('A name is needed.').trim(),
  days: z.array(z.int().max(7)).default([]),
})

test('gives what the schema makes of it', () => {
  expect(parse(schema, { name: ' Ada ' })).toEqual({ name: 'Ada', days: [] })
})

test.each([
  { name: 'a missing field', input: {}, says: 'A name is needed.' },
  { name: 'a field inside', input: { name: 'Ada', days: [1, 9] }, says: 'days.1: Too big: expected number to be <=7.' },
  {
    name: 'two fields',
    input: { name: 1, days: 'all' },
    says: 'A name is needed. days: Invalid input: expected array, received string.',
  },
  { name: 'a field too many', input: { name: 'Ada', role: 'owner' }, says: 'Unrecognized key: "role".' },
  { name: 'nothing at all', input: undefined, says: 'Invalid input: expected object, received undefined.' },
])('refuses $name in a sentence', ({ input, says }) => {
  expect(() => parse(schema, input)).toThrow(expect.objectContaining({ name: 'Refusal', code: 'invalid', message: says }))
})

test('names at most three', () => {
  const many = z.object({ a: z.string('No a.'), b: z.string('No b.'), c: z.string('No c.'), d: z.string('No d.') })
  expect(() => parse(many, {})).toThrow('No a. No b. No c.')
})
