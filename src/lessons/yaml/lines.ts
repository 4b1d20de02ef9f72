import { LineCounter, parseDocument, type Document } from 'yaml'
import type { Problem } from '../../kernel/problem.ts'
import { inQuotes, withoutQuotes } from './quotes.ts'

/** YAML complains far from the cause, in its own words, and once. Here the lines at fault are found, told and left out. */

export interface YamlFinding extends Problem {
  /** Whose value cannot be read: the key of the line, and the key that it stands under. */
  keys: string[]
}

interface Parsed {
  document: Document.Parsed
  lines: LineCounter
}

/** How many lines are left out before the rest is given up. */
const enough = 20

export function parsedWithout(text: string, rule: string): Parsed & { findings: YamlFinding[] } {
  let parsed = parse(text)
  const findings: YamlFinding[] = []
  let mended = text
  if (parsed.document.errors.length > 0) {
    const colons = [...unquotedColons(text), ...gluedColons(text)]
    mended = colons
      .toSorted((a, b) => b.start - a.start)
      .reduce((now, { start, end, as }) => now.slice(0, start) + as + now.slice(end), text)
    findings.push(...colons.map(colonFinding))
    parsed = parse(mended)
  }
  for (let n = 0; n < enough && parsed.document.errors.length > 0; n++) {
    const lines = mended.split('\n')
    const index = misplaced(lines, lineAtFault(lines, parsed))
    findings.push(unreadable(rule, lines, index))
    // What stands further right belongs to it.
    const depth = indentOf(lines[index] ?? '')
    const next = lines.findIndex((line, at) => at > index && line.trim() !== '' && indentOf(line) <= depth)
    mended = lines.map((line, at) => (at >= index && at < (next < 0 ? lines.length : next) ? '' : line)).join('\n')
    parsed = parse(mended)
  }
  return { ...parsed, findings: findings.toSorted((a, b) => a.line - b.line) }
}

function parse(text: string): Parsed {
  const lines = new LineCounter()
  return { document: parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, logLevel: 'error' }), lines }
}

const indentOf = (line: string) => /^\s*/.exec(line)![0].length

/** The nearest line above the complaint that is wrong by itself, such as one with a quote that never ends. */
function lineAtFault(lines: string[], { document, lines: counter }: Parsed): number {
  const told = Math.min(lines.length, Math.max(1, counter.linePos(document.errors[0]!.pos[0]).line)) - 1
  const alone = lines.slice(0, told + 1).findLastIndex((line) => line.trim() !== '' && parse(line).document.errors.length > 0)
  if (alone >= 0) return alone
  return lines.slice(0, told + 1).findLastIndex((line) => line.trim() !== '') || told
}

/** Where a key stands too far right, YAML complains of the line above. */
function misplaced(lines: string[], index: number): number {
  const next = lines.findIndex((line, at) => at > index && line.trim() !== '')
  return next > 0 && !placeAbove(lines, index) && placeAbove(lines, next) ? next : index
}

/** The key above beside which a key was meant to stand; undefined where it stands well. */
function placeAbove(lines: string[], index: number): { key: string; column: number } | undefined {
  const column = /^( *)\w[\w-]*:(?:\s|$)/.exec(lines[index] ?? '')?.[1]!.length
  if (column === undefined) return undefined
  const above = lines.slice(0, index).flatMap((line) => {
    const [, before, key, value] = /^( *(?:- +)*)(\w[\w-]*):(?:\s+(\S.*)|\s*)$/.exec(line) ?? []
    return key === undefined ? [] : [{ key, column: before!.length, value }]
  })
  const last = above.at(-1)
  // Of a key without a value nobody knows whether this one belongs to it or stands beside it.
  if (last?.value === undefined || /^[|>]/.test(last.value) || above.some((other) => other.column === column)) return undefined
  return last
}

interface Colon {
  line: number
  column: number
  key: string
  value: string
  /** The value in the text, and what is read in its place. */
  start: number
  end: number
  as: string
  isGlued: boolean
}

