import type { RefObject } from 'preact'
import { useState } from 'preact/hooks'
import type { Device } from '../../items/ui/device.ts'
import { call, type Trouble } from '../../items/ui/send.ts'

interface ConcernProps {
  dialog: RefObject<HTMLDialogElement>
  item: string
  device: Device
  /** Closed again after the item was put away. */
  onSuspended(): void
}

type Deed = 'flag' | 'suspend'

const thanks: Record<Deed, string> = {
  flag: 'Thank you. Whoever wrote this question will read it.',
  suspend: 'You will not be asked this any more. Whoever wrote it will read why.',
}

/** "Something wrong?": tell whoever wrote an item, or stop being asked. */
export function Concern({ dialog, item, device, onSuspended }: ConcernProps) {
  const [done, setDone] = useState<Deed>()
  const [trouble, setTrouble] = useState<Trouble>()
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault()
    const deed: Deed = event.submitter?.dataset['deed'] === 'suspend' ? 'suspend' : 'flag'
    const outcome = await told(device, item, deed, new FormData(event.currentTarget as HTMLFormElement))
    setTrouble('trouble' in outcome ? outcome.trouble : undefined)
    if ('got' in outcome) setDone(deed)
  }
  return (
    <dialog class="sheet" ref={dialog} aria-labelledby="concern-title" onClose={() => done === 'suspend' && onSuspended()}>
      <h2 id="concern-title">Something wrong?</h2>
      {done ? (
        <p role="status">{thanks[done]}</p>
      ) : (
        <form id="concern" onSubmit={(event) => void onSubmit(event)}>
          <label class="field">
            <span>In a few words, for whoever wrote this question</span>
            <textarea class="text" name="text" rows={3} required maxLength={500} />
          </label>
          <label class="tick">
            <input type="checkbox" name="named" /> Say that it was me
          </label>
          <p role="alert">
            {trouble && (
              <>
                <strong>{trouble.message}</strong> {trouble.hint}
              </>
            )}
          </p>
        </form>
      )}
      <div class="next">
        {!done && (
          <>
            <button class="button" form="concern">
              Send
            </button>
            <button class="button quiet" form="concern" data-deed="suspend">
              Don’t ask me this
            </button>
          </>
        )}
        <button type="button" class="plain" onClick={() => dialog.current!.close()}>
          Close
        </button>
      </div>
    </dialog>
  )
}

function told(device: Device, item: string, deed: Deed, form: FormData) {
  const path = `/api/items/${encodeURIComponent(item)}`
  const text = form.get('text')
  if (deed === 'flag') return call(device, `${path}/flags`, { text, named: form.has('named') })
  return call(device, `${path}/suspended`, { reason: text }, 'PUT')
}
