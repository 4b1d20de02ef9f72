import { toString } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import type { Code, Definition, Link, Node, Parents, Root, RootContent } from 'mdast'
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import type { ReaderProblem } from '../items/item-type.ts'
import type { Reference } from './lesson.ts'
import { picture, reportAlt, target } from './targets.ts'

export type TagElement = MdxJsxFlowElement | MdxJsxTextElement

export interface Tidying {
  /** Tags of items, as in the registry. */
  itemTags: readonly string[]
  /** Folder of the course, in whose `media/` the pictures are. */
  course: string
  /** Term to its short definition. */
  glossary: Readonly<Record<string, string>>
  /** Footnotes that are called somewhere, and anchors of headings: filled by `tidy` before anything is looked at. */
  footnotes: Set<string>
  anchors: Set<string>
  problem(problem: ReaderProblem): void
  reference(reference: Pick<Reference, 'kind' | 'id'>, at: Node): void
}

/**
 * Leaves nothing in the tree but Markdown, items and reused items at the top. Whatever could carry a key out is reported and
 * dropped here as well, should the text have hidden it from `loud.ts`; the reader gives no code.
 */
export function tidy(tree: Root, tidying: Tidying): Definition[] {
  let hasDefinitions = false
  visit(tree, (node) => {
    if (node.type === 'footnoteReference') tidying.footnotes.add(node.identifier)
    else if (node.type === 'heading') tidying.anchors.add(slugOf(node))
    else if (node.type === 'definition') hasDefinitions = true
  })
  tree.children = tree.children.flatMap((node) => tidied(node, undefined, tidying))
  anchorHeadings(tree)
  return hasDefinitions ? definitionsIn(tree) : []
}

function definitionsIn(tree: Root): Definition[] {
  const definitions: Definition[] = []
  visit(tree, 'definition', (definition) => void definitions.push(definition))
  return definitions
}

export function isItem(node: Node, { itemTags }: Pick<Tidying, 'itemTags'>): node is MdxJsxFlowElement {
  return node.type === 'mdxJsxFlowElement' && itemTags.includes((node as MdxJsxFlowElement).name ?? '')
}

export function isUse(node: Node): node is MdxJsxFlowElement {
  return node.type === 'mdxJsxFlowElement' && (node as MdxJsxFlowElement).name === 'Use'
}

/** Text attributes of a tag; one without a value, such as `exact`, is ''. Values that are code have been reported. */
export function attributesOf(tag: TagElement): Record<string, string> {
  const texts = tag.attributes.flatMap((attribute): [string, string][] => {
    if (attribute.type !== 'mdxJsxAttribute' || (attribute.value !== null && typeof attribute.value === 'object')) return []
    return [[attribute.name, attribute.value ?? '']]
  })
  return Object.fromEntries(texts)
}

function tidied(node: RootContent, parent: Parents | undefined, tidying: Tidying): RootContent[] {
  switch (node.type) {
    case 'yaml':
    case 'html':
      return []
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      return withoutNote(node, parent, tidying)
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      return tagTidied(node, parent, tidying)
    case 'footnoteDefinition':
      if (tidying.footnotes.has(node.identifier)) return []
      return footnote(node, tidying)
    case 'footnoteReference':
      return footnote(node, tidying)
    case 'code':
      return codeBlock(node, tidying)
    case 'image':
      return [picture(node, tidying)]
    case 'imageReference':
      if (!node.alt?.trim()) reportAlt(node, tidying)
      return [node]
    case 'link':
    case 'definition':
      node.url = target(node, tidying)
  }
  return [withTidyChildren(node, tidying)]
}

function withTidyChildren<T extends RootContent>(node: T, tidying: Tidying): T {
  if ('children' in node) {
    const parent: Parents = node
    parent.children = (parent.children as RootContent[]).flatMap((child) => tidied(child, parent, tidying)) as typeof parent.children
  }
  return node
}

/** Told where it is called, or, when nobody calls it, where it stands. */
function footnote(at: Node, tidying: Tidying): [] {
  return dropped(tidying, {
    id: 'footnote',
    at,
    message: 'Lessons have no footnotes: nobody would see this.',
    mend: 'put the words into the sentence.',
  })
}

function dropped({ problem }: Tidying, what: ReaderProblem): [] {
  problem(what)
  return []
}

