import { mean } from '../../kernel/numbers.ts'

/** The first counted answer of a person to a revision of an item, given with thought. */
export interface FirstAnswer {
  /** Tells people apart; it goes no further than the counting. */
  person: string
  /** 0 to 1. */
  credit: number
  /** The chance, 0 to 1, of full credit by guessing. */
  guess: number
  ms: number
  /** Keys of the options picked. */
  picked: readonly string[]
  /** How the person does on all other items, 0 to 1. */
  ability: number
}

export const isFull = ({ credit }: Pick<FirstAnswer, 'credit'>): boolean => credit === 1

/** The better half of the learners, by the other items; the middle one of an odd number belongs to it. */
export function topHalf<Answer extends Pick<FirstAnswer, 'ability' | 'person'>>(answers: readonly Answer[]): Answer[] {
  const byAbility = answers.toSorted((a, b) => b.ability - a.ability || (a.person < b.person ? -1 : 1))
  return byAbility.slice(0, Math.ceil(answers.length / 2))
}

/** How often each option was picked. */
export function counted(answers: readonly Pick<FirstAnswer, 'picked'>[], option: string): number {
  return answers.filter(({ picked }) => picked.includes(option)).length
}

/** What somebody did at first on all items: how many, and how many of them right. */
export interface FirstResults {
  n: number
  full: number
}

/** As many answers as the rest of the school speaks for somebody who has given few. */
const prior = 4

/**
 * How somebody does on all items but one, 0 to 1, drawn to the usual rate while there are few.
 *
 * @param own whether that one was right
 * @param usual rate of everybody on everything
 */
export function abilityBeside({ n, full }: FirstResults, own: boolean, usual: number): number {
  return (full - Number(own) + prior * usual) / (n - 1 + prior)
}

/**
 * How the item goes with the others, -1 to 1: the correlation of right here with the rest (the corrected item-total one).
 *
 * @returns null where everybody did the same
 */
export function discrimination(answers: readonly FirstAnswer[]): number | null {
  const results = answers.map((answer) => Number(isFull(answer)))
  const abilities = answers.map(({ ability }) => ability)
  const [result, ability] = [mean(results), mean(abilities)]
  const covariance = mean(results.map((each, index) => (each - result) * (abilities[index]! - ability)))
  const spread = Math.sqrt(mean(results.map((each) => (each - result) ** 2)) * mean(abilities.map((each) => (each - ability) ** 2)))
  return spread < 1e-9 ? null : covariance / spread
}
