import { opaqueKey } from '../kernel/hash.ts'
import { quoted, textNode, withoutShortcuts } from './inline.ts'
import { isList, signOf } from './lines.ts'
import type { Blockquote, BlockContent, DefinitionContent, List, ListItem, Paragraph, RootContent } from 'mdast'
import type { ItemSource, Part, Reader } from './item-type.ts'

/** What stands between the tags, told apart: the question, a hint, a list and a take-away. */
export interface Layout {
  stem: RootContent[]
  hint?: string
  items: ListItem[]
  /** Lines whose note was found outside of them, which has been reported. */
  robbed: ReadonlySet<ListItem>
  takeaway?: string
}

/** A reader that remembers whether it reported an error: what only follows from a broken part stays unsaid. */
export interface WatchedReader extends Reader {
  readonly broken: boolean
}

export function watched(reader: Reader): WatchedReader {
  let broken = false
  return {
    html: reader.html,
    text: reader.text,
    line: reader.line,
    problem(problem) {
      broken ||= problem.severity !== 'warning'
      reader.problem(problem)
    },
    get broken() {
      return broken
    },
  }
}

/** Everything before the first list that `isOptions` knows is the question; all lists from there on are read as one. */
export function layout(children: readonly RootContent[], isOptions: (list: List) => boolean, reader: Reader): Layout {
  const first = children.findIndex((node) => node.type === 'list' && isOptions(node))
  const before = first < 0 ? children : children.slice(0, first)
  const after = first < 0 ? [] : children.slice(first)
  const last = after.findLastIndex((node) => node.type === 'list')
  const robbed = new Set<ListItem>()
  reportMeantHints(before, reader)
  const items = joinLists(after.slice(0, last + 1), robbed, reader)
  return {
    stem: withoutAsides(before),
    hint: hintIn([...before, ...after.slice(last + 1)], reader),
    items,
    robbed,
    takeaway: takeawayIn(after.slice(last + 1), after[last], items.at(-1), reader),
  }
}

const isTip = (node: RootContent): node is Blockquote => node.type === 'blockquote' && /^\[!TIP\]/i.test(firstText(node))

/** Hints and notes to colleagues are no part of what is asked. */
export function withoutAsides(nodes: readonly RootContent[]): RootContent[] {
  return nodes.filter((node) => !isTip(node) && !isComment(node))
}

export function hintIn(nodes: readonly RootContent[], reader: Reader): string | undefined {
  const blocks = nodes.filter(isTip).flatMap(withoutTipMark)
  return blocks.length > 0 ? reader.html(blocks) : undefined
}

/** `> Hint: …` above the answers. Below them it may well be a take-away. */
export function reportMeantHints(nodes: readonly RootContent[], reader: Reader): void {
  for (const node of nodes) {
    const [, label, words] = (node.type === 'blockquote' && /^((?:hint|tipp?)\s*:)\s*(\S.*)$/is.exec(reader.text([node]))) || []
    if (words === undefined) continue
    reader.problem({
      id: 'raw-signs',
      severity: 'warning',
      at: node,
      message: `“${label}” makes no hint, so learners read this at once, as part of the question.`,
      mend: `write "> [!TIP]" on this line, and below it "> ${words.split('\n')[0]!.slice(0, 60)}".`,
    })
  }
}

/** The attribute alone says it, whatever stands behind it: a no there would be read as a yes. */
export function isExact({ attributes: { exact } }: ItemSource, reader: Reader): boolean {
  if (exact !== undefined && /^(?:no|false|off|0|nein)$/i.test(exact))
    reader.problem({
      id: 'attribute-value',
      message: `Here exact="${exact}" switches letter-by-letter comparing on, as exact does with any value.`,
      mend: 'delete it: without it spelling is forgiven.',
    })
  return exact !== undefined
}

/** A single paragraph gives no `<p>`: parts stand in labels, where a block may not. */
export function inlineHtml(blocks: readonly RootContent[], reader: Reader): string {
  const only = blocks[0]
  return (blocks.length === 1 && only?.type === 'paragraph' ? reader.html(only.children) : reader.html([...blocks])).trim()
}

