import type { Fixer } from './rules.ts'
import { lineAt, type Edit } from '../text.ts'
import { inQuotes, withoutQuotes } from '../yaml/quotes.ts'

/** Lines of lists, quotes, cards and heads that are nearly right. */

interface Line {
  start: number
  end: number
  text: string
}

/** The lines from an offset on. */
function* linesFrom(text: string, at: number): Generator<Line> {
  for (let { start, end } = lineAt(text, at); ; { start, end } = lineAt(text, end + 1)) {
    yield { start, end, text: text.slice(start, end) }
    if (end >= text.length) return
  }
}

/** The lines above an offset, the nearest first. */
function* linesAbove(text: string, at: number): Generator<Line> {
  for (let { start } = lineAt(text, at); start > 0;) {
    const line = lineAt(text, start - 1)
    yield { ...line, text: text.slice(line.start, line.end) }
    start = line.start
  }
}

const become = ({ start, end }: Line, text: string): Edit => ({ start, end, text })

const bullet = /^([-*+]|\d+[.)])(?=\s)/
/** Where the content of an item ends for certain. */
const isEnd = (line: string) => /^<\/?[A-Z]/.test(line)

const brackets = /^(\s*[-*+])\s*[[{]([^\]}\n]{0,8})[\]}](\s?)/

export const optionBrackets: Fixer = ({ text, at }) => {
  for (const line of linesFrom(text, at)) {
    if (line.text.trim() === '') return undefined
    const [written, dash, inside, space] = brackets.exec(line.text) ?? []
    if (written === undefined) continue
    const mark = markIn(inside!)
    const rest = line.text.slice(written.length)
    const fixed = `${dash} [${mark}]${space || rest ? ' ' : ''}${rest}`
    if (mark !== undefined && fixed !== line.text) return [become(line, fixed)]
  }
  return undefined
}

/** What stands between the brackets, as it should be typed; undefined where it may mean either. */
function markIn(inside: string): string | undefined {
  const mark = inside.replace(/[\s\u200B-\u200D\u2060\uFEFF]/g, '').toLowerCase()
  if (mark === '') return ' '
  if (/^[xх✓✔✅☑]\uFE0F?$/u.test(mark)) return 'x'
  return /^(?:best|ok|poor)$/.test(mark) ? mark : undefined
}

/** A second list that only differs in its sign. */
export const optionsSplit: Fixer = ({ text, at }) => {
  const own = bullet.exec(text.slice(lineAt(text, at).start))?.[1]
  const first = [...linesAbove(text, at)].find((line) => isEnd(line.text) || bullet.test(line.text))
  const meant = (first && bullet.exec(first.text)?.[1]) ?? '-'
  if (!own || isNumber(own) !== isNumber(meant)) return undefined
  const edits: Edit[] = []
  for (const line of linesFrom(text, at)) {
    const sign = bullet.exec(line.text)?.[1]
    if (isEnd(line.text) || (sign === undefined && /^\S/.test(line.text)) || (sign && sign.at(-1) !== own.at(-1))) break
    if (sign) edits.push({ start: line.start + sign.length - 1, end: line.start + sign.length, text: meant.at(-1)! })
  }
  return edits
}

const isNumber = (sign: string) => /^\d/.test(sign)

/** The notes below an option are its own when they stand as far right as its words. */
export const underOption: Fixer = ({ text, at, problem }) => {
  if (problem.severity === 'warning') return undefined
  const above = [...linesAbove(text, at)].find((line) => isEnd(line.text) || bullet.test(line.text))
  const sign = above && bullet.exec(above.text)?.[1]
  if (!sign) return undefined
  const note = /^\s*\{[\s\S]*?\*\/\s*\}/.exec(text.slice(at))
  const end = note ? at + note[0].length : Infinity
  const edits: Edit[] = []
  for (const line of linesFrom(text, at)) {
    if (note ? line.start >= end : !line.text.startsWith('>')) break
    if (line.text) edits.push({ start: line.start, end: line.start, text: ' '.repeat(sign.length + 1) })
  }
  return edits
}

