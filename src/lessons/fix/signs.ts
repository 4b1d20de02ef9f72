import { leadsOutside } from '../html.ts'
import type { Fixer } from './rules.ts'
import { tagsOf } from '../syntax/tags.ts'
import { lineAt, type Edit } from '../text.ts'

/** Signs that mean something else in a lesson than their author meant. */

export const brace: Fixer = ({ visible, at }) => {
  const match = matchAt(/\{+(?:(?!\n[ \t]*\n)[^{}])*\}+|\{+/y, visible, at)
  return match && [...match[0].matchAll(/[{}]/g)].map(({ index }) => insert(at + index, '\\'))
}

export const clozeBraces: Fixer = ({ text, at }) => {
  const match = matchAt(/\{\{([^{}\n]*)\}\}/y, text, at)
  return match && [replace(at, match[0], `[[${match[1]!.trim()}]]`)]
}

export const lessThan: Fixer = ({ text, at }) => (text[at] === '<' ? [insert(at, '\\')] : undefined)

/** Bare where a bare address is seen as one, else as a link with its address for words. */
export const autolink: Fixer = ({ text, at }) => {
  const match = matchAt(/<([^\s<>]+)>/y, text, at)
  if (!match) return undefined
  const address = match[1]!
  const isBare = /(?:^|[\s(])$/.test(text.slice(Math.max(0, at - 1), at)) && /^(?:$|[\s.,;:!?)])/.test(text.slice(at + match[0].length))
  const reaching = /^(?:mailto|tel|sms):/i
  if (isBare && !reaching.test(address)) return [replace(at, match[0], address)]
  const target = leadsOutside(address) ? address : address.includes('@') ? `mailto:${address}` : `https://${address}`
  return [replace(at, match[0], `[${address.replace(reaching, '')}](${target})`)]
}

export const comment: Fixer = ({ text, at }) => {
  const match = matchAt(/<!--([\s\S]*?)-->/y, text, at)
  if (!match) return undefined
  const words = match[1]!
    .trim()
    .replaceAll('*/', '* /')
    .replace(/\n\s*\n/g, '\n')
  return [replace(at, match[0], `{/* ${words} */}`)]
}

const markdown: Record<string, string> = { b: '**', strong: '**', i: '*', em: '*' }

/** A line break becomes an empty line, bold and italic their Markdown. Any other HTML may have meant anything. */
export const html: Fixer = ({ text, visible, at }) => {
  const tags = tagsOf(visible)
  const tag = tags.find(({ start }) => start === at)
  if (!tag) return undefined
  if (tag.name.toLowerCase() === 'br') return lineBreak(text, tag)
  const sign = markdown[tag.name.toLowerCase()]
  const close = tags.find(({ start, name, kind }) => start > at && name === tag.name && kind === 'close')
  if (!sign || tag.kind !== 'open' || tag.attributes.length > 0 || !close) return undefined
  const inside = visible.slice(tag.end, close.start)
  if (!/^[\p{L}\p{N}](?:[^*<\n]*[\p{L}\p{N}.!?])?$/u.test(inside)) return undefined
  return [
    { ...tag, text: sign },
    { ...close, text: sign },
  ]
}

/** In a list or a table an empty line would tear it: there only its author can say what to do. */
function lineBreak(text: string, { start, end }: { start: number; end: number }): Edit[] | undefined {
  const line = lineAt(text, start)
  const written = text.slice(line.start, line.end)
  const quote = /^ *>[ >]*/.exec(written)?.[0] ?? ''
  if (/^(?:[-*+|]|\d+[.)]|\s)/.test(written.slice(quote.length)) || /^#/.test(written)) return undefined
  const left = text.slice(line.start, start).trimEnd().length + line.start
  const right = end + /^[ \t]*\n?[ \t>]*/.exec(text.slice(end))![0].length
  return [{ start: left, end: right, text: `\n${quote.trimEnd()}\n${quote}` }]
}

export const headingId: Fixer = ({ text, at }) => {
  const match = matchAt(/\{#[^}\n]*\}[ \t]*/y, text, at)
  if (!match) return undefined
  const start = text.slice(0, at).trimEnd().length
  return [{ start, end: at + match[0].length, text: '' }]
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}

const insert = (at: number, text: string): Edit => ({ start: at, end: at, text })
const replace = (start: number, old: string, text: string): Edit => ({ start, end: start + old.length, text })
