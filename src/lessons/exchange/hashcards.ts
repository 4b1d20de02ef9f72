import { clean } from './clean.ts'
import { leftOut, type Part, type Read } from './draft.ts'
import { markdownRich } from './markdown.ts'
import { gapsOf, isBlank, lineOf, type Gap, type Say } from './rich.ts'
import { putAside, putBack } from './tokens.ts'

/** Cards as text: `Q:` and `A:` are two sides, `C:` is a text with its gaps in square brackets. */
export function readHashcards(source: string): Read {
  const { body, title, above } = withoutHead(clean(source))
  return { parts: pieces(body, above).map(readPiece), unit: 'line', title }
}

/** Whether a Markdown file is one of cards. */
export const isHashcards = (source: string): boolean => /^(?:Q|C):/m.test(source)

/** @returns how many lines stand above the body */
function withoutHead(source: string): { body: string; title?: string | undefined; above: number } {
  const head = /^---[^\S\n]*\n([\s\S]*?)(?:^|\n)---[^\S\n]*(?:\n|$)/.exec(source)
  if (!head) return { body: source, above: 0 }
  const title = /^\s*name\s*=\s*"([^"\n]*)"/m.exec(head[1]!)?.[1]
  return { body: source.slice(head[0].length), title, above: head[0].split('\n').length - 1 }
}

interface Piece {
  tag: 'Q' | 'A' | 'C'
  line: number
  text: string
  /** Of a question. */
  answer?: string
}

function pieces(body: string, above: number): Piece[] {
  const found: Piece[] = []
  for (const [index, line] of body.split('\n').entries()) {
    const [, tag, words = ''] = /^([QAC]):(.*)$/.exec(line) ?? []
    const last = found.at(-1)
    if (tag === 'A' && last?.tag === 'Q' && last.answer === undefined) last.answer = words
    else if (tag) found.push({ tag: tag as Piece['tag'], line: index + 1 + above, text: words })
    else if (last?.answer !== undefined) last.answer += `\n${line}`
    else if (last) last.text += `\n${line}`
  }
  return found
}

function readPiece({ tag, line, text, answer }: Piece): Part {
  const changes: string[] = []
  const say: Say = (change) => void (changes.includes(change) || changes.push(change))
  const name = text.trim().slice(0, 80)
  if (tag === 'A') return leftOut(line, name, 'This answer has no question: no "Q:" stands above it')
  if (tag === 'C') return readGaps(line, text, changes, say)
  if (answer === undefined) return leftOut(line, name, 'This question has no answer: write "A:" and the answer below it')
  return {
    line,
    kind: 'item',
    draft: { tag: 'Card', question: markdownRich(text.trim(), say), back: markdownRich(answer.trim(), say) },
    changes,
  }
}

function readGaps(line: number, text: string, changes: string[], say: Say): Part {
  const { text: marked, kept } = putAside(text.trim(), /(\\|!?)\[((?:\\[\s\S]|[^\]\\])*)\]/g, ([, before, inside]) =>
    before ? undefined : inside!,
  )
  const gap = (inside: string): Gap => ({ type: 'gap', accepted: [lineOf(markdownRich(inside, say))] })
  const question = putBack(markdownRich(marked, say), kept, gap)
  const gaps = gapsOf(question)
  if (gaps.length === 0) return leftOut(line, lineOf(question), 'No gap was found: the words to be found stand in square brackets')
  if (gaps.length > 1) say(`its ${gaps.length} gaps are asked together, not one after the other`)
  return isBlank(question)
    ? leftOut(line, text.trim(), 'There are no words in it')
    : { line, kind: 'item', draft: { tag: 'Cloze', question }, changes }
}
