import { stringify } from 'yaml'

/** The words of a value in quotes that YAML reads back as they are: of the two kinds the one that is not among them, else with escapes. */
export function inQuotes(words: string): string {
  const isPlain = !words.includes('"') || words.includes("'")
  return stringify(words, { defaultStringType: isPlain ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE', lineWidth: 0 }).trimEnd()
}

/** Without the quotes around all of it, straight or curly. In `"One" and "two"` there are none: they belong to its words. */
export function withoutQuotes(value: string): string {
  const [, double, single] = /^(?:["“„](.*)["“”]|'(.*)')$/.exec(value.trim()) ?? []
  const inner = double ?? single
  if (inner === undefined) return value.trim()
  // An apostrophe within a word is no quote.
  const signs = [...inner.matchAll(double === undefined ? /(?<!\p{L})'|'(?!\p{L})/gu : /["“”„]/g)]
  const isClosing = signs.length > 0 && signs.length % 2 === 0 && /\S/.test(inner[signs[0]!.index - 1] ?? '')
  if (isClosing) return value.trim()
  return double === undefined ? inner.replaceAll("''", "'") : inner.replaceAll('\\"', '"')
}
