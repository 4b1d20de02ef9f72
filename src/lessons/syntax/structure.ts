import { inSigns } from './in-signs.ts'
import type { Finding, KnownTags } from './loud.ts'
import { nounFor, type Tag } from './tags.ts'
import { blank, lineAt, placeAt } from '../text.ts'

/** Where tags stand: each item on its own lines, begun and ended at the left edge, none inside another. */
export function structureFindings(source: string, known: Tag[], tags: KnownTags): Finding[] {
  const items = known.filter(({ name }) => tags.items.includes(name))
  const inline = items.filter((tag) => tag.kind !== 'close' && isInSentence(source, tag))
  const blocks = items.filter((tag) => !inline.some((other) => contains(other, closingAfter(other, items), tag)))
  const { pairs, unclosed, unopened, misnamed } = matchTags(blocks)
  return [
    ...misnamed.map((pair) => endsOtherwise(source, pair)),
    ...inline.map((tag) => inSentence(source, tag, closingAfter(tag, items))),
    ...unclosed.map((tag) => standsTwice(source, tag, blocks) ?? neverEnds(source, tag, blocks)),
    ...unopened.map(endsNothing),
    ...pairs.flatMap((pair) => pairFindings(source, pair, pairs)),
    ...known.filter(({ name }) => name === 'Use').flatMap((tag) => useFindings(source, tag, known)),
    ...termFindings(source, known),
  ]
}

interface Pair {
  open: Tag
  close: Tag
}

interface Matched {
  pairs: Pair[]
  /** Pairs whose second tag ends another item, or begins one where its slash is missing. */
  misnamed: Pair[]
  unclosed: Tag[]
  unopened: Tag[]
}

function matchTags(tags: Tag[]): Matched {
  const open: Tag[] = []
  const misnamed: Pair[] = []
  const unopened: Tag[] = []
  const unclosed: Tag[] = []
  const pairs: Pair[] = []
  for (const [index, tag] of tags.entries()) {
    const last = open.at(-1)
    if (last && isMeantToEnd(tag, last, open, tags[index + 1])) {
      open.pop()
      misnamed.push({ open: last, close: tag })
      continue
    }
    if (tag.kind === 'open') open.push(tag)
    if (tag.kind !== 'close') continue
    const at = open.findLastIndex(({ name }) => name === tag.name)
    if (at < 0) {
      unopened.push(tag)
      continue
    }
    unclosed.push(...open.splice(at + 1))
    pairs.push({ open: open.pop()!, close: tag })
  }
  return { pairs, misnamed, unclosed: [...unclosed, ...open], unopened }
}

/** `</Drill>` where a quiz stands open, or a bare `<Quiz>` in the place of `</Quiz>`. */
function isMeantToEnd(tag: Tag, last: Tag, open: Tag[], next: Tag | undefined): boolean {
  if (next?.kind === 'close' && next.name === last.name) return false
  if (tag.kind === 'open') return tag.name === last.name && tag.attributes.length === 0 && last.attributes.length > 0
  return tag.kind === 'close' && !open.some(({ name }) => name === tag.name)
}

function isInSentence(source: string, tag: Tag): boolean {
  return source.slice(lineAt(source, tag.start).start, tag.start).replace(invisible, '').trim() !== ''
}

const invisible = /[\u00AD\u200B-\u200F\u2060\uFEFF]/g

function closingAfter(tag: Tag, all: Tag[]): Tag | undefined {
  if (tag.kind === 'alone') return undefined
  const next = all.find((other) => other.start > tag.start && other.name === tag.name)
  return next?.kind === 'close' ? next : undefined
}

function contains(outer: Tag, close: Tag | undefined, tag: Tag): boolean {
  return tag === outer || tag === close || (close !== undefined && outer.start < tag.start && tag.end < close.end)
}

function inSentence(source: string, tag: Tag, close: Tag | undefined): Finding {
  return {
    ...at(tag, 'item-inline'),
    message: `This ${nounFor(tag.name)} stands behind other text, so it is not shown as one.`,
    mend: `put <${tag.name} …> on its own line at the left edge, with an empty line above and below.`,
    ...inSigns(source, tag, close),
    edits: [{ start: tag.start, end: close?.end ?? tag.end, text: '' }],
  }
}

