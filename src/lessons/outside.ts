import { toString } from 'mdast-util-to-string'
import type { Root } from 'mdast'
import { isMarkedList } from '../items/marks.ts'
import { nounFor } from './syntax/tags.ts'
import { snippet } from './text.ts'
import { isItem, type Tidying } from './tidy.ts'

const withAnswers = ['Quiz', 'Typed', 'Drill', 'Conversation']

/** Answers right below an item, whose end was typed too early. A list of things to do has words above it. */
export function reportOutside({ children }: Root, tidying: Tidying): void {
  for (const [index, node] of children.entries()) {
    const above = children[index - 1]
    if (!isMarkedList(node) || !above || !isItem(above, tidying) || !withAnswers.includes(above.name!)) continue
    tidying.problem({
      id: 'answer-outside',
      severity: 'warning',
      at: node,
      message: `“${snippet(toString(node.children[0]!))}” stands outside of the ${nounFor(above.name!)} above, so it is no answer, and learners read it as a list of the lesson.`,
      mend: `move it above </${above.name}>; above a list of things to do, write a line that says so.`,
    })
  }
}
