import type { Blockquote, Heading, List, ListItem, RootContent } from 'mdast'
import { clean } from './clean.ts'
import { leftOut, type Draft, type Part, type Read } from './draft.ts'
import { parseMarkdown, richOf } from './markdown.ts'
import { lineOf, type Rich, type Say } from './rich.ts'

/** A heading and what stands under it: a question, a hint in a quote, and a list of answers or of steps. */
export function readQuizdown(source: string): Read {
  const parts: Part[] = []
  let title: string | undefined
  for (const { heading, body } of sections(parseMarkdown(clean(source)).children)) {
    const hasList = body.some(({ type }) => type === 'list')
    // The first heading of a file names it where it asks nothing.
    if (heading && !hasList && parts.length === 0 && title === undefined && heading.depth === 1)
      title = lineOf(richOf([heading], () => undefined))
    else if (heading && hasList) parts.push(question(heading, body))
    else if (heading) parts.push({ line: lineOfNode(heading), kind: 'heading', words: lineOf(richOf([heading], () => undefined)) })
    if (!(heading && hasList)) parts.push(...prose(body))
  }
  return { parts, unit: 'line', title }
}

interface Section {
  heading: Heading | undefined
  body: RootContent[]
}

function sections(nodes: readonly RootContent[]): Section[] {
  const found: Section[] = [{ heading: undefined, body: [] }]
  for (const node of nodes) {
    if (node.type === 'heading') found.push({ heading: node, body: [] })
    else if (node.type !== 'yaml') found.at(-1)!.body.push(node)
  }
  return found
}

const lineOfNode = (node: RootContent) => node.position?.start.line ?? 1

function prose(body: readonly RootContent[]): Part[] {
  const changes: string[] = []
  const rich = richOf(body, (change) => changes.push(change))
  return rich.length > 0 ? [{ line: lineOfNode(body[0]!), kind: 'prose', rich, changes }] : []
}

function question(heading: Heading, body: readonly RootContent[]): Part {
  const changes: string[] = []
  const say: Say = (change) => void (changes.includes(change) || changes.push(change))
  const line = lineOfNode(heading)
  const at = body.findLastIndex((node) => node.type === 'list')
  const list = body[at] as List
  const above = body.slice(0, at)
  const asked = {
    question: [
      ...withoutMarks(richOf([heading], say)),
      ...richOf(
        above.filter((node) => node.type !== 'blockquote'),
        say,
      ),
    ],
  }
  const hint = richOf(
    above.filter((node): node is Blockquote => node.type === 'blockquote'),
    say,
  )
  const takeaway = richOf(body.slice(at + 1), say)
  const asides = { hint: hint.length > 0 ? hint : undefined, takeaway: takeaway.length > 0 ? takeaway : undefined }
  const draft = answers(list, asked.question, say)
  if (!draft)
    return leftOut(
      line,
      lineOf(asked.question),
      'Its answers have no boxes, and only a numbered list is a sequence. Write "- [x]" for a right answer and "- [ ]" for a wrong one',
    )
  return { line, kind: 'item', draft: { ...draft, ...asides }, changes }
}

function answers(list: List, question: Rich, say: Say): Draft | undefined {
  const hasBoxes = list.children.some(({ checked }) => typeof checked === 'boolean')
  if (hasBoxes) {
    const options = list.children.map((item) => ({
      words: richOf(withoutNotes(item), say),
      correct: item.checked === true,
      why: notesOf(item, say),
    }))
    return { tag: 'Quiz', question, options }
  }
  if (!list.ordered) return undefined
  if (list.children.some((item) => notesOf(item, say))) say('notes under the steps of a sequence are left out')
  return { tag: 'Order', question, steps: list.children.map((item) => richOf(withoutNotes(item), say)) }
}

const withoutNotes = (item: ListItem) => item.children.filter(({ type }) => type !== 'blockquote')

function notesOf(item: ListItem, say: Say): Rich | undefined {
  const notes = item.children.filter(({ type }) => type === 'blockquote')
  return notes.length > 0 ? richOf(notes, say) : undefined
}

/** A heading is bold among other text; as a question it is plain. */
const withoutMarks = (rich: Rich): Rich =>
  rich.map((block) =>
    block.type === 'paragraph'
      ? { ...block, children: block.children.flatMap((node) => (node.type === 'strong' ? node.children : [node])) }
      : block,
  )
