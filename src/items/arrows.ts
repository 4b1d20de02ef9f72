import { cut, textNode, type Cut } from './inline.ts'
import { bodyOf, paragraph } from './reading.ts'
import type { ListItem, Paragraph, PhrasingContent, RootContent } from 'mdast'
import type { Reader } from './item-type.ts'

const ARROW = /\s*(?:[-–—=]{1,2}>|[-–—]\s>(?=\s)|[→⇒➔➜➡⟶⇨]\uFE0F?)\s*/g

interface ArrowCut {
  before: RootContent[]
  /** Empty without an arrow. */
  after: RootContent[]
  /** Every arrow of the line as it was written, with the spaces around it. */
  arrows: string[]
}

/** What a line of the source has behind its last arrow; undefined without one, and where nothing follows. */
export function behindArrow(line: string): string | undefined {
  return line.split(ARROW).slice(1).at(-1)?.trim() || undefined
}

/** Cuts the paragraph that ends a line at its first or last arrow. */
export function cutArrows(body: readonly RootContent[], which: 'first' | 'last'): ArrowCut {
  const last = body.at(-1)
  if (last?.type !== 'paragraph') return { before: [...body], after: [], arrows: [] }
  const { pieces, separators } = withoutTight(cut(last.children, ARROW))
  if (separators.length === 0) return { before: [...body], after: [], arrows: [] }
  const at = which === 'first' ? 1 : separators.length
  const before = joined(pieces.slice(0, at), separators)
  const after = joined(pieces.slice(at), separators.slice(at))
  return { before: [...body.slice(0, -1), ...block(before, last)], after: block(after, last), arrows: separators }
}

/** Beside an arrow with spaces, one without any, as in “A->B”, is part of the words. */
function withoutTight({ pieces, separators }: Pick<Cut, 'pieces' | 'separators'>): Pick<Cut, 'pieces' | 'separators'> {
  if (!separators.some((sign) => /^\s.*\s$/s.test(sign))) return { pieces, separators }
  const kept = separators.filter((sign) => sign.trim() !== sign)
  const whole = [pieces[0]!]
  for (const [index, sign] of separators.entries())
    if (sign.trim() === sign) whole[whole.length - 1] = [...whole.at(-1)!, textNode(sign), ...pieces[index + 1]!]
    else whole.push(pieces[index + 1]!)
  return { pieces: whole, separators: kept }
}

export const hasArrow = (item: ListItem) => cutArrows(bodyOf(item), 'first').arrows.length > 0

/** Any arrow is understood; `heed fix` writes the one that the guide shows. */
export function reportOddArrow(item: ListItem, arrow: string, fixed: string, reader: Reader): void {
  if (/^\s->\s$/.test(arrow)) return
  reader.problem({
    id: 'arrow',
    severity: 'warning',
    at: item,
    message: `The arrow is written “${arrow.trim()}” or lacks a space. It works, but the next author may not recognise it.`,
    mend: `write "${fixed}".`,
  })
}

function joined(pieces: readonly PhrasingContent[][], separators: readonly string[]): PhrasingContent[] {
  return pieces.flatMap((piece, index) => (index === 0 ? piece : [textNode(separators[index - 1]!), ...piece]))
}

const block = (children: PhrasingContent[], like: Paragraph): RootContent[] => (children.length > 0 ? [paragraph(children, like)] : [])
