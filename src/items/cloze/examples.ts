import type { Example, Sample } from '../item-type.ts'
import type { ClozeAnswer, ClozeSpec } from './index.ts'

const typed =
  (...gaps: string[]) =>
  (): ClozeAnswer => ({ gaps })

export const examples: Example<ClozeSpec, ClozeAnswer>[] = [
  {
    name: 'two gaps, one with a hint and another wording',
    mdx: `<Cloze id="paraphrase-defined">

To [[paraphrase|rephrase]] is to say back in your own words what somebody told you. It ends with a [[question::with your voice going up]], so that they can correct you.

> Your words, their meaning.

</Cloze>`,
    answers: [
      { name: 'both', answer: typed('Paraphrase', 'question.'), credit: 1 },
      { name: 'another wording', answer: typed('rephrase', 'question'), credit: 1 },
      { name: 'one letter off', answer: typed('parafrase', 'qestion'), credit: 0.5 },
      { name: 'one of two', answer: typed('paraphrase', ''), credit: 0.5 },
      { name: 'none', answer: typed('repeat', 'smile'), credit: 0 },
    ],
    secrets: ['araphrase', 'rephrase', 'question', 'their meaning'],
  },
  {
    name: 'a number, beside bold words',
    mdx: `<Cloze id="callback-window">

> [!TIP]
> It is less than two days.

A **call back** is promised within [[24|twenty-four]] hours, and the caller is told **who** will ring.

</Cloze>`,
    answers: [
      { name: 'in figures', answer: typed('24'), credit: 1 },
      { name: 'in words', answer: typed('twenty-four'), credit: 1 },
      { name: 'another number', answer: typed('42'), credit: 0 },
    ],
    secrets: ['24', 'twenty-four'],
  },
]

/** A gap left empty is the one text that no author can have accepted. */
export function sample({ gaps }: ClozeSpec): Sample<ClozeAnswer> {
  return { right: { gaps: gaps.map(({ accepted }) => accepted[0]!) }, wrong: { gaps: gaps.map(() => '') } }
}
