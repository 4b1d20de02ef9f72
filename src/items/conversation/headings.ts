import { behindArrow } from '../arrows.ts'
import { quoted } from '../inline.ts'
import { likelyMark } from '../likely-mark.ts'
import { placeOfWords } from '../lines.ts'
import { wording } from '../reading.ts'
import type { Heading, ListItem, Paragraph, RootContent } from 'mdast'
import type { ItemSource, Reader } from '../item-type.ts'

/** Headings of scenes that are nearly right: each is told where it stands, not at every reply that leads there. */
export function reportMeantHeadings(source: ItemSource, reader: Reader): void {
  const headings = source.children.filter((node) => node.type === 'heading')
  const targets = targetsIn(source, reader)
  reportGluedHeadings(source, reader)
  for (const heading of headings) reportRoundMark(heading, targets, reader)
  reportRepliesAbove(source, headings[0], reader)
  for (const node of source.children) reportBoldHeading(node, headings, targets, reader)
}

/** What stands above the first scene is the introduction, which learners read before they answer: replies there would be read with their marks. */
function reportRepliesAbove({ children }: ItemSource, first: Heading | undefined, reader: Reader): void {
  let bold: Paragraph | undefined
  let isTold = false
  for (const node of first ? children.slice(0, children.indexOf(first)) : children) {
    if (node.type === 'paragraph' && gluedHeading.test(reader.text([node]))) isTold = true
    else if (isBold(node) && isShort(wording([node], reader))) bold = node
    else if (isOfReplies(node, reader)) {
      if (bold) reportBold(bold, '', first, reader, readAsIntroduction)
      else if (!isTold) reportNoHeading(node, first, reader)
      isTold = true
      bold = undefined
    }
  }
}

const readAsIntroduction = ': learners would read the replies below as part of the introduction, marks and notes and all'

/** A name, and no sentence of the introduction. */
const isShort = (name: string) => name.split(/\s+/).length <= 4 && !/[.!?]$/.test(name)

function isOfReplies(node: RootContent, reader: Reader): boolean {
  if (node.type === 'list') return node.children.some((item) => isReply(item, reader))
  return node.type === 'blockquote' && noteLabel.test(reader.text([node]))
}

function isReply({ checked, children }: ListItem, reader: Reader): boolean {
  const [body, ...below] = children
  const text = body ? reader.text([body]) : ''
  const [, written] = /^\[\s*([^\]\n]{0,8}?)\s*\]/.exec(text) ?? []
  const isMark = /^[({[]\s*(?:best|ok|poor)\s*[\]})]/i.test(text) || (written !== undefined && likelyMark(written) !== undefined)
  const isNote =
    /\n\s*(?:why|feels)\s*:/i.test(text) || below.some((node) => node.type === 'blockquote' && noteLabel.test(reader.text([node])))
  return typeof checked === 'boolean' || isMark || isNote
}

const noteLabel = /^\s*(?:why|feels)\s*:/i

function reportNoHeading(node: RootContent, first: Heading | undefined, reader: Reader): void {
  reader.problem({
    id: 'scene-missing',
    at: node,
    message: 'No heading of a scene stands above this, so learners would read it as part of the introduction, marks and notes and all.',
    mend: `put a heading with a name above what the customer says here: "${first ? signs(first) : '###'} opening".`,
  })
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
      const [, signs, name] = gluedHeading.exec(reader.line(line)) ?? []
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

const gluedHeading = /^\s*(#{1,6})([^\s#].*)$/m

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
  if (!isBold(node)) return
  const name = nameOf(node, reader).toLowerCase()
  if (!targets.has(name) || headings.some((heading) => nameOf(heading, reader).toLowerCase() === name)) return
  reportBold(node, trailingMark.exec(wording([node], reader))?.[0] ?? '', headings[0], reader)
}

/** Bold from its first word to its last, but for a mark behind it. */
function isBold(node: RootContent): node is Paragraph {
  if (node.type !== 'paragraph') return false
  const [bold, behind, ...more] = node.children
  const isMark = behind === undefined || (behind.type === 'text' && /^\s*:?\s*(?:\[[^\]]*\])?\s*$/.test(behind.value))
  return bold?.type === 'strong' && isMark && more.length === 0
}

const nameOf = (node: RootContent, reader: Reader) => wording([node], reader).replace(trailingMark, '').replace(/:$/, '')

/** @param mark of an ending: a scene with replies has none */
function reportBold(node: Paragraph, mark: string, first: Heading | undefined, reader: Reader, means = ''): void {
  reader.problem({
    id: 'scene-name',
    at: node,
    message: `${quoted(reader.line(node.position?.start.line ?? 0).trim())} is bold and no heading, so no scene begins here${means}.`,
    mend: `write "${first ? signs(first) : '###'} ${nameOf(node, reader)}${mark}".`,
  })
}

const trailingMark = /\s*\[[^\]]*\]$/
const signs = ({ depth }: Heading) => '#'.repeat(depth)
