import { isMeantMarked, reportAnswerBrackets, reportReplyBrackets } from './brackets.ts'
import { quoted, withoutShortcuts } from './inline.ts'
import { placeOfText, reportLostLines, reportNested } from './lines.ts'
import { bodyOf, inlineHtml, layout, parts, quotesIn, reportDuplicates, reportMissingQuestion, wording } from './reading.ts'
import { replyMark } from './schema.ts'
import type { Twice } from './reading.ts'
import type { ReplyMark } from './schema.ts'
import type { Blockquote, List, ListItem, RootContent } from 'mdast'
import type { BaseSpec, ItemSource, Part, Reader, ReaderProblem } from './item-type.ts'

/** A line of a list with its mark taken off. `mark` is missing when it could not be read, which has been reported. */
export interface MarkedLine<Mark> {
  item: ListItem
  mark: Mark | undefined
  body: RootContent[]
  notes: Blockquote[]
}

/** A line of a `<Quiz>` or `<Typed>`. */
export interface Answer extends Part {
  item: ListItem
  correct: boolean
  why?: string
}

/**
 * The question and its `[x]` and `[ ]` lines. Nothing is said of a mark when no line has one.
 *
 * @param twice what two equal lines mean here
 */
export function readAnswers(
  source: ItemSource,
  reader: Reader,
  twice: Pick<Twice, 'means'> = {},
): { question: BaseSpec; answers: Answer[] } {
  const isOptions = source.children.some(isMarkedList) ? isMarkedList : isLastList(source.children)
  const { stem, hint, items, takeaway } = layout(source.children, isOptions, reader)
  reportLostLines(source, reader)
  reportNested(items, isMarked, reader)
  reportFeedbackWithin(items, reader)
  reportShifted(items, reader)
  if (items.length === 0) reportTable(source, reader)
  reportMissingQuestion(stem, reader)
  const lines = items.some((item) => isMarked(item) || isMeantMarked(item, reader))
    ? items.map((item) => answerLine(item, reader))
    : items.map((item) => ({ ...unmarked(item), mark: false }))
  const named = parts(bodies(lines), source.id, 'option', reader)
  const answers = lines.map((line, index) => ({
    ...named[index]!,
    item: line.item,
    correct: line.mark === true,
    why: noteHtml(line.notes, reader),
  }))
  reportEmpty(answers, reader)
  // Compared letter by letter, two that differ in a capital are two.
  reportDuplicates(answers, reader, { exact: 'exact' in source.attributes, ...twice })
  return { question: { html: reader.html(stem), hint, takeaway }, answers }
}

/** The `[best]`, `[ok]` and `[poor]` lines of a list. */
export function replyLines(items: readonly ListItem[], reader: Reader): MarkedLine<ReplyMark>[] {
  const taken = new Set(items.flatMap((item) => replyMark.safeParse(unmarked(item).raw?.trim().toLowerCase()).data ?? []))
  return items.map((item) => replyLine(item, taken, reader))
}

export function isMarkedList(node: RootContent): node is List {
  return node.type === 'list' && node.children.some(isMarked)
}

export const bodies = (lines: readonly { body: RootContent[] }[]) => lines.map((line) => line.body)

export function reportEmpty(options: readonly { item: ListItem; html: string }[], reader: Reader): void {
  for (const { item, html } of options) {
    if (html) continue
    reader.problem({
      id: 'option-empty',
      at: item,
      message: 'There are no words on this line, so the learner would see an empty one.',
      mend: 'write the words behind its sign, or delete the line.',
    })
  }
}

export interface Unmarked {
  item: ListItem
  /** What stands between the brackets at the front; undefined without brackets. GFM takes `[x]` and `[ ]` out itself. */
  raw: string | undefined
  body: RootContent[]
  notes: Blockquote[]
}

