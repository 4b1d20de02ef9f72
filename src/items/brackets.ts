import { quoted } from './inline.ts'
import { lackingMark, likelyMark } from './likely-mark.ts'
import { placeOfMark } from './lines.ts'
import { bodyOf, wording } from './reading.ts'
import type { ListItem } from 'mdast'
import type { Reader } from './item-type.ts'
import type { Unmarked } from './marks.ts'
import type { ReplyMark } from './schema.ts'

/* What is said of a line whose mark cannot be read. */

/** Round brackets, a tick or a cross, or brackets in bold: no mark yet, and meant as one. */
export const isMeantMarked = (item: ListItem, reader: Reader) => meantMark.test(wording(bodyOf(item), reader))

const meantMark = /^(?:\(([xX ]?)\)|\[([xX ]?)\]|([✓✔✅☑☒✗✘❌☐⬜]\uFE0F?))\s*(\S.*)$/u
const ticks = /[✓✔✅☑]/u

export function reportAnswerBrackets(line: Unmarked, reader: Reader): void {
  report(line, answerBrackets(line, withoutLost(wording(line.body, reader)), reader), reader)
}

/** @param taken the marks that the list has already */
export function reportReplyBrackets(line: Unmarked, taken: ReadonlySet<ReplyMark>, reader: Reader): void {
  report(line, replyBrackets(line, withoutLost(wording(line.body, reader)), taken), reader)
}

function report({ item, raw }: Unmarked, words: { message: string; mend: string }, reader: Reader): void {
  reader.problem({ id: 'option-brackets', at: placeOfMark(item, reader), length: raw === undefined ? undefined : raw.length + 2, ...words })
}

/** A line that lost its dash or its space joins the one above, and has a mend of its own. */
const withoutLost = (text: string) => text.replace(/\s[-*+•]?\s?\[(?:[xX ]?|best|ok|poor)\]\s.*$/su, '')

function answerBrackets({ raw, item }: Unmarked, text: string, reader: Reader): { message: string; mend: string } {
  const both = `"- [ ] ${text}" for a wrong answer, "- [x] ${text}" for a right one`
  const [, round, square, glyph, words] = (raw === undefined && meantMark.exec(text)) || []
  const sign = round ?? square ?? (ticks.test(glyph ?? '') ? 'x' : ' ')
  if (words !== undefined && glyph === undefined && square !== undefined && /^\[[xX ]?\]\s/.test(text)) {
    const isCode = /^[^[]*`/.test(reader.line(item.position?.start.line ?? 0))
    return {
      message: `The brackets of ${quoted(text)} stand in ${isCode ? 'backticks' : 'bold or italics'}, so this line is not seen as an answer.`,
      mend: `take the ${isCode ? 'backticks' : 'stars'} from the brackets: "- [${sign.toLowerCase() || ' '}] ${words}".`,
    }
  }
  if (glyph !== undefined) {
    return {
      message: `${quoted(text)} begins with a ${sign === 'x' ? 'tick' : 'cross or box'} and no brackets, so this line is not seen as an answer.`,
      mend: `write "- [${sign}] ${words}".`,
    }
  }
  const glued = /^\[([xX ]?)\](\S.*)$/.exec(text)
  if (raw === undefined && glued) {
    return {
      message: `${quoted(text)} has no space after its brackets, so this line is not seen as an answer.`,
      mend: `write "- [${glued[1]!.toLowerCase() || ' '}] ${glued[2]}".`,
    }
  }
  if (round !== undefined) {
    return {
      message: `${quoted(text)} has round brackets, so this line is not seen as an answer.`,
      mend: `write square ones: "- [${round.toLowerCase() || ' '}] ${words}".`,
    }
  }
  if (raw === undefined) return { message: `${quoted(text)} has no brackets, so it is not seen as an answer.`, mend: `write ${both}.` }
  if (raw === '') {
    return {
      message: 'These brackets are empty, so this line is not seen as an answer.',
      mend: `put a space between them for a wrong answer, "- [ ] ${text}", or an x for a right one, "- [x] ${text}".`,
    }
  }
  const meant = raw.trim().toLowerCase()
  const fix = meant === 'x' ? `"- [x] ${text}"` : meant === '' ? `"- [ ] ${text}"` : both
  return {
    message: `The brackets ${bracketsSeen(raw, reader.line(item.position?.start.line ?? 0))}, so this line is not seen as an answer.`,
    mend: `write ${fix}, with ordinary spaces.`,
  }
}

function bracketsSeen(raw: string, line: string): string {
  if (line.includes('\\[')) return 'have a backslash in front'
  if (/^[xX ]$/.test(raw)) return 'are followed by a space that only looks like one'
  return raw.trim() === '' ? 'hold a space that only looks like one' : `read [${raw}]`
}

function replyBrackets(line: Unmarked, text: string, taken: ReadonlySet<ReplyMark>): { message: string; mend: string } {
  const { raw, item } = line
  const seen =
    typeof item.checked === 'boolean' ? 'is marked like an answer of a quiz' : raw === undefined ? 'has no mark' : `is marked [${raw}]`
  return { message: `${quoted(text)} ${seen}, so nobody knows what this reply is worth.`, mend: replyMend(line, text, taken) }
}

function replyMend({ raw, item }: Unmarked, text: string, taken: ReadonlySet<ReplyMark>): string {
  const [, glued, words] = (raw === undefined && /^\[?(best|ok|poor)\]?\s*:?\s*(\S.*)$/i.exec(text)) || []
  if (glued !== undefined) return `write "- [${glued.toLowerCase()}] ${words}".`
  const other = raw === undefined ? undefined : likelyMark(raw.trim(), taken)
  if (other !== undefined) return `write "- [${other}] ${text}".`
  const ticked = typeof item.checked === 'boolean' ? likelyMark(item.checked ? 'x' : '', taken) : undefined
  return `begin it with [best], [ok] or [poor]: "- [${ticked ?? lackingMark(taken)}] ${text}".`
}
