import type { Draft } from './draft.ts'
import { isBlank, lineOf, type Rich, type Say } from './rich.ts'
import type { Weighed } from './weights.ts'

type TypedDraft = Extract<Draft, { tag: 'Typed' }>

/** Short answers: those of the whole mark are accepted, the others are known wrong answers with their notes. */
export function typedOf(question: Rich, answers: readonly Weighed[], say: Say): TypedDraft {
  const plain = withoutWildcards(answers, say)
  const whole = plain.filter(({ weight }) => weight >= 100)
  const partly = plain.filter(({ weight }) => weight > 0 && weight < 100)
  if (partly.length > 0) say(`${listed(partly)} earned part of the mark and counts as wrong here, with its feedback`)
  // What is accepted has no note of its own here: what the first says is what there is to remember.
  const notes = whole.flatMap(({ feedback }) => (feedback && !isBlank(feedback) ? [feedback] : []))
  if (notes.length > 1) say('only the first feedback to a right answer is kept, as the take-away')
  return {
    tag: 'Typed',
    question,
    accepted: whole.map(({ words }) => literal(words)),
    wrong: plain.filter(({ weight }) => weight < 100).map(({ words, feedback }) => ({ text: literal(words), why: feedback })),
    takeaway: notes[0],
  }
}

const literal = (words: Rich) => lineOf(words).replaceAll('\\*', '*')

/** An asterisk stands for any words there and for itself here. */
export function withoutWildcards<T extends { words: Rich }>(answers: readonly T[], say: Say): T[] {
  const wild = answers.filter(({ words }) => /(?<!\\)\*/.test(lineOf(words)))
  if (wild.length > 0) say(`${listed(wild)} stands for many answers with its asterisk and is left out: write out the answers you accept`)
  return answers.filter((answer) => !wild.includes(answer))
}

export interface NumberAnswer {
  from: number
  to: number
  /** As it is written, when it is one number. */
  exact?: string | undefined
}

/** `3:2`, `1..5` or `42`; undefined when it is no number. */
export function numberAnswer(written: string): NumberAnswer | undefined {
  const number = String.raw`[-+]?\d*[.,]?\d+(?:[eE][-+]?\d+)?`
  const range = new RegExp(`^\\s*(${number})\\s*\\.\\.\\s*(${number})\\s*$`).exec(written)
  if (range) return { from: valueOf(range[1]!), to: valueOf(range[2]!) }
  const match = new RegExp(`^\\s*(${number})\\s*(?::\\s*(${number}|))?\\s*$`).exec(written)
  if (!match) return undefined
  const [value, tolerance] = [valueOf(match[1]!), Math.abs(valueOf(match[2] || '0'))]
  return { from: value - tolerance, to: value + tolerance, exact: match[1]! }
}

const valueOf = (written: string) => Number(written.replace(',', '.'))

/** The most numbers that are written out for a range. */
const mostNumbers = 12

/**
 * What to accept for it: here typed numbers are compared with a list.
 *
 * @returns undefined for a range that no list can stand for
 */
export function acceptedNumbers({ from, to, exact }: NumberAnswer, say: Say): string[] | undefined {
  if (from === to) return [exact ?? String(from)]
  const isCountable = Number.isInteger(from) && Number.isInteger(to) && to > from && to - from < mostNumbers
  if (isCountable) {
    say(`the range from ${from} to ${to} is written out as whole numbers`)
    return Array.from({ length: to - from + 1 }, (_, index) => String(from + index))
  }
  if (exact === undefined) return undefined
  say(`only ${exact} is accepted: the tolerance around it has no place here`)
  return [exact]
}

const listed = (answers: readonly { words: Rich }[]) => answers.map(({ words }) => `“${lineOf(words)}”`).join(', ')
