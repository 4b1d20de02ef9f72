import type { Finding } from './loud.ts'
import { nounFor, type Tag } from './tags.ts'
import { lineAt, placeAt } from '../text.ts'

/** What stands before an item where it is no words: the > of a quote, or the stars of bold print. */
export function inSigns(source: string, tag: Tag, close: Tag | undefined): Pick<Finding, 'message' | 'mend'> | undefined {
  const before = source.slice(lineAt(source, tag.start).start, tag.start).trim()
  if (/^(?:>\s*)+$/.test(before)) return inQuote(source, tag, close)
  return /^[*_]{1,3}$/.test(before) ? inStars(tag, close, before) : undefined
}

function inQuote(source: string, tag: Tag, close: Tag | undefined): Pick<Finding, 'message' | 'mend'> {
  const [first, last] = [tag, close ?? tag].map(({ start }) => placeAt(source, start).line) as [number, number]
  const lines = first === last ? `line ${first}` : `lines ${first} to ${last}`
  const above = source.slice(0, lineAt(source, tag.start).start).split('\n').at(-2) ?? ''
  const gap = /^[>\s]*$/.test(above) ? '' : `, and put an empty line above line ${first}`
  return {
    message: `This ${nounFor(tag.name)} stands in a quote, so it is not shown as one.`,
    mend: `delete the > at the beginning of ${lines}${gap}.`,
  }
}

function inStars(tag: Tag, close: Tag | undefined, sign: string): Pick<Finding, 'message' | 'mend'> {
  const tags = [`<${tag.name} …>`, ...(close ? [`</${close.name}>`] : [])].join(' and ')
  return {
    message: `${sign} stands around the tag of this ${nounFor(tag.name)}, so it is not shown as one.`,
    mend: `delete the ${sign} before and behind ${tags}: a tag stands alone on its line.`,
  }
}
