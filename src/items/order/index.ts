import { z } from 'zod'
import { mean } from '../../kernel/numbers.ts'
import { invalid, partNamed, refuseRepeats } from '../answers.ts'
import { reportLostLines } from '../lines.ts'
import { reportEmpty } from '../marks.ts'
import { reportLetters, reportLostSteps, reportMarks, reportNumbers, reportTightNumbers } from './numbers.ts'
import { outOfOrder } from '../out-of-order.ts'
import { bodyOf, layout, parts, reportDuplicates, reportMissingQuestion, reportUnusedNotes, watched } from '../reading.ts'
import { keyIn, partFields, questionFields, shownPart, shownQuestion } from '../schema.ts'
import { examples, sample } from './examples.ts'
import type { List, RootContent } from 'mdast'
import type { Grade } from '../../grading/verdict.ts'
import type { BasePrompt, ItemSource, ItemType, Reader } from '../item-type.ts'
import type { ShownPart } from '../schema.ts'

const MIN_STEPS = 3

const spec = z.object({
  ...questionFields,
  steps: z.array(z.object(partFields)).min(MIN_STEPS).describe('In the right order.'),
})
export type OrderSpec = z.infer<typeof spec>

const answer = z.strictObject({ order: z.array(keyIn).max(100).describe('The keys of all steps, first step first.') })
export type OrderAnswer = z.infer<typeof answer>

export interface OrderPrompt extends BasePrompt {
  type: 'order'
  items: ShownPart[]
}

export const order: ItemType<OrderSpec, OrderPrompt, OrderAnswer> = {
  name: 'order',
  tag: 'Order',
  attributes: [],
  spec,
  answer,
  read,
  present: (spec, seed) => ({ ...shownQuestion('order', spec), items: outOfOrder(spec.steps, seed).map(shownPart) }),
  decides: (spec) => ({ order: keysOf(spec) }),
  grade,
  fromForm,
  defaultMs: () => 25_000,
  examples,
  sample,
}

function read(source: ItemSource, given: Reader): OrderSpec | undefined {
  const reader = watched(given)
  const { stem, hint, items, takeaway } = layout(source.children, stepsIn(source.children), reader)
  reportMissingQuestion(stem, reader)
  reportLostSteps(items, reader)
  reportLostLines(source, reader)
  if (items.length === 0) reportLetters(source, reader)
  if (items.length === 0) reportTightNumbers(source, reader)
  reportUnusedNotes(items, 'step', reader)
  const steps = parts(items.map(bodyOf), source.id, 'step', reader)
  reportDuplicates(
    steps.map(({ text }, index) => ({ text, item: items[index]! })),
    reader,
  )
  reportEmpty(
    steps.map(({ html }, index) => ({ html, item: items[index]! })),
    reader,
  )
  if (!reader.broken) reportMarks(items, reader)
  if (!reader.broken) reportNumbers(items, reader)
  if (!reader.broken && steps.length < MIN_STEPS) {
    reader.problem({
      id: 'order-short',
      message: `There ${steps.length === 1 ? 'is 1 step' : `are ${steps.length} steps`} here. With fewer than three, the learner has hardly anything to put in order.`,
      mend: 'write at least three steps in the right order: "1. …", "2. …", "3. …". For two, ask a <Quiz>.',
    })
  }
  return reader.broken ? undefined : { html: reader.html(stem), hint, takeaway, steps }
}

/** The numbered list; without one, any list. */
function stepsIn(children: readonly RootContent[]): (list: List) => boolean {
  const hasNumbers = children.some((node) => node.type === 'list' && node.ordered)
  return (list) => !hasNumbers || list.ordered === true
}

const keysOf = (spec: OrderSpec) => spec.steps.map(({ key }) => key)

function grade(spec: OrderSpec, { order }: OrderAnswer): Grade {
  refuseRepeats(order)
  for (const key of order) partNamed(spec.steps, key)
  if (order.length !== spec.steps.length) throw invalid(`The answer puts ${order.length} of ${spec.steps.length} steps in order.`)
  return {
    credit: Math.max(0, kendallTau(keysOf(spec).map((key) => order.indexOf(key)))),
    guess: 1 / factorial(spec.steps.length),
    feedback: { takeaway: spec.takeaway, order: keysOf(spec) },
  }
}

/** Pairs in the right order minus pairs in the wrong one, by all pairs: -1 to 1 (Kendall 1938, without ties). */
function kendallTau(places: readonly number[]): number {
  const pairs = places.flatMap((place, index) => places.slice(index + 1).map((later) => Math.sign(later - place)))
  return mean(pairs)
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))

/** Each step has a number; equal numbers stay as they were shown. */
function fromForm(form: FormData, { items }: OrderPrompt): unknown {
  const placed = items.map(({ key }) => ({ key, place: Number(form.get(`place.${key}`) || Infinity) }))
  return { order: placed.toSorted((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0)).map(({ key }) => key) }
}
