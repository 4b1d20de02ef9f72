/** Words with the little markup that both a lesson and the formats of other tools know. What is read and written passes through it. */

export type Inline =
  | { type: 'text'; value: string }
  | { type: 'code'; value: string }
  | { type: 'strong' | 'emphasis'; children: Inline[] }
  | { type: 'link'; url: string; children: Inline[] }
  | { type: 'break' }
  | Gap

/** Of a `<Cloze>`. */
export interface Gap {
  type: 'gap'
  accepted: string[]
  hint?: string | undefined
}

export type Block =
  { type: 'paragraph'; children: Inline[] } | { type: 'code'; value: string } | { type: 'list'; ordered: boolean; items: Rich[] }

export type Rich = Block[]

/** Told what could not be taken over as it was, in words that follow "changed:". */
export type Say = (change: string) => void

export const text = (value: string): Inline => ({ type: 'text', value })
export const paragraph = (children: Inline[]): Block => ({ type: 'paragraph', children })

/** Text without markup: an empty line separates paragraphs. */
export function plainRich(value: string): Rich {
  return value
    .split(/\n[^\S\n]*\n\s*/)
    .filter((each) => each.trim() !== '')
    .map((each) => paragraph([text(each.trim())]))
}

/** As plain words: a paragraph or an entry of a list on each line, gaps by `gap`. */
export function wordsOf(rich: Rich, gap: (gap: Gap) => string = ({ accepted }) => accepted[0] ?? ''): string {
  return rich
    .map((block) => {
      if (block.type === 'paragraph') return inlineWords(block.children, gap).trim()
      if (block.type === 'code') return block.value
      return block.items.map((item) => wordsOf(item, gap)).join('\n')
    })
    .join('\n')
}

function inlineWords(nodes: readonly Inline[], gap: (gap: Gap) => string): string {
  return nodes
    .map((node) => {
      switch (node.type) {
        case 'text':
        case 'code':
          return node.value
        case 'break':
          return '\n'
        case 'gap':
          return gap(node)
        default:
          return inlineWords(node.children, gap)
      }
    })
    .join('')
}

/** On a single line, as in a label or an answer that is typed. */
export const lineOf = (rich: Rich): string => wordsOf(rich).replace(/\s+/g, ' ').trim()

export const isBlank = (rich: Rich): boolean => lineOf(rich) === ''

/** As one run of inlines: an answer stands on one line. */
export function inlinesOf(rich: Rich): Inline[] {
  const runs = rich.flatMap((block): Inline[][] => {
    if (block.type === 'paragraph') return [block.children]
    if (block.type === 'code') return [[{ type: 'code', value: block.value }]]
    return block.items.map(inlinesOf)
  })
  return runs.flatMap((run, index) => (index === 0 ? run : [text(' '), ...run]))
}

/** The gaps in reading order. */
export function gapsOf(rich: Rich): Gap[] {
  const inInlines = (nodes: readonly Inline[]): Gap[] =>
    nodes.flatMap((node) => (node.type === 'gap' ? [node] : 'children' in node ? inInlines(node.children) : []))
  return rich.flatMap((block) => {
    if (block.type === 'paragraph') return inInlines(block.children)
    return block.type === 'list' ? block.items.flatMap(gapsOf) : []
  })
}

/** Every text through `change`, for what stands in words where a node belongs. */
export function mapTexts(rich: Rich, change: (value: string) => Inline[]): Rich {
  const inInlines = (nodes: readonly Inline[]): Inline[] =>
    nodes.flatMap((node): Inline[] => {
      if (node.type === 'text') return change(node.value)
      return 'children' in node ? [{ ...node, children: inInlines(node.children) }] : [node]
    })
  return rich.map((block): Block => {
    if (block.type === 'paragraph') return { ...block, children: inInlines(block.children) }
    return block.type === 'list' ? { ...block, items: block.items.map((item) => mapTexts(item, change)) } : block
  })
}
