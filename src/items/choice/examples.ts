import type { Example, Sample } from '../item-type.ts'
import type { ChoiceAnswer, ChoiceSpec } from './index.ts'

const keys = (spec: ChoiceSpec, ...starts: string[]): ChoiceAnswer => ({
  options: starts.map((start) => spec.options.find(({ text }) => text.startsWith(start))!.key),
})

export const examples: Example<ChoiceSpec, ChoiceAnswer>[] = [
  {
    name: 'one right answer, with a hint and feedback',
    mdx: `<Quiz id="hotel-silence">

A guest says that her room is cold, then falls silent. What does a good listener do first?

> [!TIP]
> She has not finished yet.

- [x] Waits a moment and leaves her the floor
  > A short silence is an invitation: most people go on by themselves.
- [ ] Offers her another room straight away
  > The room may not be the trouble. You answered before you knew.
- [ ] Explains how the heating is switched on
- [ ] Apologises for the hotel and its heating

> Count to *three* before you fill a silence.

</Quiz>`,
    answers: [
      { name: 'the right one', answer: (spec) => keys(spec, 'Waits'), credit: 1 },
      { name: 'a wrong one', answer: (spec) => keys(spec, 'Offers'), credit: 0 },
    ],
    secrets: ['an invitation', 'before you knew', 'Count to'],
  },
  {
    name: 'several right answers',
    mdx: `<Quiz id="signs-of-attention">

A caller cannot see you. Which of these let her hear that she has your attention?

- [x] Short sounds such as “mm” while she speaks
  > They cost nothing, and silence on a line is easily taken for absence.
- [x] Coming back to a word that she has used
- [ ] Typing as fast as she is able to speak
  > She hears the keys and wonders whose story you are writing.
- [ ] Reading the next step out of your script

> On the phone attention has to be *audible*.

</Quiz>`,
    answers: [
      { name: 'both', answer: (spec) => keys(spec, 'Short', 'Coming'), credit: 1 },
      { name: 'one of two', answer: (spec) => keys(spec, 'Coming'), credit: 0.5 },
      { name: 'both and a false one', answer: (spec) => keys(spec, 'Short', 'Coming', 'Typing'), credit: 0.5 },
      { name: 'one right, one wrong', answer: (spec) => keys(spec, 'Short', 'Reading'), credit: 0 },
      { name: 'only wrong ones', answer: (spec) => keys(spec, 'Typing', 'Reading'), credit: 0 },
    ],
    secrets: ['taken for absence', 'whose story', 'audible'],
  },
  {
    name: 'true or false',
    mdx: `<Quiz id="repeat-is-agree">

Saying back what a customer has told you means that you agree with it.

- [ ] True
- [x] False
  > It shows that you understood. Whether you agree is another sentence.

</Quiz>`,
    answers: [
      { name: 'false', answer: (spec) => keys(spec, 'False'), credit: 1 },
      { name: 'true', answer: (spec) => keys(spec, 'True'), credit: 0 },
    ],
    secrets: ['another sentence'],
  },
]

export function sample({ pick, options }: ChoiceSpec): Sample<ChoiceAnswer> {
  const right = options.filter(({ correct }) => correct).slice(0, pick === 'one' ? 1 : undefined)
  const wrong = options.find(({ correct }) => !correct) ?? options[0]!
  return { right: { options: right.map(({ key }) => key) }, wrong: { options: [wrong.key] } }
}
