import { toString } from 'mdast-util-to-string'
import type { Node, PhrasingContent, Text } from 'mdast'

export interface Cut {
  /** One more than separators; a piece may be empty. */
  pieces: PhrasingContent[][]
  separators: string[]
  /** Where each separator stands, as far as the tree tells. */
  places: (Node['position'] | undefined)[]
}

/** Cuts a run of text with markup at every match of a global pattern; words inside bold or links are not looked at. */
export function cut(nodes: readonly PhrasingContent[], at: RegExp): Cut {
  const pieces: PhrasingContent[][] = [[]]
  const separators: string[] = []
  const places: Cut['places'] = []
  for (const node of nodes) {
    if (node.type !== 'text') {
      pieces.at(-1)!.push(node)
      continue
    }
    let from = 0
    for (const match of node.value.matchAll(at)) {
      pieces.at(-1)!.push(...textPiece(node, from, match.index))
      separators.push(match[0])
      places.push(placeIn(node, match.index))
      pieces.push([])
      from = match.index + match[0].length
    }
    pieces.at(-1)!.push(...textPiece(node, from, node.value.length))
  }
  return { pieces, separators, places }
}

/** Spaces at the front of a line and escapes are gone from the text, so the column can be too small, never too large. */
function placeIn({ value, position }: Text, offset: number): Node['position'] {
  if (!position) return undefined
  const before = value.slice(0, offset)
  const lines = before.split('\n').length - 1
  const column = lines === 0 ? position.start.column + offset : before.length - before.lastIndexOf('\n')
  const place = { line: position.start.line + lines, column }
  return { start: place, end: place }
}

function textPiece(node: Text, from: number, to: number): Text[] {
  return from < to ? [{ ...node, value: node.value.slice(from, to) }] : []
}

/**
 * `[best]` and `[[30]]` are links when somebody has defined that word elsewhere in the lesson. At the front of a line and
 * within a gap they never are.
 */
export function withoutShortcuts(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return nodes
    .map((node, index) => (index === 0 || isBracketed(nodes, index) ? unlinked(node) : node))
    .reduce<PhrasingContent[]>(joinTexts, [])
}

function unlinked(node: PhrasingContent): PhrasingContent {
  if (node.type !== 'linkReference' || node.referenceType !== 'shortcut') return node
  return { type: 'text', value: `[${toString(node)}]`, position: node.position }
}

function isBracketed(nodes: readonly PhrasingContent[], index: number): boolean {
  const [before, after] = [nodes[index - 1], nodes[index + 1]]
  return before?.type === 'text' && before.value.endsWith('[') && after?.type === 'text' && after.value.startsWith(']')
}

function joinTexts(joined: PhrasingContent[], node: PhrasingContent): PhrasingContent[] {
  const last = joined.at(-1)
  if (node.type !== 'text' || last?.type !== 'text') return [...joined, node]
  return [...joined.slice(0, -1), { ...last, value: last.value + node.value }]
}

export const textNode = (value: string): Text => ({ type: 'text', value })

/** A text as it can stand in a message. */
export function quoted(text: string): string {
  return `“${text.length > 40 ? `${text.slice(0, 39).trimEnd()}…` : text}”`
}
