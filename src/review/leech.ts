/** An item that keeps being forgotten: `offer-lesson` once asking it again and again has plainly not helped. */
type Leech = 'leech' | 'offer-lesson'

/** @param lapses misses after at least a day, as the memory counts them */
export function leechOf(lapses: number): Leech | null {
  if (lapses >= 6) return 'offer-lesson'
  return lapses >= 4 ? 'leech' : null
}
