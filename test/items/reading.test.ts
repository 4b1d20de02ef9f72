import { describe, expect, test } from 'vitest'
import { seedOf } from '../../src/kernel/hash.ts'
import { card } from '../../src/items/card/index.ts'
import { choice } from '../../src/items/choice/index.ts'
import { cloze } from '../../src/items/cloze/index.ts'
import { match } from '../../src/items/match/index.ts'
import { order } from '../../src/items/order/index.ts'
import { readTags, specOf } from './helpers.ts'
import type { BestReplySpec } from '../../src/items/best-reply/index.ts'
import type { CardSpec } from '../../src/items/card/index.ts'
import type { ChoiceSpec } from '../../src/items/choice/index.ts'
import type { ClozeSpec } from '../../src/items/cloze/index.ts'
import type { ConversationSpec } from '../../src/items/conversation/index.ts'
import type { MatchSpec } from '../../src/items/match/index.ts'
import type { OrderSpec } from '../../src/items/order/index.ts'
import type { TypedSpec } from '../../src/items/typed/index.ts'

const tag = (name: string, content: string, attributes = '') => `<${name} id="x" ${attributes}>\n\n${content}\n\n</${name}>`

const seeds = Array.from({ length: 100 }, (_, n) => seedOf('reading', String(n)))

describe('a quiz', () => {
  const quiz = (content: string, attributes?: string) => specOf<ChoiceSpec>(tag('Quiz', content, attributes))
  const isStill = (spec: ChoiceSpec) =>
    seeds.every((seed) => choice.present(spec, seed).options.every(({ key }, place) => key === spec.options[place]!.key))

  test.each([
    { name: 'one [x]', spec: quiz('Q?\n\n- [x] a\n- [ ] b'), pick: 'one' },
    { name: 'two [x]', spec: quiz('Q?\n\n- [x] a\n- [X] b\n- [ ] c'), pick: 'many' },
    { name: 'one [x] and pick="many"', spec: quiz('Q?\n\n- [x] a\n- [ ] b', 'pick="many"'), pick: 'many' },
    { name: 'two [x] and pick="one"', spec: quiz('Q?\n\n- [x] a\n- [x] b', 'pick="one"'), pick: 'one' },
  ])('with $name takes $pick', ({ spec, pick }) => {
    expect(spec.pick).toBe(pick)
  })

  test.each([
    { name: 'True and False', content: 'Q?\n\n- [x] True\n- [ ] False', still: true, ms: 8_000 },
    { name: 'False and True', content: 'Q?\n\n- [ ] false\n- [x] true', still: true, ms: 8_000 },
    { name: 'True and another word', content: 'Q?\n\n- [x] True\n- [ ] Wrong', still: false, ms: 12_000 },
    { name: 'numbers', content: 'Q?\n\n- [ ] 14 days\n- [x] 30 days\n- [ ] 60 days', still: true, ms: 12_000 },
    { name: 'sums of money', content: 'Q?\n\n- [ ] €5\n- [x] €50', still: true, ms: 12_000 },
    { name: 'one word among numbers', content: 'Q?\n\n- [ ] 14 days\n- [x] Never', still: false, ms: 12_000 },
  ])('with $name: written order $still', ({ content, still, ms }) => {
    expect(isStill(quiz(content))).toBe(still)
    expect(choice.defaultMs(quiz(content))).toBe(ms)
  })

  test('with shuffle="no" keeps the written order', () => {
    expect(isStill(quiz('Q?\n\n- [x] a\n- [ ] b\n- [ ] c', 'shuffle="no"'))).toBe(true)
  })

  test('may have a list in its question, formatting in its answers and a longer take-away', () => {
    const spec = quiz('Look:\n\n- one\n- two\n\nWhich *one*?\n\n- [x] **a** b\n\n  > Because `c`.\n\n- [ ] d\n\n> First.\n>\n> Second.')
    expect(spec.html).toContain('<li>one</li>')
    expect(spec.options[0]).toMatchObject({ html: '<strong>a</strong> b', text: 'a b', why: 'Because <code>c</code>.' })
    expect(spec.takeaway).toBe('<p>First.</p>\n<p>Second.</p>')
  })

  test('reads a mark that somebody has defined as a link', () => {
    const { items, problems } = readTags(
      `${tag('Drill', '> **A:** B\n\n- [best] a\n  > Why: w\n  > Feels: f\n- [poor] b\n  > Why: w\n  > Feels: f')}\n\n[best]: https://example.com`,
    )
    expect(problems).toEqual([])
    expect((items[0]!.spec as BestReplySpec).options[0]).toMatchObject({ mark: 'best', html: 'a' })
  })

  test('leaves a real link in its words', () => {
    const drill = tag('Drill', '> **A:** B\n\n- [best] see [help]\n  > Why: w\n  > Feels: f\n- [poor] b\n  > Why: w\n  > Feels: f')
    const { items } = readTags(`${drill}\n\n[help]: https://example.com`)
    expect((items[0]!.spec as BestReplySpec).options[0]!.html).toBe('see <a href="https://example.com">help</a>')
  })

  test('decides by the right options alone, whatever their words', () => {
    const before = quiz('Q?\n\n- [x] a\n- [ ] b')
    const reworded = { ...before, html: 'Q2?', options: before.options.map((option) => ({ ...option, text: 'z', html: 'z', why: 'new' })) }
    const moved = { ...before, options: before.options.map((option) => ({ ...option, correct: !option.correct })) }
    expect(choice.decides(reworded)).toEqual(choice.decides(before))
    expect(choice.decides(moved)).not.toEqual(choice.decides(before))
  })
})

