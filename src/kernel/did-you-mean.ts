import { distance } from 'fastest-levenshtein'

/** The nearest of the known names, if it is near enough to be what was meant. */
export function nearest<Name extends string>(name: string, known: Iterable<Name>): Name | undefined {
  const ranked = [...known].map((candidate) => ({ candidate, far: distance(candidate.toLowerCase(), name.toLowerCase()) }))
  const best = ranked.toSorted((a, b) => a.far - b.far)[0]
  return best && best.far <= Math.max(2, Math.floor(name.length / 3)) ? best.candidate : undefined
}

export function didYouMean(name: string, known: Iterable<string>): string {
  const candidate = nearest(name, known)
  return candidate === undefined ? '' : ` Did you mean "${candidate}"?`
}
