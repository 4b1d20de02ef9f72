import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../src/kernel/refusal.ts'
import { itemTypes, typeNamed } from '../../src/items/registry.ts'
import { specOf } from './helpers.ts'
import type { ConversationSpec } from '../../src/items/conversation/index.ts'
import type { ChoiceSpec } from '../../src/items/choice/index.ts'

/** By the odds: one of the options, any set of them but none, any order. What is typed nobody guesses. */
describe('the chance of full credit by guessing', () => {
  const quiz = (attributes: string, ...lines: string[]) => `<Quiz id="q" ${attributes}>\n\nWhich?\n\n${lines.join('\n')}\n\n</Quiz>`
  test.each([
    { name: 'one of four', type: 'choice', mdx: quiz('', '- [x] a', '- [ ] b', '- [ ] c', '- [ ] d'), answer: firstOption, guess: 1 / 4 },
    { name: 'true or false', type: 'choice', mdx: quiz('', '- [x] True', '- [ ] False'), answer: firstOption, guess: 1 / 2 },
    {
      name: 'one is enough of two right in three',
      type: 'choice',
      mdx: quiz('pick="one"', '- [x] a', '- [x] b', '- [ ] c'),
      answer: firstOption,
      guess: 2 / 3,
    },
    { name: 'many of three', type: 'choice', mdx: quiz('', '- [x] a', '- [x] b', '- [ ] c'), answer: firstOption, guess: 1 / 7 },
    {
      name: 'many of four with one right',
      type: 'choice',
      mdx: quiz('pick="many"', '- [x] a', '- [ ] b', '- [ ] c', '- [ ] d'),
      answer: firstOption,
      guess: 1 / 15,
    },
  ])('$name', ({ type, mdx, answer, guess }) => {
    const spec = specOf<ChoiceSpec>(mdx)
    expect(typeNamed(type)!.grade(spec, answer(spec)).guess).toBeCloseTo(guess, 12)
  })

  test.each([
    { type: 'cloze', example: 0, guess: 0 },
    { type: 'typed', example: 0, guess: 0 },
    { type: 'order', example: 0, guess: 1 / 24 },
    { type: 'order', example: 1, guess: 1 / 6 },
    { type: 'match', example: 0, guess: 1 / 6 },
    { type: 'match', example: 1, guess: 1 / 24 },
    { type: 'card', example: 0, guess: 0 },
    { type: 'best-reply', example: 0, guess: 1 / 3 },
    { type: 'best-reply', example: 1, guess: 1 / 2 },
    { type: 'conversation', example: 0, guess: 1 / 6 },
    { type: 'conversation', example: 1, guess: 1 / 2 },
  ])('of $type, example $example', ({ type, example, guess }) => {
    const { mdx, answers } = typeNamed(type)!.examples[example]!
    const spec = specOf(mdx)
    for (const { answer } of answers) expect(typeNamed(type)!.grade(spec, answer(spec)).guess).toBeCloseTo(guess, 12)
  })
})

function firstOption(spec: ChoiceSpec) {
  return { options: [spec.options[0]!.key] }
}

