import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Numbers from 0 up to, not including, 1; as often as it is called. */
export type Chance = () => number

/** The same seed gives the same numbers, so that a forecast does not change when a page is loaded again. */
export function chanceOf(seed: number): Chance {
  const generator = xoroshiro128plus(seed)
  return () => uniformFloat64(generator)
}
