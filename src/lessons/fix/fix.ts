import type { Problem } from '../../kernel/problem.ts'
import { fixFor, type Naming } from './rules.ts'
import type { Compilation } from '../lesson.ts'
import { applyEdits, lineAt, plain, type Edit, type Place } from '../text.ts'

/** One mistake that was mended, as lines before and after. */
export interface Mending extends Place {
  /** The rule. The place is that of the mistake in the text as it was given. */
  id: string
  before: string[]
  after: string[]
}

export interface Fixed {
  /** With the line ends and the byte order mark of the text that was given; the very same text when nothing was mended. */
  text: string
  mended: Mending[]
  /** What is still wrong: problems of the new text. */
  left: Problem[]
}

/** More than this many mistakes in one file are left to the next run. */
const enough = 1000

/**
 * Mends what can be mended safely. A mending counts only when the problem is gone and every item that could be read before says
 * the same as before; so what was good stays what it was.
 *
 * @param look the compiler of this file, or for a file of YAML its reader
 */
export function fixText(source: string, look: (text: string) => Compilation, naming: Naming): Fixed {
  const mended: Mending[] = []
  const refused = new Set<string>()
  let text = plain(source)
  let seen = look(text)
  let original = (place: Place) => place
  while (mended.length < enough) {
    const fixable = fixableIn(text, seen.problems, naming, refused)
    const step = stepFrom(text, seen, apart(fixable), look) ?? firstStep(text, seen, fixable, look, refused)
    if (!step) break
    const before = original
    for (const { problem, edits } of step.fixes) {
      mended.push({ id: problem.id, ...before({ line: problem.line, column: problem.column }), ...linesOf(text, edits) })
    }
    original = (place) => before(step.original(place))
    ;[text, seen] = [step.text, step.seen]
  }
  return { text: mended.length > 0 ? likeSource(text, source) : source, mended, left: seen.problems }
}

interface Fix {
  problem: Problem
  edits: Edit[]
}

interface Step {
  fixes: Fix[]
  text: string
  original: (place: Place) => Place
  seen: Compilation
}

function fixableIn(text: string, problems: Problem[], naming: Naming, refused: ReadonlySet<string>): Fix[] {
  return problems.flatMap((problem) => {
    const edits = refused.has(nameOf(problem)) ? undefined : fixFor(text, problem, naming)
    return edits ? [{ problem, edits }] : []
  })
}

/** Those that do not touch each other. Of several missing ids only one: the next must know it. */
function apart(fixes: Fix[]): Fix[] {
  const chosen: Fix[] = []
  for (const fix of fixes) {
    const touches = ({ edits }: Fix) => edits.some((one) => fix.edits.some((other) => one.start <= other.end && other.start <= one.end))
    const isSecondId = fix.problem.id.startsWith('id-') && chosen.some(({ problem }) => problem.id.startsWith('id-'))
    if (!isSecondId && !chosen.some(touches)) chosen.push(fix)
  }
  return chosen
}

/** Undefined when one of the problems stays, or an item that was good says something else. */
function stepFrom(text: string, before: Compilation, fixes: Fix[], look: (text: string) => Compilation): Step | undefined {
  if (fixes.length === 0) return undefined
  const edited = applyEdits(
    text,
    fixes.flatMap(({ edits }) => edits),
  )
  const seen = look(edited.text)
  const left = new Set(seen.problems.map(nameOf))
  if (fixes.some(({ problem }) => left.has(nameOf(problem))) || !keepsModel(before, seen)) return undefined
  return { fixes, ...edited, seen }
}

/** When not all of them can be mended at once: the first that can be by itself. */
function firstStep(
  text: string,
  before: Compilation,
  fixes: Fix[],
  look: (text: string) => Compilation,
  refused: Set<string>,
): Step | undefined {
  for (const fix of fixes) {
    const step = stepFrom(text, before, [fix], look)
    if (step) return step
    refused.add(nameOf(fix.problem))
  }
  return undefined
}

const nameOf = ({ id, line, column, message }: Problem) => `${line}:${column} ${id} ${message}`

/** What stands within a mistake may change its words when that is mended; everything else must not. */
function keepsModel(before: Compilation, after: Compilation): boolean {
  const hashes = new Map(after.lesson?.items.map(({ id, textHash }) => [id, textHash]))
  return soundItems(before).every(({ id, textHash }) => hashes.get(id) === textHash)
}

function soundItems({ lesson, problems }: Compilation) {
  const items = lesson?.items ?? []
  return items.filter(({ line }, index) => {
    const end = items[index + 1]?.line ?? Infinity
    return !problems.some((problem) => problem.severity === 'error' && problem.line >= line && problem.line < end)
  })
}

/** Whole lines around the edits, as they were and as they are. */
function linesOf(text: string, edits: Edit[]): { before: string[]; after: string[] } {
  const start = lineAt(text, Math.min(...edits.map((edit) => edit.start))).start
  const end = lineAt(text, Math.max(...edits.map((edit) => edit.end))).end
  const moved = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }))
  const before = text.slice(start, end)
  return { before: before.split('\n'), after: applyEdits(before, moved).text.split('\n') }
}

/** The line ends and the byte order mark of the source. */
export function likeSource(text: string, source: string): string {
  const lines = source.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text
  return source.startsWith('\uFEFF') ? `\uFEFF${lines}` : lines
}