/** `1)` becomes `1.`. Where the numbers are not those of the order, their author may have meant either. */
export const orderNumbers: Fixer = ({ text, at }) => {
  const opening = isEnd(text.slice(at)) ? lineAt(text, at) : [...linesAbove(text, at)].find((line) => isEnd(line.text))
  if (!opening) return undefined
  const numbers: number[] = []
  const edits: Edit[] = []
  for (const line of linesFrom(text, opening.end + 1)) {
    if (isEnd(line.text)) break
    const number = /^(\d+)[.)](?=\s)/.exec(line.text)
    if (!number) continue
    numbers.push(Number(number[1]))
    edits.push({ start: line.start, end: line.start + number[0].length, text: `${number[1]}.` })
  }
  const isOrder = numbers.every((number, index) => number === numbers[0]! + index) || numbers.every((number) => number === numbers[0])
  return isOrder ? edits : undefined
}

/** A line `Feels: …` of a reply without its `>`. */
export const drillLabel: Fixer = ({ text, at }) => {
  const edits: Edit[] = []
  const own = lineAt(text, at)
  const start = bullet.test(text.slice(own.start, own.end)) ? own.end + 1 : own.start
  for (const line of linesFrom(text, start)) {
    if (bullet.test(line.text) || isEnd(line.text) || line.text.trim() === '') break
    const lost = /^\s*((?:why|feels)\s*:.*)$/i.exec(line.text)
    if (lost) edits.push(become(line, `  > ${lost[1]}`))
  }
  return edits
}

const arrows = /\s*(?:[-–—=]{1,2}>|→|⇒)\s*/g

/** The last arrow of a line is the one that counts, or the only one. */
export const arrow: Fixer = ({ text, visible, at, problem }) => {
  if (problem.severity === 'error') return undefined
  let end = at
  for (const line of linesFrom(text, at)) {
    if (line.start > at && (line.text.trim() === '' || /^\s*(?:[-*+>#<]|\d+[.)])(?:\s|$|[A-Z/])/.test(line.text))) break
    end = line.end
  }
  const last = [...visible.slice(at, end).matchAll(arrows)].at(-1)
  return last && [{ start: at + last.index, end: at + last.index + last[0].length, text: ' -> ' }]
}

/** A rule right below words makes a heading of them; one that a word processor has made a dash is none at all. */
export const cardRule: Fixer = ({ text, at }) => {
  const isTag = isEnd(text.slice(at))
  for (const line of linesFrom(text, isTag ? lineAt(text, at).end + 1 : at)) {
    if (isEnd(line.text)) return undefined
    if (isTag ? /^[-–—]*[–—][-–—]*\s*$/.test(line.text) : /^-+[ \t]*$/.test(line.text)) {
      const isLast = text.slice(line.end + 1, lineAt(text, line.end + 1).end).trim() === ''
      return [become(line, isLast ? '\n---' : '\n---\n')]
    }
  }
  return undefined
}

/** In a table a | within a gap needs a backslash, or the table is cut there. */
export const clozeTable: Fixer = ({ text, at }) => {
  const line = lineAt(text, at)
  const gaps = [...text.slice(line.start, line.end).matchAll(/\[\[[^[\]\n]*\]\]/g)]
  return gaps.flatMap((gap) =>
    [...gap[0].matchAll(/(?<!\\)\|/g)].map(({ index }) => {
      const place = line.start + gap.index + index
      return { start: place, end: place, text: '\\' }
    }),
  )
}

export const yamlColon: Fixer = ({ text, at }) => {
  const { start, end } = lineAt(text, at)
  const match = /^([^:]*:[ \t]+)(.*?)([ \t]+#.*|[ \t]*)$/.exec(text.slice(start, end))
  return match ? [{ start, end, text: match[1]! + inQuotes(withoutQuotes(match[2]!)) + match[3]!.trimEnd() }] : undefined
}

/** `title: "Say "hi" now"`: quotes among the words of a value that stands in such quotes. */
export const quotesWithin: Fixer = ({ text, at }) => {
  const { start, end } = lineAt(text, at)
  const [, key = '', value = '', rest = ''] = /^(\s*(?:- )?[\w-]+:[ \t]+)(".*"|'.*')([ \t]+#.*|[ \t]*)$/.exec(text.slice(start, end)) ?? []
  const words = withoutQuotes(value)
  return words === value ? undefined : [{ start, end, text: key + inQuotes(words) + rest.trimEnd() }]
}