function unmarked(item: ListItem): Unmarked {
  const [first, ...rest] = bodyOf(item)
  const line = { item, notes: quotesIn(item) }
  if (first?.type !== 'paragraph' || typeof item.checked === 'boolean') return { ...line, raw: undefined, body: bodyOf(item) }
  const [start, ...words] = withoutShortcuts(first.children)
  const mark = start?.type === 'text' ? /^\[([^\]\n]{0,8})\](?=\s|$)\s*/.exec(start.value) : null
  if (start?.type !== 'text' || !mark) return { ...line, raw: undefined, body: bodyOf(item) }
  const left = start.value.slice(mark[0].length)
  const children = left ? [{ ...start, value: left }, ...words] : words
  return { ...line, raw: mark[1]!, body: children.length > 0 ? [{ ...first, children }, ...rest] : rest }
}

export const isMarked = (item: ListItem) => typeof item.checked === 'boolean' || unmarked(item).raw !== undefined

const isLastList = (children: readonly RootContent[]) => (list: List) => list === children.findLast((node) => node.type === 'list')

function reportTable({ children }: ItemSource, reader: Reader): void {
  const table = children.find(({ type }) => type === 'table')
  if (!table) return
  reader.problem({
    id: 'option-brackets',
    at: table,
    message: 'The answers stand in a table, so none of them can be chosen.',
    mend: 'write each on a line of its own: "- [x] …" for a right one, "- [ ] …" for a wrong one.',
  })
}

/** Of Moodle, notes and slides: what is said of an answer stands within it, where learners would read it before they answer. */
function reportFeedbackWithin(items: readonly ListItem[], reader: Reader): void {
  const found = items.map((item) => ({ item, ...feedbackWithin(item, reader) }))
  const isHabit = found.length > 1 && found.every(({ note }) => note !== undefined)
  for (const { item, note, at, isSure, isGuess } of found) {
    if (note === undefined || !(isSure || isHabit)) continue
    reader.problem({
      id: 'feedback-indent',
      ...(isGuess && { severity: 'warning' }),
      at: at ?? item,
      message: `${quoted(note)} is part of the answer here, so learners would read it before they answer.`,
      mend: `write it on a line of its own under the answer: "  > ${note}".`,
    })
  }
}

interface Within {
  note?: string
  at?: ReaderProblem['at']
  isSure?: boolean
  /** It may be a part of the answer all the same. */
  isGuess?: boolean
}

