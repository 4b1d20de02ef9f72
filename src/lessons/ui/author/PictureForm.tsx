import type { TargetedEvent } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { browser } from '../../../items/ui/device.ts'
import type { Trouble } from '../../../items/ui/send.ts'
import { pictureMdx } from '../../picture.ts'
import type { Brought } from './brought.ts'
import { notYet, sendPicture } from './send-picture.ts'

interface PictureFormProps {
  /** In whose folder the picture goes. */
  course: string
  /** What was pasted or dropped; without it a file is still to be chosen. */
  brought: Brought | undefined
  /** With the Markdown of a picture that is on the server by now. */
  onInsert(mdx: string): void
  onClose(): void
}

/** Which picture, and what it shows. */
export function PictureForm({ course, brought, onInsert, onClose }: PictureFormProps) {
  const chooser = useRef<HTMLInputElement>(null)
  const words = useRef<HTMLTextAreaElement>(null)
  const sending = useRef<AbortController>()
  const [isSending, setSending] = useState(false)
  const [trouble, setTrouble] = useState<Trouble>()

  useLayoutEffect(() => {
    if (brought) chooser.current!.files = asList(brought.file)
    const first = brought ? words.current! : chooser.current!
    first.focus()
    setTrouble(undefined)
  }, [brought])
  useEffect(() => () => sending.current?.abort(), [])

  const send = async (event: TargetedEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (sending.current) return
    const [file] = chooser.current!.files!
    const said = words.current!.value
    const missing = notYet(file, said)
    setTrouble(missing)
    if (missing || !file) return (file && said.trim() === '' ? words : chooser).current!.focus()
    const { signal } = (sending.current = new AbortController())
    setSending(true)
    const name = brought?.isNameless && file.name === brought.file.name ? said : file.name
    const outcome = await sendPicture(browser, course, { file, name, signal })
    if (signal.aborted) return
    sending.current = undefined
    setSending(false)
    if ('got' in outcome) onInsert(pictureMdx(said, outcome.got.path))
    else setTrouble(outcome.trouble)
  }

  // Escape also breaks off what is being composed, as in Japanese.
  const onKey = (event: KeyboardEvent) => event.key === 'Escape' && !event.isComposing && onClose()

  return (
    <form class="picture" aria-label="Picture" onSubmit={(event) => void send(event)} onKeyDown={onKey}>
      <label for="picture-file">The picture</label>
      <input ref={chooser} id="picture-file" type="file" accept={accepted} aria-describedby="picture-kinds" required />
      <p id="picture-kinds">
        PNG, JPEG, GIF, WebP or AVIF, at most 10 MB.
        {brought && brought.others > 0 && ' One at a time: this is the first of those that you have brought.'}
      </p>
      <label for="picture-words">What it shows</label>
      <textarea ref={words} id="picture-words" class="control" rows={2} maxLength={300} aria-describedby="picture-why" required />
      <p id="picture-why">In words, for whoever cannot see it.</p>
      <div role="status">
        {isSending && <p>The picture is being sent …</p>}
        {trouble && <p class="trouble">{`${trouble.message} ${trouble.hint ?? ''}`}</p>}
      </div>
      <div class="ways">
        <button class="button" aria-disabled={isSending}>
          Insert
        </button>
        <button type="button" class="button quiet" onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  )
}

/** A phone turns what it has into one of them. */
const accepted = 'image/png,image/jpeg,image/gif,image/webp,image/avif'

/** As a file field holds it. */
function asList(file: File): FileList {
  const transfer = new DataTransfer()
  transfer.items.add(file)
  return transfer.files
}
