import type { Definition, Nodes, PhrasingContent, Root, RootContent } from 'mdast'
import { Refusal } from '../../kernel/refusal.ts'
import { readMarkdown } from '../reader.ts'
import { deepest, tooDeep } from '../syntax/depth.ts'
import { snippet } from '../text.ts'
import { pictureWords, safeAddress } from './html.ts'
import { paragraph, text, type Block, type Inline, type Rich, type Say } from './rich.ts'

/**
 * Ordinary Markdown: curly brackets and < mean nothing in it.
 *
 * @throws Refusal('invalid') for what nests so deep that reading it would take minutes or break off
 */
export function parseMarkdown(source: string): Root {
  const [deep] = tooDeep(source)
  if (!deep) return readMarkdown(source)
  throw new Refusal(
    'invalid',
    `Brackets, quotes, lists or stars stand more than ${deepest} deep in each other in the text that begins “${snippet(source.slice(deep.start))}”, so it is not read.`,
    'Take it out of the file.',
  )
}

export const markdownRich = (source: string, say: Say): Rich => richOf(parseMarkdown(source).children, say)

/** Markdown's tree as words with the markup that a lesson's items take. HTML in it stays as the words that it is. */
export function richOf(nodes: readonly RootContent[], say: Say): Rich {
  const definitions = new Map(
    nodes.flatMap((node): [string, Definition][] => (node.type === 'definition' ? [[node.identifier.toLowerCase(), node]] : [])),
  )
  return nodes.flatMap((node) => blocksOf(node, definitions, say))
}

type Definitions = ReadonlyMap<string, Definition>

function blocksOf(node: RootContent, definitions: Definitions, say: Say): Block[] {
  const inner = (nodes: readonly RootContent[]) => nodes.flatMap((each) => blocksOf(each, definitions, say))
  switch (node.type) {
    case 'paragraph':
      return [paragraph(inlinesIn(node.children, definitions, say))]
    case 'heading':
      return [paragraph([{ type: 'strong', children: inlinesIn(node.children, definitions, say) }])]
    case 'code':
      return [{ type: 'code', value: node.value }]
    case 'list':
      return [
        { type: 'list', ordered: node.ordered === true, items: node.children.map((item) => withBox(item.checked, inner(item.children))) },
      ]
    case 'blockquote':
      return inner(node.children)
    case 'table':
      say('a table is written as lines')
      return node.children.map((row) =>
        paragraph(
          row.children.flatMap((cell, index) => [...(index > 0 ? [text(' | ')] : []), ...inlinesIn(cell.children, definitions, say)]),
        ),
      )
    case 'html':
      say('HTML is written as the words that it is')
      return [paragraph([text(node.value)])]
    case 'footnoteDefinition':
      return inner(node.children)
    case 'definition':
    case 'yaml':
    case 'thematicBreak':
      return []
    default:
      return [paragraph(inlinesIn([node as PhrasingContent], definitions, say))]
  }
}

const withBox = (checked: boolean | null | undefined, rich: Rich): Rich =>
  typeof checked === 'boolean'
    ? [paragraph([text(checked ? '☑ ' : '☐ '), ...(rich[0]?.type === 'paragraph' ? rich[0].children : [])]), ...rich.slice(1)]
    : rich

function inlinesIn(nodes: readonly PhrasingContent[], definitions: Definitions, say: Say): Inline[] {
  return nodes.flatMap((node): Inline[] => {
    switch (node.type) {
      case 'text':
        return [text(node.value)]
      case 'inlineCode':
        return [{ type: 'code', value: node.value }]
      case 'strong':
      case 'emphasis':
        return [{ type: node.type, children: inlinesIn(node.children, definitions, say) }]
      case 'break':
        return [{ type: 'break' }]
      case 'html':
        if (/^<br\s*\/?>$/i.test(node.value)) return [{ type: 'break' }]
        say('HTML is written as the words that it is')
        return [text(node.value)]
      case 'image':
        return [text(pictureWords(node.alt ?? undefined, node.url, say))]
      case 'imageReference':
        return [text(pictureWords(node.alt ?? undefined, definitions.get(node.identifier.toLowerCase())?.url, say))]
      case 'link':
        return linked(node.url, inlinesIn(node.children, definitions, say), say)
      case 'linkReference':
        return linked(definitions.get(node.identifier.toLowerCase())?.url, inlinesIn(node.children, definitions, say), say)
      case 'footnoteReference':
        return [text(`[${node.identifier}]`)]
      default:
        return 'children' in node
          ? inlinesIn((node as Extract<Nodes, { children: unknown }>).children as PhrasingContent[], definitions, say)
          : []
    }
  })
}

function linked(url: string | undefined, children: Inline[], say: Say): Inline[] {
  const address = safeAddress(url, say)
  return address === undefined ? children : [{ type: 'link', url: address, children }]
}
