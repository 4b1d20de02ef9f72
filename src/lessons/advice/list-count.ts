import { toString } from 'mdast-util-to-string'
import type { Root } from 'mdast'
import type { Problem } from '../../kernel/problem.ts'
import { sentencesOf } from './item-view.ts'
import { wordsOf } from './words.ts'

/** A sentence right above a list says how many there are, and the list has more or fewer. */
export function reportListCount(tree: Root, locale: string, report: (problem: Problem) => void): void {
  for (const [index, list] of tree.children.entries()) {
    const above = tree.children[index - 1]
    if (list.type !== 'list' || above?.type !== 'paragraph' || !above.position) continue
    const said = announced(toString(above), locale)
    if (!said || said.count === list.children.length) continue
    report({
      ...{ severity: 'warning', id: 'list-count', line: above.position.end.line, column: 1 },
      message: `“${said.words}” is said here, and the list below has ${list.children.length} points.`,
      mend: 'let the number and the list say the same.',
    })
  }
}

/** “Four techniques help:”, or “Three things block it.” at the end of a paragraph; not what counts days, nor the number of a part: “Part 2 teaches:”. */
function announced(text: string, locale: string): { count: number; words: string } | undefined {
  const words = wordsOf(locale)
  const last = sentencesOf(text).at(-1)?.trim() ?? ''
  if (!words) return undefined
  const numbers = [...last.matchAll(/(?<![\p{L}\p{N},.-])(\p{L}+|\d{1,2})(?= (\p{L}+))/gu)].flatMap(([, word, next]) => {
    const count = words.counts[word!.toLowerCase()] ?? Number(word)
    const isFirst = last.startsWith(word!)
    const isLabel = /\d/.test(word!) && !isFirst
    return count >= 2 && !isLabel && !words.units.test(next!) ? [{ count, words: `${word} ${next}`, isFirst }] : []
  })
  const [only] = numbers
  return numbers.length === 1 && (last.endsWith(':') || only!.isFirst) ? only : undefined
}
