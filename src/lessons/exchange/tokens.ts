import { mapTexts, text, type Inline, type Rich } from './rich.ts'

/*
 * What a format writes in its own signs in the middle of HTML or Markdown, such as the answers of a gap, is put aside before the
 * text is read and found again afterwards. The signs that hold its place stand in no text: `clean` takes them out.
 */

const begin = '\ufdd0'
const end = '\ufdd1'

/** Holds the place of the nth thing, from 0. */
export const tokenOf = (n: number): string => `${begin}${n}${end}`

export interface PutAside<T> {
  /** The text with a token for each thing that was put aside. */
  text: string
  kept: T[]
}

/** @param take what a match stands for; undefined leaves it in the text */
export function putAside<T>(source: string, pattern: RegExp, take: (match: RegExpExecArray) => T | undefined): PutAside<T> {
  const kept: T[] = []
  let left = ''
  let from = 0
  for (const match of source.matchAll(pattern)) {
    const taken = take(match)
    if (taken === undefined) continue
    left += source.slice(from, match.index) + tokenOf(kept.length)
    from = match.index + match[0].length
    kept.push(taken)
  }
  return { text: left + source.slice(from), kept }
}

/** Puts back what `show` makes of it. */
export function putBack<T>(rich: Rich, kept: readonly T[], show: (thing: T) => Inline): Rich {
  return mapTexts(rich, (value) =>
    value
      .split(new RegExp(`${begin}(\\d+)${end}`))
      .map((piece, index) => {
        const thing = index % 2 === 1 ? kept[Number(piece)] : undefined
        return thing === undefined ? text(index % 2 === 1 ? '' : piece) : show(thing)
      })
      .filter((node) => node.type !== 'text' || node.value !== ''),
  )
}

/** Takes what escapes stand for out of the way: each becomes one sign that means nothing to the format. */
export function shielded(source: string, escapes: Readonly<Record<string, string>>): { text: string; bare: (value: string) => string } {
  const meant = [...new Set(Object.values(escapes))]
  const sign = (value: string) => String.fromCharCode(0xfdd2 + meant.indexOf(value))
  const pattern = new RegExp(
    Object.keys(escapes)
      .map((escape) => escape.replace(/[\\{}[\]()*+?.^$|]/g, '\\$&'))
      .join('|'),
    'g',
  )
  return {
    text: source.replace(pattern, (escape) => sign(escapes[escape]!)),
    bare: (value) => value.replace(/[\ufdd2-\ufdef]/g, (each) => meant[each.charCodeAt(0) - 0xfdd2] ?? ''),
  }
}
