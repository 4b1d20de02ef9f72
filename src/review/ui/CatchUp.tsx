import { useEffect, useRef } from 'preact/hooks'
import { counted } from '../../ui/words.ts'
import type { Delivered } from './deliver.ts'
import { HowItWent } from './HowItWent.tsx'

interface CatchUpProps {
  news: Delivered[]
  /** What the button says that leads on. */
  onward: string
  onDone(): void
}

/** Before anything new: how the answers went that were given without the network. */
export function CatchUp({ news, onward, onDone }: CatchUpProps) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <div class="session done">
      <div class="stage">
        <h2 ref={title} tabIndex={-1}>
          This is how it went.
        </h2>
        <p class="sum">
          You gave {counted(news.length, 'answer')} without the network. Now {news.length === 1 ? 'it has' : 'they have'} arrived.
        </p>
        <HowItWent news={news} />
        <div class="next">
          <button class="button" type="button" onClick={onDone}>
            {onward}
          </button>
        </div>
      </div>
    </div>
  )
}
