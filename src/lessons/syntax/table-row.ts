import { toString } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import type { Root, Table, TableRow } from 'mdast'
import type { Problem } from '../../kernel/problem.ts'
import { snippet } from '../text.ts'

/** Cells to the right of the last column, which no browser is given. */
export function reportTableRows(tree: Root, report: (problem: Problem) => void): void {
  for (const block of tree.children) {
    const inCloze = block.type === 'mdxJsxFlowElement' && block.name === 'Cloze'
    visit(block, 'table', ({ children: [head, ...rows] }: Table) => {
      const columns = head?.children.length ?? 0
      for (const row of rows) {
        const lost = lostWords(row, columns)
        // A gap that its | cuts in two is told as one.
        if (!lost || (inCloze && toString(row).includes('[['))) continue
        report({
          ...{ severity: 'warning', id: 'table-row', line: row.position?.start.line ?? 1, column: row.position?.start.column ?? 1 },
          message: `This row has ${row.children.length} cells and its table ${columns === 1 ? 'one column' : `${columns} columns`}, so learners do not see “${snippet(lost)}”.`,
          mend: 'give the first two lines of the table a column more, or write \\| for a | that stands within a cell, in code too.',
        })
      }
    })
  }
}

const lostWords = ({ children }: TableRow, columns: number) =>
  children
    .slice(columns)
    .map((cell) => toString(cell))
    .join(' ')
    .trim()
