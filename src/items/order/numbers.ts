import { quoted } from '../inline.ts'
import { placeOfWords, signOf } from '../lines.ts'
import { isMarked } from '../marks.ts'
import type { ListItem } from 'mdast'
import type { ItemSource, Reader } from '../item-type.ts'

/** A numbered line that stands further right, or lacks its space or its full stop, is text of the step above. */
export function reportLostSteps(items: readonly ListItem[], reader: Reader): void {
  for (const [index, item] of items.entries()) {
    const { position } = item
    for (let line = (position?.start.line ?? 0) + 1; line <= (position?.end.line ?? 0); line++) {
      reportUnstopped(line, item, items[index + 1], reader)
      const [, indent, number, words] = /^(\s*)(\d+[.)])\s*(\S.*)$/.exec(reader.line(line)) ?? []
      if (!number) continue
      reader.problem({
        id: 'option-indent',
        at: placeOfWords(line, reader),
        message: `${quoted(`${number} ${words}`)} ${indent ? 'stands further right than the others' : 'has no space after its number'}, so it is lost in the step above.`,
        mend: `write "${number} ${words}" at the left edge.`,
      })
    }
  }
}

/** `2 Pause` between the steps 1. and 3. */
function reportUnstopped(line: number, above: ListItem, below: ListItem | undefined, reader: Reader): void {
  const [written, number, words] = /^(\d+)(?:\s*[-–—:])?\s+(\S.*)$/.exec(reader.line(line).trim()) ?? []
  const numberOf = (item: ListItem) => Number.parseInt(signOf(item, reader))
  if (!below || Number(number) !== numberOf(above) + 1 || Number(number) !== numberOf(below) - 1) return
  reader.problem({
    id: 'option-indent',
    at: placeOfWords(line, reader),
    message: `${quoted(written!)} has no full stop after its number, so it is lost in the step above.`,
    mend: `write "${number}. ${words}" at the left edge.`,
  })
}

/** `1.Look` is no line of a list: numbers without their space run together into one text. */
export function reportTightNumbers({ children }: ItemSource, reader: Reader): void {
  for (const { type, position } of children) {
    if (type !== 'paragraph' || !position) continue
    for (let line = position.start.line; line <= position.end.line; line++) {
      const [written, number, words] = /^\s*(\d+[.)])(\p{L}.*)$/u.exec(reader.line(line)) ?? []
      if (written === undefined) continue
      reader.problem({
        id: 'option-indent',
        at: placeOfWords(line, reader),
        message: `${quoted(written.trim())} has no space after its number, so it is no line of a list and learners have nothing to put in order.`,
        mend: `put a space after ${number}: "${number} ${words}".`,
      })
    }
  }
}

/** `a)` is no number to Markdown, so that the steps run together. */
export function reportLetters(source: ItemSource, reader: Reader): void {
  const block = source.children.find(
    ({ type, position }) => type === 'paragraph' && position && lettered.test(reader.line(position.start.line)),
  )
  if (!block) return
  reader.problem({
    id: 'order-short',
    at: block,
    message: `${quoted(reader.line(block.position!.start.line).trim())} is no line of a list, because it begins with a letter, so there is nothing to put in order.`,
    mend: 'number the steps: "1. …", "2. …", "3. …".',
  })
}

const lettered = /^\s*(?:[a-hA-H]|[ivx]{1,4})[.)]\s+\S/

/** `[x]` is right or wrong, which no step is: whoever writes it may have meant another kind of question. */
export function reportMarks(items: readonly ListItem[], reader: Reader): void {
  const at = items.find(isMarked)
  if (!at) return
  reader.problem({
    id: 'order-marks',
    severity: 'warning',
    at,
    message: 'The steps have brackets, which mark right and wrong answers. Here only the order counts, and learners do not see them.',
    mend: 'take the brackets away; if some lines are right and others wrong, make it a <Quiz>.',
  })
}

/** The right order is the written one. Whoever numbers the steps otherwise may have meant the numbers. */
export function reportNumbers(items: readonly ListItem[], reader: Reader): void {
  const signs = items.map((item) => signOf(item, reader))
  const numbers = signs.map((sign) => Number.parseInt(sign))
  if (numbers.some(Number.isNaN)) return
  // Markdown lets an author write 1. on every line.
  const isSame = numbers.every((number) => number === numbers[0])
  const first = Math.min(...numbers)
  const stray = isSame ? -1 : numbers.findIndex((number, index) => number !== first + index)
  if (stray >= 0) {
    report(
      items[stray]!,
      `The steps are numbered ${numbers.join(', ')}, but the right order is the one in which they stand, whatever their numbers say.`,
      'put the lines in the right order and number them 1, 2, 3.',
      reader,
    )
  } else if (signs.some((sign) => sign.endsWith(')'))) {
    report(
      items[0]!,
      `The steps are numbered ${signs[0]}. It works, but the next author may not recognise it.`,
      'write 1. with a full stop.',
      reader,
    )
  }
}

function report(at: ListItem, message: string, mend: string, reader: Reader): void {
  reader.problem({ id: 'order-numbers', severity: 'warning', at, message, mend })
}