export function wording(blocks: readonly RootContent[], reader: Reader): string {
  return blocks
    .map((block) => reader.text([block]))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Equal wordings get keys of their own, so that a part can always be named. */
export function parts(bodies: readonly RootContent[][], itemId: string, side: string, reader: Reader): Part[] {
  const used = new Set<string>()
  return bodies.map((body) => {
    const text = wording(body, reader)
    let key = opaqueKey(itemId, side, text)
    for (let n = 1; used.has(key); n++) key = opaqueKey(itemId, side, `${text}\n${n}`)
    used.add(key)
    return { key, text, html: inlineHtml(body, reader) }
  })
}

export interface Twice {
  /** Whether capitals and the point at the end count. */
  exact?: boolean
  /** What two equal lines mean for whoever answers: `<line> is already there, on line 3` comes before it. */
  means?: string
}

export function reportDuplicates(lines: readonly { item: ListItem; text: string }[], reader: Reader, { exact, means }: Twice = {}): void {
  const seen = new Map<string, ListItem>()
  for (const { item, text } of lines) {
    const same = exact ? text : text.toLowerCase().replace(/\.$/, '')
    const earlier = seen.get(same)
    if (earlier) reportDuplicate(item, earlier, text, reader, means)
    else if (same) seen.set(same, item)
  }
}

const guessed = '. A learner who picks one of two equal lines can only guess.'

function reportDuplicate(item: ListItem, earlier: ListItem, text: string, reader: Reader, means = guessed): void {
  reader.problem({
    id: 'option-duplicate',
    at: item,
    message: `${quoted(text)} is already there, on line ${earlier.position?.start.line ?? 1}${means}`,
    mend: 'change the words of one of them, or delete it.',
  })
}

export function reportMissingQuestion(stem: readonly RootContent[], reader: Reader): void {
  if (stem.length > 0) return
  reader.problem({
    id: 'question-missing',
    severity: 'warning',
    message: 'There is no question above the list, so the learner has to guess what is asked.',
    mend: 'write the question after the opening tag, with an empty line above and below it.',
  })
}

export const quotesIn = (item: ListItem): Blockquote[] => item.children.filter((child) => child.type === 'blockquote')

export const bodyOf = (item: ListItem): (BlockContent | DefinitionContent)[] => item.children.filter((child) => child.type !== 'blockquote')

/** A step or a pair has no note of its own to show. */
export function reportUnusedNotes(items: readonly ListItem[], noun: string, reader: Reader): void {
  for (const quote of items.flatMap(quotesIn)) {
    reader.problem({
      id: 'note-unused',
      severity: 'warning',
      at: quote,
      message: `A note under a ${noun} is not shown to the learner.`,
      mend: 'move it below the list with an empty line above it: there it is the take-away, shown after the answer.',
    })
  }
}

export const paragraph = (children: Paragraph['children'], like?: Paragraph): Paragraph => ({
  type: 'paragraph',
  children,
  position: like?.position,
})

/** Joins rendered pieces; undefined when there is none. */
export function joinHtml(...pieces: (string | undefined)[]): string | undefined {
  return pieces.filter(Boolean).join('\n') || undefined
}

const isComment = (node: RootContent) => node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression'

function firstText(quote: Blockquote): string {
  const first = quote.children[0]
  const text = first?.type === 'paragraph' ? withoutShortcuts(first.children)[0] : undefined
  return text?.type === 'text' ? text.value : ''
}

function withoutTipMark(quote: Blockquote): RootContent[] {
  const [first, ...rest] = quote.children as [Paragraph, ...RootContent[]]
  const [mark, ...words] = withoutShortcuts(first.children)
  const text = mark?.type === 'text' ? mark.value.replace(/^\[!TIP\]\s*/i, '') : ''
  const left = [...(text ? [textNode(text)] : []), ...(text || words[0]?.type !== 'break' ? words : words.slice(1))]
  return left.length > 0 ? [paragraph(left, first), ...rest] : rest
}

function joinLists(nodes: readonly RootContent[], robbed: Set<ListItem>, reader: Reader): ListItem[] {
  const items: ListItem[] = []
  for (const [index, node] of nodes.entries()) {
    if (isList(node)) {
      if (!isList(nodes[index - 1])) reportSigns(runFrom(nodes, index), reader)
      items.push(...node.children)
    } else if (isList(nodes[index - 1])) reportBetween(node, items.at(-1)!, robbed, reader)
  }
  return items
}

/** Lists that touch: Markdown begins a new one where the sign changes. */
function runFrom(nodes: readonly RootContent[], start: number): List[] {
  const end = nodes.findIndex((node, index) => index > start && !isList(node))
  return nodes.slice(start, end < 0 ? undefined : end) as List[]
}

/** One sign among others is one mistake: wrong is what is no hyphen and no 1., else the rarer one, else the second. */
function reportSigns(run: readonly List[], reader: Reader): void {
  if (run.length < 2) return
  const lines = (from: number) => run.filter((_, index) => index % 2 === from).flatMap((list) => list.children)
  const usual = [0, 1].map((from) => /[-.]$/.test(signOf(lines(from)[0]!, reader)))
  const isRarer = lines(0).length < lines(1).length
  const odd = usual[0] === usual[1] ? (isRarer ? 0 : 1) : usual[0] ? 1 : 0
  const [wrong, right] = [lines(odd)[0]!, lines(1 - odd)[0]!]
  reader.problem({
    id: 'options-split',
    at: wrong,
    message: `This line begins with ${signOf(wrong, reader)} and others with ${signOf(right, reader)}, so the list falls apart. Learners would see only the first part.`,
    mend: 'begin every line of the list with the same sign.',
  })
}

/** Whatever stands between two lists has split one list in two. */
function reportBetween(node: RootContent, above: ListItem, robbed: Set<ListItem>, reader: Reader): void {
  if (node.type === 'blockquote') {
    robbed.add(above)
    reportIndent(node, above, reader)
  } else if (isComment(node)) {
    reader.problem({
      id: 'option-note',
      at: node,
      message: 'This note to colleagues stands between two lines of the list and cuts it in two. Learners would see only the first half.',
      mend: 'move the note above the list or below it.',
    })
  } else {
    reader.problem({
      id: 'options-split',
      at: node,
      message: `The list stops after ${called(above, reader)} and a second one begins. Learners would see only the first.`,
      mend: 'begin every line of the list with the same sign, and leave no other text between the lines.',
    })
  }
}

function reportIndent(quote: Blockquote, above: ListItem, reader: Reader, severity: 'error' | 'warning' = 'error'): void {
  const width = signOf(above, reader).length === 3 ? 'three' : 'two'
  reader.problem({
    id: 'feedback-indent',
    severity,
    at: quote,
    message: `This note sits under the whole question, not under ${called(above, reader)}. Learners would read it whatever they answer.`,
    mend: `put ${width} spaces before it, "${width === 'two' ? '  ' : '   '}> ${firstLine(quote, reader)}". For a take-away, leave an empty line above it, after the last line of the list.`,
  })
}

function takeawayIn(
  tail: readonly RootContent[],
  list: RootContent | undefined,
  last: ListItem | undefined,
  reader: Reader,
): string | undefined {
  const rest = withoutAsides(tail)
  const quotes = rest.filter((node) => node.type === 'blockquote')
  const touching = quotes[0]?.position?.start.line === (list?.position?.end.line ?? NaN) + 1
  if (touching && last) reportIndent(quotes[0]!, last, reader, quotes.length > 1 ? 'error' : 'warning')
  for (const node of rest) if (node.type !== 'blockquote') reportTextAfter(node, reader)
  return quotes.length > 0 ? reader.html(quotes.flatMap((quote) => quote.children)) : undefined
}

function reportTextAfter(node: RootContent, reader: Reader): void {
  reader.problem({
    id: 'text-after',
    at: node,
    message: 'This text stands after the list, where learners do not see it.',
    mend: 'begin it with "> " to make it the take-away, or move it above the list.',
  })
}

const called = (item: ListItem, reader: Reader) => quoted(wording(bodyOf(item), reader))

const firstLine = (quote: Blockquote, reader: Reader) => reader.text([quote]).split('\n')[0]!.slice(0, 60)
