import type { Required, Standing } from '../../../assignments/due.ts'
import { datedDay } from '../../../ui/words.ts'

/** A standing in words, with the shape that stands beside it: never colour alone. */
export const standingWords: Record<Standing, { word: string; shape: string }> = {
  behind: { word: 'behind', shape: '○' },
  'not-started': { word: 'not started', shape: '◌' },
  'on-track': { word: 'on track', shape: '◐' },
  done: { word: 'done', shape: '●' },
}

/** "done; to be held still on Wed 10 Mar", "to be refreshed, by Fri 9 Apr". */
export function standingSentence({ standing, dueDay, renewal }: Required): string {
  if (renewal?.refresh) return `to be refreshed, ${standing === 'behind' ? 'since' : 'by'} ${datedDay(dueDay!)}`
  if (renewal) return `${standingWords[standing].word}; to be held still on ${datedDay(renewal.day)}`
  return `${standingWords[standing].word}${dueDay ? `, by ${datedDay(dueDay)}` : ''}`
}

/** How far somebody is with a lesson. */
export const stateWords: Record<'not-started' | 'in-progress' | 'done', { word: string; shape: string }> = {
  'not-started': { word: 'not started', shape: '◌' },
  'in-progress': { word: 'begun', shape: '◐' },
  done: { word: 'done', shape: '●' },
}
