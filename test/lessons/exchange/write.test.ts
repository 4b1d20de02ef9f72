import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CardSpec } from '../../../src/items/card/index.ts'
import type { ChoiceSpec } from '../../../src/items/choice/index.ts'
import type { ClozeSpec } from '../../../src/items/cloze/index.ts'
import type { MatchSpec } from '../../../src/items/match/index.ts'
import type { OrderSpec } from '../../../src/items/order/index.ts'
import type { TypedSpec } from '../../../src/items/typed/index.ts'
import { clean } from '../../../src/lessons/exchange/clean.ts'
import type { Draft, Part } from '../../../src/lessons/exchange/draft.ts'
import { htmlRich } from '../../../src/lessons/exchange/html.ts'
import { lineOf, plainRich, type Inline, type Rich } from '../../../src/lessons/exchange/rich.ts'
import { asLesson } from '../../../src/lessons/exchange/import.ts'
import { lessonFrom, place } from './helpers.ts'

/*
 * Whatever stands in a question, the lesson compiles, and the reader reads the same words. Held with words that are full of what
 * Markdown, MDX and items take for their own.
 */

const nasty = [
  ...[
    '{',
    '}',
    '{{x}}',
    '<',
    '>',
    '<b>',
    '</Quiz>',
    '<Quiz id="x">',
    '[',
    ']',
    '[[',
    ']]',
    '[x]',
    '[ ]',
    '[a](b)',
    '![a](b)',
    '|',
    '||',
    '::',
  ],
  ...[
    '"',
    "'",
    '“',
    '`',
    '``',
    '```',
    '*',
    '**',
    '***',
    '_',
    '__',
    '~',
    '~~',
    '#',
    '##',
    '>',
    '-',
    '--',
    '---',
    '- x',
    '+',
    '=',
    '==',
    '->',
    '→',
  ],
  ...[
    '1.',
    '2)',
    '\\',
    '\\\\',
    '&',
    '&amp;',
    '&#60;',
    '&lt',
    '!',
    ':',
    ';',
    'https://a.test/x_y',
    'www.a.test',
    'a@b.test',
    'mailto:a@b.test',
  ],
  ...[
    'import x',
    'export y',
    '$',
    '^',
    '%',
    '\n',
    '\n\n',
    '\t',
    ' ',
    '\u00a0',
    'é',
    '猫',
    '🙂',
    '\u0000',
    '\ud800',
    '\ufdd0',
    '{/* x */}',
    '<!-- x -->',
  ],
]
const words = fc
  .array(fc.oneof(fc.constantFrom(...nasty), fc.constantFrom('a', 'word', 'Two', '3', ' ', '.')), { minLength: 1, maxLength: 12 })
  .map((pieces) => clean(pieces.join('')))
const asked = words.filter((each) => /[\p{L}\p{N}]/u.test(each))

/** White space is single, as readers see it. */
const seen = (text: string) => text.replace(/\s+/g, ' ').trim()
const shown = (html: string) => seen(lineOf(htmlRich(html, () => undefined)))

