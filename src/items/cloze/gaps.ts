import { visit } from 'unist-util-visit'
import { cut, quoted, textNode, withoutShortcuts } from '../inline.ts'
import type { PhrasingContent, RootContent } from 'mdast'
import type { Reader, ReaderProblem } from '../item-type.ts'

interface Gap {
  accepted: string[]
  hint?: string
}

/** A gap where it was found, for problems. */
export interface FoundGap extends Gap {
  at: ReaderProblem['at']
}

/**
 * Replaces every `[[answer|other::hint]]` by `token(n)`, n from 0 in reading order, and returns what the gaps hold.
 * Bold or a link inside a gap is dropped: what is typed has neither.
 */
export function takeGaps(
  blocks: readonly RootContent[],
  token: (n: number) => string,
  reader: Reader,
): { blocks: RootContent[]; gaps: FoundGap[] } {
  reportSpacedGaps(blocks, reader)
  const gaps: FoundGap[] = []
  const take = (inner: PhrasingContent[], at: ReaderProblem['at']) => {
    gaps.push({ ...parseGap(reader.text(inner)), at })
    return textNode(token(gaps.length - 1))
  }
  const replaceIn = <T extends RootContent>(node: T): T => ('children' in node ? { ...node, children: replaceRun(node) } : node)

  const replaceRun = (parent: RootContent & { children: RootContent[] }): PhrasingContent[] => {
    const { pieces, separators, places } = cut(withoutShortcuts(parent.children as PhrasingContent[]), /\[\[|\]\]/g)
    const done = pieces[0]!.map(replaceIn)
    let inside: PhrasingContent[] | undefined
    let at: ReaderProblem['at'] = parent
    for (const [index, piece] of pieces.slice(1).entries()) {
      const sign = separators[index]!
      if (sign === ']]' && inside) {
        done.push(take(inside, at), ...piece.map(replaceIn))
        inside = undefined
      } else if (sign === ']]') done.push(textNode(sign), ...piece.map(replaceIn))
      else {
        if (inside) reportOpen(inside, parent, at, reader)
        inside = [...piece]
        at = places[index] ? { position: places[index] } : parent
      }
    }
    if (inside) reportOpen(inside, parent, at, reader)
    return done
  }
  const left = blocks.map(replaceIn)
  reportHalfGaps(left, reader)
  return { blocks: left, gaps }
}

/** `[ [pause] ]`: whatever else is odd on that line follows from it. */
function reportSpacedGaps(blocks: readonly RootContent[], reader: Reader): void {
  for (const { type, position } of blocks) {
    if (type === 'code' || !position) continue
    for (let line = position.start.line; line <= position.end.line; line++) {
      const found = spacedGap.exec(reader.line(line))
      if (!found) continue
      reader.problem({
        id: 'cloze-open',
        at: { position: { start: { line, column: found.index + 1 } } },
        length: found[0].length,
        message: `In ${quoted(found[0])} spaces stand between the brackets, so it is no gap and the learner would read the answer.`,
        mend: `write [[${(found[1] ?? found[2]!).trim()}]] in its place.`,
      })
    }
  }
}

const spacedGap = /(?<!\\)\[[^\S\n]+\[([^[\]\n]{1,60})\][^\S\n]*\]|(?<!\\)\[\[([^[\]\n]{1,60})\][^\S\n]+\]/

/** `[pause]`: one bracket was forgotten on each side; `((pause))`: they are round. Numbers of notes and what is left out are meant as they stand. */
function reportHalfGaps(blocks: readonly RootContent[], reader: Reader): void {
  for (const block of blocks)
    visit(block, 'text', ({ value }) => {
      const [half] = /\[(?!\.\.\.|…|\d|sic\b|!)[^[\]\n]{1,60}\](?![([:])/.exec(value) ?? []
      const [round] = /\(\([^()\n]{1,60}\)\)/.exec(value) ?? []
      if (half !== undefined)
        reportSign(half, 'one bracket on each side', `[${half}] for a gap, or round brackets for what is to be read`, { block, reader })
      if (round !== undefined) reportSign(round, 'round brackets', `[[${round.slice(2, -2)}]] for a gap`, { block, reader })
    })
}

/** Where it stands in the lesson; with a backslash in front it is not there, and meant to be read. */
function reportSign(sign: string, has: string, instead: string, { block, reader }: { block: RootContent; reader: Reader }): void {
  const start = placeOf(sign, block, reader)
  if (!start) return
  reader.problem({
    id: 'cloze-open',
    severity: 'warning',
    at: { position: { start } },
    message: `${quoted(sign)} has ${has}, so it is no gap and learners read it.`,
    mend: `write ${instead}.`,
  })
}

function placeOf(sign: string, { position }: RootContent, reader: Reader): { line: number; column: number } | undefined {
  const first = position?.start.line ?? 1
  const lines = Array.from({ length: (position?.end.line ?? first) - first + 1 }, (_, index) => first + index)
  // Whole gaps are covered: in [[open]] there is no [open].
  const column = (line: number) =>
    reader
      .line(line)
      .replaceAll(/\[\[|\]\]/g, '  ')
      .indexOf(sign) + 1
  const line = lines.find((each) => column(each) > 0)
  return line === undefined ? undefined : { line, column: column(line) }
}

function parseGap(text: string): Gap {
  const [answers = '', ...hint] = text.split('::')
  const accepted = answers.split('|').map((answer) => answer.trim())
  return { accepted: accepted.filter(Boolean), hint: hint.join('::').trim() || undefined }
}

function reportOpen(inside: PhrasingContent[], parent: RootContent, at: ReaderProblem['at'], reader: Reader): void {
  const gap = quoted(`[[${reader.text(inside)}`)
  if (parent.type === 'tableCell')
    reader.problem({
      id: 'cloze-table',
      at,
      message: `The table cuts this gap at its |, so the learner would read ${gap} and with it the answer.`,
      mend: 'give a gap in a table only one answer, or take it out of the table.',
    })
  else if (endsElsewhere(at, reader))
    reader.problem({
      id: 'cloze-open',
      at,
      message: `The gap that begins with ${gap} begins or ends within bold print or a link, so the learner would read the answer.`,
      mend: 'put the stars outside of both pairs of brackets: **[[30|thirty]]**.',
    })
  else
    reader.problem({
      id: 'cloze-open',
      at,
      message: `The gap that begins with ${gap} has no end, so the learner would read the answer.`,
      mend: 'close it with ]] in the same sentence: "[[30|thirty]]".',
    })
}

/** Its brackets are all there, on one line. */
function endsElsewhere(at: ReaderProblem['at'], reader: Reader): boolean {
  const { line, column } = at?.position?.start ?? { line: 0, column: 1 }
  const [end, next] = [']]', '[['].map((sign) => reader.line(line).indexOf(sign, column + 1))
  return end! >= 0 && (next! < 0 || end! < next!)
}
