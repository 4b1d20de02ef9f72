import type { Example, Sample } from '../item-type.ts'
import type { CardAnswer, CardSpec } from './index.ts'

const knew = (knew: boolean) => (): CardAnswer => ({ knew })

export const examples: Example<CardSpec, CardAnswer>[] = [
  {
    name: 'a card',
    mdx: `<Card id="heard-and-listened">

What does listening add to hearing?

---

The *will to understand*: hearing happens by itself, listening is a decision.

</Card>`,
    answers: [
      { name: 'knew', answer: knew(true), credit: 1 },
      { name: 'forgot', answer: knew(false), credit: 0 },
    ],
    secrets: ['understand', 'by itself', 'decision'],
  },
  {
    name: 'a card with a hint and a list on its back',
    mdx: `<Card id="three-promises">

Which three things does a good promise to a customer name?

> [!TIP]
> Two of them are on every calendar entry.

---

- the deed
- the person
- the hour

</Card>`,
    answers: [
      { name: 'knew', answer: knew(true), credit: 1 },
      { name: 'forgot', answer: knew(false), credit: 0 },
    ],
    secrets: ['the deed', 'the person', 'the hour'],
  },
]

export const sample = (): Sample<CardAnswer> => ({ right: { knew: true }, wrong: { knew: false } })
