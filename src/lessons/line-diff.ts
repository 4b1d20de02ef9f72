/** A line of two texts side by side: of both, of the old one alone, or of the new one alone. */
export interface DiffLine {
  of: 'both' | 'old' | 'new'
  text: string
}

/**
 * What was taken away and what was added, line by line: a longest common subsequence, so that as little as can be is named.
 * Time and memory grow with the product of the lines that differ; beyond `enough` of them the whole middle counts as changed.
 */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [a, b] = [before.split('\n'), after.split('\n')]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const middle = between(a.slice(start, a.length - end), b.slice(start, b.length - end))
  return [...as('both', a.slice(0, start)), ...middle, ...as('both', a.slice(a.length - end))]
}

const as = (of: DiffLine['of'], lines: string[]) => lines.map((text): DiffLine => ({ of, text }))

const enough = 4_000_000

function between(a: string[], b: string[]): DiffLine[] {
  if (a.length * b.length > enough) return [...as('old', a), ...as('new', b)]
  const common = commonLengths(a, b)
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ of: 'both', text: a[i++]! })
      j++
    } else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!)) lines.push({ of: 'old', text: a[i++]! })
    else lines.push({ of: 'new', text: b[j++]! })
  }
  return lines
}

/** `lengths[i][j]`: how many lines `a` from `i` on and `b` from `j` on have in common, in this order. */
function commonLengths(a: string[], b: string[]): Uint16Array[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i]![j] = a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
    }
  }
  return lengths
}
