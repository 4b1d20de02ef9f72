/** Places in an author's text, and a text that was mended on the way to the parser without losing where everything stood. */

export interface Place {
  /** 1-based, as editors count. */
  line: number
  column: number
}

export interface Edit {
  start: number
  end: number
  text: string
}

/** Line ends and the byte order mark differ by machine, never in meaning. Half a character, which no file has, becomes a whole one. */
export function plain(source: string): string {
  return source
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .toWellFormed()
}

export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

export function offsetAt(text: string, place: Place): number {
  let start = 0
  for (let line = 1; line < place.line; line++) {
    const end = text.indexOf('\n', start)
    if (end < 0) return text.length
    start = end + 1
  }
  return Math.min(start + place.column - 1, text.length)
}

export function lineAt(text: string, offset: number): { start: number; end: number } {
  const end = text.indexOf('\n', offset)
  return { start: text.lastIndexOf('\n', offset - 1) + 1, end: end < 0 ? text.length : end }
}

/** The same number of lines with nothing on them: what stands below keeps its line. */
export function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}

/**
 * The text with its edits, and the way back: a place in the new text → the place in the old.
 * An edit inside another is dropped.
 */
export function applyEdits(text: string, edits: Edit[]): { text: string; original: (place: Place) => Place } {
  const applied = outermost(edits)
  let edited = ''
  let from = 0
  for (const edit of applied) {
    edited += text.slice(from, edit.start) + edit.text
    from = edit.end
  }
  edited += text.slice(from)
  return { text: edited, original: (place) => placeAt(text, originalOffset(applied, offsetAt(edited, place))) }
}

function outermost(edits: Edit[]): Edit[] {
  const kept: Edit[] = []
  for (const edit of edits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1)
    if (!last || edit.start >= last.end) kept.push(edit)
  }
  return kept
}

function originalOffset(applied: Edit[], offset: number): number {
  let grown = 0
  for (const { start, end, text } of applied) {
    if (offset < start + grown) break
    if (offset < start + grown + text.length) return Math.min(offset - grown, end)
    grown += text.length - (end - start)
  }
  return offset - grown
}

/** A block of code, to the end of the text where its second fence is missing. */
export const fenced = /^([ \t>]*)(`{3,}|~{3,})[^\n]*(?:\n[\s\S]*?)??(?:\n[ \t>]*\2[`~]*[ \t]*$|(?![\s\S]))/gm

/**
 * The text with everything that Markdown takes literally covered up: front matter, code, escapes, link targets.
 * What is left of `{` and `<` means something. Same length, same lines.
 */
export function withoutLiterals(text: string): string {
  const covered = (match: string) => match.replace(/[^\n]/g, 'x')
  return text
    .replace(/^---\n[\s\S]*?\n---[ \t]*(?=\n|$)/, covered)
    .replace(fenced, covered)
    .replace(/(?<![\\`])(`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S])*?[^`]\1(?!`)/g, covered)
    .replace(/\\[!-/:-@[-`{-~]/g, covered)
    .replace(/(?<=\]\()(?:<[^<>\n]*>|[^\s()]*)(?=[\s)])/g, covered)
}

/** A text as it can stand in a message. */
export function snippet(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 60 ? `${line.slice(0, 57)}…` : line
}
