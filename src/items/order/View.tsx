import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Question, Takeaway, Words } from '../ui/Html.tsx'
import { Toned } from '../ui/Mark.tsx'
import { Key } from '../ui/Options.tsx'
import { plain } from '../ui/plain.ts'
import type { ViewProps } from '../ui/view.ts'
import type { OrderAnswer, OrderPrompt } from './index.ts'

type Props = ViewProps<OrderPrompt, OrderAnswer>

export default function View(props: Props) {
  const { prompt, id, feedback } = props
  return (
    <>
      <Question id={id} html={prompt.html} />
      {feedback?.order ? <Result {...props} right={feedback.order} /> : plain ? <Places {...props} /> : <Rows {...props} />}
      <Takeaway html={feedback?.takeaway} />
    </>
  )
}

/** The plain form: a place for each part. */
function Places({ prompt, id, answer }: Props) {
  const order = answer?.order ?? prompt.items.map(({ key }) => key)
  return (
    <section class="options" role="group" aria-labelledby={`${id}-q`}>
      {prompt.items.map((part) => (
        <label key={part.key} class="option">
          <select class="text" name={`place.${part.key}`}>
            {prompt.items.map((_, place) => (
              <option key={place} value={place + 1} selected={place === order.indexOf(part.key)}>
                {place + 1}
              </option>
            ))}
          </select>
          <Words html={part.html} />
        </label>
      ))}
    </section>
  )
}

/** Space or a tap lifts a part, ↑ and ↓ move it, Space drops it; a tap on another part's place drops it there. */
function Rows({ prompt, id, answer, onAnswer, locked }: Props) {
  const [order, setOrder] = useState(() => answer?.order ?? prompt.items.map(({ key }) => key))
  const [lifted, setLifted] = useState<string>()
  const [said, say] = useState('')
  const list = useRef<HTMLOListElement>(null)
  const moved = useRef<string>()
  useEffect(() => onAnswer({ order }), [order])
  // Moving a row in the document takes the focus from its buttons.
  useLayoutEffect(() => {
    list.current?.querySelector<HTMLElement>(`[data-focus="${moved.current}"]`)?.focus()
  }, [order])

  const move = (key: string, to: number, focus: string) => {
    if (to < 0 || to >= order.length) return
    const rest = order.filter((other) => other !== key)
    moved.current = focus
    setOrder([...rest.slice(0, to), key, ...rest.slice(to)])
    say(`Place ${to + 1} of ${order.length}.`)
  }
  const words = (key: string) => prompt.items.find((part) => part.key === key)!.html
  const lift = (key: string) => {
    if (lifted && lifted !== key) move(lifted, order.indexOf(key), `row-${lifted}`)
    say(lifted ? 'Dropped.' : 'Lifted. Arrows move it, Space drops it.')
    setLifted(lifted ? undefined : key)
  }
  const onKeyDown = (event: KeyboardEvent, key: string) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (lifted && event.key === 'Escape') setLifted(undefined)
    else if (lifted === key && by) move(key, order.indexOf(key) + by, `row-${key}`)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <fieldset disabled={locked} aria-labelledby={`${id}-q`} aria-describedby={`${id}-how`}>
      <p id={`${id}-how`} class="how" lang="en">
        Use the arrows, or pick a row and choose its new place.
      </p>
      <ol class="options" role="list" ref={list}>
        {order.map((key, place) => (
          <li key={key} class={`option sortable ${lifted === key ? 'lifted' : ''}`}>
            <button
              type="button"
              class="row"
              data-step
              data-enter
              data-focus={`row-${key}`}
              aria-pressed={lifted === key}
              onClick={() => lift(key)}
              onKeyDown={(event) => onKeyDown(event, key)}
            >
              <Key place={place} />
              <span class="vh">Place {place + 1}: </span>
              <Words html={words(key)} />
            </button>
            {ways.map(([way, by]) => (
              <Mover
                key={way}
                way={way}
                place={place}
                focus={`${way}-${key}`}
                idle={order[place + by] === undefined}
                onMove={() => move(key, place + by, `${way}-${key}`)}
              />
            ))}
          </li>
        ))}
      </ol>
      <p class="vh" role="status">
        {said}
      </p>
    </fieldset>
  )
}

const ways = [
  ['up', -1],
  ['down', 1],
] as const

interface MoverProps {
  way: 'up' | 'down'
  /** The part's, from 0. */
  place: number
  focus: string
  /** It stands at that end already; the button keeps the focus all the same. */
  idle: boolean
  onMove(): void
}

function Mover({ way, place, focus, idle, onMove }: MoverProps) {
  return (
    <button
      type="button"
      class="mover"
      data-focus={focus}
      aria-label={`Move ${way}, place ${place + 1}`}
      aria-disabled={idle}
      onClick={onMove}
    >
      {way === 'up' ? '↑' : '↓'}
    </button>
  )
}

function Result({ prompt, answer, right }: Props & { right: string[] }) {
  return (
    <ol class="options told" role="list">
      {right.map((key, place) => {
        const had = answer?.order.indexOf(key)
        return (
          <li key={key} class={`option ${had === place ? 'better' : 'picked'}`}>
            <Key place={place} />
            <span>
              <Words html={prompt.items.find((part) => part.key === key)?.html} />{' '}
              {had === place ? (
                <Toned tone="good" shape="●" words="In place" />
              ) : (
                <Toned tone="poor" shape="○" words={had === undefined || had < 0 ? 'Not placed' : `You had it at ${had + 1}`} />
              )}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
