import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useAttempt } from '../../items/ui/attempt.ts'
import type { Device } from '../../items/ui/device.ts'
import { HintText } from '../../items/ui/Hint.tsx'
import { onItemKey } from '../../items/ui/keyboard.ts'
import { announcementOf, Status } from '../../items/ui/Status.tsx'
import { views } from '../../items/ui/views.ts'
import { announcement } from '../../items/ui/words.ts'
import { strokeClass } from '../../ui/words.ts'
import { KeyList } from './KeyList.tsx'
import type { Asked, Exercise } from './run.ts'

interface TurnProps {
  exercise: Exercise
  sessionId: string
  keysOn: boolean
  strength: number | undefined
  progress: ComponentChildren
  device: Device
  onDone(asked: Asked): void
}

const verdictHeading = { role: 'heading', 'aria-level': 2 } as const

/** One exercise: question, options, and the foot bar whose one button never moves. */
export function Turn({ exercise, sessionId, keysOn, strength, progress, device, onDone }: TurnProps) {
  const { item, version, prompt } = exercise
  const form = useRef<HTMLFormElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const state = useRef<HTMLDivElement>(null)
  const leave = useRef<HTMLAnchorElement>(null)
  const list = useRef<HTMLDialogElement>(null)
  const attempt = useAttempt({ item, version, session: sessionId, device })
  const { phase, told, back } = attempt
  const View = views[prompt.type]!
  const hidden = prompt.type === 'card' && !back && !told

  // Before the next paint, so that no key is lost between two questions.
  useLayoutEffect(() => {
    const place = phase === 'asking' ? body : state
    place.current!.focus({ preventScroll: true })
    if (phase === 'asking') scrollTo(0, 0)
    if (phase === 'told') body.current!.querySelector('.picked')?.scrollIntoView({ block: 'nearest' })
  }, [phase])

  const primary = told ? 'Continue' : phase === 'failed' ? 'Try again' : hidden ? 'Show the back' : 'Check'
  const act = (event: Event) => {
    event.preventDefault()
    if (told) onDone({ exercise, told })
    else if (hidden && phase === 'asking') attempt.onReveal()
    else void attempt.commit()
  }
  const keys = {
    letters: keysOn,
    enter: () => form.current!.requestSubmit(),
    hint: attempt.takeHint,
    list: () => list.current!.showModal(),
    leave: () => leave.current!.click(),
  }

  return (
    <form
      ref={form}
      class="session"
      noValidate
      tabIndex={-1}
      aria-label="Review"
      onSubmit={act}
      onKeyDown={(event) => onItemKey(event, keys)}
    >
      <header class="bar">
        <a ref={leave} href="/" aria-label="Esc, back to Today">
          Esc
        </a>
        {progress}
      </header>
      <div class="stage" ref={body} tabIndex={-1}>
        <p class="provenance">
          <span class={strength === undefined ? '' : `hl ${strokeClass(strength)}`}>{prompt.skillTitle ?? prompt.skill}</span> · from{' '}
          <a href={`/lessons/${prompt.lesson.id}`}>{prompt.lesson.title}</a>
        </p>
        <View
          prompt={prompt}
          id="asked"
          answer={attempt.response}
          onAnswer={attempt.onAnswer}
          feedback={told?.feedback}
          verdict={told?.verdict}
          locked={phase !== 'asking'}
          back={back}
        />
        <HintText html={prompt.hint} taken={attempt.hint && !told} />
      </div>
      <footer class="foot">
        <div>
          <div class="state" ref={state} tabIndex={-1} {...(told && verdictHeading)}>
            <Status attempt={attempt} type={prompt.type} days={told?.intervalDays ?? null} />
          </div>
          {attempt.undo && <Plain onClick={attempt.undo}>Undo</Plain>}
          {phase === 'asking' && prompt.hint && !attempt.hint && <Plain onClick={attempt.takeHint}>Hint</Plain>}
          {phase === 'asking' && (
            <Plain onClick={keys.list} class="has-keys">
              Keys
            </Plain>
          )}
        </div>
        <button class="button" type="submit">
          {primary}{' '}
          <span class="enter" aria-hidden="true">
            ↵
          </span>
        </button>
      </footer>
      <p class="vh" role="status">
        {announcementOf(attempt, told ? announcement(told.feedback, prompt.options) : '', told?.intervalDays ?? null)}
      </p>
      <KeyList dialog={list} lettersOn={keysOn} />
    </form>
  )
}

function Plain({ class: name = '', ...rest }: { class?: string; onClick(): void; children: ComponentChildren }) {
  return <button type="button" class={`plain ${name}`} {...rest} />
}
