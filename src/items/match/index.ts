import { z } from 'zod'
import { invalid, partNamed } from '../answers.ts'
import { cutArrows, hasArrow, reportOddArrow } from '../arrows.ts'
import { quoted } from '../inline.ts'
import { reportLostLines, reportNested } from '../lines.ts'
import { reportEmpty } from '../marks.ts'
import { outOfOrder } from '../out-of-order.ts'
import { bodyOf, layout, parts, reportDuplicates, reportMissingQuestion, reportUnusedNotes, watched, wording } from '../reading.ts'
import { keyIn, partFields, questionFields, shownPart, shownQuestion } from '../schema.ts'
import { examples, sample } from './examples.ts'
import type { List, ListItem, RootContent } from 'mdast'
import type { Grade } from '../../grading/verdict.ts'
import type { BasePrompt, ItemSource, ItemType, Reader } from '../item-type.ts'
import type { ShownPart } from '../schema.ts'

const spec = z.object({
  ...questionFields,
  pairs: z
    .array(z.object({ left: z.object(partFields), right: z.object(partFields) }))
    .min(2)
    .describe('What goes with what, in written order.'),
})
export type MatchSpec = z.infer<typeof spec>
type Pair = MatchSpec['pairs'][number]

const answer = z.strictObject({ pairs: z.record(keyIn, keyIn).describe('For every left key the right key that goes with it.') })
export type MatchAnswer = z.infer<typeof answer>

export interface MatchPrompt extends BasePrompt {
  type: 'match'
  left: ShownPart[]
  right: ShownPart[]
}

export const match: ItemType<MatchSpec, MatchPrompt, MatchAnswer> = {
  name: 'match',
  tag: 'Match',
  attributes: [],
  spec,
  answer,
  read,
  present: (spec, seed) => ({
    ...shownQuestion('match', spec),
    left: spec.pairs.map(({ left }) => shownPart(left)),
    right: outOfOrder(spec.pairs, seed, sameRight).map(({ right }) => shownPart(right)),
  }),
  decides: ({ pairs }) => ({ pairs: pairs.map(({ left, right }) => [left.key, right.key]).toSorted() }),
  facts: ({ pairs }) => pairs.flatMap(({ left, right }) => [left.text, right.text]),
  grade,
  fromForm: (form, { left }) => ({
    pairs: Object.fromEntries(left.flatMap(({ key }) => [form.get(`pair.${key}`)].filter(Boolean).map((right) => [key, right]))),
  }),
  defaultMs: () => 25_000,
  examples,
  sample,
}

function read(source: ItemSource, given: Reader): MatchSpec | undefined {
  const reader = watched(given)
  const { stem, hint, items, takeaway } = layout(source.children, (list) => list.children.some(hasArrow) || !hasArrows(source), reader)
  reportMissingQuestion(stem, reader)
  reportLostLines(source, reader)
  reportNested(items, hasArrow, reader)
  reportUnusedNotes(items, 'pair', reader)
  const sides = items.map((item) => readPair(item, reader))
  const left = parts(
    sides.map((side) => side.left),
    source.id,
    'left',
    reader,
  )
  const right = parts(
    sides.map((side) => side.right),
    source.id,
    'right',
    reader,
  )
  if (!reader.broken)
    reportDuplicates(
      left.map(({ text }, index) => ({ text, item: items[index]! })),
      reader,
    )
  if (!reader.broken && items.length < 2) reportShort(items.length, reader)
  if (reader.broken) return undefined
  return { html: reader.html(stem), hint, takeaway, pairs: left.map((part, index) => ({ left: part, right: right[index]! })) }
}

const sameRight = (a: Pair, b: Pair) => a.right.html === b.right.html

const hasArrows = ({ children }: ItemSource) => children.some((node) => node.type === 'list' && node.children.some(hasArrow))