describe('a cloze', () => {
  const read = (content: string) => specOf<ClozeSpec>(tag('Cloze', content))
  const gap = (n: number) => `<span data-gap="${n}"></span>`

  test.each([
    {
      name: 'gaps beside and inside formatting, in reading order',
      content: '[[a1|a2]] **[[b1::hint]]**, [[c1]]',
      html: `<p>${gap(0)} <strong>${gap(1)}</strong>, ${gap(2)}</p>`,
      accepted: [['a1', 'a2'], ['b1'], ['c1']],
    },
    {
      name: 'formatting inside a gap',
      content: 'So [[*ask* first|`ask`]]!',
      html: `<p>So ${gap(0)}!</p>`,
      accepted: [['ask first', 'ask']],
    },
    {
      name: 'a gap in a list',
      content: '- [[one1]]\n- [[two2]]',
      html: `<ul>\n<li>${gap(0)}</li>\n<li>${gap(1)}</li>\n</ul>`,
      accepted: [['one1'], ['two2']],
    },
    { name: 'a gap in a table', content: '| a |\n|---|\n| [[one1]] |', html: gap(0), accepted: [['one1']] },
    { name: 'a gap in speech', content: '> **Ann:** I am [[cross]].', html: gap(0), accepted: [['cross']] },
    { name: 'single brackets', content: 'A [note] and [[gap1]].', html: `<p>A [note] and ${gap(0)}.</p>`, accepted: [['gap1']] },
  ])('with $name', ({ content, html, accepted }) => {
    const spec = read(content)
    expect(spec.html).toContain(html)
    expect(spec.gaps.map((each) => each.accepted)).toEqual(accepted)
  })

  test('shows hints, and nothing of its answers', () => {
    const prompt = cloze.present(read('Within [[thirty|30::a number]] days, [[always]].'), 1)
    expect(prompt.gaps).toEqual([{ hint: 'a number' }, { hint: undefined }])
  })

  test('reads a gap that somebody has defined as a link', () => {
    const { items } = readTags(`${tag('Cloze', 'Within [[30]] days.')}\n\n[30]: https://example.com`)
    expect((items[0]!.spec as ClozeSpec).gaps).toEqual([{ hint: undefined, accepted: ['30'] }])
  })

  test('has a quote at its end for a take-away, and a hint anywhere', () => {
    expect(read('A [[gap1]].\n\n> [!TIP]\n> A hint.\n\n> Remember.')).toMatchObject({
      hint: '<p>A hint.</p>',
      takeaway: '<p>Remember.</p>',
      html: `<p>A ${gap(0)}.</p>`,
    })
  })
})

