import type { Rich, Say } from './rich.ts'
import type { Draft, DraftOption } from './draft.ts'

/** An answer as Moodle weighs it. */
export interface Weighed {
  words: Rich
  /** Percent of the mark: 100 is right, 0 or less wrong. */
  weight: number
  feedback?: Rich | undefined
}

/** @param single whether one answer is picked; then only the whole mark is right */
export function choiceOf(question: Rich, answers: readonly Weighed[], single: boolean, say: Say): Draft {
  const least = single ? Math.max(...answers.map(({ weight }) => weight)) : 0.001
  const options = answers.map(({ words, weight, feedback }): DraftOption => ({
    words,
    correct: weight > 0 && weight >= least,
    why: feedback,
  }))
  if (single && answers.some(({ weight }, index) => weight > 0 && !options[index]!.correct))
    say('an answer that earned part of the mark counts as wrong here')
  const rights = answers.filter((_, index) => options[index]!.correct)
  if (!single && new Set(rights.map(({ weight }) => Math.round(weight))).size > 1)
    say('right answers of different weight count the same here')
  return { tag: 'Quiz', question, options, pick: single ? 'one' : 'many' }
}

export const trueFalse = (question: Rich, isTrue: boolean, whyTrue?: Rich, whyFalse?: Rich): Draft => ({
  tag: 'Quiz',
  question,
  options: [
    { words: [{ type: 'paragraph', children: [{ type: 'text', value: 'True' }] }], correct: isTrue, why: whyTrue },
    { words: [{ type: 'paragraph', children: [{ type: 'text', value: 'False' }] }], correct: !isTrue, why: whyFalse },
  ],
})
