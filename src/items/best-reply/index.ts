import { z } from 'zod'
import { shuffle } from '../../kernel/shuffle.ts'
import { partNamed } from '../answers.ts'
import { reportLostLines, reportNested } from '../lines.ts'
import { isMarked, isMarkedList, replyLines } from '../marks.ts'
import { layout, watched } from '../reading.ts'
import { readReplies, replyCredit, replyFeedback, replyFields, replyOf, reportBest, reportPoor } from '../replies.ts'
import { keyIn, questionFields, shownPart, shownQuestion } from '../schema.ts'
import { examples, sample } from './examples.ts'
import type { Grade } from '../../grading/verdict.ts'
import type { BasePrompt, ItemSource, ItemType, Reader } from '../item-type.ts'
import type { ShownPart } from '../schema.ts'

const spec = z.object({ ...questionFields, options: z.array(z.object(replyFields)).min(2).describe('The replies in written order.') })
export type BestReplySpec = z.infer<typeof spec>

const answer = z.strictObject({ option: keyIn.describe('The key of the reply picked.') })
export type BestReplyAnswer = z.infer<typeof answer>

export interface BestReplyPrompt extends BasePrompt {
  type: 'best-reply'
  options: ShownPart[]
}

export const bestReply: ItemType<BestReplySpec, BestReplyPrompt, BestReplyAnswer> = {
  name: 'best-reply',
  tag: 'Drill',
  attributes: [],
  spec,
  answer,
  read,
  present: (spec, seed) => ({ ...shownQuestion('best-reply', spec), options: shuffle(spec.options, seed).map(shownPart) }),
  decides: ({ options }) => ({ best: keysMarked(options, 'best'), ok: keysMarked(options, 'ok') }),
  grade,
  fromForm: (form) => ({ option: form.get('option') }),
  defaultMs: () => 25_000,
  examples,
  sample,
  tries: ({ options }) => options.map(({ key }) => ({ option: key })),
}

function read(source: ItemSource, given: Reader): BestReplySpec | undefined {
  const reader = watched(given)
  const { stem, hint, items, robbed, takeaway } = layout(source.children, isMarkedList, reader)
  reportLostLines(source, reader)
  reportNested(items, isMarked, reader)
  if (stem.length === 0) reportSilence(reader)
  const lines = replyLines(items, reader)
  const marksRead = !reader.broken
  const replies = readReplies(lines, 'option', (item) => (robbed.has(item) ? 'fine' : 'error'), source, reader)
  if (marksRead) reportBest(replies, undefined, reader)
  if (marksRead && replies.length > 0) reportPoor(replies, reader)
  return reader.broken ? undefined : { html: reader.html(stem), hint, takeaway, options: replies.map(replyOf) }
}

function reportSilence(reader: Reader): void {
  reader.problem({
    id: 'question-missing',
    severity: 'warning',
    message: 'Nobody says anything above the replies, so the learner answers silence.',
    mend: 'write above the replies what is said: "> **Maya:** …".',
  })
}

const keysMarked = (options: BestReplySpec['options'], mark: string) =>
  options.flatMap((option) => (option.mark === mark ? [option.key] : [])).toSorted()

function grade(spec: BestReplySpec, { option }: BestReplyAnswer): Grade {
  return {
    credit: replyCredit[partNamed(spec.options, option).mark],
    guess: 1 / spec.options.length,
    feedback: { takeaway: spec.takeaway, options: spec.options.map(replyFeedback) },
  }
}
