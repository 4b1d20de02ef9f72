import { markdownToMdast, mdxToMdast } from 'satteri'
import type { Node, Nodes, Parents, Root, RootContent } from 'mdast'
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import { tagsOf } from './syntax/tags.ts'
import { placeAt, type Place } from './text.ts'

/*
 * The one importer of the reader of Markdown: native code that takes a thirtieth of the time of remark, and agrees with it but for
 * what is mended below. What its reader of JavaScript does with a text made to hurt is not to be relied on: nested deep enough, it
 * takes for ever or ends the process. Lessons have no JavaScript, so nothing that it could take for some is ever given to it.
 */

const features = { gfm: true, frontmatter: true }

/** Thrown for a text that is no MDX. */
export class Unreadable extends Error {
  /** 1-based, as editors count. */
  readonly line: number
  readonly column: number

  constructor(message: string, { line, column }: Place) {
    super(message)
    this.line = line
    this.column = column
  }
}

/**
 * MDX, of which no part is read as code: a curly bracket is an ordinary sign unless it begins a note to colleagues.
 *
 * @throws {Unreadable} for a tag that is not complete
 */
export function readMdx(text: string): Root {
  const given = cover(text.replace(emptyBox, '$<box>'))
  const tree = readGiven(given)
  mend(tree, given)
  return /[\uFDD0-\uFDD2]/.test(given) ? uncovered(tree) : tree
}

/** With blanks behind it, the native reader takes what stands on the next line for words, a note too. */
const emptyBox = /^(?<box>[ \t>]*(?:[-*+]|\d+[.)])[ \t]+\[[ xX]\])[ \t]+$/gm

/** Markdown without tags, of a text that is known not to nest deep. */
export function readMarkdown(text: string): Root {
  return markdownToMdast(text, { features }) as Root
}

function readGiven(text: string): Root {
  try {
    return mdxToMdast(text, { features }) as Root
  } catch (thrown) {
    const { message } = thrown as Error
    const [, line = 1, column = 1] = /^(\d+):(\d+)/.exec(message) ?? []
    throw new Unreadable(message, { line: Number(line), column: Number(column) })
  }
}

/** What the native reader leaves undone. */
function mend(node: Nodes, text: string): void {
  if ('children' in node) {
    joinTexts(node)
    for (const child of node.children) mend(child, text)
  }
  if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return
  refuseTorn(node, text)
  placeAttributes(node, text)
}

/** The native reader now and then leaves two runs of words side by side. */
function joinTexts(parent: Parents): void {
  const { children } = parent
  if (!children.some((node, index) => node.type === 'text' && children[index - 1]?.type === 'text')) return
  const joined: RootContent[] = []
  for (const node of children) {
    const last = joined.at(-1)
    if (node.type !== 'text' || last?.type !== 'text') joined.push(node)
    else joined.splice(-1, 1, { ...last, value: last.value + node.value, position: spanning(last, node) })
  }
  parent.children = joined
}

/** Beside an address words may have no place of their own. */
const spanning = ({ position: from }: Node, { position: to }: Node) => from && to && { start: from.start, end: to.end }

type Tag = MdxJsxFlowElement | MdxJsxTextElement

/** `*a <Term id="x">b* c</Term>` begins in bold print and ends outside: the native reader ends it with the bold print, unsaid. */
function refuseTorn({ name, position }: Tag, text: string): void {
  const { start, end } = position!
  const written = text.slice(start.offset, end.offset)
  if (written.endsWith('/>') || /<\/\s*([^\s>]*)\s*>$/.exec(written)?.[1] === (name ?? '')) return
  throw new Unreadable(`<${name}> begins in one thing and ends in another`, start)
}

/** The native reader does not say where they stand. */
function placeAttributes({ attributes, position }: Tag, text: string): void {
  if (attributes.length === 0) return
  const { start, end } = position!
  const written = text.slice(start.offset, end.offset)
  const [tag] = tagsOf(written)
  const place = (offset: number): Place => {
    const { line, column } = placeAt(written, offset)
    return { line: start.line + line - 1, column: line === 1 ? start.column + column - 1 : column }
  }
  for (const [index, { start, end }] of (tag?.attributes ?? []).entries())
    if (attributes[index]) attributes[index].position = { start: place(start), end: place(end) }
}

/** What might be read as code: a curly bracket without an odd number of backslashes before it, and the words that begin a module. */
const codeLike = /(\{\s*(?:\/\*(?:(?!\*\/)[^])*\*\/\s*)+\})|(?<!(?<!\\)(?:\\\\)*\\)\{|^(?:import|export)/gm

/** Stand-ins are as long as what they stand for, and Unicode keeps them free of meaning for ever. */
const standIns = { '{': '\uFDD0', i: '\uFDD1', e: '\uFDD2' }
const meant = new Map(Object.entries(standIns).map(([sign, standIn]) => [standIn, sign]))

function cover(text: string): string {
  return text.replace(codeLike, (found, note?: string) => (note ? note[0] + quiet(note.slice(1)) : covered(found)))
}

const covered = (found: string) => standIns[found[0] as keyof typeof standIns] + found.slice(1)

/**
 * What looks like a note may be none for the reader, such as one that begins in code: nothing else begins within it.
 * Of spaces the native reader knows the common ones.
 */
const quiet = (note: string) => note.replace(/\{|^(?:import|export)/gm, covered).replace(/[^\S\n]/g, ' ')

function uncovered<T>(part: T): T {
  if (typeof part === 'string') return part.replace(/[\uFDD0-\uFDD2]/g, (sign) => meant.get(sign)!) as T
  if (Array.isArray(part)) return part.map(uncovered) as T
  if (part === null || typeof part !== 'object') return part
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, key === 'position' ? value : uncovered(value)])) as T
}
