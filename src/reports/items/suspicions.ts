import { counted, isFull, topHalf, type FirstAnswer } from './first-answers.ts'
import { wilson } from './wilson.ts'
import { mean } from '../../kernel/numbers.ts'

/** What can be wrong with an item, the most urgent first. Stored: never rename. */
export const suspicionIds = ['key-suspect', 'too-hard', 'confusing', 'leech', 'dead-option', 'too-easy'] as const

export type SuspicionId = (typeof suspicionIds)[number]

export interface Suspicion {
  id: SuspicionId
  /** The options that it is about. */
  options?: string[]
}

/** An option as the key has it. */
export interface Marked {
  key: string
  right: boolean
}

/** What is counted of an item. */
export interface Counted {
  /** Null where nothing is chosen from a list. */
  options: readonly Marked[] | null
  first: readonly FirstAnswer[]
  /** Of each learner, whether it slips and slips. */
  leeches: readonly boolean[]
  /** Notes of learners that wait for an answer. */
  notes: number
  /** The time that its type is believed to take, milliseconds. */
  usualMs: number
}

/** One-sided 95 %. */
const aheadZ = 1.645
/** Answers or learners that a suspicion needs: with fewer, chance accuses good items. */
const enough = { 'key-suspect': 20, 'too-hard': 50, 'dead-option': 100, 'too-easy': 200, leech: 20, confusing: 20 }
const hard = 0.45
const easy = 0.95
const dead = 0.05
const leechShare = 0.15
/** Times the usual time. */
const slow = 1.5
/** One person may have misread. */
const notesToWorry = 2

/** What is suspected of an item, the most urgent first; authors read of each in the handbook's authors/judging.mdx. */
export function suspicionsOf(item: Counted): Suspicion[] {
  return suspicionIds.flatMap((id) => {
    const asked = id === 'leech' ? item.leeches.length : item.first.length
    const found = asked >= enough[id] && finders[id](item)
    if (!found) return []
    return [found === true ? { id } : { id, options: found }]
  })
}

const finders: Record<SuspicionId, (item: Counted) => boolean | string[]> = {
  'key-suspect': ({ options, first }) => some(rivals(options ?? [], topHalf(first))),
  'too-hard': ({ first }) => facility(first).high < hard,
  confusing: ({ first, notes, usualMs }) => notes >= notesToWorry && mean(first.map(({ ms }) => ms)) > slow * usualMs,
  leech: ({ leeches }) => mean(leeches.map(Number)) > leechShare,
  'dead-option': ({ options, first }) =>
    some((options ?? []).filter(({ key, right }) => !right && isDead(key, first)).map(({ key }) => key)),
  'too-easy': ({ first }) => facility(first).low > easy,
}

const some = (found: string[]) => found.length > 0 && found
const facility = (first: readonly FirstAnswer[]) => wilson(first.filter(isFull).length, first.length)
const isDead = (option: string, first: readonly FirstAnswer[]) => wilson(counted(first, option), first.length).high < dead

/** The wrong options that good learners choose more often than the one right one, by more than chance. With several right ones nobody can tell. */
function rivals(options: readonly Marked[], top: readonly FirstAnswer[]): string[] {
  const [key, ...more] = options.filter(({ right }) => right)
  if (!key || more.length > 0) return []
  const chosen = counted(top, key.key)
  return options
    .filter((option) => {
      const rival = counted(top, option.key)
      return !option.right && rival > chosen && (rival - chosen) / Math.sqrt(rival + chosen) > aheadZ
    })
    .map(({ key }) => key)
}