function neverEnds(source: string, tag: Tag, all: Tag[]): Finding {
  const next = all.find((other) => other.start > tag.start && other.kind === 'open')
  // The scenes of a conversation are headings themselves.
  const heading = tag.name === 'Conversation' ? null : /^#{1,2} /m.exec(source.slice(tag.end))
  const end = Math.min(next?.start ?? source.length, heading ? tag.end + heading.index : source.length)
  const line = placeAt(source, tag.start).line
  const before = end === source.length ? 'at the end of the file' : `before line ${placeAt(source, end).line}`
  return {
    ...at(tag, 'unclosed'),
    message: `The ${nounFor(tag.name)} that starts on line ${line} never ends.`,
    mend: `put </${tag.name}> on its own line after its last answer, ${before}.`,
    edits: [{ start: tag.start, end, text: blank(source.slice(tag.start, end)) }],
  }
}

/** The same tag once more, with nothing between the two. */
function standsTwice(source: string, tag: Tag, all: Tag[]): Finding | undefined {
  const next = all.find(({ start }) => start > tag.start)
  const text = (one: Tag) => source.slice(one.start, one.end)
  if (!next || text(next) !== text(tag) || source.slice(tag.end, next.start).trim() !== '') return undefined
  return {
    ...at(tag, 'unclosed'),
    message: `${written(tag)} stands here and once more on line ${placeAt(source, next.start).line}, and only one of the two ends.`,
    mend: 'delete one of the two.',
    edits: [{ start: tag.start, end: tag.end, text: blank(text(tag)) }],
  }
}

function endsOtherwise(source: string, { open, close }: Pair): Finding {
  const line = placeAt(source, close.start).line
  return {
    ...at(open, 'unclosed'),
    message: `The ${nounFor(open.name)} that starts on line ${placeAt(source, open.start).line} never ends: line ${line} has ${written(close)}.`,
    mend: `write </${open.name}> on line ${line}.`,
    edits: [{ start: close.start, end: close.end, text: `</${open.name}>` }],
  }
}

function endsNothing(tag: Tag): Finding {
  return {
    ...at(tag, 'unopened'),
    message: `This </${tag.name}> ends nothing: no <${tag.name} …> stands open above it.`,
    mend: `delete it, or put <${tag.name} id="…"> above the question.`,
    edits: [{ start: tag.start, end: tag.end, text: '' }],
  }
}

function pairFindings(source: string, pair: Pair, all: Pair[]): Finding[] {
  const outer = all.find((other) => other.open.start < pair.open.start && pair.close.end < other.close.end)
  if (outer) return [nested(source, pair, outer)]
  const opening = [...indent(source, pair.open), ...sharesLine(source, pair.open)]
  const closing = [...indent(source, pair.close), ...sharesLine(source, pair.close)]
  const first = opening[0]
  if (isWholeIndented(source, pair, opening, closing)) return [withEdits(first!, closing)]
  if (!first || placeAt(source, pair.open.start).line !== placeAt(source, pair.close.start).line) return [...opening, ...closing]
  return [withEdits(first, [...opening.slice(1), ...closing])]
}

const withEdits = (first: Finding, others: Finding[]): Finding => ({ ...first, edits: [first, ...others].flatMap(({ edits }) => edits) })

/** An item that was moved to the right as one is one mistake. */
function isWholeIndented(source: string, { open, close }: Pair, opening: Finding[], closing: Finding[]): boolean {
  const depth = (tag: Tag) => tag.start - lineAt(source, tag.start).start
  const both = [...opening, ...closing]
  return both.length === 2 && opening.length === 1 && both.every(({ id }) => id === 'tag-indent') && depth(open) === depth(close)
}

function nested(source: string, { open, close }: Pair, outer: Pair): Finding {
  return {
    ...at(open, 'item-nested'),
    message: `This ${nounFor(open.name)} stands inside the ${nounFor(outer.open.name)} of line ${placeAt(source, outer.open.start).line}, so it is not shown.`,
    mend: `move it below </${outer.close.name}>.`,
    edits: [{ start: open.start, end: close.end, text: blank(source.slice(open.start, close.end)) }],
  }
}

