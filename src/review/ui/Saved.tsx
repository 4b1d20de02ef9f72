import type { Trouble } from '../../items/ui/send.ts'
import { counted } from '../../ui/words.ts'
import type { Keeping } from './keeping.ts'

/** Of one answer that is on the device. */
export function savedWords(trouble: Trouble | undefined): string {
  return trouble?.signIn ? 'Sign in to send it.' : 'You’ll see how it went when you’re online.'
}

/** How many answers wait on this device, and what would send them. */
export function StillHere({ keeping: { waiting, trouble, sendWaiting } }: { keeping: Keeping }) {
  if (waiting === 0) return null
  const answers = counted(waiting, 'answer')
  return (
    <p class="still-here">
      {trouble?.signIn ? (
        <a href="/sign-in?next=/review">Sign in to send {answers}</a>
      ) : (
        <>
          Saved here: {answers}. You’ll see how {waiting === 1 ? 'it' : 'they'} went when you’re online.{' '}
          <button class="plain" type="button" onClick={() => void sendWaiting()}>
            Try now
          </button>
        </>
      )}
    </p>
  )
}
