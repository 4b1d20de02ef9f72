import { z } from 'zod'
import { isMarkedList } from '../marks.ts'
import { hintIn, watched, withoutAsides, wording } from '../reading.ts'
import { questionFields, shownQuestion } from '../schema.ts'
import { examples, sample } from './examples.ts'
import type { RootContent } from 'mdast'
import type { Grade } from '../../grading/verdict.ts'
import type { BasePrompt, ItemSource, ItemType, Reader } from '../item-type.ts'

const spec = z.object({ ...questionFields, back: z.string().describe('The other side of the card. HTML.') })
export type CardSpec = z.infer<typeof spec>

const answer = z.strictObject({ knew: z.boolean().describe('Whether the learner says that they knew the back.') })
export type CardAnswer = z.infer<typeof answer>

export interface CardPrompt extends BasePrompt {
  type: 'card'
}

export const card: ItemType<CardSpec, CardPrompt, CardAnswer> = {
  name: 'card',
  tag: 'Card',
  attributes: [],
  spec,
  answer,
  read,
  present: (spec) => shownQuestion('card', spec),
  // The learner judges: no wording of ours decides.
  decides: () => ({}),
  facts: ({ back }) => [back],
  grade: ({ back, takeaway }, { knew }): Grade => ({ credit: knew ? 1 : 0, guess: 0, feedback: { takeaway, back } }),
  fromForm(form) {
    const said = form.get('knew')
    return said === 'yes' || said === 'no' ? { knew: said === 'yes' } : undefined
  },
  defaultMs: () => 10_000,
  examples,
  sample,
}

function read(source: ItemSource, given: Reader): CardSpec | undefined {
  const reader = watched(given)
  const rule = source.children.findIndex((node) => node.type === 'thematicBreak')
  const front = withoutAsides(source.children.slice(0, Math.max(rule, 0)))
  const back = withoutAsides(source.children.slice(rule + 1))
  reportAnswersOf(front, reader)
  reportSecondRule(source.children.slice(rule + 1), reader)
  if (rule < 0) reportNoRule(source.children, reader)
  else if (isEmpty(front, reader) || isEmpty(back, reader)) reportEmptySide(isEmpty(front, reader) ? 'front' : 'back', reader)
  return reader.broken ? undefined : { html: reader.html(front), hint: hintIn(source.children, reader), back: reader.html(back) }
}

function reportAnswersOf(front: readonly RootContent[], reader: Reader): void {
  const list = front.find(isMarkedList)
  if (!list) return
  reader.problem({
    id: 'option-brackets',
    at: list,
    message: 'A card has nothing to choose from, so learners would see these answers and which of them is right.',
    mend: 'write the question as a <Quiz>, or leave only its words on the card.',
  })
}

function reportSecondRule(back: readonly RootContent[], reader: Reader): void {
  const second = back.find((node) => node.type === 'thematicBreak')
  if (!second || !back.some((node) => node !== second)) return
  reader.problem({
    id: 'card-rule',
    severity: 'warning',
    at: second,
    message: 'This card has a second ---, and all that stands below the first one is its back.',
    mend: 'make two cards of it, or delete the line.',
  })
}

const isEmpty = (side: RootContent[], reader: Reader) => wording(side, reader) === ''

function reportNoRule(children: readonly RootContent[], reader: Reader): void {
  const heading = children.find(isUnderlined)
  const dashes = children.find((node) => node.type === 'paragraph' && /^[-–—−_=*~·.]{1,6}$/.test(reader.text([node]).replace(/\s/g, '')))
  if (dashes && !heading) return reportDashes(dashes, reader)
  reader.problem({
    id: 'card-rule',
    at: heading,
    message: heading
      ? 'The --- right below this line makes a heading of it, so the card has no back.'
      : 'There is no --- on this card, so it has no back and the learner has nothing to check against.',
    mend: 'write the front, an empty line, ---, an empty line, and the back: leave an empty line above ---.',
  })
}

/** What a word processor makes of `---`, or a dash too few. */
function reportDashes(at: RootContent, reader: Reader): void {
  reader.problem({
    id: 'card-rule',
    at,
    message: `“${reader.text([at])}” does not divide the card, so it has no back and the learner has nothing to check against.`,
    mend: 'write three hyphens, ---, with an empty line above and below.',
  })
}

/** A heading that its underline has made: text directly above `---`. */
function isUnderlined(node: RootContent): boolean {
  return node.type === 'heading' && node.position !== undefined && node.position.end.line > node.position.start.line
}

function reportEmptySide(side: 'front' | 'back', reader: Reader): void {
  reader.problem({
    id: 'card-rule',
    message: `The ${side} of this card is empty, so the learner has nothing to ${side === 'front' ? 'answer' : 'check against'}.`,
    mend: 'write the front above --- and the back below it, with empty lines around it.',
  })
}
