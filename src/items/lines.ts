import type { List, ListItem, RootContent } from 'mdast'
import { quoted } from './inline.ts'
import type { ItemSource, Reader, ReaderProblem } from './item-type.ts'

/** Lines of a list that Markdown does not see as lines: known only by what their author typed. */

type Place = NonNullable<ReaderProblem['at']>

const placeAt = (line: number, column: number): Place => ({ position: { start: { line, column } } })

/** Where the first words of a line stand. */
export const placeOfWords = (line: number, reader: Reader): Place => placeAt(line, Math.max(0, reader.line(line).search(/\S/)) + 1)

/** Behind the dash or the number of a line. */
export function placeOfMark({ position }: ListItem, reader: Reader): Place | undefined {
  if (!position) return undefined
  const sign = /^\s*(?:[-*+]|\d+[.)])\s+/.exec(reader.line(position.start.line).slice(position.start.column - 1))?.[0] ?? ''
  return placeAt(position.start.line, position.start.column + sign.length)
}

export const signOf = ({ position }: ListItem, reader: Reader): string =>
  /^(?:[-*+]|\d+[.)])/.exec(position ? reader.line(position.start.line).slice(position.start.column - 1) : '')?.[0] ?? ''

/** What can be said of each line of options before its list is read. */
export function reportLostLines(source: ItemSource, reader: Reader): void {
  const lists = source.children.filter((node): node is List => node.type === 'list')
  const items = lists.flatMap((list) => list.children)
  const starts = new Set([...items, ...items.flatMap(nestedItems)].flatMap(({ position }) => position?.start.line ?? []))
  for (const line of ownLines(source)) if (!starts.has(line)) reportLost(line, reader)
  for (const item of items) {
    reportLazy(item, reader)
    reportCrowded(item, reader)
  }
}

/** Line ends that were lost on the way, as in a chat: the others stand on the line of the first. */
function reportCrowded(item: ListItem, reader: Reader): void {
  const line = reader.line(item.position?.start.line ?? 0)
  const [, mark, words] = /\]\s+\S.*?\s[-*+•–]?\s?\[([xX ]|best|ok|poor)\]\s+(\S.*?)(?=\s[-*+•–]?\s?\[|$)/u.exec(line) ?? []
  if (words === undefined) return
  reader.problem({
    id: 'option-brackets',
    at: item,
    message: 'Several answers stand on this line, so learners would see them as one.',
    mend: `begin a line with each: "- [${mark!.toLowerCase()}] ${words}".`,
  })
}

const nestedItems = (item: ListItem): ListItem[] =>
  item.children.flatMap((child) => (child.type === 'list' ? child.children.flatMap((each) => [each, ...nestedItems(each)]) : []))

/** The lines between the tags, code left out. */
function* ownLines({ children }: ItemSource): Generator<number> {
  for (const { type, position } of children) {
    if (type === 'code' || !position) continue
    for (let line = position.start.line; line <= position.end.line; line++) yield line
  }
}

