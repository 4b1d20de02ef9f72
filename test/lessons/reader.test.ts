import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { describe, expect, test } from 'vitest'
import type { Node, Paragraph, Root } from 'mdast'
import type { MdxJsxAttribute } from 'mdast-util-mdx-jsx'
import { readMdx, Unreadable } from '../../src/lessons/reader.ts'
import { plain } from '../../src/lessons/text.ts'

const root = join(import.meta.dirname, '../..')
const files = ['content/courses', 'test/lessons/bad'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.mdx'))
    .map((name) => join(folder, name)),
)

const textOf = (file: string) => plain(readFileSync(join(root, file), 'utf8'))

describe('beside remark', () => {
  const remark = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter).use(remarkMdx)

  test.each(['> \\>\\{www\\.a.test\\{', 'See [https://a.test] and more', 'a@b.test\\{, c'])('%s', (source) => {
    expect(shape(readMdx(source))).toEqual(shape(remark.parse(source)))
  })

  test('lessons and samples are read alike', () => {
    const compared = files.flatMap((file) => {
      const source = textOf(file)
      const theirs = tried(() => remark.parse(source))
      // What remark cannot read is mended before ours reads it, and ours reads no code.
      return theirs && codeOf(theirs).length === 0 ? [{ file, ours: shape(readMdx(source)), theirs: shape(theirs) }] : []
    })
    expect(compared.length).toBeGreaterThan(files.length / 2)
    const differing = compared.filter(({ ours, theirs }) => !isDeepStrictEqual(ours, theirs))
    // There remark takes a list below a title for words.
    expect(differing.map(({ file }) => file)).toEqual(
      ['dash-at-end', 'never-ends'].map((name) => `test/lessons/bad/front-matter-missing/${name}.mdx`),
    )
  })
})

/** A tree without what differs on purpose: a line of tags is no paragraph for ours, and remark does not always say where words stand. */
function shape(node: Node): unknown {
  const { children, position, data: _, attributes, ...own } = node as Node & { children?: Node[]; attributes?: MdxJsxAttribute[] }
  const inner = children?.flatMap((child) => (isTagLine(child) ? child.children.filter(({ type }) => type !== 'text') : [child]))
  const hasPlace = !['paragraph', 'text', 'link'].includes(node.type)
  return {
    ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null && value !== undefined)),
    type: node.type.replace(/^(mdxJsx|mdx)(?:Flow|Text)/, '$1'),
    ...(hasPlace && { place: position }),
    ...(inner && { children: inner.map(shape) }),
    ...(attributes && { attributes: attributes.map(({ name, value, position: place }) => ({ name, value, place: place?.start.column })) }),
  }
}

function isTagLine(node: Node): node is Paragraph {
  if (node.type !== 'paragraph') return false
  const { children } = node as Paragraph
  return children.every((child) => (child.type === 'text' ? !child.value.trim() : child.type.startsWith('mdx')))
}

function tried(read: () => Root): Root | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

describe('nothing is read as code', () => {
  const deep = 60_000
  test.each([
    ['brackets in a value', `{${'('.repeat(deep)}1${')'.repeat(deep)}}`],
    ['lists in a value', `a {${'['.repeat(deep)}${']'.repeat(deep)}} b`],
    ['texts in texts', `{${'`${'.repeat(5_000)}1${'}`'.repeat(5_000)}}`],
    ['tags in a value', `{${'<a>'.repeat(500)}${'</a>'.repeat(500)}}`],
    ['values in attributes', '<a b={'.repeat(60)],
    ['a module', `export const a = ${'('.repeat(deep)}1${')'.repeat(deep)}`],
    ['behind a note that begins in code', `\`{/* a\` {${'('.repeat(deep)}} */}`],
    ['behind two backslashes', `\\\\{${'('.repeat(deep)}}`],
    ['a module in a note that begins in code', `\`{/* a\`\n\nexport const a = ${'('.repeat(deep)} */}`],
  ])('%s', (_, source) => {
    expect(codeIn(source)).toEqual([])
  })

  const pieces = [
    ...['{', '}', '\\', '`', '```\n', '{/*', '*/}', '{/* a */}', '/*', '*/', '\n', '\n\n', '> ', '- ', '  ', '    ', 'a ', '"', "'", '='],
    ...[
      'import a from "b"',
      'export const a = 1',
      'import ',
      'export ',
      '<a b=',
      '<a ',
      '>',
      '</a>',
      '<Quiz id="a">',
      '</Quiz>',
      '\r',
      '\u2028',
    ],
  ]
  test('whatever is put together', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), (parts) => {
        expect(codeIn(parts.join(''))).toEqual([])
      }),
      { numRuns: 20_000 },
    )
  })

  test('notes to colleagues are seen as such, and every other bracket is a sign', () => {
    const tree = readMdx('{/* one { two */\u00a0}\n\nA {b} \\{c} `{d}` [e](f{g} "{h}")\n\nimport these.\n\n<Quiz id="{i}">\n\n</Quiz>\n')
    expect(JSON.stringify(tree, (key, value: unknown) => (['position', 'data'].includes(key) ? undefined : value))).toBe(
      JSON.stringify({
        type: 'root',
        children: [
          { type: 'mdxFlowExpression', value: '/* one { two */ ' },
          {
            type: 'paragraph',
            children: [
              { type: 'text', value: 'A {b} {c} ' },
              { type: 'inlineCode', value: '{d}' },
              { type: 'text', value: ' ' },
              { type: 'link', url: 'f{g}', title: '{h}', children: [{ type: 'text', value: 'e' }] },
            ],
          },
          { type: 'paragraph', children: [{ type: 'text', value: 'import these.' }] },
          { type: 'mdxJsxFlowElement', name: 'Quiz', attributes: [{ type: 'mdxJsxAttribute', name: 'id', value: '{i}' }], children: [] },
        ],
      }),
    )
  })
})