/** A fence that was never closed swallows the items after it, and would show their answers to everybody. */
function codeBlock(node: Code, tidying: Tidying): RootContent[] {
  const swallowed = tidying.itemTags.find((tag) => holdsItem(tag, node.value))
  if (!swallowed) return [node]
  return dropped(tidying, {
    id: 'code-item',
    at: node,
    message: `This code block holds a <${swallowed}>, so learners would see its answers instead of being asked.`,
    mend: 'close the code block with ``` on its own line before the tag, or delete the ``` that opens it.',
  })
}

/** A tag alone may be quoted, as in the text of a macro: an item has an end or answers. */
function holdsItem(tag: string, code: string): boolean {
  const [, after] = new RegExp(`<${tag}\\s([^]*)`).exec(code) ?? []
  return after !== undefined && (after.includes(`</${tag}>`) || /^\s*[-*+] \[(?:[x ]|best|ok|poor)\]/m.test(after))
}

/** Notes to colleagues go: the reader reads nothing else in curly brackets. Between two lists of an item one stays, for the item to say what it does there. */
function withoutNote(note: RootContent, parent: Parents | undefined, tidying: Tidying): RootContent[] {
  if (!parent || !isItem(parent, tidying)) return []
  const siblings: RootContent[] = parent.children
  const at = siblings.indexOf(note)
  return siblings[at - 1]?.type === 'list' && siblings[at + 1]?.type === 'list' ? [note] : []
}

function tagTidied(tag: TagElement, parent: Parents | undefined, tidying: Tidying): RootContent[] {
  const name = tag.name ?? ''
  if (name === 'Term') return [term(withTidyChildren(tag, tidying), tidying)]
  if (name === 'Use' || tidying.itemTags.includes(name)) {
    if (!parent && tag.type === 'mdxJsxFlowElement') return [withTidyChildren(tag, tidying)]
    const id = tag.type === 'mdxJsxTextElement' ? 'item-inline' : 'item-nested'
    return dropped(tidying, {
      id,
      at: tag,
      message: `This <${name}> stands inside something else, so it is not shown.`,
      mend: `put <${name} …> on its own line at the left edge, with an empty line above and below.`,
    })
  }
  const id = /^[A-Z]/.test(name) ? 'tag-unknown' : 'html'
  return dropped(tidying, { id, at: tag, message: `<${name}> is no tag of a lesson, so nothing is shown.`, mend: 'delete it.' })
}

/** Works without a script: the definition is the title, and the focus reaches it, so the style sheet can show it to everybody. */
function term(tag: TagElement, tidying: Tidying): RootContent {
  const { id } = attributesOf(tag)
  reportAttributes(tag, tidying)
  if (id) tidying.reference({ kind: 'term', id }, tag)
  else
    tidying.problem({
      id: 'id-missing',
      at: tag,
      message: 'This <Term> does not say which term it means.',
      mend: 'write <Term id="…"> with the term from glossary.yml, which stands under Glossary on the author’s page.',
    })
  const short = Object.hasOwn(tidying.glossary, id ?? '') ? tidying.glossary[id!] : undefined
  const hProperties = { className: ['term'], ...(short === undefined ? {} : { title: short, tabIndex: 0 }) }
  const children = tag.children.flatMap((child) => (child.type === 'paragraph' ? child.children : [child])) as Link['children']
  return { type: 'emphasis', children, position: tag.position, data: { hName: 'dfn', hProperties } }
}

/** A term and a reused item say nothing of themselves but their id. */
export function reportAttributes({ name, attributes }: TagElement, { problem }: Tidying): void {
  for (const attribute of attributes) {
    if (attribute.type !== 'mdxJsxAttribute' || attribute.name === 'id') continue
    problem({
      id: 'attribute-unknown',
      at: attribute,
      length: attribute.name.length,
      message: `"${attribute.name}" says nothing here, so it does nothing.`,
      mend: `delete it; <${name} …> may say id.`,
    })
  }
}

/** An anchor from the words of each heading, each once. */
function anchorHeadings(tree: Root): void {
  const used = new Map<string, number>()
  for (const node of tree.children) {
    if (node.type !== 'heading') continue
    const slug = slugOf(node)
    const times = (used.get(slug) ?? 0) + 1
    used.set(slug, times)
    node.data = { ...node.data, hProperties: { id: times === 1 ? slug : `${slug}-${times}` } }
  }
}

function slugOf(heading: Node): string {
  const words = toString(heading).toLowerCase()
  return words.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'section'
}
