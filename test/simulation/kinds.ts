/** Types of items as the simulation needs them: `g`, `ms` and `share` as in scheduling.md §1 and §4 and the first course. */
export interface Kind {
  name: string
  guess: number
  /** What an answer takes the average learner. */
  ms: number
  share: number
}

export const kinds: readonly Kind[] = [
  { name: 'choice', guess: 1 / 4, ms: 12_000, share: 0.25 },
  { name: 'true-false', guess: 1 / 2, ms: 8_000, share: 0.1 },
  { name: 'best-reply', guess: 1 / 3, ms: 25_000, share: 0.3 },
  { name: 'cloze', guess: 0, ms: 18_000, share: 0.15 },
  { name: 'order', guess: 1 / 24, ms: 25_000, share: 0.1 },
  { name: 'card', guess: 0, ms: 10_000, share: 0.1 },
]

export const fourOptions: readonly Kind[] = [{ ...kinds[0]!, share: 1 }]

/** The kind at a place between 0 and 1 of all items. */
export function kindAt(place: number, of: readonly Kind[]): Kind {
  let left = place
  return of.find(({ share }) => (left -= share) < 0) ?? of.at(-1)!
}
