import type { Heading, Root } from 'mdast'
import type { Problem } from '../../kernel/problem.ts'
import { snippet } from '../text.ts'

/** Dashes right below a line make a heading of it, which hardly anybody means who writes `---`. */
export function reportStrayDashes(tree: Root, lines: readonly string[], report: (problem: Problem) => void): void {
  for (const [index, node] of tree.children.entries()) {
    if (node.type !== 'heading' || !node.position || !isUnderlined(node, lines)) continue
    const { line } = node.position.start
    const above = tree.children[index - 1]
    if (above?.type === 'thematicBreak' && /^(?:id|title)\s*:/m.test(lines.slice(line - 1, node.position.end.line).join('\n')))
      report({
        ...{ severity: 'error', id: 'head-twice', line: above.position!.start.line, column: 1 },
        message: 'A second lesson begins here, so learners would read its head as text of the first, and its questions as part of it.',
        mend: 'put it into a file of its own.',
      })
    else
      report({
        ...{ severity: 'warning', id: 'dashes-heading', line: node.position.end.line, column: 1 },
        message: `The --- right below “${snippet(lines[line - 1]!.trim())}” makes a heading of it.`,
        mend: 'for a line across put an empty line above ---; for a heading write "## " in front of the words and delete ---.',
      })
  }
}

const isUnderlined = ({ depth, position }: Heading, lines: readonly string[]) =>
  depth === 2 && position!.end.line > position!.start.line && /^\s*-+\s*$/.test(lines[position!.end.line - 1] ?? '')
