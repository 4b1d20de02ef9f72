import { sanitize, type Schema } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { toHast } from 'mdast-util-to-hast'
import { visit } from 'unist-util-visit'
import type { Element, ElementContent, Root } from 'hast'
import type { Definition, PhrasingContent, RootContent } from 'mdast'

/** Beside pages, a link may lead to somebody: by mail, by phone. */
const reaching = ['mailto', 'tel', 'sms']

const outside = new RegExp(`^(?:https?://|(?:${reaching.join('|')}):)\\S`, 'i')

/** Whether a link to it leads out of Heed, to where a lesson may lead. */
export const leadsOutside = (address: string): boolean => outside.test(address)

/**
 * All that a lesson's HTML may hold. Classes and `tabindex` are ours: an author cannot write any.
 * Ids come from headings and get a prefix, so that none of them shadows a name that a script reads.
 */
const allowed: Schema = {
  tagNames: [
    ...[
      'p',
      'h2',
      'h3',
      'h4',
      'h5',
      'h6',
      'strong',
      'em',
      'del',
      'code',
      'pre',
      'br',
      'hr',
      'ul',
      'ol',
      'li',
      'blockquote',
      'a',
      'img',
      'dfn',
    ],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  attributes: {
    a: ['href', 'title'],
    img: ['src', 'alt', 'title'],
    ol: ['start'],
    th: [['align', 'left', 'center', 'right']],
    td: [['align', 'left', 'center', 'right']],
    dfn: [['className', 'term'], 'title', 'tabIndex'],
    blockquote: [['className', 'speech']],
    p: [['className', 'speaker']],
    ...Object.fromEntries(['h2', 'h3', 'h4', 'h5', 'h6'].map((heading) => [heading, ['id']])),
  },
  protocols: { href: ['http', 'https', ...reaching], src: [] },
  clobber: ['id'],
  clobberPrefix: 'h-',
  strip: ['script', 'style'],
}

/** Anchors of headings carry the prefix of `allowed`; links to them must too. */
export const anchorPrefix = allowed.clobberPrefix!

const blocks = new Set(['paragraph', 'heading', 'blockquote', 'list', 'table', 'code', 'thematicBreak', 'definition', 'mdxFlowExpression'])

/**
 * @param definitions of the whole lesson: a link may be defined far from where it stands
 * @param topHeading the level that the author's highest heading gets, below the title of the page
 */
export function htmlOf(nodes: readonly RootContent[], definitions: readonly Definition[], topHeading: 2 | 3): string {
  const words = plainWords(nodes)
  if (words !== undefined) return words
  const inline = nodes.length > 0 && !nodes.some(({ type }) => blocks.has(type))
  // Words side by side at the root would be put on lines of their own.
  const children: RootContent[] = inline ? [{ type: 'paragraph', children: nodes as PhrasingContent[] }] : [...nodes]
  const tree = toHast(
    { type: 'root', children: [...children, ...definitions] },
    { handlers: { mdxFlowExpression: () => undefined } },
  ) as Root
  visit(tree, 'element', (element) => {
    if (element.tagName === 'blockquote') markSpeech(element)
    const level = /^h([1-6])$/.exec(element.tagName)?.[1]
    if (level) element.tagName = `h${Math.max(topHeading, Number(level))}`
  })
  const safe = sanitize(inline ? { type: 'root', children: (tree.children[0] as Element).children } : tree, allowed)
  return toHtml(safe).trim()
}

/** Most answers are one run of words, which is its own HTML: the long way would take most of the time of a check. */
function plainWords(nodes: readonly RootContent[]): string | undefined {
  const [only, ...others] = nodes
  if (others.length > 0 || only?.type !== 'text' || /[<&\r\n]/.test(only.value)) return undefined
  return only.value.trim()
}

/** A quote whose paragraph begins with a name in bold and a colon is somebody speaking. */
function markSpeech(quote: Element): void {
  const said = quote.children.map(speechOf)
  if (said.every((parts) => parts === undefined)) return
  quote.properties.className = ['speech']
  quote.children = quote.children.flatMap((child, index) => said[index] ?? [child])
}

function speechOf(block: ElementContent): ElementContent[] | undefined {
  if (block.type !== 'element' || block.tagName !== 'p') return undefined
  const [name, next, ...rest] = block.children
  if (name?.type !== 'element' || name.tagName !== 'strong') return undefined
  const colonInside = textOf(name).trimEnd().endsWith(':')
  if (!colonInside && !(next?.type === 'text' && next.value.startsWith(':'))) return undefined
  const words = next?.type === 'text' ? { ...next, value: next.value.replace(/^:?\s*/, '') } : next
  const left = [...(words && !(words.type === 'text' && words.value === '') ? [words] : []), ...rest]
  const speaker = element('p', { className: ['speaker'] }, [{ type: 'text', value: textOf(name).replace(/:\s*$/, '') }])
  return left.length > 0 ? [speaker, element('p', {}, left)] : [speaker]
}

function element(tagName: string, properties: Element['properties'], children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children }
}

function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value
  return node.type === 'element' ? node.children.map(textOf).join('') : ''
}