describe('answers that are no answers', () => {
  const keysIn = ({ options }: ChoiceSpec) => options.map(({ key }) => key)
  const first = <Spec>(name: string) => specOf<Spec>(typeNamed(name)!.examples[0]!.mdx)
  const talk = first<ConversationSpec>('conversation')
  const [start] = talk.scenes
  test.each([
    { name: 'two picks where one is asked', type: 'choice', answer: { options: keysIn(first('choice')).slice(0, 2) } },
    { name: 'the same pick twice', type: 'choice', answer: { options: [keysIn(first('choice'))[0]!, keysIn(first('choice'))[0]!] } },
    { name: 'a gap left out', type: 'cloze', answer: { gaps: ['paraphrase'] } },
    {
      name: 'a step left out',
      type: 'order',
      answer: {
        order: first<{ steps: { key: string }[] }>('order')
          .steps.slice(1)
          .map(({ key }) => key),
      },
    },
    { name: 'a pair left out', type: 'match', answer: { pairs: {} } },
    {
      name: 'a talk that stops half-way',
      type: 'conversation',
      answer: { turns: [{ scene: start!.key, option: start!.options[0]!.key }] },
    },
    {
      name: 'a talk that begins in the middle',
      type: 'conversation',
      answer: { turns: talk.scenes.slice(2, 3).map(({ key, options }) => ({ scene: key, option: options[0]!.key })) },
    },
  ])('$name', ({ type, answer }) => {
    const { grade, answer: schema } = typeNamed(type)!
    const attempt = () => grade(first(type), schema.parse(answer))
    expect(attempt).toThrow(expect.objectContaining({ name: 'Refusal', code: 'invalid' }))
  })

  test.each([
    { name: 'no pick', type: 'choice', answer: { options: [] } },
    { name: 'no turn', type: 'conversation', answer: { turns: [] } },
    { name: 'words for yes', type: 'card', answer: { knew: 'yes' } },
    { name: 'a mark of one’s own', type: 'best-reply', answer: { option: 'abcdef', credit: 1 } },
    { name: 'a book', type: 'typed', answer: { text: 'x'.repeat(10_001) } },
  ])('$name does not pass the schema', ({ type, answer }) => {
    expect(typeNamed(type)!.answer.safeParse(answer).success).toBe(false)
  })
})

/** A conversation whose first scene can be come back to. */
const circle = specOf<ConversationSpec>(`<Conversation id="circle">

### door

- [best] I’m listening. -> end
  > Why: Opens.
  > Feels: Welcome.
- [poor] One moment. -> wait
  > Why: Closes.
  > Feels: Put off.

### wait

- [best] Here I am again. -> door

### end

Thank you.

</Conversation>`)

test('a way that comes by a scene twice is the mean over all its turns', () => {
  const [door, wait] = circle.scenes
  const turn = (scene: typeof door, option: number) => ({ scene: scene!.key, option: scene!.options[option]!.key })
  const turns = [turn(door, 1), turn(wait, 0), turn(door, 0)]
  expect(typeNamed('conversation')!.grade(circle, { turns }).credit).toBeCloseTo(2 / 3, 12)
})

test('whatever passes the schema is graded or refused, never anything else', () => {
  const specs = itemTypes.flatMap((type) => type.examples.map(({ mdx }) => ({ type, spec: specOf<object>(mdx) })))
  const keyOrNot = (spec: object) =>
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...new Set(JSON.stringify(spec).match(/(?<="key":")[a-z2-7]{6}/g) ?? ['none'])) },
      fc.string(),
    )
  const anyAnswer = ({ type, spec }: (typeof specs)[number]) => {
    const key = keyOrNot(spec)
    const answers: Record<string, fc.Arbitrary<unknown>> = {
      choice: fc.record({ options: fc.array(key) }),
      cloze: fc.record({ gaps: fc.array(fc.string(), { maxLength: 3 }) }),
      typed: fc.record({ text: fc.string() }),
      order: fc.record({ order: fc.array(key, { maxLength: 5 }) }),
      match: fc.record({ pairs: fc.dictionary(key, key) }),
      card: fc.record({ knew: fc.boolean() }),
      'best-reply': fc.record({ option: key }),
      conversation: fc.record({ turns: fc.array(fc.record({ scene: key, option: key }), { maxLength: 4 }) }),
    }
    return answers[type.name]!.map((answer) => ({ type, spec, answer }))
  }
  fc.assert(
    fc.property(fc.constantFrom(...specs).chain(anyAnswer), ({ type, spec, answer }) => {
      const parsed = type.answer.safeParse(answer)
      if (!parsed.success) return
      try {
        const { credit } = type.grade(spec, parsed.data)
        expect(credit).toBeGreaterThanOrEqual(0)
        expect(credit).toBeLessThanOrEqual(1)
      } catch (thrown) {
        if (!isRefusal(thrown)) throw thrown
      }
    }),
    { numRuns: 500 },
  )
})