function feedbackWithin(item: ListItem, reader: Reader): Within {
  const nested = item.children.find((child) => child.type === 'list')?.children[0]
  if (nested && !isMarked(nested)) return { note: wording(nested.children, reader), at: nested, isSure: true }
  const [first] = bodyOf(item)
  const below =
    first &&
    reader
      .text([first])
      .split('\n')
      .slice(1)
      .map((line) => feedbackLabel.exec(line.trim()))
      .find(Boolean)
  if (below) return { note: below[1]!, at: placeOfText(item, below[0], reader), isSure: true }
  const unsigned = first && sentenceBelow(first, reader)
  if (unsigned !== undefined) return { note: unsigned, at: placeOfText(item, unsigned, reader), isSure: true, isGuess: true }
  const sentence = first && sentenceBehind(first, reader)
  if (sentence !== undefined) return { note: sentence, isSure: true, isGuess: true }
  const behindSign = first && sentenceBehindSign(reader.text([first]))
  if (behindSign !== undefined) return { note: behindSign, isSure: true, isGuess: true }
  const [, sign, note] = (first && /\S\s+(#|->|→|=>|\/\/)\s*(\S.*)$/u.exec(reader.text([first]).split('\n')[0]!)) || []
  // An arrow alone leads from one thing to another: a path of menus, a way of two steps.
  return note === undefined || (/[>→]/.test(sign!) && !verdictWord.test(note))
    ? {}
    : { note, isSure: sign === '//' || verdictWord.test(note) }
}

/** `Date > It is needed.`: a sentence that speaks of what stands before the >. A path of menus and a comparison go on otherwise. */
function sentenceBehind(first: RootContent, reader: Reader): string | undefined {
  const [, note] = /^[^>\n]*[^>\s][ \t]+>[ \t]+(\p{Lu}[^>\n]*[.!?])$/u.exec(reader.text([first])) ?? []
  return note !== undefined && note.split(/\s+/).length >= fewWords && (/^\p{L}+,\s/u.test(note) || speaksOf.test(note)) ? note : undefined
}

/** `Take it -> The belt takes 30 kilos.` and `Bob = He is on leave.` A path of menus has no full stop, a way of several steps another arrow, and an = may well define. */
function sentenceBehindSign(text: string): string | undefined {
  const [, sign, note = ''] = /^[^\n.!?]*?\s(->|→|=>|⇒|=)\s+(\p{Lu}[^\n]*[.!])$/u.exec(text) ?? []
  if (sign === undefined || /\s(?:->|→|=>|⇒|=|\+)\s/u.test(note) || note.split(/\s+/).length < fewWords) return undefined
  return speaksOf.test(note) || (sign !== '=' && article.test(note)) ? note : undefined
}

/** A sentence that tells something, and no step: those begin with what is to be done. */
const article = /^(?:the|an?|our|its|der|die|den|dem|eine?|unsere?)\s/i

const fewWords = 4
const speaksOf =
  /^(?:it|that|this|these|those|they|she|he|you|there|not|no|yes|right|wrong|true|das|dies|es|er|sie|du|man|nicht|nein|ja|richtig|falsch|stimmt)\b/i

/** A short answer has no reason to go on in a second line, which begins anew there: its > is missing. */
function sentenceBelow(first: RootContent, reader: Reader): string | undefined {
  const [answer, below, ...more] = reader.text([first]).split('\n')
  if (first.type !== 'paragraph' || below === undefined || more.length > 0) return undefined
  const isMovedIn = /^\s{2,}/.test(reader.line((first.position?.start.line ?? 0) + 1))
  return isMovedIn && answer!.length <= shortAnswer && /^\p{Lu}.*[.!?]$/u.test(below.trim()) ? below.trim() : undefined
}

const shortAnswer = 50

/** A take-away moved in below the last answer, from which an empty line parts it: only whoever picks that answer would read it. */
function reportShifted(items: readonly ListItem[], reader: Reader): void {
  const apart = items.map((item) =>
    item.children.find(
      (child, index) =>
        child.type === 'blockquote' && (child.position?.start.line ?? 0) > (item.children[index - 1]?.position?.end.line ?? Infinity) + 1,
    ),
  )
  const note = apart.at(-1)
  if (!note || items.length < 2 || apart.filter(Boolean).length > 1) return
  reader.problem({
    id: 'feedback-indent',
    severity: 'warning',
    at: note,
    message:
      'An empty line parts this note from the last answer, and yet it belongs to that answer alone: learners who pick another do not read it.',
    mend: 'for a take-away, delete the spaces before its >; for a note of that answer, delete the empty line.',
  })
}

const feedbackLabel =
  /^(?:feedback|why|because|explanation|reason|note|rückmeldung|begründung|erklärung|warum|weil|hinweis)\s*:\s*(\S.*)$/iu
const verdictWord = /^(?:right|correct|wrong|no|nope|yes|well done|exactly|not quite|good|richtig|falsch|genau|leider|nein|ja)\b/i

function answerLine(item: ListItem, reader: Reader): MarkedLine<boolean> {
  const line = unmarked(item)
  if (typeof item.checked === 'boolean') return { ...line, mark: item.checked }
  const empty = line.body.length === 0 && /^[xX ]?$/.test(line.raw ?? '')
  if (!empty) reportAnswerBrackets(line, reader)
  return { ...line, mark: undefined }
}

function replyLine(item: ListItem, taken: ReadonlySet<ReplyMark>, reader: Reader): MarkedLine<ReplyMark> {
  const line = unmarked(item)
  const mark = replyMark.safeParse(line.raw?.trim().toLowerCase())
  const empty = line.body.length === 0 && line.raw === undefined && item.checked == null
  if (!mark.success && !empty) reportReplyBrackets(line, taken, reader)
  return { ...line, mark: mark.data }
}

function noteHtml(notes: readonly Blockquote[], reader: Reader): string | undefined {
  const blocks = notes.flatMap((note) => note.children)
  return blocks.length > 0 ? inlineHtml(blocks, reader) : undefined
}
