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

/**
 * Whether the options are the two words for true and false, in either order. English counts in every language.
 *
 * @param locale of the lesson, such as de or de-AT
 */
export function isTrueFalse(options: readonly string[], locale: string): boolean {
  if (options.length !== 2) return false
  const written = new Set(options.map((option) => option.toLowerCase()))
  const known = [...pairs.en!, ...(pairs[locale.split('-')[0]!] ?? [])]
  return known.some((pair) => pair.every((word) => written.has(word)))
}
