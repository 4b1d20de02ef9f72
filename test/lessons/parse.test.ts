import { expect, test } from 'vitest'
import { itemTags } from '../../src/lessons/compile.ts'
import { parse } from '../../src/lessons/parse.ts'

test.each([
  ['table', '| a |\n| - |', 'table'],
  ['table without a bar in its second line', 'a\n:-', 'table'],
  ['table in a list', '- a | b\n  --|--', 'table'],
  ['bare address', 'See www.example.test.', 'link'],
  ['mail address', 'Write to help@example.test.', 'link'],
  ['struck out', 'It is ~~not~~ so.', 'delete'],
  ['footnote', 'A[^1]\n\n[^1]: B', 'footnoteReference'],
])('%s', (_, source, type) => {
  expect(JSON.stringify(parse(source, { items: itemTags }).tree)).toContain(`"type":"${type}"`)
})
