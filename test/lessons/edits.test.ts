import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { check } from '../../src/lessons/check.ts'
import { compile } from '../../src/lessons/compile.ts'
import { adversarial } from './adversarial.ts'
import { lessonText, tenExamples } from './texts.ts'

const options = { locale: 'en', course: 'refunds' }
const lesson = readFileSync(join(import.meta.dirname, '../../content/courses/active-listening/case-wrong-parcel.mdx'), 'utf8')
const sources = [lessonText(tenExamples), lesson]

/** Every problem stands somewhere in the text, at the end of a line at the furthest. */
function expectInside(text: string, problems: { line: number; column: number; message: string }[]): void {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/)
  for (const { line, column, message } of problems) {
    expect(line).toBeGreaterThanOrEqual(1)
    expect(line).toBeLessThanOrEqual(lines.length)
    expect(column).toBeGreaterThanOrEqual(1)
    expect(column).toBeLessThanOrEqual(lines[line - 1]!.length + 1)
    expect(message).not.toMatch(/undefined|NaN|acorn|\bnode\b|[Uu]nexpected/)
  }
}

/** What comes along when words are pasted. */
const pasted = fc.constantFrom(
  ...[
    '\u00A0',
    '“',
    '”',
    '„',
    '‘',
    '’',
    '–',
    '—',
    '…',
    '•',
    '→',
    '\u200B',
    '\uFEFF',
    '\u00AD',
    '\u2028',
    '\r',
    '\t',
    '  ',
    '😀',
    '\0',
    '\uD800',
  ],
  ...[
    '<',
    '>',
    '{',
    '}',
    '[',
    ']',
    '`',
    '```',
    '*',
    '_',
    '|',
    '\\',
    '"',
    '#',
    '---',
    '- ',
    '- [ ] ',
    '> ',
    '  > ',
    '1) ',
    '[[',
    ']]',
    '\n',
    '\n\n',
  ],
  ...[
    '<!--',
    '-->',
    '{/*',
    '*/}',
    '<br>',
    '</Quiz>',
    '<Quiz id="x">',
    '<Term id="x">',
    '![](a)',
    '[a](b)',
    '[^1]',
    '&lt;',
    'import x',
    ' -> ',
  ],
)
const edit = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), at: fc.nat(), text: pasted }),
  fc.record({
    kind: fc.constantFrom('delete' as const, 'twice' as const, 'swap' as const),
    at: fc.nat(),
    length: fc.integer({ min: 1, max: 30 }),
  }),
  fc.record({ kind: fc.constantFrom('delete line' as const, 'line twice' as const, 'swap lines' as const), at: fc.nat() }),
)

type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never

function edited(text: string, change: Edit): string {
  const lines = text.split('\n')
  const n = change.at % lines.length
  const at = change.at % (text.length + 1)
  switch (change.kind) {
    case 'put':
      return text.slice(0, at) + change.text + text.slice(at)
    case 'delete':
      return text.slice(0, at) + text.slice(at + change.length)
    case 'twice':
      return text.slice(0, at) + text.slice(at, at + change.length) + text.slice(at)
    case 'swap':
      return text.slice(0, at) + text.slice(at + 1, at + 1 + change.length) + text.slice(at, at + 1) + text.slice(at + 1 + change.length)
    case 'delete line':
      return lines.toSpliced(n, 1).join('\n')
    case 'line twice':
      return lines.toSpliced(n, 0, lines[n]!).join('\n')
    case 'swap lines':
      return lines.toSpliced(n, 2, lines[n + 1] ?? '', lines[n]!).join('\n')
  }
}

test('a random edit of a good lesson never throws, and what it breaks is told where it stands', () => {
  fc.assert(
    fc.property(fc.constantFrom(...sources), fc.array(edit, { minLength: 1, maxLength: 5 }), (source, edits) => {
      const text = edits.reduce(edited, source)
      expectInside(text, compile(text, options).problems)
    }),
    { numRuns: 150 },
  )
}, 60_000)

test('a random edit of a file beside the lessons never throws either', () => {
  const site = 'title: Acme\nlocales: [en, de]\nskills: { refunds: Refunds }\n'
  const course = 'title: Refunds\nclass: nice\nsections:\n  - title: All\n    lessons: [basics]\nrequires: []\n'
  const glossary = '- term: calm\n  also: [calming]\n  short: Not loud.\n- { term: csat, short: A score. }\n'
  const retired = '- { id: old, date: 2026-11-01, why: policy changed }\n'
  const files = { 'site.yml': site, 'courses/refunds/course.yml': course, 'glossary.yml': glossary, 'retired.yml': retired }
  const odd = fc.oneof(
    edit,
    fc.record({
      kind: fc.constant('put' as const),
      at: fc.nat(),
      text: fc.constantFrom(': ', ':', '&a ', '*a', '!', '@', '%', "'", ',', '?'),
    }),
  )
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(files)), fc.array(odd, { minLength: 1, maxLength: 4 }), (name, edits) => {
      const text = edits.reduce(edited, files[name as keyof typeof files])
      const { problems } = check({ texts: new Map(Object.entries({ ...files, [name]: text })), others: new Set() }, undefined, '2026-11-26')
      expectInside(
        text,
        problems.filter(({ file }) => file === name),
      )
    }),
    { numRuns: 300 },
  )
}, 60_000)

describe('a text that was made to keep the checker busy', () => {
  test.each(adversarial(3_000))('$name is told where it stands', ({ text }) => {
    expectInside(text, compile(text, options).problems)
  })

  /** How often a pattern is tried: what counts is how that grows, not how long it takes. */
  function tries(text: string): number {
    const exec = vi.spyOn(RegExp.prototype, 'exec')
    try {
      compile(text, options)
      return exec.mock.calls.length
    } finally {
      exec.mockRestore()
    }
  }

  const small = adversarial(1_000)
  const large = adversarial(4_000)
  test.each(small.map(({ name, text }, index) => ({ name, text, longer: large[index]!.text })))(
    'four times as much of $name is not sixteen times the work',
    ({ text, longer }) => {
      const once = tries(text)
      // Else the engine no longer asks what is watched here, and nothing would be counted.
      expect(once).toBeGreaterThan(0)
      expect(tries(longer)).toBeLessThanOrEqual(8 * once + 2_000)
    },
  )
})
