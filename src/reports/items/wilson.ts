/** Where a share may lie, 0 to 1. */
export interface Bounds {
  low: number
  high: number
}

/** Of a standard normal, two-sided 95 %. */
const usualZ = 1.96

/** Wilson's interval for a share; it stays honest near 0 and 1, where items are judged. @param n above 0 */
export function wilson(successes: number, n: number, z = usualZ): Bounds {
  const share = successes / n
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  const [middle, scale] = [share + (z * z) / (2 * n), 1 + (z * z) / n]
  return { low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) }
}

/** What is left of a rate when luck is taken out of it, 0 to 1. @param guess the chance, below 1, of full credit by guessing */
export function withoutLuck(rate: number, guess: number): number {
  return Math.max(0, (rate - guess) / (1 - guess))
}
