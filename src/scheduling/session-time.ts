/** How far a session may pass its budget before it ends. */
export const overrun = 1.1

/** A second try, right after the first and its feedback, takes half the time. */
const secondTry = 0.5

/**
 * What an answer is expected to take with the second try that follows a miss, milliseconds.
 *
 * @param ms of the first try
 * @param retrievability 0 to 1
 */
export function withSecondTry(ms: number, retrievability: number): number {
  return ms * (1 + secondTry * (1 - retrievability))
}
