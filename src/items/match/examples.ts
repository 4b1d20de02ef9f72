import type { Example, Sample } from '../item-type.ts'
import type { MatchAnswer, MatchSpec } from './index.ts'

/** For every left side in written order the place of a right side. */
const paired = (spec: MatchSpec, ...places: number[]): MatchAnswer => ({
  pairs: Object.fromEntries(spec.pairs.map(({ left }, index) => [left.key, spec.pairs[places[index]!]!.right.key])),
})

export const examples: Example<MatchSpec, MatchAnswer>[] = [
  {
    name: 'three pairs',
    mdx: `<Match id="words-and-feelings">

Match what a customer says with what is probably felt.

- “I have told this to four people” -> Not being taken seriously
- “Will it really be there on Friday?” -> Worry about a plan
- “Your website is a maze” -> Being lost and a little ashamed

> Answer the *feeling* before you answer the words.

</Match>`,
    answers: [
      { name: 'all', answer: (spec) => paired(spec, 0, 1, 2), credit: 1 },
      { name: 'one of three', answer: (spec) => paired(spec, 0, 2, 1), credit: 0 },
      { name: 'none', answer: (spec) => paired(spec, 1, 2, 0), credit: 0 },
      { name: 'one right side for all', answer: (spec) => paired(spec, 0, 0, 0), credit: 0 },
    ],
    secrets: ['before you answer'],
  },
  {
    name: 'two lines that go with the same words',
    mdx: `<Match id="open-or-closed">

Which kind of question is each of these?

- Is the parcel damaged? -> Closed
- What happened then? -> Open
- Did you call us before? -> Closed
- How would you like it solved? -> Open, and it offers a choice

</Match>`,
    answers: [
      { name: 'all', answer: (spec) => paired(spec, 0, 1, 2, 3), credit: 1 },
      { name: 'all, the equal ones crossed', answer: (spec) => paired(spec, 2, 1, 0, 3), credit: 1 },
      { name: 'two of four', answer: (spec) => paired(spec, 0, 3, 2, 1), credit: 1 / 3 },
    ],
    secrets: [],
  },
]

/** Wrong is each line with the next right side that says something else. */
export function sample({ pairs }: MatchSpec): Sample<MatchAnswer> {
  const paired = (choose: (pair: (typeof pairs)[number], index: number) => (typeof pairs)[number]) =>
    Object.fromEntries(pairs.map((pair, index) => [pair.left.key, choose(pair, index).right.key]))
  const other = ({ right }: (typeof pairs)[number], index: number) =>
    [...pairs.slice(index + 1), ...pairs].find((each) => each.right.html !== right.html) ?? pairs[index]!
  return { right: { pairs: paired((pair) => pair) }, wrong: { pairs: paired(other) } }
}
