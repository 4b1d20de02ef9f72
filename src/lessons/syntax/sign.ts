import type { Nodes, Text } from 'mdast'
import type { Problem } from '../../kernel/problem.ts'

/** Signs of a text that learners would read, and what to write in their place. */
export interface Sign extends Partial<Pick<Problem, 'id' | 'severity'>> {
  index: number
  sign: string
  message: string
  mend: string
}

export interface Place {
  /** Behind the text. */
  next: Nodes | undefined
  inItem: boolean
  /** Where gaps are filled in. */
  inCloze: boolean
  /** Where an item has its answers above. */
  belowAnswers: boolean
  /** The lines of the text, as they were typed, without what is code. */
  source: string
}

export type Look = (node: Text, place: Place) => Sign | undefined

/** Whether it was typed as it is read: what has a backslash in it was meant. */
export function isWritten(sign: string, source: string): boolean {
  const at = source.indexOf(sign)
  return at >= 0 && source[at - 1] !== '\\'
}
