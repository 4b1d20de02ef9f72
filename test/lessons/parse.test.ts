import fc from 'fast-check'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { expect, test } from 'vitest'
import { itemTags } from '../../src/lessons/compile.ts'
import { parse } from '../../src/lessons/parse.ts'

const everything = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter).use(remarkMdx)

/** Pieces of which all that GFM adds can come about, and nearly comes about. */
const pieces = [
  ...['a', ' ', '\n', '\n\n', '- ', '1. ', '> ', '  ', '\t', '    ', '---\n', '***'],
  ...['|', '| a | b |\n', '| - | - |\n', '-|-', ':-', '-:', ':-:', '-', '--', 'a\n:-\n', '\\|', '|\n|-\n'],
  ...['~', '~~', '[^1]', '[^1]: a\n', '[x] ', '[ ] ', '- [x] a\n', '[^'],
  ...['www.', 'www.a.test', 'WWW.a.test', 'http://', 'https://a.test', 'HTTPS://a.test', '@', 'a@b.test', 'mailto:', 'xmpp:', '.'],
]
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(''))
const head = fc.constantFrom('', '---\nowner: a@b.test\n---\n', '---\nowner: www.a.test\n---\n\n', '---\na@b.test\n')

test('a text is read as it would be with all of GFM, whatever is left out for speed', () => {
  fc.assert(
    fc.property(head, text, (before, body) => {
      const source = before + body
      const { tree, problems } = parse(source, { items: itemTags })
      fc.pre(problems.length === 0)
      expect(tree).toEqual(everything.parse(source))
    }),
    { numRuns: 3_000 },
  )
})

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
