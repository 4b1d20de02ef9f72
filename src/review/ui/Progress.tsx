interface ProgressProps {
  /** Items behind us. */
  place: number
  total: number
  /** By this person's own mean times; told per item, never counted down. */
  secondsLeft: number
  again: boolean | undefined
}

export function Progress({ place, total, secondsLeft, again }: ProgressProps) {
  return (
    <>
      <span class="segments" aria-hidden="true">
        {Array.from({ length: total }, (_, n) => (
          <i key={n} class={n < place ? 'behind' : n === place ? 'now' : ''} />
        ))}
      </span>
      <span class="count">
        {place + 1} of {total} · {again ? 'one more look' : minutesLeft(secondsLeft)}
      </span>
    </>
  )
}

function minutesLeft(seconds: number): string {
  return seconds < 45 ? 'under a minute left' : `about ${Math.round(seconds / 60)} min left`
}
