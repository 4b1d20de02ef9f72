import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { type Attempt, useAttempt } from '../../items/ui/attempt.ts'
import type { Device } from '../../items/ui/device.ts'
import { focusOnNews } from '../../items/ui/focus.ts'
import { HintText } from '../../items/ui/Hint.tsx'
import { Html } from '../../items/ui/Html.tsx'
import { languageOf } from '../../items/ui/language.ts'
import { onItemKey } from '../../items/ui/keyboard.ts'
import { announcementOf, Status } from '../../items/ui/Status.tsx'
import { views } from '../../items/ui/views.ts'
import { returnSentence } from '../../items/ui/words.ts'
import { strokeClass } from '../../ui/words.ts'
import { Concern } from './Concern.tsx'
import { KeyList } from './KeyList.tsx'
import type { Keeping } from './keeping.ts'
import type { Asked, Exercise } from './run.ts'
import { savedWords } from './Saved.tsx'
import { WhyAgain } from './WhyAgain.tsx'

interface TurnProps {
  exercise: Exercise
  sessionId: string
  keysOn: boolean
  strength: number | undefined
  progress: ComponentChildren
  /** It may yet give way to another. */
  busy: boolean
  /** Above the question; empty for nothing. */
  note: string
  keeping: Keeping
  device: Device
  onDone(asked: Asked): void
  /** Puts off a card that could not be turned. */
  onLater(): void
  /** The learner does not want to be asked this. */
  onDrop(): void
}

const verdictHeading = { role: 'heading', 'aria-level': 2 } as const

/** One exercise: question, options, and the foot bar whose one button never moves. */
export function Turn({ exercise, onDone, onLater, onDrop, keeping, device, ...shown }: TurnProps) {
  const { sessionId, keysOn, strength, progress, busy, note } = shown
  const { item, version, prompt } = exercise
  const form = useRef<HTMLFormElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const state = useRef<HTMLDivElement>(null)
  const leave = useRef<HTMLAnchorElement>(null)
  const list = useRef<HTMLDialogElement>(null)
  const why = useRef<HTMLDialogElement>(null)
  const concern = useRef<HTMLDialogElement>(null)
  const attempt = useAttempt({ item, version, session: sessionId, device, send: keeping.send(exercise) })
  const { phase, told, back } = attempt
  const View = views[prompt.type]!
  const hidden = prompt.type === 'card' && !back && !told
  const stuck = hidden && attempt.trouble !== undefined

  // Before the next paint, so that no key is lost between two questions.
  useLayoutEffect(() => {
    const place = phase === 'asking' ? body : state
    place.current!.focus({ preventScroll: true })
    if (phase === 'asking') scrollTo(0, 0)
    if (phase === 'told') body.current!.querySelector('.picked')?.scrollIntoView({ block: 'nearest' })
  }, [phase])

  useLayoutEffect(() => {
    if (attempt.hint) focusOnNews(body.current!)
  }, [attempt.hint])

  const act = (event: Event) => {
    event.preventDefault()
    if (told || phase === 'saved') onDone({ exercise, id: attempt.answerId!, told })
    else if (stuck) onLater()
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
    <>
      <form
        ref={form}
        class="session"
        noValidate
        tabIndex={-1}
        aria-label="Review"
        aria-busy={busy}
        onSubmit={act}
        onKeyDown={(event) => onItemKey(event, keys)}
      >
        <header class="bar">
          <a ref={leave} href="/" aria-label="Esc, back to Today">
            Esc
          </a>
          {progress}
        </header>
        <div class="stage" ref={body} tabIndex={-1} lang={languageOf(version)}>
          {note && (
            <p class="aside" role="status" lang="en">
              {note}
            </p>
          )}
          {exercise.changed && !told && (
            <div class="aside" role="note">
              <span lang="en">
                <strong>This has changed.</strong> You used to answer:
              </span>{' '}
              <Html html={exercise.changed} />
            </div>
          )}
          <p class="provenance">
            <span class={strength === undefined ? '' : `hl ${strokeClass(strength)}`}>{prompt.skillTitle ?? prompt.skill}</span>{' '}
            <span lang="en">· from</span> <a href={`/lessons/${prompt.lesson.id}`}>{prompt.lesson.title}</a>
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
          {phase !== 'saved' && !keeping.offline && (
            <p class="concern" lang="en">
              <Plain class="when" onClick={() => concern.current!.showModal()}>
                Something wrong?
              </Plain>
            </p>
          )}
        </div>
        <footer class="foot">
          <div>
            <div class="state" ref={state} tabIndex={-1} {...(told && verdictHeading)}>
              <Standing attempt={attempt} type={prompt.type} keeping={keeping} stuck={stuck} onWhy={() => why.current!.showModal()} />
            </div>
            {attempt.undo && <Plain onClick={attempt.undo}>Undo</Plain>}
            {stuck && <Plain onClick={attempt.onReveal}>Try again</Plain>}
            {phase === 'asking' && prompt.hint && !attempt.hint && <Plain onClick={attempt.takeHint}>Hint</Plain>}
            {phase === 'asking' && (
              <Plain onClick={keys.list} class="has-keys">
                Keys
              </Plain>
            )}
          </div>
          <button class="button" type="submit">
            {primaryWords(attempt, hidden, stuck)}{' '}
            <span class="enter" aria-hidden="true">
              ↵
            </span>
          </button>
        </footer>
        <p class="vh" role="status">
          {phase === 'saved'
            ? `Saved here. ${savedWords(keeping.trouble)}`
            : announcementOf(attempt, prompt.options, told?.intervalDays ?? null)}
        </p>
      </form>
      <KeyList dialog={list} lettersOn={keysOn} />
      {told?.strength && told.intervalDays !== null && <WhyAgain dialog={why} strength={told.strength} days={told.intervalDays} />}
      <Concern dialog={concern} item={item} device={device} onSuspended={() => phase === 'asking' && onDrop()} />
    </>
  )
}

interface StandingProps {
  attempt: Attempt
  type: string
  keeping: Keeping
  stuck: boolean
  onWhy(): void
}

/** Where the attempt stands, beside the button. */
function Standing({ attempt, type, keeping, stuck, onWhy }: StandingProps) {
  const { phase, told } = attempt
  if (phase === 'saved') return <Said strong="Saved here." more={savedWords(keeping.trouble)} signIn={keeping.trouble?.signIn} />
  if (stuck && !attempt.trouble!.signIn) return <Said strong="This card waits for the network." more="Its back is not on this device." />
  const days = told?.intervalDays ?? null
  const when = told?.strength && days !== null && (
    <Plain class="when" onClick={onWhy}>
      {returnSentence(days)}
    </Plain>
  )
  return <Status attempt={attempt} type={type} days={days} when={when || undefined} />
}

function Said({ strong, more, signIn }: { strong: string; more: string; signIn?: true | undefined }) {
  return (
    <>
      <strong>{strong}</strong>{' '}
      {signIn ? (
        <a class="when" href="/sign-in" target="_blank">
          {more}
        </a>
      ) : (
        <span class="when">{more}</span>
      )}
    </>
  )
}

function primaryWords({ phase, told }: Attempt, hidden: boolean, stuck: boolean): string {
  if (told || phase === 'saved') return 'Continue'
  if (phase === 'failed') return 'Try again'
  if (stuck) return 'Later'
  return hidden ? 'Show the back' : 'Check'
}

function Plain({ class: name = '', ...rest }: { class?: string; onClick(): void; children: ComponentChildren }) {
  return <button type="button" class={`plain ${name}`} {...rest} />
}
