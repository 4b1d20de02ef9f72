/** What we believe of an item that was never answered: somebody who has just read the lesson. */
export const newItemRetrievability = 0.75

/**
 * The chance that a full credit was knowledge and not luck (Bayes).
 *
 * @param retrievability 0 to 1, before the answer
 * @param guess the chance, 0 to 1, of full credit by guessing
 */
export function guessCorrected(retrievability: number, guess: number): number {
  const lucky = (1 - retrievability) * guess
  // Without this a certain miss that no guess could hide would be 0 / 0.
  return lucky === 0 ? 1 : retrievability / (retrievability + lucky)
}

/**
 * How far an answer speaks for Good, 0 (Again) to 1. There is no Hard and no Easy, and speed says nothing.
 *
 * @param credit 0 to 1, the hint already taken into account
 * @param retrievability 0 to 1, before the answer
 * @param guess the chance, 0 to 1, of full credit by guessing
 */
export function evidence(credit: number, retrievability: number, guess: number): number {
  if (credit < 0.5) return 0
  const knew = guessCorrected(retrievability, guess)
  return credit === 1 ? knew : 0.5 * knew
}

/**
 * Whether an answer came too fast to have been read. Decided once, at receipt, and stored with the answer.
 *
 * @param ms milliseconds that it took
 * @param defaultMs what one of its type usually takes, `ItemType.defaultMs`
 */
export function isRapid(ms: number, defaultMs: number): boolean {
  return ms < Math.max(700, 0.1 * defaultMs)
}
