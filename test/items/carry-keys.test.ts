import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { carryKeys } from '../../src/items/carry-keys.ts'
import { itemTypes } from '../../src/items/registry.ts'
import { specOf } from './helpers.ts'
import type { ChoiceSpec } from '../../src/items/choice/index.ts'
import type { ConversationSpec } from '../../src/items/conversation/index.ts'
import type { MatchSpec } from '../../src/items/match/index.ts'

const quiz = (...options: string[]) =>
  specOf<ChoiceSpec>(`<Quiz id="q">\n\nWhich?\n\n${options.map((line) => `- ${line}`).join('\n')}\n\n</Quiz>`)

const keyFor = ({ options }: ChoiceSpec, text: string) => options.find((option) => option.text === text)!.key

describe('an option keeps its key', () => {
  const before = quiz('[x] Listen to the whole story', '[ ] Offer a discount', '[ ] Ask for the order number')
  test.each([
    {
      name: 'when others are added and all move',
      after: ['[ ] Ring off', '[ ] Offer a discount', '[x] Listen to the whole story'],
      text: 'Listen to the whole story',
      old: 'Listen to the whole story',
    },
    {
      name: 'when a word is added',
      after: ['[ ] Offer a discount', '[x] Listen to the whole long story', '[ ] Ring off'],
      text: 'Listen to the whole long story',
      old: 'Listen to the whole story',
    },
    {
      name: 'when all that is left stands in the same place',
      after: ['[x] Be silent', '[ ] Offer a discount', '[ ] Ask for the order number'],
      text: 'Be silent',
      old: 'Listen to the whole story',
    },
    {
      name: 'when the mark moves',
      after: ['[ ] Listen to the whole story', '[x] Offer a discount'],
      text: 'Offer a discount',
      old: 'Offer a discount',
    },
  ])('$name', ({ after, text, old }) => {
    expect(keyFor(carryKeys(before, quiz(...after)), text)).toBe(keyFor(before, old))
  })

  test('but not when it is another one', () => {
    const after = carryKeys(before, quiz('[x] Zzz', '[ ] Qqq', '[ ] Ask for the order number'))
    expect(before.options.map(({ key }) => key)).not.toContain(keyFor(after, 'Zzz'))
    expect(before.options.map(({ key }) => key)).not.toContain(keyFor(after, 'Qqq'))
  })

  test('over two edits, and a new option with its first words gets a key of its own', () => {
    const first = quiz('[x] Listen first', '[ ] Ring off')
    const second = carryKeys(first, quiz('[x] Listen at first', '[ ] Ring off'))
    const third = carryKeys(second, quiz('[ ] Listen first', '[x] Listen at first', '[ ] Ring off'))
    expect(keyFor(third, 'Listen at first')).toBe(keyFor(first, 'Listen first'))
    expect(new Set(third.options.map(({ key }) => key)).size).toBe(3)
  })
})

const talk = (first: string, second: string, reply: string) =>
  specOf<ConversationSpec>(`<Conversation id="c">

### ${first}

> **Ann:** Hello?

- [best] ${reply} -> ${second}
  > Why: Because.
  > Feels: Fine.
- [poor] No. -> bye
  > Why: Because.
  > Feels: Sad.

### ${second} [best]

Thanks.

### bye [poor]

Bye.

</Conversation>`)

test('a renamed scene keeps its key wherever it is named, and so do the replies inside it', () => {
  const before = talk('opening', 'thankful', 'Good morning, how can I help?')
  const after = carryKeys(before, talk('the opening', 'thankfully', 'Good morning, how may I help?'))
  const [opening, thanks] = before.scenes
  expect(after.scenes[0]!.key).toBe(opening!.key)
  expect(after.scenes[0]!.options.map(({ key }) => key)).toEqual(opening!.options.map(({ key }) => key))
  expect(after.scenes[0]!.options[0]!.next).toBe(thanks!.key)
  expect(after.scenes[1]!.key).toBe(thanks!.key)
})

test('the two sides of a pair are carried apart', () => {
  const pairs = (...lines: string[]) =>
    specOf<MatchSpec>(`<Match id="m">\n\nMatch.\n\n${lines.map((line) => `- ${line}`).join('\n')}\n\n</Match>`)
  const before = pairs('What happened? -> Open', 'Did it break? -> Closed')
  const after = carryKeys(before, pairs('What happened then? -> Closed', 'Did it break? -> Open'))
  expect(after.pairs[0]!.left.key).toBe(before.pairs[0]!.left.key)
  expect(after.pairs[0]!.right.key).toBe(before.pairs[1]!.right.key)
  expect(after.pairs[1]!.right.key).toBe(before.pairs[0]!.right.key)
})

describe('for any two specs', () => {
  const specs = itemTypes.flatMap((type) => type.examples.map(({ mdx }) => specOf<object>(mdx)))
  const withoutKeys = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value, (field, each) => (field === 'key' || field === 'next' ? '' : each)))
  const keysIn = (value: unknown): string[] => {
    const keys: string[] = []
    JSON.stringify(value, (field, each) => {
      if (field === 'key') keys.push(each)
      return each
    })
    return keys
  }
  /** A spec with some letters of its wordings changed, as an edit would. */
  const edited = fc.tuple(fc.constantFrom(...specs), fc.integer({ min: 2, max: 9 })).map(([spec, every]) => {
    let n = 0
    return {
      spec,
      after: JSON.parse(JSON.stringify(spec, (field, each) => (field === 'text' && ++n % every === 0 ? `${each} now` : each))) as object,
    }
  })

  test('nothing but keys changes, and they stay unique', () => {
    fc.assert(
      fc.property(fc.constantFrom(...specs), fc.constantFrom(...specs), (before, after) => {
        const carried = carryKeys(before, after)
        expect(withoutKeys(carried)).toEqual(withoutKeys(after))
        expect(new Set(keysIn(carried)).size).toBe(keysIn(after).length)
      }),
    )
  })

  test('a small edit of any spec keeps all of its keys', () => {
    fc.assert(
      fc.property(edited, ({ spec, after }) => {
        expect(keysIn(carryKeys(spec, after))).toEqual(keysIn(spec))
      }),
    )
  })

  test('an unchanged spec stays itself', () => {
    for (const spec of specs) expect(carryKeys(spec, spec)).toEqual(spec)
  })
})
