import { attributeFindings } from './attributes.ts'
import { tooDeep } from './depth.ts'
import { giftAnswers } from './gift.ts'
import { openFences } from './open-fence.ts'
import { structureFindings } from './structure.ts'
import { malformedTags } from './tag-form.ts'
import { inUnknown, isKnown, nameFindings, withKnownName } from './tag-names.ts'
import { tagsOf, type Tag } from './tags.ts'
import { blank, snippet, withoutLiterals, type Edit } from '../text.ts'

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
  const found = openFences(source, tags)
  let visible = withoutLiterals(covered(source, found))
  for (const rule of [tooDeep, htmlComments, openNotes, looseNotes, scripts, modules, mergeMarks, looseMarks, citations, autolinks]) {
    const findings = rule(visible, tags)
    found.push(...findings)
    visible = covered(coverNotes(visible), findings)
  }
  const whole = tagsOf(visible)
  const malformed = malformedTags(source, visible, [...tags.items, 'Use'], whole)
  const written = withMeant(
    whole,
    malformed.map(({ tag }) => tag),
  )
  const named = written.map((tag) => withKnownName(tag, tags))
  found.push(...malformed.map(({ finding }) => finding), ...nameFindings(source, written, tags))
  const known = named.filter((tag) => isKnown(tag.name, tags))
  const outside = known.filter((tag) => !inUnknown(tag, found))
  const readable = outside.filter((tag) => !malformed.some((one) => one.tag.start === tag.start))
  found.push(...readable.flatMap((tag) => attributeFindings(source, tag)), ...structureFindings(source, outside, tags))
  visible = covered(visible, written)
  for (const rule of [lessThan, headingIds, giftAnswers(known), clozeBraces(known), braceMarks(known), braces]) {
    const findings = rule(visible, tags)
    found.push(...findings)
    visible = covered(visible, findings)
  }
  return found
}

/** A tag that was meant stands for the one that was written in its place. */
function withMeant(whole: Tag[], meant: Tag[]): Tag[] {
  const kept = whole.filter((tag) => !meant.some(({ start, end }) => start <= tag.start && tag.end <= end))
  return [...kept, ...meant].toSorted((a, b) => a.start - b.start)
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

const htmlComments = pattern('comment', /<!--(?:[\s\S]*?-->|(?:(?!\n[ \t]*\n)[\s\S])*)/g, (match) => ({
  message: 'Notes in <!-- --> are HTML, and a lesson has no HTML.',
  mend: `write a note to colleagues as {/* ${snippet(match[0].replace(/^<!--\s*|\s*-->$/g, ''))} */}; nothing else in curly brackets is allowed.`,
}))

const openNotes = pattern('comment', /\{\s*\/\*(?![\s\S]*?\*\/\s*\})(?:(?!\n[ \t]*\n)[\s\S])*/g, () => ({
  message: 'This note to colleagues never ends, so all that follows would vanish with it.',
  mend: 'end it with */}',
}))

const looseNotes = pattern('comment', /\{\s*(?:\/\/|\*|#\s|%)[^{}\n]*\}/g, (match) => ({
  message: `${snippet(match[0])} is not a note to colleagues yet: learners would see it, or no page at all.`,
  mend: `write {/* ${snippet(match[0].replace(/^\{\s*(?:\/\/|[*#%])\s*|\s*[*#%]?\s*\}$/g, ''))} */}`,
}))

const scripts = pattern('code', /<(script|style)\b[\s\S]*?(?:<\/\1\s*>|(?![\s\S]))/gi, () => ({
  message: 'Lessons cannot contain code.',
  mend: 'delete it.',
}))

/** What a programmer begins a file with; a sentence about import duties goes on otherwise. */
const modules = pattern(
  'code',
  /(?<=^|\n[ \t]*\n|(?:^|\n)(?:[ \t]*<[^\n]*>|#{1,6} [^\n]*)[ \t]*\n)(?:import[ \t]*(?:["'{*]|[\w$]+(?:[ \t]*,[^\n]*)?[ \t]+from[ \t]*["'])|export[ \t]*(?:[{*]|(?:const|let|var|default|function|class|async)\b[^\n]*[=({;]))[^\n]*(?:\n(?![ \t]*\n)[^\n]*)*/g,
  () => ({
    message: 'Lessons cannot contain code, and learners would read this as it stands.',
    mend: 'delete it.',
  }),
)

/** The lines that Git leaves. Of the two versions only the first is read on, so that no id is told to be there twice. */
const mergeMarks = pattern('merge-left', /^(<{7}(?: [^\n]*)?\n)([\s\S]*?)^={7}\n[\s\S]*?^>{7}(?: [^\n]*)?$/gm, (match) => {
  const [whole, mark = '', first = ''] = match
  return {
    message: 'Two versions of this passage stand here, with the marks of a merge that nobody finished.',
    mend: 'keep one of the two, and delete the other and the lines with <<<<<<<, ======= and >>>>>>>.',
    edits: [
      { start: match.index, end: match.index + whole.length, text: blank(mark) + first + blank(whole.slice(mark.length + first.length)) },
    ],
  }
})

/** One of them alone: the others are gone. A line of = may stand below a heading, and one of | in a table, so neither is enough. */
function looseMarks(visible: string): Finding[] {
  const marks = [...visible.matchAll(/^(?:<{7}|={7}|>{7}|\|{7})(?: [^\n|]*)?$/gm)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: blank(match[0]),
    isSure: /^[<>]|^\|+ \S/.test(match[0]),
  }))
  const first = marks.find(({ isSure }) => isSure)
  if (!first) return []
  return [
    {
      id: 'merge-left',
      start: first.start,
      end: first.end,
      message: 'This line is a mark of a merge that nobody finished, and learners would read it.',
      mend: 'delete it, with any other such line of <, =, | or >, and look whether something stands here twice.',
      edits: marks,
    },
  ]
}

/** What a chat program leaves where it names a source. */
const citations = pattern('brace', /:contentReference\[[^\]\n]*\]\{[^}\n]*\}/g, (match) => ({
  message: `${match[0]} was left by a chat program, and the page cannot be read with it.`,
  mend: 'delete it.',
}))

