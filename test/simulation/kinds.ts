/** What the simulation needs of a type of item; `guess` and `ms` are what the types say of items like those of the first course. */
export interface Kind {
  name: string
  guess: number
  /** What an answer takes the average learner. */
  ms: number
  share: number
}

/** Mixed as in the first course: cloze stands for typed too, match for order too, and a conversation has three scenes of three replies. */
export const kinds: readonly Kind[] = [
  { name: 'choice', guess: 1 / 4, ms: 12_000, share: 0.31 },
  { name: 'best-reply', guess: 1 / 3, ms: 25_000, share: 0.3 },
  { name: 'cloze', guess: 0, ms: 18_000, share: 0.14 },
  { name: 'match', guess: 1 / 24, ms: 25_000, share: 0.12 },
  { name: 'conversation', guess: 1 / 27, ms: 45_000, share: 0.06 },
  { name: 'card', guess: 0, ms: 10_000, share: 0.07 },
]

export const fourOptions: readonly Kind[] = [{ ...kinds[0]!, share: 1 }]

/** The kind at a place between 0 and 1 of all items. */
export function kindAt(place: number, of: readonly Kind[]): Kind {
  let left = place
  return of.find(({ share }) => (left -= share) < 0) ?? of.at(-1)!
}
