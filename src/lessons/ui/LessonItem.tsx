import { useEffect, useRef, useState } from 'preact/hooks'
import { type Told, useAttempt } from '../../items/ui/attempt.ts'
import type { Device } from '../../items/ui/device.ts'
import { focusOnNews } from '../../items/ui/focus.ts'
import { HintButton, HintText } from '../../items/ui/Hint.tsx'
import { useHydrated } from '../../items/ui/hydrated.ts'
import { onItemKey } from '../../items/ui/keyboard.ts'
import { announcementOf, Status } from '../../items/ui/Status.tsx'
import { views } from '../../items/ui/views.ts'
import { isMissed } from '../../items/ui/words.ts'
import type { BasePrompt } from '../../items/item-type.ts'
import type { Choosable } from '../../items/ui/view.ts'
import '../../items/ui/items.css'

export interface LessonItemProps {
  item: string
  /** Where an item stands on the page twice: the id of the label of what this one stands in. */
  pane?: string
  version: string
  prompt: BasePrompt & { options?: Choosable[] }
  /** Where the plain form is posted. */
  formAction: string
  /** The id of the next answer given here, for the plain form: posted twice, it counts once. */
  answerId: string
  /** When the item was first shown, milliseconds UTC: the plain form's only clock. */
  shownAt: number
  /** Today, YYYY-MM-DD. */
  studyDay: string
  answered?: Told | null
  /** What a plain form brought back. */
  response?: unknown
  back?: string
  hintShown?: boolean
  problem?: string
  /** Digits and letters as keys. */
  keysOn?: boolean
  device?: Device
  /** Whose answers are kept here until they have arrived. */
  person?: string
}

/** An item in a lesson: a plain form that answers in place once the script runs. A miss may be tried once more. */
export default function LessonItem(props: LessonItemProps) {
  const [tries, setTries] = useState(0)
  const again = { ...props, answered: null, response: undefined, back: undefined, hintShown: false }
  return <Try key={tries} {...(tries > 0 ? again : props)} onAgain={tries > 0 ? undefined : () => setTries(1)} />
}

function Try(props: LessonItemProps & { onAgain: (() => void) | undefined }) {
  const { item, version, prompt, answered, response, back, hintShown, device, onAgain } = props
  const hydrated = useHydrated()
  const form = useRef<HTMLFormElement>(null)
  const state = useRef<HTMLParagraphElement>(null)
  const attempt = useAttempt({
    item,
    version,
    told: answered,
    response,
    back,
    hint: hintShown,
    person: props.person,
    ...(device && { device }),
  })
  const { phase, told } = attempt
  const id = `${props.pane ?? 'item'}-${item}`
  const card = prompt.type === 'card'
  const hidden = card && !attempt.back && !told && phase !== 'failed'
  const View = views[prompt.type]!

  useEffect(() => {
    if (answered) return undefined
    if (!onAgain) form.current!.querySelector<HTMLElement>(':is(input, button):not([type=hidden])')?.focus()
    return whenSeen(form.current!, () => attempt.watch.current?.restart())
  }, [])

  useEffect(() => {
    if (attempt.back || attempt.hint) focusOnNews(form.current!)
  }, [attempt.back, attempt.hint])

  const commit = async () => {
    const result = await attempt.commit()
    state.current?.focus({ preventScroll: true })
    if (result) form.current?.dispatchEvent(new CustomEvent('heed:answered', { bubbles: true, detail: { item, credit: result.credit } }))
  }
  const onSubmit = (event: Event) => {
    event.preventDefault()
    if (hidden) attempt.onReveal()
    else void commit()
  }
  const onKeyDown = (event: KeyboardEvent) =>
    onItemKey(event, { letters: props.keysOn ?? true, enter: () => form.current?.requestSubmit(), hint: attempt.takeHint })
  const days = told?.due ? daysBetween(props.studyDay, told.due) : null

  return (
    <form
      ref={form}
      id={id}
      class="item"
      method="post"
      action={props.formAction}
      noValidate={hydrated}
      tabIndex={-1}
      aria-labelledby={props.pane ? `${props.pane} ${id}-q` : `${id}-q`}
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
    >
      <Hidden values={{ item, version, id: props.answerId, shown: String(props.shownAt), ...(attempt.hint && { hint: 'yes' }) }} />
      <View
        // A view reads the answer once.
        key={String(attempt.resumed)}
        prompt={prompt}
        id={id}
        answer={attempt.response}
        onAnswer={attempt.onAnswer}
        feedback={told?.feedback}
        verdict={told?.verdict}
        locked={phase !== 'asking'}
        back={attempt.back}
      />
      <HintText html={prompt.hint} taken={attempt.hint && !told} />
      <div class="check" lang="en">
        {!told && (hidden || !card || phase === 'failed') && (
          <button class="button" type="submit" name="action" value={hidden ? 'reveal' : 'answer'}>
            {phase === 'failed' ? 'Try again' : hidden ? 'Show the back' : 'Check'}
          </button>
        )}
        {phase === 'asking' && (hidden || !card) && <HintButton html={prompt.hint} taken={attempt.hint} onTake={attempt.takeHint} />}
        <p class="state" ref={state} tabIndex={-1} {...(told && { role: 'heading', 'aria-level': 2 })}>
          <Status attempt={attempt} type={prompt.type} days={days} />
          {phase === 'asking' && (!hydrated || attempt.response === undefined) && !attempt.missing && props.problem}
        </p>
        {attempt.undo && (
          <button class="plain" type="button" onClick={attempt.undo}>
            Undo
          </button>
        )}
        {hydrated && told && isMissed(told.verdict) && onAgain && (
          <button class="button quiet" type="button" onClick={onAgain}>
            Try once more
          </button>
        )}
      </div>
      <p class="vh" role="status" lang="en">
        {hydrated && !answered && announcementOf(attempt, prompt.options, days)}
      </p>
    </form>
  )
}

function Hidden({ values }: { values: Record<string, string> }) {
  return (
    <>
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  )
}

/** An item far down the lesson is not being answered while somebody reads above it. */
function whenSeen(element: Element, seen: () => void): () => void {
  const observer = new IntersectionObserver(([entry]) => {
    if (!entry?.isIntersecting) return
    observer.disconnect()
    seen()
  })
  observer.observe(element)
  return () => observer.disconnect()
}

/** As in `kernel/day.ts`, of which the rest would come along: the page has no byte to spare (test/budgets.test.ts). */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
