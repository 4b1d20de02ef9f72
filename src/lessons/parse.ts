import { visit } from 'unist-util-visit'
import type { Root } from 'mdast'
import type { Problem } from '../kernel/problem.ts'
import { readMdx, Unreadable } from './reader.ts'
import { findLoud, type Finding, type KnownTags } from './syntax/loud.ts'
import { applyEdits, blank, offsetAt, placeAt, type Edit, type Place } from './text.ts'

export interface Parsed {
  /** Its places are those of the author's text, whatever was mended on the way. */
  tree: Root
  problems: Problem[]
}

/** How many unreadable places are looked for in one file. */
const enough = 25

/**
 * MDX without running any of it. Never throws: what the parser cannot read is reported in our words and left out,
 * so that one run shows all that is wrong.
 */
export function parse(source: string, tags: KnownTags): Parsed {
  const findings = findLoud(source, tags)
  const problems = findings.map((finding) => problemOf(source, finding))
  let edits = findings.flatMap((finding) => finding.edits)
  for (let attempt = 0; attempt < enough; attempt++) {
    const edited = applyEdits(source, edits)
    const read = tryToParse(edited.text)
    if ('tree' in read) return { tree: edits.length > 0 ? movedBack(read.tree, edited.original) : read.tree, problems }
    const at = Math.min(offsetAt(source, edited.original(read.place)), Math.max(0, source.length - 1))
    // What fails beside a known mistake most likely follows from it; if not, the next run says so.
    if (findings.length === 0 && isNew(problems, source, at)) problems.push(unparsable(source, at))
    edits = withoutParagraph(source, at, edits)
  }
  return { tree: { type: 'root', children: [] }, problems }
}

function movedBack(tree: Root, original: (place: Place) => Place): Root {
  visit(tree, ({ position }) => {
    if (!position) return
    position.start = original(position.start)
    position.end = original(position.end)
  })
  return tree
}

function tryToParse(text: string): { tree: Root } | { place: Place } {
  try {
    return { tree: readMdx(text) }
  } catch (thrown) {
    // What else is thrown comes of a tree too deep to be walked.
    return { place: thrown instanceof Unreadable ? thrown : { line: 1, column: 1 } }
  }
}

function isNew(problems: Problem[], source: string, at: number): boolean {
  const { line } = placeAt(source, at)
  return !problems.some((problem) => problem.line === line)
}

/** Blanks the paragraph; where it is blank already, the ones above and below too, so that each attempt covers more. */
function withoutParagraph(source: string, at: number, edits: Edit[]): Edit[] {
  let start = at
  let end = at
  const touching = edits.filter((edit) => edit.start <= at && at <= edit.end)
  for (const edit of touching) [start, end] = [Math.min(start, edit.start), Math.max(end, edit.end)]
  const above = source.lastIndexOf('\n\n', start - 1)
  const below = source.indexOf('\n\n', touching.length > 0 ? end + 1 : end)
  start = above < 0 || start === 0 ? 0 : above
  end = below < 0 ? source.length : below
  return [...edits.filter((edit) => edit.end <= start || edit.start >= end), { start, end, text: blank(source.slice(start, end)) }]
}

function problemOf(source: string, { start, end, id, message, mend }: Finding): Problem {
  const lineEnd = source.indexOf('\n', start)
  const length = Math.max(1, Math.min(end, lineEnd < 0 ? source.length : lineEnd) - start)
  return { ...placeAt(source, start), severity: 'error', id, message, ...(mend === undefined ? {} : { mend }), length }
}

function unparsable(source: string, at: number): Problem {
  const [, name] = /^<\/?(\w+)/.exec(source.slice(at, at + 40)) ?? []
  return { ...placeAt(source, at), severity: 'error', ...(name === undefined ? noRule : torn(name)) }
}

type Words = Pick<Problem, 'id' | 'message' | 'mend'>

const noRule: Words = {
  id: 'unparsable',
  message: 'From here on the text cannot be read, so learners do not see this change.',
  mend: 'look in this paragraph for a < or { that is meant as an ordinary sign and put a backslash in front, or for a tag that is not complete.',
}

/** Whether a tag has its end is looked at before, so what is left is where the two stand. */
const torn = (name: string): Words => ({
  id: 'tag-torn',
  message: `One of <${name} …> and </${name}> stands within bold print, a link, a cell or a line of a list, and the other does not, so the text cannot be read.`,
  mend: `put both around the same words, and stars and brackets outside of both: **<${name} id="…">words</${name}>**.`,
})
