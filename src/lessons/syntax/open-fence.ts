import type { Root } from 'mdast'
import type { Problem } from '../../kernel/problem.ts'
import type { Finding, KnownTags } from './loud.ts'
import { fenced, placeAt, withoutLiterals } from '../text.ts'

/**
 * A block of code in an item whose second fence is missing swallows the end of the item, and where other code follows, the lesson
 * is turned inside out from there on. Its first paragraph is left out, so that the rest can be read.
 */
export function openFences(source: string, tags: KnownTags): Finding[] {
  const found: Finding[] = []
  let text = source
  for (let finding = openFence(text, tags); finding; finding = openFence(text, tags)) {
    found.push(finding)
    text = text.slice(0, finding.start) + finding.edits[0]!.text + text.slice(finding.end)
  }
  return found
}

function openFence(source: string, { items }: KnownTags): Finding | undefined {
  if (!/^[ \t>]*(?:```|~~~)/m.test(source)) return undefined
  const visible = withoutLiterals(source)
  const openings = [...visible.matchAll(new RegExp(`^<(${items.join('|')})\\b`, 'gm'))]
  for (const [index, { 1: tag, index: start }] of openings.entries()) {
    const within = { from: start, to: openings[index + 1]?.index ?? source.length }
    const close = new RegExp(`^[ \\t]*</${tag}>`, 'm')
    if (close.test(visible.slice(within.from, within.to))) continue
    const end = start + source.slice(within.from, within.to).search(close)
    const block = [...source.matchAll(fenced)].find(
      (match) => start < match.index && match.index < end && end < match.index + match[0].length,
    )
    // With a tag that begins before it, the end is part of an example.
    const isExample = block && new RegExp(`<${tag}\\b`).test(source.slice(block.index, end))
    if (end > start && block && !isExample) return swallowing(source, block, end, tag!)
  }
  return undefined
}

function swallowing(source: string, block: RegExpExecArray, close: number, tag: string): Finding {
  const start = block.index + block[1]!.length
  const gap = /\n[ \t>]*(?=\n)/.exec(source.slice(start, close))
  const end = gap ? start + gap.index : close
  return {
    id: 'unclosed',
    start,
    end,
    message: `This block of code never ends, so the </${tag}> on line ${placeAt(source, close).line} is read as part of it.`,
    mend: `write ${block[2]} on a line of its own where the code ends.`,
    edits: [{ start, end, text: source.slice(start, end).replace(/[^\n]/g, ' ') }],
  }
}

/** A block of code at the end of a lesson whose second fence is missing: what follows is shown as code. */
export function reportOpenFence({ children }: Root, lines: readonly string[], report: (problem: Problem) => void): void {
  const last = children.at(-1)
  if (last?.type !== 'code' || !last.position) return
  const { start, end } = last.position
  const [, fence] = /^ {0,3}(`{3,}|~{3,})/.exec(lines[start.line - 1] ?? '') ?? []
  if (fence === undefined || (end.line > start.line && new RegExp(`^ {0,3}${fence}[\`~]*[ \\t]*$`).test(lines[end.line - 1] ?? ''))) return
  report({
    ...{ severity: 'warning', id: 'unclosed', line: start.line, column: start.column },
    message: 'This block of code never ends, so all that follows is shown as code.',
    mend: `write ${fence} on a line of its own where the code ends.`,
  })
}