describe('typed', () => {
  test('knows accepted and wrong answers, the locale and exact', () => {
    const spec = specOf<TypedSpec>(tag('Typed', 'Q?\n\n- [x] 1.000\n- [ ] 100\n  > Too *few*.', 'exact'), 'de')
    expect(spec).toMatchObject({ accepted: ['1.000'], wrong: [{ text: '100', note: 'Too <em>few</em>.' }], exact: true, locale: 'de' })
  })
})

describe('an order', () => {
  test('is never shown in the right order', () => {
    const spec = specOf<OrderSpec>(tag('Order', 'Q?\n\n1. a\n2. b\n3. c'))
    const right = spec.steps.map(({ key }) => key).join()
    for (const seed of seeds)
      expect(
        order
          .present(spec, seed)
          .items.map(({ key }) => key)
          .join(),
      ).not.toBe(right)
  })

  test('may be written with dashes, above its take-away', () => {
    const spec = specOf<OrderSpec>(tag('Order', 'Q?\n\n- a\n- b\n- c\n\n> So.'))
    expect(spec.steps.map(({ text }) => text)).toEqual(['a', 'b', 'c'])
    expect(spec.takeaway).toBe('<p>So.</p>')
  })

  test('ties of a form stay as they were shown', () => {
    const spec = specOf<OrderSpec>(tag('Order', 'Q?\n\n1. a\n2. b\n3. c'))
    const prompt = order.present(spec, 5)
    const form = new FormData()
    form.set(`place.${prompt.items[2]!.key}`, '1')
    for (const { key } of prompt.items.slice(0, 2)) form.set(`place.${key}`, '2')
    expect(order.fromForm(form, prompt)).toEqual({ order: [2, 0, 1].map((place) => prompt.items[place]!.key) })
  })
})

describe('a match', () => {
  const spec = specOf<MatchSpec>(tag('Match', 'Q?\n\n- **a** -> *Closed*\n- b -> Open\n- c -> *Closed*'))

  test.each([
    { pairs: 'three', mdx: '- a -> x\n- b -> y\n- c -> z' },
    { pairs: 'equal right sides', mdx: '- a -> x\n- b -> x\n- c -> y' },
  ])('is never shown solved: $pairs', ({ mdx }) => {
    const spec = specOf<MatchSpec>(tag('Match', `Q?\n\n${mdx}`))
    const solved = spec.pairs.map(({ right }) => right.html).join()
    for (const seed of seeds)
      expect(
        match
          .present(spec, seed)
          .right.map(({ html }) => html)
          .join(),
      ).not.toBe(solved)
  })

  test('of two pairs is shown either way, so that neither tells', () => {
    const spec = specOf<MatchSpec>(tag('Match', 'Q?\n\n- a -> x\n- b -> y'))
    const first = seeds.map((seed) => match.present(spec, seed).right[0]!.html)
    expect(new Set(first)).toEqual(new Set(['x', 'y']))
  })

  test('whose right sides are all the same is shown', () => {
    const spec = specOf<MatchSpec>(tag('Match', 'Q?\n\n- a -> x\n- b -> x\n- c -> x'))
    expect(match.present(spec, 1).right).toHaveLength(3)
  })

  test('cuts at its arrow and keeps formatting on both sides', () => {
    expect(spec.pairs[0]!.left.html).toBe('<strong>a</strong>')
    expect(spec.pairs[0]!.right.html).toBe('<em>Closed</em>')
  })

  test('gives equal words keys of their own, and takes either', () => {
    const [a, b, c] = spec.pairs
    expect(a!.right.key).not.toBe(c!.right.key)
    const crossed = { [a!.left.key]: c!.right.key, [b!.left.key]: b!.right.key, [c!.left.key]: a!.right.key }
    expect(match.grade(spec, { pairs: crossed }).credit).toBe(1)
  })

  test('equal words on both sides have other keys', () => {
    const mirrored = specOf<MatchSpec>(tag('Match', 'Q?\n\n- a -> a\n- b -> b'))
    for (const { left, right } of mirrored.pairs) expect(left.key).not.toBe(right.key)
  })
})

