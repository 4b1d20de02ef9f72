import type { RefObject } from 'preact'
import { returns } from '../../items/ui/words.ts'
import type { Strength } from '../../items/ui/send.ts'
import { inAWeek } from './strength.ts'
import { percent } from '../../ui/percent.ts'

interface WhyAgainProps {
  dialog: RefObject<HTMLDialogElement>
  strength: Strength
  /** Study days until the item returns. */
  days: number
}

const width = 320
const height = 150

/** Strength with and without this answer, and the rule behind the date. */
export function WhyAgain({ dialog, strength, days }: WhyAgainProps) {
  return (
    <dialog class="sheet" ref={dialog} aria-labelledby="why-title">
      <h2 id="why-title">You’ll see this again {returns(days)}.</h2>
      <Picture {...strength.curve} />
      <p>{inAWeek(strength)}</p>
      <p>It comes back a little before it would slip. Found then, it holds for longer; missed, it comes back sooner.</p>
      <button type="button" class="button quiet" onClick={() => dialog.current!.close()}>
        Close
      </button>
    </dialog>
  )
}

function Picture({ days, before, after }: Strength['curve']) {
  const last = days.at(-1)!
  const line = (values: number[]) => values.map((value, n) => `${(days[n]! / last) * width},${(1 - value) * height}`).join(' ')
  return (
    <svg class="curve" viewBox={`-4 -12 ${width + 8} ${height + 36}`} role="img" aria-labelledby="curve-title curve-what">
      <title id="curve-title">Strength over the next {last} days</title>
      <desc id="curve-what">
        With this answer from {percent(after[0]!)} today to {percent(after.at(-1)!)} on day {last}
        {before && `; without it from ${percent(before[0]!)} to ${percent(before.at(-1)!)}`}.
      </desc>
      <line class="floor" x1="0" y1={height} x2={width} y2={height} />
      <polyline class="with" points={line(after)} />
      <polyline class="edge" points={line(after)} />
      {before && <polyline class="without" points={line(before)} />}
      <text x="0" y={height + 20}>
        today
      </text>
      <text x={width} y={height + 20} text-anchor="end">
        in {last} days
      </text>
    </svg>
  )
}