const marked: fc.Arbitrary<Rich> = fc
  .array(
    fc.oneof(
      words.map((value): Inline => ({ type: 'text', value })),
      words.map((value): Inline => ({ type: 'strong', children: [{ type: 'text', value }] })),
      words.map((value): Inline => ({ type: 'emphasis', children: [{ type: 'text', value }] })),
      words.map((value): Inline => ({ type: 'code', value })),
      words.map((value): Inline => ({ type: 'link', url: 'https://acme.test/a b(c)', children: [{ type: 'text', value }] })),
      fc.constant<Inline>({ type: 'break' }),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((inlines): Rich => [{ type: 'paragraph', children: [...inlines, { type: 'text', value: ' Q' }] }])

const question = fc.oneof({ weight: 3, arbitrary: asked.map(plainRich) }, { weight: 2, arbitrary: marked })

/** The one item of a lesson that a draft makes; undefined when it was left out, with a reason. */
function specOf<Spec>(draft: Draft): Spec | undefined {
  const part: Part = { line: 3, kind: 'item', draft, changes: [] }
  const { lesson, report } = lessonFrom({ parts: [part], unit: 'line' })
  expect(report).toHaveLength(1)
  if (report[0]!.fate !== 'left out') return lesson.items[0]!.spec as Spec
  expect(report[0]!.why.join('')).not.toBe('')
  return undefined
}

let kept = 0
let all = 0
const counting = <Spec>(draft: Draft): Spec | undefined => {
  const spec = specOf<Spec>(draft)
  all += 1
  if (spec !== undefined) kept += 1
  return spec
}

test.each([
  ['{', '\n\n - x', '{ - x Q'],
  [' ', '- x', '- x Q'],
])('two pieces of code side by side begin no list: %j, %j', (first, second, seen) => {
  const pieces: Inline[] = [first, second].map((value) => ({ type: 'code', value }))
  const words: Rich = [{ type: 'paragraph', children: [...pieces, { type: 'text', value: ' Q' }] }]
  const options = ['a', 'b'].map((option, index) => ({ words: plainRich(option), correct: index === 0, why: plainRich('why') }))
  const spec = specOf<ChoiceSpec>({ tag: 'Quiz', question: words, options })!
  expect(shown(spec.html)).toBe(seen)
})

describe('whatever stands in it, the reader reads the same words', { timeout: 30_000 }, () => {
  test('in a choice', () => {
    fc.assert(
      fc.property(
        question,
        fc.uniqueArray(asked, { selector: (text) => seen(text).toLowerCase(), minLength: 2, maxLength: 4 }),
        asked,
        (q, options, why) => {
          const spec = counting<ChoiceSpec>({
            ...{ tag: 'Quiz', question: q, hint: plainRich(why), takeaway: plainRich(why) },
            options: options.map((option, index) => ({ words: plainRich(option), correct: index === 0, why: plainRich(why) })),
          })
          if (!spec) return
          expect(shown(spec.html)).toBe(seen(lineOf(q)))
          expect(spec.options.map(({ text }) => seen(text))).toEqual(options.map((option) => seen(lineOf(plainRich(option)))))
          expect(spec.options.map(({ correct }) => correct)).toEqual(options.map((_, index) => index === 0))
          expect(spec.options.map((option) => shown(option.why!))).toEqual(options.map(() => seen(why)))
          expect([shown(spec.hint!), shown(spec.takeaway!)]).toEqual([seen(why), seen(why)])
        },
      ),
      { numRuns: 120 },
    )
  })

  test('in typed answers', () => {
    fc.assert(
      fc.property(
        question,
        fc.uniqueArray(asked, { selector: (text) => seen(text).toLowerCase(), minLength: 1, maxLength: 4 }),
        (q, answers) => {
          const [first, ...wrong] = answers
          const spec = counting<TypedSpec>({ tag: 'Typed', question: q, accepted: [first!], wrong: wrong.map((text) => ({ text })) })
          if (!spec) return
          expect(shown(spec.html)).toBe(seen(lineOf(q)))
          expect(spec.accepted.map(seen)).toEqual([seen(first!)])
          expect(spec.wrong.map(({ text }) => seen(text))).toEqual(wrong.map(seen))
        },
      ),
      { numRuns: 60 },
    )
  })

  test('a line break after a link of nothing is one', () => {
    const link = (value: string): Inline => ({ type: 'link', url: 'https://acme.test', children: [{ type: 'text', value }] })
    const children: Inline[] = [link('{'), { type: 'break' }, link('\n'), { type: 'break' }, { type: 'text', value: ' Q' }]
    const spec = counting<TypedSpec>({ tag: 'Typed', question: [{ type: 'paragraph', children }], accepted: ['a'], wrong: [] })
    expect(shown(spec!.html)).toBe('{ Q')
  })

  test('around and in gaps', () => {
    const gap = words.filter((each) => seen(each) !== '').map((answer): Inline => ({ type: 'gap', accepted: [answer] }))
    fc.assert(
      fc.property(fc.array(fc.tuple(words, gap), { minLength: 1, maxLength: 3 }), words, (pieces, end) => {
        const children: Inline[] = [
          ...pieces.flatMap(([value, each]): Inline[] => [{ type: 'text', value }, each]),
          { type: 'text', value: end },
        ]
        const spec = counting<ClozeSpec>({ tag: 'Cloze', question: [{ type: 'paragraph', children }] })
        if (!spec) return
        const gaps = children.flatMap((node) => (node.type === 'gap' ? node.accepted : []))
        expect(spec.gaps.map(({ accepted }) => accepted.map(seen))).toEqual(gaps.map((each) => [seen(each)]))
        const around = seen(children.map((node) => (node.type === 'text' ? node.value : ' ')).join('')).replace(/ /g, '')
        expect(shown(spec.html).replace(/ /g, '')).toBe(around)
      }),
      { numRuns: 120 },
    )
  })

  test('in steps, pairs and cards', () => {
    const unique = fc.uniqueArray(asked, { selector: (text) => seen(text).toLowerCase(), minLength: 4, maxLength: 6 })
    fc.assert(
      fc.property(question, unique, (q, texts) => {
        const order = counting<OrderSpec>({ tag: 'Order', question: q, steps: texts.map(plainRich) })
        if (order) expect(order.steps.map(({ text }) => seen(text))).toEqual(texts.map((text) => seen(lineOf(plainRich(text)))))
        const [a, b, c, d] = texts.map(plainRich) as [Rich, Rich, Rich, Rich]
        const match = counting<MatchSpec>({
          tag: 'Match',
          question: q,
          pairs: [
            { left: a, right: b },
            { left: c, right: d },
          ],
        })
        if (match)
          expect(match.pairs.map(({ left, right }) => [seen(left.text), seen(right.text)])).toEqual(
            [
              [a, b],
              [c, d],
            ].map((pair) => pair.map((each) => seen(lineOf(each)))),
          )
        const card = counting<CardSpec>({ tag: 'Card', question: q, back: a })
        if (card) expect([shown(card.html), shown(card.back)]).toEqual([seen(lineOf(q)), seen(lineOf(a))])
      }),
      { numRuns: 60 },
    )
  })

  test('and hardly anything is left out', () => {
    expect(all).toBeGreaterThan(300)
    expect(kept / all).toBeGreaterThan(0.8)
  })
})

test('ids are of the first words, each once, and none that is taken', () => {
  const draft = (words: string): Part => ({
    line: 1,
    kind: 'item',
    changes: [],
    draft: { tag: 'Card', question: plainRich(words), back: plainRich('b') },
  })
  const parts = ['Höflich "ablehnen", wie geht das denn eigentlich?', 'Höflich ablehnen: wie geht das denn?', '猫', '猫', 'Taken'].map(
    draft,
  )
  const { lesson, id } = lessonFrom(
    { parts, unit: 'line', title: 'A "b": c' },
    place({ items: new Set(['taken', 'card']), lessons: new Set(['a-b-c']) }),
  )
  expect(lesson.items.map((item) => item.id)).toEqual([
    'hoflich-ablehnen-wie-geht-das-denn',
    'hoflich-ablehnen-wie-geht-das-denn-2',
    'card-2',
    'card-3',
    'taken-2',
  ])
  expect([id, lesson.meta.title, lesson.meta.status]).toEqual(['a-b-c-2', 'A "b": c', 'draft'])
})

test('what cannot be asked is left out for the checker’s reason', () => {
  const part: Part = {
    line: 7,
    kind: 'item',
    changes: [],
    draft: { tag: 'Quiz', question: plainRich('Which?'), options: [{ words: plainRich('a'), correct: true }] },
  }
  const { mdx, report } = asLesson({ parts: [part], unit: 'line' }, place())
  expect(mdx).not.toContain('<Quiz')
  expect(report).toEqual([
    { line: 7, fate: 'left out', name: 'Which?', why: ['There is only one answer, so the learner has nothing to choose.'] },
  ])
})
