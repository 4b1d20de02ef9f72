import type { Example, Sample } from '../item-type.ts'
import type { TypedAnswer, TypedSpec } from './index.ts'

const typed = (text: string) => (): TypedAnswer => ({ text })

export const examples: Example<TypedSpec, TypedAnswer>[] = [
  {
    name: 'a word, with a known wrong answer',
    mdx: `<Typed id="question-word">

A question that can be answered with yes or no is called closed. What is a question called that invites a whole story?

- [x] open
- [x] open-ended
- [ ] leading
  > A leading question carries its answer *inside*: it closes the story before it begins.

> Begin with what or how.

</Typed>`,
    answers: [
      { name: 'an accepted word', answer: typed(' Open. '), credit: 1 },
      { name: 'the other accepted word', answer: typed('open-ended'), credit: 1 },
      { name: 'one letter off in a long word', answer: typed('open-endet'), credit: 1 },
      { name: 'the known wrong word', answer: typed('leading'), credit: 0 },
      { name: 'another word', answer: typed('good'), credit: 0 },
    ],
    secrets: ['open', 'leading', 'inside', 'what or how'],
  },
  {
    name: 'a code, letter by letter',
    mdx: `<Typed id="callback-code" exact>

Which code marks a ticket whose customer waits for a call?

- [x] CB-1
- [ ] CB-2
  > That one is for calls that *we* wait for.

</Typed>`,
    answers: [
      { name: 'the code', answer: typed('CB-1'), credit: 1 },
      { name: 'in small letters', answer: typed('cb-1'), credit: 0 },
      { name: 'its neighbour', answer: typed('CB-2'), credit: 0 },
    ],
    secrets: ['CB-', 'wait for'],
  },
]

export function sample({ accepted, wrong }: TypedSpec): Sample<TypedAnswer> {
  return { right: { text: accepted[0]! }, wrong: { text: wrong[0]?.text ?? '' } }
}
