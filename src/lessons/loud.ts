import { attributeFindings } from './attributes.ts'
import { didYouMean, nearest } from './did-you-mean.ts'
import { structureFindings } from './structure.ts'
import { tagsOf, type Tag } from './tags.ts'
import { blank, snippet, withoutLiterals, type Edit } from './text.ts'

/**
 * Loud mistakes: those at which the parser gives up, with a message that is about JavaScript.
 * Each is found in the text itself, told in the author's words, and mended in a copy so that the rest can be read in the same run.
 */
export interface Finding {
  id: string
  start: number
  end: number
  message: string
  mend?: string
  /** What makes the copy readable. */
  edits: Edit[]
}

type Rule = (visible: string, tags: KnownTags) => Finding[]

export interface KnownTags {
  /** Tags of items, as in the registry. */
  items: readonly string[]
}

/** Tags that are not items: a reused item, a term of the glossary. */
export const otherTags = ['Use', 'Term'] as const

export function findLoud(source: string, tags: KnownTags): Finding[] {
  let visible = withoutLiterals(source)
  const found: Finding[] = []
  for (const rule of [htmlComments, openNotes, scripts, modules, autolinks]) {
    const findings = rule(visible, tags)
    found.push(...findings)
    visible = covered(coverNotes(visible), findings)
  }
  const written = tagsOf(visible)
  const named = written.map((tag) => withKnownName(tag, tags))
  found.push(...nameFindings(written, tags))
  const known = named.filter((tag) => isKnown(tag.name, tags))
  const outside = known.filter((tag) => !inUnknown(tag, found))
  found.push(...outside.flatMap((tag) => attributeFindings(source, tag)), ...structureFindings(source, outside, tags))
  visible = covered(visible, written)
  for (const rule of [lessThan, headingIds, clozeBraces(known), braces]) {
    const findings = rule(visible, tags)
    found.push(...findings)
    visible = covered(visible, findings)
  }
  return found
}

function covered(visible: string, spans: { start: number; end: number }[]): string {
  return spans.reduce((text, { start, end }) => text.slice(0, start) + blank(text.slice(start, end)) + text.slice(end), visible)
}

function coverNotes(visible: string): string {
  return visible.replace(/\{\s*\/\*[\s\S]*?\*\/\s*\}/g, blank)
}

type Words = Pick<Finding, 'message'> & Partial<Pick<Finding, 'mend' | 'edits'>>

/** A rule that is one pattern: its words are made from each match, which is blanked unless `edits` says otherwise. */
function pattern(id: string, expression: RegExp, words: (match: RegExpExecArray) => Words): Rule {
  return (visible) =>
    [...visible.matchAll(expression)].map((match) => {
      const span = { start: match.index, end: match.index + match[0].length }
      return { id, ...span, edits: [{ ...span, text: blank(match[0]) }], ...words(match) }
    })
}

const htmlComments = pattern('comment', /<!--[\s\S]*?(?:-->|(?![\s\S]))/g, (match) => ({
  message: 'Notes in <!-- --> are HTML, and a lesson has no HTML.',
  mend: `write a note to colleagues as {/* ${snippet(match[0].replace(/^<!--\s*|\s*-->$/g, ''))} */}; nothing else in curly brackets is allowed.`,
}))

const openNotes = pattern('comment', /\{\s*\/\*(?![\s\S]*?\*\/\s*\})(?:(?!\n[ \t]*\n)[\s\S])*/g, () => ({
  message: 'This note to colleagues never ends, so all that follows would vanish with it.',
  mend: 'end it with */}',
}))

const scripts = pattern('code', /<(script|style)\b[\s\S]*?(?:<\/\1\s*>|(?![\s\S]))/gi, () => ({
  message: 'Lessons cannot contain code.',
  mend: 'delete it.',
}))

