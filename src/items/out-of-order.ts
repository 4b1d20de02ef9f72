import { seedOf } from '../kernel/hash.ts'
import { shuffle } from '../kernel/shuffle.ts'

/**
 * Shuffled, and never as a whole in the right order, which would be an answer. Values that `same` cannot tell apart
 * may change places. Two values may stand in any order: if the right one never came, the other would tell it.
 */
export function outOfOrder<T>(values: readonly T[], seed: number, same: (a: T, b: T) => boolean = Object.is): T[] {
  const tells = (shown: readonly T[]) => shown.every((value, index) => same(value, values[index]!))
  // Values that are all the same have no other order.
  if (values.length < 3 || values.every((value) => same(value, values[0]!))) return shuffle(values, seed)
  for (let attempt = 0; ; attempt++) {
    const shown = shuffle(values, attempt === 0 ? seed : seedOf('order', String(seed), String(attempt)))
    if (!tells(shown)) return shown
  }
}
