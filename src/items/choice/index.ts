import { z } from 'zod'
import { shuffle } from '../../kernel/shuffle.ts'
import { invalid, partNamed, refuseRepeats } from '../answers.ts'
import { quoted } from '../inline.ts'
import { readAnswers } from '../marks.ts'
import { watched } from '../reading.ts'
import { keyIn, partFields, questionFields, shownPart, shownQuestion } from '../schema.ts'
import { examples, sample } from './examples.ts'
import { isTrueFalse, misspeltTruth } from './truth.ts'
import type { Grade } from '../../grading/verdict.ts'
import type { BasePrompt, ItemSource, ItemType, Reader } from '../item-type.ts'
import type { Answer } from '../marks.ts'
import type { ShownPart } from '../schema.ts'

const spec = z.object({
  ...questionFields,
  pick: z.enum(['one', 'many']).describe('Whether one option is picked or all that are right.'),
  written: z.boolean().describe('Shown in written order: True/False, options that start with a number, shuffle="no".'),
  trueFalse: z.boolean().describe('Exactly True and False, or the words for them in the language of the lesson.'),
  options: z
    .array(
      z.object({
        ...partFields,
        correct: z.boolean().describe('Marked [x].'),
        why: z.string().optional().describe("The author's note under the option. HTML."),
      }),
    )
    .min(2),
})
export type ChoiceSpec = z.infer<typeof spec>

const answer = z.strictObject({ options: z.array(keyIn).min(1).max(100).describe('The keys of the options picked.') })
export type ChoiceAnswer = z.infer<typeof answer>

export interface ChoicePrompt extends BasePrompt {
  type: 'choice'
  pick: 'one' | 'many'
  options: ShownPart[]
}

export const choice: ItemType<ChoiceSpec, ChoicePrompt, ChoiceAnswer> = {
  name: 'choice',
  tag: 'Quiz',
  attributes: ['pick', 'shuffle'],
  spec,
  answer,
  read,
  present(spec, seed) {
    const options = spec.written ? spec.options : shuffle(spec.options, seed)
    return { ...shownQuestion('choice', spec), pick: spec.pick, options: options.map(shownPart) }
  },
  decides: ({ pick, options }) => ({ pick, right: options.flatMap(({ key, correct }) => (correct ? [key] : [])).toSorted() }),
  facts: ({ options }) => options.flatMap(({ correct, text }) => (correct ? [text] : [])),
  grade,
  fromForm: (form) => ({ options: form.getAll('options').map(String) }),
  defaultMs: ({ trueFalse }) => (trueFalse ? 8_000 : 12_000),
  examples,
  sample,
  tries: (spec) => [...(spec.pick === 'many' ? [sample(spec).right] : []), ...spec.options.map(({ key }) => ({ options: [key] }))],
}

function read(source: ItemSource, given: Reader): ChoiceSpec | undefined {
  const reader = watched(given)
  const { question, answers } = readAnswers(source, reader)
  const pick = pickOf(source, answers, reader)
  checkShuffle(source, reader)
  if (!reader.broken) checkAnswers(answers, reader)
  if (!reader.broken) checkTruth(answers, source.locale, reader)
  if (reader.broken) return undefined
  const trueFalse = isTrueFalse(
    answers.map(({ text }) => text),
    source.locale,
  )
  const written = trueFalse || source.attributes.shuffle === 'no' || answers.every(({ text }) => /^[-+−<>~≈]?\s?[€$£]?\s?\d/.test(text))
  return {
    ...question,
    pick,
    written,
    trueFalse,
    options: answers.map(({ key, text, html, correct, why }) => ({ key, text, html, correct, why })),
  }
}

function pickOf(source: ItemSource, answers: Answer[], reader: Reader): 'one' | 'many' {
  const { pick } = source.attributes
  if (pick === 'one' || pick === 'many') return pick
  if (pick !== undefined) {
    reader.problem({
      id: 'attribute-value',
      message: `Here pick="${pick}" means nothing, so nobody knows how many answers a learner may pick.`,
      mend: 'write pick="one" or pick="many", or leave it out: two or more [x] already mean many.',
    })
  }
  return answers.filter(({ correct }) => correct).length > 1 ? 'many' : 'one'
}

function checkShuffle({ attributes: { shuffle } }: ItemSource, reader: Reader): void {
  if (shuffle === undefined || shuffle === 'no' || shuffle === 'yes') return
  reader.problem({
    id: 'attribute-value',
    message: `Here shuffle="${shuffle}" means nothing, so the answers would still change places.`,
    mend: 'write shuffle="no" to show them in written order, or leave it out.',
  })
}

function checkAnswers(answers: Answer[], reader: Reader): void {
  if (answers.length === 0) {
    reader.problem({
      id: 'quiz-no-right-answer',
      message: 'There are no answers here, so the learner has nothing to choose.',
      mend: 'write the answers below the question, each on a line of its own: "- [x] …" for the right one, "- [ ] …" for a wrong one.',
    })
  } else if (!answers.some(({ correct }) => correct)) {
    reader.problem({
      id: 'quiz-no-right-answer',
      message: 'None of the answers is marked right, so every learner would be told "not yet".',
      mend: 'put an x between the brackets of the right answer: "- [x] …".',
    })
  } else if (answers.length < 2) {
    reader.problem({
      id: 'quiz-short',
      message: 'There is only one answer, so the learner has nothing to choose.',
      mend: 'add a wrong answer that somebody might believe: "- [ ] …".',
    })
  }
}

function checkTruth(answers: Answer[], locale: string, reader: Reader): void {
  const options = answers.map(({ text }) => text)
  const slip = misspeltTruth(options, locale)
  if (!slip) return
  const { index, word } = slip
  reader.problem({
    id: 'true-false',
    severity: 'warning',
    at: answers[index]!.item,
    message: `${quoted(options[index]!)} is neither of the two words for true and false, so this is no question of true or false.`,
    mend: `write "${/^\p{Lu}/u.test(options[1 - index]!) ? word[0]!.toUpperCase() + word.slice(1) : word}", if that is meant.`,
  })
}

function grade(spec: ChoiceSpec, { options }: ChoiceAnswer): Grade {
  refuseRepeats(options)
  const picked = options.map((key) => partNamed(spec.options, key))
  if (spec.pick === 'one' && picked.length !== 1) throw invalid('This question takes one answer.')
  const right = spec.options.filter(({ correct }) => correct).length
  const hits = picked.filter(({ correct }) => correct).length
  return {
    ...(spec.pick === 'one'
      ? { credit: hits, guess: right / spec.options.length }
      : { credit: Math.max(0, (hits - (picked.length - hits)) / right), guess: 1 / (2 ** spec.options.length - 1) }),
    feedback: {
      takeaway: spec.takeaway,
      options: spec.options.map(({ key, correct, why }) => ({ key, mark: correct ? 'right' : 'wrong', why })),
    },
  }
}