const modules = pattern(
  'code',
  /(?<=^|\n[ \t]*\n|(?:^|\n)(?:[ \t]*<[^\n]*>|#{1,6} [^\n]*)[ \t]*\n)(?:import|export)[ \t{*][^\n]*(?:\n(?![ \t]*\n)[^\n]*)*/g,
  (match) => ({
    message: `Lessons cannot contain code, and a paragraph that begins with "${match[0].slice(0, 6)}" is read as code.`,
    mend: 'delete it; if it is a sentence, begin it with another word.',
  }),
)

const autolinks = pattern('autolink', /<(?:(?:https?:|mailto:|www\.)[^\s<>]*|[^\s<>@"=]+@[^\s<>]+)>/g, (match) => {
  const address = match[0].slice(1, -1)
  const target = address.includes('@') && !address.startsWith('mailto:') ? `mailto:${address}` : address
  return {
    message: `${match[0]} looks like a tag because of its < and >, so the page cannot be read.`,
    mend: `write the address without < >, or name it: [${address.includes('@') ? 'mail us' : 'read more'}](${target}).`,
  }
})

/** Before a space it is an ordinary sign, but not as the last of its block. */
const lessThan = pattern('less-than', /<(?=\S|$(?![\s\S])|\n[ \t]*(?:\n|[-*+>#|<]|\d+[.)]|$(?![\s\S])))[^\s<]{0,20}/g, (match) => ({
  message: `"${match[0]}" looks like the beginning of a tag, because < has a special meaning here.`,
  mend: `write it in words, such as "under 30 days", or put a backslash in front: \\${match[0]}`,
  edits: [{ start: match.index, end: match.index + 1, text: '‹' }],
}))

const headingIds = pattern('heading-id', /(?<=^#{1,6} [^\n]*)\{#[^}\n]*\}(?=[ \t]*$)/gm, (match) => ({
  message: 'Headings get their anchor from their text.',
  mend: `delete ${match[0]}`,
}))

const braces = pattern('brace', /\{+(?:(?!\n[ \t]*\n)[^{}])*\}+|\{+/g, (match) => ({
  message: 'Curly brackets have a special meaning here, so the page cannot be read.',
  mend: `write ${snippet(match[0]).replace(/[{}]/g, '\\$&')}`,
  edits: [{ start: match.index, end: match.index + match[0].length, text: match[0].replaceAll('{', '(').replaceAll('}', ')') }],
}))

function clozeBraces(known: Tag[]): Rule {
  const inCloze = (offset: number) => known.findLast((tag) => tag.name === 'Cloze' && tag.start < offset)?.kind === 'open'
  const gaps = pattern('cloze-braces', /\{\{([^{}\n]*)\}\}/g, (match) => ({
    message: `${snippet(match[0])} is not seen as a gap.`,
    mend: `gaps are written in square brackets: [[${match[1]!.trim()}]]`,
    edits: [{ start: match.index, end: match.index + match[0].length, text: `[[${match[1]!}]]` }],
  }))
  return (visible, tags) => gaps(visible, tags).filter(({ start }) => inCloze(start))
}

function isKnown(name: string, tags: KnownTags): boolean {
  return tags.items.includes(name) || (otherTags as readonly string[]).includes(name)
}

function knownNames(tags: KnownTags): string[] {
  return [...tags.items, ...otherTags]
}

function sameButCase(name: string, tags: KnownTags): string | undefined {
  return knownNames(tags).find((known) => known !== name && known.toLowerCase() === name.toLowerCase())
}

/** The tag under the name that was meant: a wrong letter is one problem, and must not make the other tag look alone. */
function withKnownName(tag: Tag, tags: KnownTags): Tag {
  const meant =
    sameButCase(tag.name, tags) ?? (tag.kind === 'close' && isCapital(tag.name) ? nearest(tag.name, knownNames(tags)) : undefined)
  return isKnown(tag.name, tags) || meant === undefined ? tag : { ...tag, name: meant }
}

function nameFindings(written: Tag[], tags: KnownTags): Finding[] {
  const found: Finding[] = []
  for (const tag of written) {
    if (!isKnown(tag.name, tags) && !found.some(({ edits }) => edits.some((edit) => edit.start <= tag.start && tag.end <= edit.end))) {
      found.push(nameFinding(tag, written, tags))
    }
  }
  return found
}

function nameFinding(tag: Tag, all: Tag[], tags: KnownTags): Finding {
  const meant = sameButCase(tag.name, tags)
  if (meant !== undefined) return misspelt(tag, meant, 'tag-case', `Tags are case-sensitive: ${written(tag)} is not seen as ${meant}.`)
  return isCapital(tag.name) ? unknownTag(tag, all, tags) : html(tag, all)
}

function misspelt(tag: Tag, meant: string, id: string, message: string): Finding {
  const name = tag.start + (tag.kind === 'close' ? 2 : 1)
  const text = `<${tag.kind === 'close' ? '/' : ''}${meant}`
  return {
    id,
    start: tag.start,
    end: tag.end,
    message,
    mend: `write ${text}${tag.kind === 'close' ? '>' : ' …>'}`,
    edits: [{ start: name, end: name + tag.name.length, text: meant }],
  }
}

function unknownTag(tag: Tag, all: Tag[], tags: KnownTags): Finding {
  const meant = nearest(tag.name, knownNames(tags))
  const message = `There is no tag ${tag.name}, so nothing is shown.${didYouMean(tag.name, knownNames(tags))}`
  if (tag.kind === 'close' && meant !== undefined) return misspelt(tag, meant, 'tag-unknown', message)
  const mend = `the tags are ${knownNames(tags).join(', ')}.`
  return { id: 'tag-unknown', start: tag.start, end: tag.end, message, mend, edits: withoutUnknown(tag, meant, all, tags) }
}

/** What stands in a tag that was meant as an item goes with it; one that stands around items leaves them alone. */
function withoutUnknown(tag: Tag, meant: string | undefined, all: Tag[], tags: KnownTags): Edit[] {
  const tagOnly = { start: tag.start, end: tag.end, text: '' }
  if (tag.kind !== 'open') return [tagOnly]
  const following = all.filter((other) => other.start > tag.start)
  const close = following.find((other) => other.kind === 'close' && (other.name === tag.name || other.name === meant))
  const item = following.find((other) => other.kind === 'open' && tags.items.includes(other.name))
  if (!close) return [tagOnly]
  if (!item || close.start < item.start) return [{ ...tagOnly, end: close.end }]
  return meant === undefined ? [tagOnly, { start: close.start, end: close.end, text: '' }] : [tagOnly]
}

function inUnknown(tag: Tag, found: Finding[]): boolean {
  return found.some(
    ({ id, edits }) => id === 'tag-unknown' && edits.some((edit) => edit.text === '' && edit.start <= tag.start && tag.end <= edit.end),
  )
}

function html(tag: Tag, all: Tag[]): Finding {
  const closing =
    tag.kind === 'open' ? all.find((other) => other.kind === 'close' && other.name === tag.name && other.start > tag.start) : undefined
  const edits = [tag, ...(closing ? [closing] : [])].map(({ start, end }) => ({ start, end, text: '' }))
  const code = tag.attributes.find(({ name }) => /^on[A-Z]/i.test(name))
  if (code)
    return { id: 'code', start: tag.start, end: tag.end, message: 'Lessons cannot contain code.', mend: `delete ${code.name}.`, edits }
  return {
    id: 'html',
    start: tag.start,
    end: tag.end,
    message: `${written(tag)} is HTML, and a lesson has no HTML.`,
    mend:
      tag.name === 'br'
        ? 'leave an empty line instead.'
        : 'delete it; **bold**, *italic*, lists, tables and links are written in Markdown.',
    edits,
  }
}

function isCapital(name: string): boolean {
  return /^[A-Z]/.test(name)
}

function written(tag: Tag): string {
  return tag.kind === 'close' ? `</${tag.name}>` : `<${tag.name}>`
}
