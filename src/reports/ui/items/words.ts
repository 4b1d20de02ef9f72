import type { ItemReport, SuspicionReport } from '../../item-pages.ts'
import type { SuspicionId } from '../../items/suspicions.ts'

/** What a suspicion is called where there is little room. */
export const suspicionNames: Record<SuspicionId, string> = {
  'key-suspect': 'Wrong key?',
  'too-hard': 'Too hard?',
  confusing: 'Confusing?',
  leech: 'Never sticks?',
  'dead-option': 'Nobody picks it',
  'too-easy': 'Too easy?',
}

/** What was seen, and what to do about it. */
export function suspicionWords({ id, options: named = [] }: SuspicionReport, { options, notes }: ItemReport): string {
  const texts = new Intl.ListFormat('en-GB').format(named.map((key) => `“${options?.find((option) => option.key === key)?.text ?? key}”`))
  const words: Record<SuspicionId, string> = {
    'key-suspect': `The learners who do best elsewhere choose ${texts} more often than the answer marked right. Look whether the mark is in the wrong place.`,
    'too-hard': 'Most people miss it at first, too many to be chance. Look whether the lesson says it before it asks.',
    confusing: `It takes people half as long again as others of its kind, and ${notes} notes wait. Read them, then shorten or reword the question.`,
    leech: 'More than 15 of 100 people forget it again and again. Ask for less at once, or tie it to something that they know.',
    'dead-option': `Hardly anybody picks ${texts}. Replace it with something that somebody might believe, or delete it.`,
    'too-easy': 'Nearly everybody knows it at once. Ask something harder, or leave it out.',
  }
  return words[id]
}

/** "9 s" */
export const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`

/** "+0.04", with a real minus sign. */
export const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`

/** How reviews went against what was promised: "11 points less than expected". */
export function residualWords(residual: number): string {
  const points = Math.round(Math.abs(residual) * 100)
  if (points === 0) return 'as expected'
  return `${points} ${points === 1 ? 'point' : 'points'} ${residual < 0 ? 'less' : 'more'} than expected`
}

/** How often an option was picked, of how many; for few it is not told. */
export const pickWords = (picked: number | null, of: number): string => (picked === null ? `not told, of ${of}` : `${picked} of ${of}`)