/** What of a text would be run; nothing of one that is refused. */
const codeIn = (source: string): Node[] => (refused(source) === undefined ? codeOf(readMdx(source)) : [])

function codeOf(tree: Root): Node[] {
  const found: Node[] = []
  visit(tree, (node) => {
    const attributes = 'attributes' in node ? (node.attributes as MdxJsxAttribute[]) : []
    const values = attributes.flatMap(({ value }) => (typeof value === 'object' && value ? [value] : []))
    const parts: { type: string; value?: unknown }[] = [node, ...attributes, ...values]
    if (parts.some((part) => /^mdx.*(?:Esm|Expression(?:Attribute)?)$/.test(part.type) && !isNote(part))) found.push(node)
  })
  return found
}

/** Also where it stands for the value of an attribute. */
const isNote = ({ value }: { value?: unknown }) => typeof value === 'string' && /^\s*(?:\/\*[^]*\*\/\s*)+$/.test(value)

function refused(source: string): { line: number; column: number } | undefined {
  try {
    readMdx(source)
    return undefined
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown
    return { line: thrown.line, column: thrown.column }
  }
}

test.each([
  ['a tag that never ends', 'One.\n\nTwo <Term id="x">three.', 3, 5],
  ['an end alone', 'One.\n\n</Quiz>', 3, 1],
  ['a tag that ends in bold print', 'A *b <Term id="x">c* d</Term>', 1, 6],
  ['a tag that begins in bold print', '<Term id="x">a *b</Term> c*', 1, 1],
  ['a tag across a link', '[a <Term id="x">b](c)</Term>', 1, 4],
  ['a tag across cells', '| <Term id="x"> | b</Term> |\n| - | - |', 1, 3],
  ['a tag across paragraphs', '# a <Term id="x">b\n\nc</Term>', 1, 5],
])('%s is refused at its place', (_, source, line, column) => {
  expect(refused(source)).toEqual({ line, column })
})

test('an attribute is found at its place, on whichever line', () => {
  const tree = readMdx('Words.\n\n<Quiz\n  id="id"\n  exact allow="id, id" />\n')
  const [, tag] = tree.children
  const attributes = tag?.type === 'mdxJsxFlowElement' ? tag.attributes : []
  expect(attributes.map(({ position }) => [position?.start, position?.end])).toEqual([
    [
      { line: 4, column: 3 },
      { line: 4, column: 10 },
    ],
    [
      { line: 5, column: 3 },
      { line: 5, column: 8 },
    ],
    [
      { line: 5, column: 9 },
      { line: 5, column: 23 },
    ],
  ])
})

test('words stand in one piece', () => {
  const [, paragraph] = readMdx('Words.\n\n[https://a.test] and more').children
  const types = paragraph?.type === 'paragraph' ? paragraph.children.map(({ type }) => type) : []
  expect(types).toEqual(['text', 'link', 'text'])
})

test('a box with nothing but blanks behind it is an empty one, whatever stands below', () => {
  const [list] = readMdx('- [x] Call her\n- [ ] \n  > Wait\n').children
  const empty = list?.type === 'list' ? list.children[1] : undefined
  expect(empty?.children.map(({ type }) => type)).toEqual(['paragraph', 'blockquote'])
})
