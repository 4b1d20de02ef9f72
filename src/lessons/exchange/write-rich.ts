import { escaped, isLineStart } from './escape.ts'
import { inlinesOf, type Block, type Gap, type Inline, type Rich } from './rich.ts'

/** Signs that mean something to an item: in its words they are set as code, which items do not look into. */
export type Guard = 'gaps' | 'arrows' | 'none'

const guarded: Record<Guard, RegExp | undefined> = {
  // An address right before a gap would take it along.
  gaps: /(?:\[{2,}|\]{2,})+|\[+$|^\]+|(?:https?:\/\/|www\.)\S*$/gi,
  arrows: /(?:[-–—=]{1,2}>|→|⇒)+/g,
  none: undefined,
}

/** As blocks with empty lines between them. */
export function writeRich(rich: Rich, guard: Guard = 'none'): string {
  return rich
    .map((block) => writeBlock(block, guard))
    .filter(Boolean)
    .join('\n\n')
}

/** On one line, as in a list of answers. */
export function writeLine(rich: Rich, guard: Guard = 'none'): string {
  return writeInlines(inlinesOf(rich), guard).replace(/\s*\\?\n\s*/g, ' ')
}

function writeBlock(block: Block, guard: Guard): string {
  switch (block.type) {
    case 'paragraph':
      return writeInlines(block.children, guard)
    case 'code':
      return fenced(block.value)
    case 'list':
      // Answers begin with - and steps with a number: a list of the question must not be read as one of theirs.
      return block.items
        .map((item) => writeRich(item, guard))
        .filter(Boolean)
        .map((item) => `* ${indented(item)}`)
        .join('\n')
  }
}

/** All lines but the first. */
export const indented = (lines: string): string => lines.replace(/\n(?=[^\n])/g, '\n  ')

/** Every line behind a `>`. */
export const quotedLines = (lines: string): string =>
  lines
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')

function fenced(value: string): string {
  const fence = longer('`', value, 3)
  return value.trim() === '' ? '' : `${fence}\n${value.replace(/^\n+|\s+$/g, '')}\n${fence}`
}