function indent(source: string, tag: Tag): Finding[] {
  const { start } = lineAt(source, tag.start)
  if (tag.start === start || isInSentence(source, tag)) return []
  const words =
    source.slice(start, tag.start).search(invisible) < 0
      ? {
          message: `${written(tag)} is indented, so it counts as part of what stands above it.`,
          mend: `move ${written(tag)} to the left edge, with an empty line above.`,
        }
      : {
          message: `An invisible sign stands before ${written(tag)}, so it is not read as a tag of its own.`,
          mend: 'delete the beginning of the line and type it anew.',
        }
  return [
    {
      ...at(tag, 'tag-indent'),
      ...words,
      edits: [{ start, end: tag.start, text: /(?:^|\n[ \t]*\n)$/.test(source.slice(0, start)) ? '' : '\n' }],
    },
  ]
}

function sharesLine(source: string, tag: Tag): Finding[] {
  const after = source.slice(tag.end, lineAt(source, tag.end).end).trim() !== ''
  const before = isInSentence(source, tag)
  if (!before && !after) return []
  const closing = tag.kind === 'close'
  return [
    {
      ...at(tag, 'tag-line'),
      message: `${written(tag)} shares its line with other text, so the ${nounFor(tag.name)} cannot be read.`,
      mend: closing
        ? `put ${written(tag)} on its own line, with an empty line above.`
        : `start the question on a new line, with an empty line after ${written(tag)}.`,
      edits: [before ? tag.start : [], after ? tag.end : []].flat().map((place) => ({ start: place, end: place, text: '\n\n' })),
    },
  ]
}

function useFindings(source: string, tag: Tag, known: Tag[]): Finding[] {
  if (tag.kind === 'close') return []
  const line = lineAt(source, tag.start)
  const close = closingAfter(tag, known)
  const span = { start: tag.start, end: close?.end ?? tag.end }
  if (source.slice(line.start, span.start).trim() !== '' || source.slice(span.end, line.end).trim() !== '')
    return [inSentence(source, tag, close)]
  if (tag.kind === 'alone' || close) return []
  return [
    {
      ...at(tag, 'unclosed'),
      message: 'This <Use …> never ends.',
      mend: 'write it as <Use id="…" />, with a slash before the >.',
      edits: [{ ...span, text: blank(source.slice(span.start, span.end)) }],
    },
  ]
}

/** A term stands in a sentence, so both its tags stand in one paragraph. */
function termFindings(source: string, known: Tag[]): Finding[] {
  const { pairs, misnamed, unclosed, unopened } = matchTags(known.filter(({ name }) => name === 'Term'))
  const torn = pairs.filter(({ open, close }) => /\n[ \t]*\n/.test(source.slice(open.end, close.start)))
  return [
    ...unclosed.map((tag) => termNeverEnds(tag, [tag])),
    ...misnamed.map(({ close }) => termBeginsAnew(close)),
    ...torn.map(({ open, close }) => termNeverEnds(open, [open, close])),
    ...unopened.map(endsNothing),
  ]
}

function termNeverEnds(open: Tag, tags: Tag[]): Finding {
  return {
    ...at(open, 'unclosed'),
    message: 'This <Term …> never ends, so no words carry the definition.',
    mend: 'put </Term> after the words, in the same paragraph.',
    edits: tags.map(({ start, end }) => ({ start, end, text: '' })),
  }
}

function termBeginsAnew(tag: Tag): Finding {
  return {
    ...at(tag, 'unclosed'),
    message: 'This <Term> has no slash, so it begins a term where one should end.',
    mend: 'write </Term>',
    edits: [{ start: tag.start, end: tag.end, text: '</Term>' }],
  }
}

function at(tag: Tag, id: string): { id: string; start: number; end: number } {
  return { id, start: tag.start, end: tag.end }
}

function written(tag: Tag): string {
  return tag.kind === 'close' ? `</${tag.name}>` : `<${tag.name} …>`
}
