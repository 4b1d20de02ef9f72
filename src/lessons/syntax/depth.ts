import type { Finding } from './loud.ts'
import { blank } from '../text.ts'

/** Deeper than anybody writes, and still easy for the parser, which calls itself for each level. */
export const deepest = 60

/** Text that is nested so deep that reading it would take minutes or break off: it is told and left out. */
export function tooDeep(visible: string): Finding[] {
  // What is not deep as a whole has no part that is.
  if (!isDeep(visible)) return []
  return [...visible.matchAll(/(?:(?!\n[ \t]*\n)[\s\S])+/g)].filter((match) => isDeep(match[0])).map(finding)
}

function isDeep(paragraph: string): boolean {
  return quoteOrList.test(paragraph) || run.test(paragraph) || pairs(paragraph, '[', ']') > deepest || tags(paragraph) > deepest
}

const quoteOrList = new RegExp(
  String.raw`^(?:[ \t]*(?:>|[-*+]|\d+[.)])(?=[ \t>]|$)){${deepest},}|^[ \t]{${deepest * 2},}(?:[-*+>]|\d+[.)])`,
  'm',
)
const run = new RegExp(String.raw`[*_~]{${deepest * 2},}`)

/** How many stand open at most. */
function pairs(text: string, open: string, close: string): number {
  let depth = 0
  let most = 0
  for (const sign of text) {
    if (sign === open) most = Math.max(most, ++depth)
    if (sign === close) depth = Math.max(0, depth - 1)
  }
  return most
}

const tags = (text: string) => text.match(/<Term\b/g)?.length ?? 0

function finding(match: RegExpExecArray): Finding {
  const lead = /^\s*/.exec(match[0])![0].length
  const start = match.index + lead
  const end = match.index + match[0].length
  return {
    id: 'too-deep',
    start,
    end,
    message: `Brackets, quotes, lists or stars stand more than ${deepest} deep in each other here, so this paragraph is not read.`,
    mend: 'write it without that many signs; a single ](…) or > may be missing.',
    edits: [{ start, end, text: blank(match[0].slice(lead)) }],
  }
}