function longer(sign: string, value: string, least: number): string {
  const runs = [...value.matchAll(/`+/g)].map(([run]) => run.length)
  return sign.repeat(Math.max(least, ...runs.map((run) => run + 1)))
}

function writeInlines(nodes: readonly Inline[], guard: Guard): string {
  const written = writeRun(spaced(nodes, guard), { before: '', mayLink: true, marks: true })
  return written.replace(/(?:\s*\\\n)+\s*$/, '').trim()
}

/** Runs of text joined, white space single, guarded signs set apart. */
function spaced(nodes: readonly Inline[], guard: Guard): Inline[] {
  const joined: Inline[] = []
  for (const node of nodes) {
    const last = joined.at(-1)
    if (node.type === 'text' && last?.type === 'text') joined[joined.length - 1] = { ...last, value: last.value + node.value }
    else joined.push('children' in node ? { ...node, children: spaced(node.children, guard) } : node)
  }
  return joined.flatMap((node) => {
    if (node.type !== 'text') return [node]
    const value = node.value.replace(/[^\S\n]+/g, ' ').replace(/ ?\n\s*/g, '\n')
    return apart(value, guarded[guard])
  })
}

function apart(value: string, signs: RegExp | undefined): Inline[] {
  if (!signs) return [{ type: 'text', value }]
  const pieces: Inline[] = []
  let from = 0
  for (const { 0: sign, index } of value.matchAll(signs)) {
    pieces.push({ type: 'text', value: value.slice(from, index) }, { type: 'code', value: sign })
    from = index + sign.length
  }
  return [...pieces, { type: 'text', value: value.slice(from) }]
}

interface Around {
  before: string
  /** Not within another link. */
  mayLink: boolean
  /** Bold within bold, or italic within it, is left to the outer one. */
  marks: boolean
}

function writeRun(nodes: readonly Inline[], around: Around): string {
  let done = ''
  const present = nodes.filter((node) => node.type !== 'text' || node.value !== '')
  for (const [index, node] of present.entries()) {
    const beside = { previous: present[index - 1], next: present[index + 1] }
    done += writeNode(node, beside, { ...around, before: around.before + done })
  }
  return done
}

interface Beside {
  previous: Inline | undefined
  next: Inline | undefined
}

function writeNode(node: Inline, { previous, next }: Beside, around: Around): string {
  switch (node.type) {
    case 'text': {
      const mayLink = around.mayLink && around.marks && (!next || /\s$/.test(node.value))
      const signs = escaped(startsLine(around) ? node.value.trimStart() : node.value, around.before, mayLink)
      // A bracket after a gap would begin the address of a link, an exclamation mark before one a picture.
      const opened = around.before.endsWith(']]') ? signs.replace(/^\(/, '\\(') : signs
      return next ? opened.replace(/!$/, '\\!') : opened
    }
    case 'break':
      return startsLine(around) ? '' : '\\\n'
    case 'code':
      // Two pieces of code side by side would be one.
      return previous?.type === 'code' ? escaped(onALine(node.value), around.before, false) : code(node.value)
    case 'gap':
      return writeGap(node)
    case 'link':
      return link(node.url, node.children, around)
    default:
      return marked(node.type === 'strong' ? '**' : '*', node.children, next, around)
  }
}

const startsLine = ({ before }: Around) => isLineStart(before)

/** A line end in code is a space; outside of it a list could begin there. */
const onALine = (value: string) => value.replace(/\s+/g, ' ')

function code(value: string): string {
  const words = onALine(value)
  if (words.trim() === '') return words
  const fence = longer('`', words, 1)
  const pad = /^`|`$|^ .* $/.test(words) ? ' ' : ''
  return fence + pad + words + pad + fence
}

function writeGap({ accepted, hint }: Gap): string {
  const inside = accepted.join('|') + (hint ? `::${hint}` : '')
  const words = inside.replace(/\s+/g, ' ').trim()
  return `[[${/https?:\/\/|www\./i.test(words) ? code(words) : escaped(words, ' ', false)}]]`
}

function link(url: string, children: readonly Inline[], around: Around): string {
  const words = writeRun(children, { before: `${around.before}[`, mayLink: false, marks: around.marks })
  const { left, inner, right } = withinSpaces(words, around)
  if (inner === '') return left
  if (!around.mayLink) return words
  const address = url.replace(/[\s<>()\\{}"'`|^[\]]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
  return `${left}[${inner}](${address})${right}`
}

/** White space belongs outside of brackets and stars, and nowhere at the beginning of a line. */
function withinSpaces(words: string, around: Around): { left: string; inner: string; right: string } {
  const [, left = '', inner = '', right = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(words)!
  return { left: startsLine(around) ? '' : left, inner, right }
}

/** Bold and italic only where their stars are read as such: beside a letter they must touch a letter. */
function marked(stars: string, children: readonly Inline[], next: Inline | undefined, around: Around): string {
  const words = writeRun(children, { ...around, before: `${around.before}${stars}`, marks: false })
  const { left, inner, right } = withinSpaces(words, around)
  const opens = isLetter(inner.at(0)) || left !== '' || /^$|[\s!-)+-/:-@[-`{-~]$/.test(around.before)
  const closes = isLetter(inner.at(-1)) || right !== '' || !next || (next.type === 'text' && /^[\s!-/:-@[-`{-~]/.test(next.value))
  const fits = around.marks && inner !== '' && !inner.includes('\\\n') && opens && closes && !around.before.endsWith('*')
  return fits ? `${left}${stars}${inner}${stars}${right}` : writeRun(children, { ...around, marks: false })
}

const isLetter = (sign: string | undefined) => sign !== undefined && /[\p{L}\p{N}]/u.test(sign)