const optionLike = /^\s*(?<dash>--|[-*+•·◦▪‣●○–—−]?)(?<gap>[\s\u200B\uFEFF]*)\[(?<mark>[^\][\n]{0,8})\](?![([:])(?<words>.*)$/u
const knownMark = /^(?:\s*[xX]?\s*|best|ok|poor)$/i

/** Of Google Docs, which writes a backslash before each sign, and of Word, whose boxes are no brackets. */
const escaped = /^\s*\\[-*+]\s*\\?\[([^\]\n]{0,8}?)\\?\]\s*(\S.*)$/u
/** `a) [ ]`, as on paper. */
const lettered = /^\s*(\(?[A-Ha-h][.)])\s*\[([^\]\n]{0,8})\](?![([:])\s*(\S.*)$/u
const boxed = /^\s*([✓✔✅☑☒✗✘❌☐⬜□■]\uFE0F?)\s*(\S.*)$/u

function reportLost(line: number, reader: Reader): void {
  const written = reader.line(line)
  const [, key = '', said] = escaped.exec(written) ?? []
  if (said !== undefined && knownMark.test(key)) return reportForeign(line, 'begins with a backslash', key, said, reader)
  const [, glyph, answer] = boxed.exec(written) ?? []
  if (glyph !== undefined)
    return reportForeign(
      line,
      `begins with ${glyph} and has neither a dash nor brackets`,
      /[✓✔✅☑☒]/u.test(glyph) ? 'x' : ' ',
      answer!,
      reader,
    )
  const [, letter, mark1 = '', reply] = lettered.exec(written) ?? []
  if (letter !== undefined && knownMark.test(mark1)) return reportForeign(line, `begins with ${letter} and no dash`, mark1, reply!, reader)
  const { dash = '', gap = '', mark = '', words = '' } = optionLike.exec(written)?.groups ?? { mark: '?' }
  const isDash = /^[-*+]$/.test(dash)
  if (isDash ? /^[ \t]+$/.test(gap) : !knownMark.test(mark)) return reportQuote(line, reader)
  if (mark === '?' || words.startsWith(']')) return
  const why =
    dash === ''
      ? 'has no dash in front'
      : !isDash
        ? `begins with ${dash}, which is no dash`
        : gap === ''
          ? 'has no space after its dash'
          : 'has a space after its dash that only looks like one'
  reader.problem({
    id: 'option-brackets',
    at: placeOfWords(line, reader),
    message: `${quoted(written.trim())} ${why}, so it is not seen as a line of the list but joins the line above.`,
    mend: `write "- [${mark.trim().toLowerCase() || ' '}] ${words.trim()}", with ordinary spaces.`,
  })
}

function reportForeign(line: number, why: string, mark: string, words: string, reader: Reader): void {
  reader.problem({
    id: 'option-brackets',
    at: placeOfWords(line, reader),
    message: `${quoted(reader.line(line).trim())} ${why}, so it is not seen as an answer.`,
    mend: `write "- [${mark.trim().toLowerCase() || ' '}] ${words.trim()}".`,
  })
}

/** A note that was moved in with spaces which Markdown does not take for any. */
function reportQuote(line: number, reader: Reader): void {
  const note = /^[ \t]*[\u00A0\u2000-\u200B\u202F\u3000\uFEFF][\s\u200B]*>\s*(.*)$/u.exec(reader.line(line))
  if (!note) return
  reader.problem({
    id: 'feedback-indent',
    at: placeAt(line, 1),
    message: 'The spaces before this > only look like spaces, so learners would read the note as part of the answer above.',
    mend: `type two ordinary spaces before it: "  > ${note[1]}".`,
  })
}

/** Words at the left edge right below a line of the list belong to that line, whatever their author meant. */
function reportLazy({ children }: ListItem, reader: Reader): void {
  const body = children.find(({ type }) => type === 'paragraph')?.position
  for (let line = (body?.start.line ?? 0) + 1; line <= (body?.end.line ?? 0); line++) {
    const written = reader.line(line)
    if (!/^[^\s>]/.test(written) || optionLike.test(written) || /^(?:why|feels)\s*:/i.test(written)) continue
    return reader.problem({
      id: 'options-split',
      severity: 'warning',
      at: placeAt(line, 1),
      message: `${quoted(written)} stands at the left edge right below a line of the list, so learners read it as part of that line.`,
      mend: `if it is part of it, put two spaces in front; if not, move it above the list.`,
    })
  }
}

/** Lines of a list that stand further right than the others are lost in the line above. */
export function reportNested(items: readonly ListItem[], isLine: (item: ListItem, list: List) => boolean, reader: Reader): void {
  for (const item of items) {
    const list = item.children.find((child): child is List => child.type === 'list' && child.children.some((each) => isLine(each, child)))
    const first = list?.children[0]
    if (!first) continue
    reader.problem({
      id: 'option-indent',
      at: first,
      message: 'This line stands further right than the others, so it is lost in the line above and learners cannot choose it.',
      mend: 'delete the spaces before it, so that it begins where the others begin.',
    })
  }
}

/** Where words of a note or of a line stand: the first line of the item that begins with them. */
export function placeOfText(item: ListItem, words: string, reader: Reader): Place {
  const { start, end } = item.position ?? { start: { line: 1 }, end: { line: 0 } }
  const sought = plain(words).slice(0, 20)
  for (let line = start.line; line <= end.line; line++) {
    const written = plain(reader.line(line))
    if (sought && (written.startsWith(sought) || (line > start.line && written.includes(sought))))
      return line === start.line ? item : placeOfWords(line, reader)
  }
  return item
}

const plain = (text: string) =>
  text
    .split('\n')[0]!
    .replace(/^[\s>]+/, '')
    .replace(/[*_`\\]/g, '')
    .trim()

/** Of two lists in a row the second was begun by another sign. */
export const isList = (node: RootContent | undefined): node is List => node?.type === 'list'
