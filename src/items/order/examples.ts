import type { Example, Sample } from '../item-type.ts'
import type { OrderAnswer, OrderSpec } from './index.ts'

const inOrder = (spec: OrderSpec, ...places: number[]): OrderAnswer => ({ order: places.map((place) => spec.steps[place]!.key) })

export const examples: Example<OrderSpec, OrderAnswer>[] = [
  {
    name: 'four steps',
    mdx: `<Order id="broken-order-call">

A caller’s coffee machine has failed for the second time. Put the steps of a good call in order.

> [!TIP]
> Ears first.

1. Let him tell the whole story
2. Say back what has happened
3. Ask which way out suits him
4. Agree on a day and an hour

> Nobody hears an offer who has not been *heard*.

</Order>`,
    answers: [
      { name: 'the right order', answer: (spec) => inOrder(spec, 0, 1, 2, 3), credit: 1 },
      { name: 'two neighbours swapped', answer: (spec) => inOrder(spec, 1, 0, 2, 3), credit: 2 / 3 },
      { name: 'first and third swapped', answer: (spec) => inOrder(spec, 2, 1, 0, 3), credit: 0 },
      { name: 'backwards', answer: (spec) => inOrder(spec, 3, 2, 1, 0), credit: 0 },
    ],
    secrets: ['Nobody hears'],
  },
  {
    name: 'three steps',
    mdx: `<Order id="put-aside">

A colleague waves at you while a customer is on the line. Put your moves in order.

1. Finish listening to the sentence
2. Ask the caller for a moment
3. Turn to your colleague

</Order>`,
    answers: [
      { name: 'the right order', answer: (spec) => inOrder(spec, 0, 1, 2), credit: 1 },
      { name: 'two neighbours swapped', answer: (spec) => inOrder(spec, 0, 2, 1), credit: 1 / 3 },
    ],
    secrets: [],
  },
]

export function sample({ steps }: OrderSpec): Sample<OrderAnswer> {
  const right = steps.map(({ key }) => key)
  return { right: { order: right }, wrong: { order: right.toReversed() } }
}
