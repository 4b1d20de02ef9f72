import { toString } from 'mdast-util-to-string'
import type { PhrasingContent, Text } from 'mdast'

export interface Cut {
  /** One more than separators; a piece may be empty. */
  pieces: PhrasingContent[][]
  separators: string[]
}

/** Cuts a run of text with markup at every match of a global pattern; words inside bold or links are not looked at. */
export function cut(nodes: readonly PhrasingContent[], at: RegExp): Cut {
  const pieces: PhrasingContent[][] = [[]]
  const separators: string[] = []
  for (const node of nodes) {
    if (node.type !== 'text') {
      pieces.at(-1)!.push(node)
      continue
    }
    let from = 0
    for (const match of node.value.matchAll(at)) {
      pieces.at(-1)!.push(...textPiece(node, from, match.index))
      separators.push(match[0])
      pieces.push([])
      from = match.index + match[0].length
    }
    pieces.at(-1)!.push(...textPiece(node, from, node.value.length))
  }
  return { pieces, separators }
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
