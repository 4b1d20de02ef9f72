import { toString } from 'mdast-util-to-string'
import { cut, textNode } from './inline.ts'
import { paragraph } from './reading.ts'
import type { Blockquote, Paragraph, PhrasingContent, RootContent } from 'mdast'

export type NoteLabel = 'why' | 'feels'

interface NoteSections {
  why: RootContent[]
  feels: RootContent[]
  /** A label that stands there a second time. */
  again: NoteLabel | undefined
  /** The first words that stand under no label, or outside the quote. */
  stray: string | undefined
  /** A labelled line without its `>`, which Markdown counts to the quote all the same. */
  lazy: string | undefined
}

/** The notes of a reply: two lines of one paragraph or two paragraphs, each beginning `Why:` or `Feels:`. */
export function noteSections(quotes: readonly Blockquote[], body: readonly RootContent[]): NoteSections {
  const sections: Record<NoteLabel | 'none', RootContent[]> = { why: [], feels: [], none: [] }
  const seen = new Set<NoteLabel>()
  let again: NoteLabel | undefined
  let into: NoteLabel | 'none' = 'none'
  for (const block of quotes.flatMap((quote) => quote.children)) {
    if (block.type !== 'paragraph') sections[into].push(block)
    else {
      for (const { label, words } of labelled(block)) {
        if (label && seen.has(label)) again ??= label
        if (label) seen.add(label)
        into = label ?? into
        if (words.length > 0) sections[into].push(paragraph(words, block))
      }
    }
  }
  const { why, feels, none } = sections
  return { why, feels, again, stray: none.length > 0 ? toString(none[0]) : lostLine(body), lazy: quotes.map(lazyLine).find(Boolean) }
}

interface Labelled {
  label: NoteLabel | undefined
  words: PhrasingContent[]
}

const LABEL = /^\s*(why|feels)\s*:\s*/i

/** A paragraph cut before each line that begins with a label. */
function labelled(block: Paragraph): Labelled[] {
  const runs: Labelled[] = []
  for (const line of linesOf(block)) {
    const run = withoutLabel(line)
    const last = runs.at(-1)
    if (run.label || !last) runs.push(run)
    else last.words.push(textNode('\n'), ...line)
  }
  return runs
}

function withoutLabel(line: PhrasingContent[]): Labelled {
  const [first, ...rest] = line
  const label = first?.type === 'text' ? LABEL.exec(first.value) : null
  if (first?.type !== 'text' || !label) return { label: undefined, words: [...line] }
  const value = first.value.slice(label[0].length)
  return { label: label[1]!.toLowerCase() as NoteLabel, words: value ? [{ ...first, value }, ...rest] : rest }
}

function linesOf(block: Paragraph): PhrasingContent[][] {
  const nodes = block.children.map((node) => (node.type === 'break' ? textNode('\n') : node))
  return cut(nodes, /\n/g).pieces.filter((line) => line.length > 0)
}

/** A `Why:` or `Feels:` line that is part of the reply itself: its `>` is missing. */
function lostLine(body: readonly RootContent[]): string | undefined {
  const [, ...further] = body.flatMap((block) => (block.type === 'paragraph' ? linesOf(block) : []))
  const lost = further.find((line) => withoutLabel(line).label)
  return lost && toString(lost)
}

/** Known by where it starts: no further right than the `>` of the quote. An escape before it only makes us see less. */
function lazyLine(quote: Blockquote): string | undefined {
  const texts = quote.children.flatMap((block) => (block.type === 'paragraph' ? block.children : []))
  for (const node of texts) {
    if (node.type !== 'text' || !node.value.includes('\n')) continue
    const line = node.value.slice(node.value.lastIndexOf('\n') + 1)
    const column = (node.position?.end.column ?? Infinity) - line.length
    if (LABEL.test(line) && column <= (quote.position?.start.column ?? 0)) return line
  }
  return undefined
}
