import type { Standing } from '../../../assignments/due.ts'

/** A standing in words, with the shape that stands beside it: never colour alone. */
export const standingWords: Record<Standing, { word: string; shape: string; tone: string }> = {
  behind: { word: 'behind', shape: '○', tone: 'poor' },
  'not-started': { word: 'not started', shape: '◌', tone: '' },
  'on-track': { word: 'on track', shape: '◐', tone: 'fair' },
  done: { word: 'done', shape: '●', tone: 'good' },
}

/** "58 %" */
export const percent = (share: number): string => `${Math.round(share * 100)} %`
