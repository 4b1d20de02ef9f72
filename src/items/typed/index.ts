import { z } from 'zod'
import { readAnswers } from '../marks.ts'
import { decisive, matchText } from '../matching.ts'
import { isExact, watched } from '../reading.ts'
import { questionFields, shownQuestion, typedText } from '../schema.ts'
import { examples, sample } from './examples.ts'
import type { Grade } from '../../grading/verdict.ts'
import type { BasePrompt, ItemSource, ItemType, Reader } from '../item-type.ts'

const spec = z.object({
  ...questionFields,
  exact: z.boolean().describe('Compared letter by letter: no normalising, no spelling.'),
  locale: z.string().describe('Decides how numbers are written.'),
  accepted: z.array(z.string()).min(1).describe('Every wording that is right.'),
  wrong: z
    .array(
      z.object({
        text: z.string().describe('A known wrong answer.'),
        note: z.string().optional().describe("The author's note on it. HTML."),
      }),
    )
    .describe('Known wrong answers with their notes.'),
})
export type TypedSpec = z.infer<typeof spec>

const answer = z.strictObject({ text: typedText.describe('What the learner typed.') })
export type TypedAnswer = z.infer<typeof answer>

export interface TypedPrompt extends BasePrompt {
  type: 'typed'
}

export const typed: ItemType<TypedSpec, TypedPrompt, TypedAnswer> = {
  name: 'typed',
  tag: 'Typed',
  attributes: ['exact'],
  spec,
  answer,
  read,
  present: (spec) => shownQuestion('typed', spec),
  decides: (spec) => decisive(keyOf(spec)),
  grade,
  fromForm: (form) => ({ text: form.get('text') }),
  defaultMs: () => 20_000,
  examples,
  sample,
  tries: (spec) => [sample(spec).right, ...(spec.wrong.length > 0 ? spec.wrong.map(({ text }) => ({ text })) : [sample(spec).wrong])],
}

function read(source: ItemSource, given: Reader): TypedSpec | undefined {
  const reader = watched(given)
  const { question, answers } = readAnswers(source, reader, {
    means: ', so one of the two does nothing: what a learner types is compared with both.',
  })
  const accepted = answers.filter(({ correct }) => correct).map(({ text }) => text)
  if (!reader.broken && accepted.length === 0) {
    reader.problem({
      id: 'quiz-no-right-answer',
      message: 'No answer is marked right, so nothing that a learner types could be accepted.',
      mend: 'write each accepted answer on a line of its own: "- [x] …".',
    })
  }
  const exact = isExact(source, reader)
  if (reader.broken) return undefined
  const wrong = answers.filter(({ correct }) => !correct).map(({ text, why }) => ({ text, note: why }))
  return { ...question, exact, locale: source.locale, accepted, wrong }
}

const keyOf = ({ accepted, wrong, exact, locale }: TypedSpec) => ({ accepted, wrong: wrong.map(({ text }) => text), exact, locale })

function grade(spec: TypedSpec, { text }: TypedAnswer): Grade {
  const match = matchText(text, keyOf(spec))
  const note = match.wrong === undefined ? undefined : spec.wrong[match.wrong]?.note
  return {
    credit: match.ok ? 1 : 0,
    guess: 0,
    feedback: {
      takeaway: spec.takeaway,
      accepted: spec.accepted,
      spelling: match.meant === undefined ? undefined : true,
      notes: note ? [note] : undefined,
    },
  }
}
