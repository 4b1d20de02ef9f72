import type { ComponentChildren } from 'preact'
import type { Attempt } from './attempt.ts'
import type { Choosable } from './view.ts'
import { announcement, missingWords, returnSentence, verdictWords } from './words.ts'

interface StatusProps {
  attempt: Attempt
  type: string
  /** Study days until the item returns. */
  days: number | null
  /** In place of the sentence that says when the item returns. */
  when?: ComponentChildren
}

/** Where an attempt stands, in a few words beside the button: what is missing, what went wrong, or the verdict. */
export function Status({ attempt: { phase, told, trouble, missing }, type, days, when }: StatusProps) {
  if (trouble) {
    return (
      <>
        <strong>{trouble.message}</strong> <span class="when">{trouble.hint}</span>{' '}
        {trouble.signIn && (
          <a href="/sign-in" target="_blank">
            Sign in (new tab)
          </a>
        )}
      </>
    )
  }
  if (told) {
    return (
      <>
        <strong>{verdictWords(told.verdict, told.feedback)}</strong> {when ?? <span class="when">{returnSentence(days)}</span>}
      </>
    )
  }
  if (phase === 'sending') return <span class="when waiting">Checking…</span>
  return missing ? <span class="when">{missingWords(type)}</span> : null
}

/** Says to a screen reader what the eye sees at once. @param options as they stand on the page */
export function announcementOf({ told, trouble }: Attempt, options: readonly Choosable[] | undefined, days: number | null): string {
  if (trouble) return `${trouble.message} ${trouble.hint ?? ''}`
  if (!told) return ''
  const { verdict, feedback, response } = told
  return [verdictWords(verdict, feedback), announcement(feedback, options, response), returnSentence(days)].filter(Boolean).join(' ')
}
