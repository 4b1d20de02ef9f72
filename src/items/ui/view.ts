import type { Feedback, Verdict } from '../../grading/verdict.ts'

/** What every view gets: the same component is a plain form on the server and richer once its script runs. */
export interface ViewProps<Prompt, Answer> {
  prompt: Prompt
  /** Unique on the page: the question's element is `${id}-q`. */
  id: string
  answer: Answer | undefined
  /** Undefined while the answer is not complete. */
  onAnswer(answer: Answer | undefined): void
  /** Only after the answer is committed. */
  feedback?: Feedback | undefined
  verdict?: Verdict | undefined
  /** The answer is on its way: no more changes. */
  locked?: boolean
  /** The back of a card, once the server has shown it. */
  back?: string | undefined
}

/** A part that an answer names by its key. */
export interface Choosable {
  key: string
  html: string
}
