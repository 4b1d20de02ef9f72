import { behindArrow } from '../arrows.ts'
import { quoted } from '../inline.ts'
import { placeOfWords } from '../lines.ts'
import { wording } from '../reading.ts'
import type { Heading, RootContent } from 'mdast'
import type { ItemSource, Reader } from '../item-type.ts'

/** Headings of scenes that are nearly right: each is told where it stands, not at every reply that leads there. */
export function reportMeantHeadings(source: ItemSource, reader: Reader): void {
  const headings = source.children.filter((node) => node.type === 'heading')
  const targets = targetsIn(source, reader)
  reportGluedHeadings(source, reader)
  for (const heading of headings) reportRoundMark(heading, targets, reader)
  if (headings[0]) for (const node of source.children) reportBoldHeading(node, headings, targets, reader)
}

/** Where replies lead to, as it was typed. */
function targetsIn({ children }: ItemSource, reader: Reader): Set<string> {
  const targets = new Set<string>()
  for (const { type, position } of children) {
    if (type !== 'list' || !position) continue
    for (let line = position.start.line; line <= position.end.line; line++) {
      const target = behindArrow(reader.line(line))
      if (target) targets.add(target.toLowerCase())
    }
  }
  return targets
}

/** `###opening`: without its space it is no heading. */
function reportGluedHeadings({ children }: ItemSource, reader: Reader): void {
  for (const { type, position } of children) {
    if (type !== 'paragraph' || !position) continue
    for (let line = position.start.line; line <= position.end.line; line++) {
      const [, signs, name] = /^\s*(#{1,6})([^\s#].*)$/.exec(reader.line(line)) ?? []
      if (!signs) continue
      reader.problem({
        id: 'scene-name',
        at: placeOfWords(line, reader),
        message: `There is no space after ${signs}, so no scene begins here.`,
        mend: `write "${signs} ${name}".`,
      })
    }
  }
}

/** `### thanks (best)`, where replies lead to `thanks`. */
function reportRoundMark(heading: Heading, targets: ReadonlySet<string>, reader: Reader): void {
  const text = wording([heading], reader)
  const [, name, mark] = /^(\S.*?)\s*\((best|ok|poor)\)$/i.exec(text) ?? []
  if (!name || targets.has(text.toLowerCase())) return
  reader.problem({
    id: 'ending-mark',
    at: heading,
    message: `(${mark}) is no mark here but part of the name, because a mark stands in square brackets.`,
    mend: `write "${signs(heading)} ${name} [${mark!.toLowerCase()}]".`,
  })
}

/** `**order**`, where a reply leads to `order` and no heading has that name. */
function reportBoldHeading(node: RootContent, headings: readonly Heading[], targets: ReadonlySet<string>, reader: Reader): void {
  if (node.type !== 'paragraph' || node.children[0]?.type !== 'strong') return
  const text = wording([node], reader)
  const name = wording([node.children[0]], reader).replace(trailingMark, '')
  const names = headings.map((heading) => wording([heading], reader).replace(trailingMark, '').toLowerCase())
  if (text.replace(trailingMark, '') !== name || !targets.has(name.toLowerCase()) || names.includes(name.toLowerCase())) return
  reader.problem({
    id: 'scene-name',
    at: node,
    message: `${quoted(reader.line(node.position?.start.line ?? 0).trim())} is bold and no heading, so no scene begins here.`,
    mend: `write "${signs(headings[0]!)} ${text}".`,
  })
}

const trailingMark = /\s*\[[^\]]*\]$/
const signs = ({ depth }: Heading) => '#'.repeat(depth)
