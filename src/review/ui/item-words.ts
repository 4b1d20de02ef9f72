import type { ItemRecord } from '../learner-pages.ts'
import { longDay, withYear } from '../../ui/words.ts'

/*
 * How an item's own page puts what happened with it.
 */

export const worthWords = { right: 'Right', nearly: 'Nearly', 'not-yet': 'Not this time' } as const

const countedWords: Record<string, string> = {
  lesson: 'Counted, in the lesson',
  review: 'Counted, in a review',
  retry: 'A second look that day',
  practice: 'Practice, did not count',
}

export function countedSentence({ mode, voided }: Pick<ItemRecord['answers'][number], 'mode' | 'voided'>): string {
  return voided ? 'Taken back' : (countedWords[mode ?? ''] ?? 'Kept')
}

const changeWords: Record<string, string> = {
  wording: 'Wording changed',
  fact: 'The right answer changed, because the facts did',
  mistake: 'A mistake in the right answer was mended',
}

export function changeSentence(change: string): string {
  return changeWords[change] ?? 'Changed'
}

export function againSentence(due: string, today: string): string {
  return `You’ll see this again on ${withYear(longDay(due), due, today)}.`
}
