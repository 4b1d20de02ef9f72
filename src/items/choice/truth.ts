import { distance } from 'fastest-levenshtein'

/** True and false as they are written in the languages of lessons, small. */
const pairs: Record<string, [whenTrue: string, whenFalse: string][]> = {
  en: [['true', 'false']],
  de: [
    ['richtig', 'falsch'],
    ['wahr', 'falsch'],
  ],
  fr: [['vrai', 'faux']],
  es: [['verdadero', 'falso']],
  it: [['vero', 'falso']],
  nl: [['waar', 'onwaar']],
}

/** The pairs of a language; English counts in every one. */
const pairsIn = (locale: string) => [...pairs.en!, ...(pairs[locale.split('-')[0]!] ?? [])]

/**
 * Whether the options are the two words for true and false, in either order.
 *
 * @param locale of the lesson, such as de or de-AT
 */
export function isTrueFalse(options: readonly string[], locale: string): boolean {
  if (options.length !== 2) return false
  const written = new Set(options.map((option) => option.toLowerCase()))
  return pairsIn(locale).some((pair) => pair.every((word) => written.has(word)))
}

/** `Flase` beside `True`: which of two options was meant as the other of the two words, and as which. */
export function misspeltTruth(options: readonly string[], locale: string): { index: number; word: string } | undefined {
  const [first = '', second = ''] = options.map((option) => option.toLowerCase())
  if (options.length !== 2 || isTrueFalse(options, locale)) return undefined
  for (const [whenTrue, whenFalse] of pairsIn(locale))
    for (const [right, meant] of [
      [whenTrue, whenFalse],
      [whenFalse, whenTrue],
    ] as const) {
      if (first === right && isSlip(second, meant)) return { index: 1, word: meant }
      if (second === right && isSlip(first, meant)) return { index: 0, word: meant }
    }
  return undefined
}

/** One letter is wrong, or two have changed places. */
const isSlip = (written: string, meant: string) => distance(written, meant) === 1 || sorted(written) === sorted(meant)

const sorted = (word: string) => [...word].toSorted().join('')
