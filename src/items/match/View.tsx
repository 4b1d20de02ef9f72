import { useEffect, useState } from 'preact/hooks'
import { Question, Takeaway, Words } from '../ui/Html.tsx'
import { Toned } from '../ui/Mark.tsx'
import { Key } from '../ui/Options.tsx'
import { plain } from '../ui/plain.ts'
import type { ViewProps } from '../ui/view.ts'
import type { MatchAnswer, MatchPrompt } from './index.ts'

type Pairs = Record<string, string>
type Props = ViewProps<MatchPrompt, MatchAnswer>

export default function View(props: Props) {
  const { prompt, id, feedback } = props
  return (
    <>
      <Question id={id} html={prompt.html} />
      {feedback?.pairs ? <Result {...props} right={feedback.pairs} /> : plain ? <Selects {...props} /> : <Columns {...props} />}
      <Takeaway html={feedback?.takeaway} />
    </>
  )
}

/** The plain form. Options of a select are text only. */
function Selects({ prompt, id, answer }: Props) {
  return (
    <section class="options" role="group" aria-labelledby={`${id}-q`}>
      {prompt.left.map((left) => (
        <label key={left.key} class="option stacked">
          <Words html={left.html} />
          <select class="text" name={`pair.${left.key}`} required>
            <option value="">Choose…</option>
            {prompt.right.map((right) => (
              <option
                key={right.key}
                value={right.key}
                selected={answer?.pairs[left.key] === right.key}
                dangerouslySetInnerHTML={{ __html: right.html.replace(/<[^>]+>/g, '') }}
              />
            ))}
          </select>
        </label>
      ))}
    </section>
  )
}

/** Choose on the left, then on the right; the next free left one is chosen by itself. Tapping a pair again undoes it. */
function Columns({ prompt, id, answer, onAnswer, locked }: Props) {
  const [pairs, setPairs] = useState<Pairs>(answer?.pairs ?? {})
  const free = (taken: Pairs) => prompt.left.find(({ key }) => !(key in taken))?.key
  const [active, setActive] = useState(() => free(pairs))
  useEffect(() => onAnswer(Object.keys(pairs).length === prompt.left.length ? { pairs } : undefined), [pairs])
  const take = (next: Pairs, then: string | undefined) => {
    setPairs(next)
    setActive(then)
  }
  const chooseLeft = (key: string) =>
    take(
      without(pairs, (left) => left === key),
      key,
    )
  const chooseRight = (key: string) => {
    const owner = Object.keys(pairs).find((left) => pairs[left] === key)
    const rest = without(pairs, (left) => left === owner)
    if (active === undefined) return take(rest, owner)
    const next = { ...rest, [active]: key }
    take(next, free(next))
  }
  // Enter on a pair would undo it just when the answer is complete.
  const enter = active === undefined || undefined
  return (
    <fieldset class="match" disabled={locked} aria-labelledby={`${id}-q`}>
      <legend class="how" lang="en">
        Choose on the first list, then its partner on the second. Tap a pair to undo it.
      </legend>
      <ul role="list" class="options" aria-label="First list">
        {prompt.left.map(({ key, html }) => (
          <li key={key}>
            <button
              type="button"
              class="option stacked"
              data-step
              data-enter={enter}
              aria-pressed={active === key}
              onClick={() => chooseLeft(key)}
            >
              <Words html={html} />
              {pairs[key] && (
                <span class="partner">
                  <span aria-hidden="true">→ </span>
                  <span class="vh">goes with </span>
                  <Words html={prompt.right.find((right) => right.key === pairs[key])?.html} />
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
      <ul role="list" class="options" aria-label="Second list">
        {prompt.right.map(({ key, html }, place) => (
          <li key={key}>
            <button
              type="button"
              class={`option ${Object.values(pairs).includes(key) ? 'taken' : ''}`}
              data-digit={place + 1}
              data-enter={enter}
              onClick={() => chooseRight(key)}
            >
              <Key place={place} />
              <Words html={html} />
              {Object.values(pairs).includes(key) && <span class="vh"> (paired)</span>}
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

function without(pairs: Pairs, gone: (left: string) => boolean): Pairs {
  return Object.fromEntries(Object.entries(pairs).filter(([left]) => !gone(left)))
}

function Result({ prompt, answer, right }: Props & { right: Pairs }) {
  const words = (key: string | undefined) => <Words html={prompt.right.find((part) => part.key === key)?.html} />
  return (
    <ul class="options told" role="list">
      {prompt.left.map(({ key, html }) => {
        const picked = answer?.pairs[key]
        const good = picked === right[key]
        return (
          <li key={key} class={`option stacked ${good ? 'better' : 'picked'}`}>
            <Words html={html} />
            <span class="partner">
              <Toned tone="good" shape="●" words="Goes with" /> {words(right[key])}
            </span>
            {!good && picked && (
              <span class="partner feels">
                <Toned tone="poor" shape="○" words="You chose" /> {words(picked)}
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