const autolinks = pattern('autolink', /<(?:(?:[a-z][a-z0-9+.-]+:|www\.)[^\s<>]*|[^\s<>@"=]+@[^\s<>]+)>/gi, (match) => {
  const address = match[0].slice(1, -1)
  const target = address.includes('@') && !/^[a-z]+:/i.test(address) ? `mailto:${address}` : address
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

const headingIds = pattern('heading-id', /(?<=^#{1,6} [^\n]*)\{:?\s*[#.][^}\n]*\}(?=[ \t]*$)/gm, (match) => ({
  message: 'Headings get their anchor from their text.',
  mend: `delete ${match[0]}`,
}))

const braces = pattern('brace', /\{+(?:(?!\n[ \t]*\n)[^{}])*\}+|\{+/g, (match) => ({
  message: 'Curly brackets have a special meaning here, so the page cannot be read.',
  mend: `write ${snippet(match[0]).replace(/[{}]/g, '\\$&')}`,
  edits: [{ start: match.index, end: match.index + match[0].length, text: match[0].replaceAll('{', '(').replaceAll('}', ')') }],
}))

/** `- {x} open`: a line of an item, with other brackets than it should have. */
function braceMarks(known: Tag[]): Rule {
  const lines = pattern('option-brackets', /^[ \t]*[-*+][ \t]+\{[ \t]*(x?|best|ok|poor)[ \t]*\}[ \t]+(\S[^\n]*)$/gim, (match) => {
    const [line, mark = '', words = ''] = match
    const square = `[${mark.toLowerCase() || ' '}]`
    const start = match.index + line.indexOf('{')
    return {
      message: `“${snippet(line.trim().slice(1))}” has curly brackets, so this line is not seen as an answer.`,
      mend: `write square ones: "- ${square} ${words.trim()}".`,
      edits: [{ start, end: match.index + line.indexOf('}') + 1, text: square }],
    }
  })
  return (visible, tags) =>
    lines(visible, tags).filter(({ start }) => {
      const open = known.findLast((tag) => tag.start < start)
      return open?.kind === 'open' && tags.items.includes(open.name)
    })
}

/** Other tools' gaps: `{{30}}`, Anki's `{{c1::30::hint}}`, and `{30}` where a text has no gap of ours. */
function clozeBraces(known: Tag[]): Rule {
  const clozeAt = (offset: number) => {
    const open = known.findLast((tag) => tag.name === 'Cloze' && tag.start < offset)
    return open?.kind === 'open' ? open : undefined
  }
  const gaps = pattern('cloze-braces', /\{\{([^{}\n]*)\}\}|\{([^{}\n]+)\}/g, (match) => {
    const gap = `[[${(match[1] ?? match[2]!).trim().replace(/^c\d+::/, '')}]]`
    return {
      message: `${snippet(match[0])} is not seen as a gap.`,
      mend: `gaps are written in square brackets: ${gap}`,
      edits: [{ start: match.index, end: match.index + match[0].length, text: gap }],
    }
  })
  return (visible, tags) =>
    gaps(visible, tags).filter(({ start }) => {
      const open = clozeAt(start)
      if (!open) return false
      const close = known.find((tag) => tag.name === 'Cloze' && tag.start > start)
      return visible.startsWith('{{', start) || !visible.slice(open.end, close?.start).includes('[[')
    })
}