function reportShort(pairs: number, reader: Reader): void {
  reader.problem({
    id: 'match-short',
    message: `There ${pairs === 1 ? 'is only one pair' : 'are no pairs'}, so the learner has nothing to choose.`,
    mend: 'write at least two lines like "- What she says -> What she needs".',
  })
}

function readPair(item: ListItem, reader: Reader): { left: RootContent[]; right: RootContent[] } {
  const { before, after, arrows } = cutArrows(bodyOf(item), 'first')
  const text = wording(bodyOf(item), reader)
  const below = item.children.find((child): child is List => child.type === 'list')
  if (below) {
    // With an arrow it is another pair, and has been told.
    if (arrows.length === 0 && !below.children.some(hasArrow)) reportBelow(item, below, reader)
    return { left: before, right: after }
  }
  if (!text) reportEmpty([{ item, html: '' }], reader)
  else if (arrows.length !== 1) reportArrows(item, arrows.length, text, reader)
  else if (!wording(before, reader) || !wording(after, reader)) reportHalf(item, text, reader)
  else reportOddArrow(item, arrows[0]!, `- ${wording(before, reader)} -> ${wording(after, reader)}`, reader)
  return { left: before, right: after }
}

/** `- Bias` and below it `  - An open mind`. */
function reportBelow(item: ListItem, below: List, reader: Reader): void {
  const [left, right] = [item.children.filter((child) => child !== below), below.children.slice(0, 1)].map((nodes) =>
    wording(nodes, reader),
  )
  reader.problem({
    id: 'arrow',
    at: item,
    message: `${quoted(left!)} has no arrow, so it makes no pair: what stands below it is read as more of the same side.`,
    mend: `write both on one line: "- ${left} -> ${right}".`,
  })
}

function reportArrows(item: ListItem, arrows: number, text: string, reader: Reader): void {
  const [, left, right] = pairLike.exec(text) ?? []
  const pair = left === undefined ? 'What she says -> What she needs' : `${left} -> ${right}`
  reader.problem({
    id: 'arrow',
    at: item,
    message:
      arrows === 0
        ? `${quoted(text)} has no arrow, so it makes no pair and the learner would not see it.`
        : `${quoted(text)} has ${arrows} arrows, so nobody knows where the pair is to be cut.`,
    mend:
      arrows > 1
        ? 'leave the one arrow that joins the two sides, and set any other as code, between two signs `.'
        : `write one arrow with a space on each side: "- ${pair}".`,
  })
}

/** One other sign that may have been meant as the arrow. */
const pairLike = /^([^=|–—:]*[^\s=|–—:])\s*(?:[=|–—:]|\s-)\s+([^=|–—:]+)$/u

function reportHalf(item: ListItem, text: string, reader: Reader): void {
  reader.problem({
    id: 'option-empty',
    at: item,
    message: `${quoted(text)} has nothing on one side of its arrow, so the learner would see an empty line.`,
    mend: 'write both sides: "- What she says -> What she needs".',
  })
}

function grade(spec: MatchSpec, { pairs }: MatchAnswer): Grade {
  for (const key of Object.keys(pairs))
    partNamed(
      spec.pairs.map(({ left }) => left),
      key,
    )
  const chosen = spec.pairs.map(({ left, right }) => ({ left, right, chosen: chosenFor(spec, pairs[left.key]) }))
  // Two right sides may read the same: either is right, and told as the right one.
  const told = chosen.map((pair) => [pair.left.key, pair.chosen.html === pair.right.html ? pair.chosen.key : pair.right.key] as const)
  const right = chosen.filter((pair) => pair.chosen.html === pair.right.html).length
  const n = spec.pairs.length
  return {
    credit: Math.max(0, (right - 1) / (n - 1)),
    guess: 1 / factorial(n),
    feedback: { takeaway: spec.takeaway, pairs: Object.fromEntries(told) },
  }
}

function chosenFor(spec: MatchSpec, key: string | undefined) {
  if (key === undefined) throw invalid('The answer leaves a line without its other half.')
  return partNamed(
    spec.pairs.map(({ right }) => right),
    key,
  )
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))
