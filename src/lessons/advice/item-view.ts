import type { ReadItem } from '../item.ts'
import { plainText } from '../search-text.ts'
import { wordsOf, type Words } from './words.ts'

/** An item as its reader sees it, whatever its type: what the rules of item writing are about. */
export interface ItemView {
  item: ReadItem
  /** The question in plain words, a paragraph on each line. */
  stem: string
  stemHtml: string
  /** Of which one or more are picked; empty where nothing is. */
  options: OptionView[]
  isTrueFalse: boolean
  /** The answers do not change places. */
  isWritten: boolean
  gaps: number
  /** In plain words; empty without one. */
  hint: string
  takeaway: string
  words: Words | undefined
}

export interface OptionView {
  text: string
  html: string
  isRight: boolean
  isOk: boolean
  /** The author's notes in plain words. */
  notes: string[]
  why: string
  feels: string
}

interface LooseSpec {
  html: string
  written?: boolean
  trueFalse?: boolean
  gaps?: unknown[]
  hint?: string
  takeaway?: string
  options?: { text: string; html?: string; correct?: boolean; mark?: string; why?: string; feels?: string }[]
  wrong?: { text: string; note?: string }[]
}

export function itemView(item: ReadItem): ItemView {
  const spec = item.spec as LooseSpec
  const noted = (spec.wrong ?? []).map(({ text, note }) => ({ text, why: note, correct: false }))
  return {
    item,
    stem: plainText(spec.html),
    stemHtml: spec.html,
    options: (spec.options ?? noted).map(optionView),
    isTrueFalse: spec.trueFalse === true,
    isWritten: spec.written === true,
    gaps: spec.gaps?.length ?? 0,
    hint: plainText(spec.hint ?? '').trim(),
    takeaway: plainText(spec.takeaway ?? '').trim(),
    words: wordsOf(item.locale),
  }
}

function optionView({ text, html = text, correct, mark, why = '', feels = '' }: NonNullable<LooseSpec['options']>[number]): OptionView {
  const notes = { why: plainText(why).trim(), feels: plainText(feels).trim() }
  return {
    text,
    html,
    isRight: correct === true || mark === 'best',
    isOk: mark === 'ok',
    ...notes,
    notes: Object.values(notes).filter(Boolean),
  }
}

export const rights = ({ options }: ItemView): OptionView[] => options.filter(({ isRight }) => isRight)
export const others = ({ options }: ItemView): OptionView[] => options.filter(({ isRight }) => !isRight)

export const countWords = (text: string): number => text.match(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu)?.length ?? 0

export const sentencesOf = (text: string): string[] =>
  text.split(/(?<=[.!?…])["”“»’)]*\s+|\n+/u).filter((sentence) => /\p{L}/u.test(sentence))
