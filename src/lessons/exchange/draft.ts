import type { Rich } from './rich.ts'

/** A question from elsewhere, as far as an item of ours can ask it. Gaps of a cloze stand in its question. */
export type Draft = { question: Rich; hint?: Rich | undefined; takeaway?: Rich | undefined } & (
  | { tag: 'Quiz'; options: DraftOption[]; pick?: 'one' | 'many' | undefined; keepOrder?: boolean }
  | { tag: 'Typed'; accepted: string[]; wrong: { text: string; why?: Rich | undefined }[]; exact?: boolean }
  | { tag: 'Cloze'; exact?: boolean }
  | { tag: 'Order'; steps: Rich[] }
  | { tag: 'Match'; pairs: { left: Rich; right: Rich }[] }
  | { tag: 'Card'; back: Rich }
)

export interface DraftOption {
  words: Rich
  correct: boolean
  why?: Rich | undefined
  /** Percent of the mark, where it is neither all nor nothing: only on the way out. */
  weight?: number
}

/** A piece of a file from elsewhere. */
export type Part = {
  /** Where it begins: a line of the file, or its number among the notes or items. */
  line: number
} & (
  | { kind: 'item'; draft: Draft; changes: string[]; tags?: string[]; id?: string | undefined }
  /** An item that is written in our own words already. */
  | { kind: 'mdx'; id: string; mdx: string; skill?: string | undefined; spec?: unknown; changes: string[] }
  | { kind: 'heading'; words: string }
  | { kind: 'prose'; rich: Rich; changes: string[] }
  | { kind: 'left-out'; name: string; why: string }
)

/** What a reader makes of a file. It throws Refusal('invalid') for a file that is none of its format. */
export interface Read {
  parts: Part[]
  /** What `line` counts. */
  unit: 'line' | 'note' | 'item'
  title?: string | undefined
}

export const leftOut = (line: number, name: string, why: string): Part => ({ line, kind: 'left-out', name, why })
