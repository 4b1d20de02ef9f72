import type { RefObject } from 'preact'

const always = [
  ['Enter', 'Check, then go on'],
  ['↑ ↓', 'Move among the options'],
  ['Space', 'Lift and drop a row'],
  ['Esc', 'Leave; everything is kept'],
]
const letters = [
  ['1 – 9', 'Choose an option'],
  ['H', 'Hint'],
  ['?', 'This list'],
]

export function KeyList({ dialog, lettersOn }: { dialog: RefObject<HTMLDialogElement>; lettersOn: boolean }) {
  return (
    <dialog class="keys" ref={dialog} aria-labelledby="keys-title">
      <h2 id="keys-title">Keys</h2>
      <dl>
        {[...(lettersOn ? letters : []), ...always].map(([key, deed]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{deed}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="button quiet" onClick={() => dialog.current!.close()}>
        Close
      </button>
    </dialog>
  )
}