const inBlock = /^(?<before>[ \t]*(?:- )?)(?<key>[\w-]+):[ \t]+(?<value>[^"'[{|>&*!%@`#\s][^#\n]*?:(?:[ \t][^#\n]*)?)(?:[ \t]+#.*)?$/gm
const inBraces = /(?<before>[{,][ \t]*)(?<key>[\w-]+):[ \t]+(?<value>[^"'[\]{},\s][^,{}\n]*?:(?=[ \t])[^,{}\n]*?)(?=[ \t]*[,}])/g
const glued = /^(?<before>[ \t]*(?:- )?)(?<key>[A-Za-z_][\w-]*):(?<value>[^\s/].*)$/gm

/** `title: Refunds: the basics`, and the same between curly brackets. */
function unquotedColons(text: string): Colon[] {
  return [...text.matchAll(inBlock), ...text.matchAll(inBraces)].map((match) => colonAt(text, match, false))
}

/** `title:Refunds`. */
function gluedColons(text: string): Colon[] {
  return [...text.matchAll(glued)].map((match) => colonAt(text, match, true))
}

function colonAt(text: string, match: RegExpExecArray, isGlued: boolean): Colon {
  const { before, key, value } = match.groups as { before: string; key: string; value: string }
  const at = match.index + before.length
  const above = text.slice(0, at)
  const start = isGlued ? at + key.length + 1 : text.indexOf(value, at + key.length)
  const words = withoutQuotes(value)
  const as = `${isGlued ? ' ' : ''}${JSON.stringify(words)}`
  const line = above.split('\n').length
  return { line, column: at - above.lastIndexOf('\n'), key, value: words, start, end: start + value.length, as, isGlued }
}

function colonFinding({ line, column, key, value, isGlued }: Colon): YamlFinding {
  const what = isGlued
    ? { message: `There is no space after "${key}:", so the ${key} cannot be read.`, mend: `write ${key}: ${value}` }
    : { message: `The ${key} has a colon in it, so it cannot be read.`, mend: `put the ${key} in quotes: ${key}: ${inQuotes(value)}` }
  return { line, column, severity: 'error', id: 'yaml-colon', ...what, length: key.length, keys: [key] }
}

function unreadable(rule: string, lines: string[], index: number): YamlFinding {
  const line = lines[index] ?? ''
  const above = /^\s*(?:- )?([\w-]+):\s*$/.exec(lines.slice(0, index).findLast((each) => each.trim() !== '') ?? '')?.[1]
  const indent = /^\s*/.exec(line)![0]
  const meant = placeAbove(lines, index)
  const [, key, value = ''] = /^\s*(?:- )?([\w-]+)\s*[:=]?\s*(.*)$/.exec(line) ?? []
  const column = indent.includes('\t') ? 1 : indent.length + 1
  const keys = [key, above].filter((name) => name !== undefined)
  return {
    line: index + 1,
    column,
    severity: 'error',
    id: `${rule}-unreadable`,
    ...(meant ? movedWords(meant, indent.length, key ?? '') : wordsFor(indent, line.includes(':') ? key : undefined, value.trim())),
    keys,
  }
}

const movedWords = (beside: { key: string; column: number }, column: number, key: string) => ({
  message: `The key ${key} stands too far ${column < beside.column ? 'left' : 'right'}, so it cannot be read.`,
  mend: beside.column === 0 ? 'delete the spaces before it.' : `move it under "${beside.key}": ${beside.column} spaces in front.`,
})

function wordsFor(indent: string, key: string | undefined, value: string): { message: string; mend: string } {
  if (indent.includes('\t'))
    return { message: 'This line begins with a tab, so it cannot be read.', mend: 'put spaces in the place of the tab.' }
  if (key === undefined) {
    return {
      message: 'This line cannot be read.',
      mend: 'write one "key: value" on each line, text with special signs in quotes, and entries of a list below each other with "- ".',
    }
  }
  if (key.startsWith('-'))
    return { message: 'There is no space after this dash, so the line cannot be read.', mend: `write "- ${key.slice(1)}: ${value}".` }
  const mail = /^\[[^\]]*\]\(mailto:([^\s()]+)\)$/.exec(value)?.[1]
  if (mail !== undefined)
    return { message: `The value of ${key} was pasted as a link, so it cannot be read.`, mend: `write ${key}: ${mail}` }
  const quote = /^["']/.exec(value)?.[0]
  if (quote && !value.slice(1).includes(quote))
    return { message: `The value of ${key} begins with ${quote} and never ends.`, mend: `put ${quote} at its end.` }
  const open = /^[[{]/.exec(value)?.[0]
  const close = open === '[' ? ']' : '}'
  if (open && !value.includes(close))
    return { message: `The value of ${key} begins with ${open} and never ends.`, mend: `put ${close} at its end.` }
  if (open && value.endsWith(close))
    return {
      message: `The value of ${key} cannot be read.`,
      mend: `write one pair of ${open}${close}, with a comma between two entries, and text with special signs in quotes.`,
    }
  if (/^[\p{L}\p{N}\s.,-]*$/u.test(value))
    return {
      message: `The key ${key} cannot be read where it stands.`,
      mend: 'put as many spaces before the line as before the others that it stands beside.',
    }
  return {
    message: `The value of ${key} cannot be read because of the signs in it.`,
    mend: `put all of it in quotes: ${key}: ${inQuotes(withoutQuotes(value))}`,
  }
}