describe('a card', () => {
  test('keeps its back until it is asked for, further rules included', () => {
    const spec = specOf<CardSpec>(tag('Card', 'Front?\n\n---\n\nOne.\n\n---\n\nTwo.'))
    expect(spec.html).toBe('<p>Front?</p>')
    expect(spec.back).toMatch(/One\.[\s\S]*<hr>[\s\S]*Two\./)
    expect(JSON.stringify(card.present(spec, 1))).not.toMatch(/One|Two/)
  })
})

describe('a drill', () => {
  test.each([
    { name: 'two lines', note: '  > Why: Names **it**.\n  > Feels: Heard.' },
    { name: 'two paragraphs', note: '  > Why: Names **it**.\n  >\n  > Feels: Heard.' },
    { name: 'two quotes', note: '\n  > Why: Names **it**.\n\n  > Feels: Heard.' },
    { name: 'the other order', note: '  > Feels: Heard.\n  > Why: Names **it**.' },
    { name: 'small letters and a hard break', note: '  > why: Names **it**.  \n  > feels: Heard.' },
  ])('reads its notes from $name', ({ note }) => {
    const spec = specOf<BestReplySpec>(tag('Drill', `> **A:** B\n\n- [best] a\n${note}\n- [poor] b\n${note}`))
    expect(spec.options[0]).toMatchObject({ why: 'Names <strong>it</strong>.', feels: 'Heard.' })
  })

  test('keeps lines that go on under a label', () => {
    const spec = specOf<BestReplySpec>(
      tag('Drill', '> **A:** B\n\n- [best] a\n  > Why: One\n  > two.\n  > Feels: Heard.\n- [poor] b\n  > Why: w\n  > Feels: f'),
    )
    expect(spec.options[0]!.why).toBe('One\ntwo.')
  })

  test('has what the customer says in its question', () => {
    const spec = specOf<BestReplySpec>(
      tag('Drill', '> **Ann:** Hello?\n\n- [best] a\n  > Why: w\n  > Feels: f\n- [poor] b\n  > Why: w\n  > Feels: f\n\n> So.'),
    )
    expect(spec.html).toContain('Hello?')
    expect(spec.takeaway).toBe('<p>So.</p>')
  })
})

describe('a conversation', () => {
  test('finds scenes whatever their capitals, and an arrow inside the words is no way on', () => {
    const spec = specOf<ConversationSpec>(
      tag('Conversation', '### Start here\n\n- [best] Open Settings -> Lines first. -> the end\n\n### The end\n\nBye.'),
    )
    expect(spec.scenes[0]!.options[0]).toMatchObject({ text: 'Open Settings -> Lines first.', next: spec.scenes[1]!.key })
  })

  test('tells the speech of its last scene from a take-away', () => {
    const read = (end: string) => specOf<ConversationSpec>(tag('Conversation', `### a\n\n- [best] x\n\n### b\n\n${end}`))
    expect(read('> **Ann:** Bye.\n\n> **Ann, later:** Thanks.').takeaway).toBeUndefined()
    expect(read('> Goodbye then.').takeaway).toBeUndefined()
    const spec = read('> **Ann:** Bye.\n\n> Remember this.')
    expect(spec.takeaway).toBe('<p>Remember this.</p>')
    expect(spec.scenes[1]!.html).not.toContain('Remember')
  })
})
