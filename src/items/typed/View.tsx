import { useEffect, useRef } from 'preact/hooks'
import { Html, Question, Takeaway } from '../ui/Html.tsx'
import { Toned } from '../ui/Mark.tsx'
import type { ViewProps } from '../ui/view.ts'
import type { TypedAnswer, TypedPrompt } from './index.ts'

export default function View(props: ViewProps<TypedPrompt, TypedAnswer>) {
  const { prompt, id, feedback } = props
  return (
    <>
      <Question id={id} html={prompt.html} />
      {feedback ? <Result {...props} /> : <Field {...props} />}
      <Takeaway html={feedback?.takeaway} />
    </>
  )
}

function Field({ id, answer, onAnswer, locked }: ViewProps<TypedPrompt, TypedAnswer>) {
  const field = useRef<HTMLInputElement>(null)
  const read = () => onAnswer(field.current!.value.trim() ? { text: field.current!.value } : undefined)
  useEffect(read, [])
  return (
    <label class="field">
      <span id={`${id}-how`} lang="en">
        Your answer
      </span>
      <input
        ref={field}
        class="text"
        type="text"
        name="text"
        inputMode="text"
        autocapitalize="off"
        autocomplete="off"
        autocorrect="off"
        spellcheck={false}
        required
        defaultValue={answer?.text}
        disabled={locked}
        aria-labelledby={`${id}-q ${id}-how`}
        onInput={read}
      />
    </label>
  )
}

function Result({ answer, feedback, verdict }: ViewProps<TypedPrompt, TypedAnswer>) {
  const wrong = verdict === 'not-yet'
  return (
    <div class={`result ${wrong ? 'poor' : 'good'}`}>
      <p>
        {wrong ? <Toned tone="poor" shape="○" words="You wrote" /> : <Toned tone="good" shape="●" words="You wrote" />}{' '}
        <b>{answer?.text}</b>
      </p>
      {feedback?.notes?.map((note) => (
        <Html key={note} class="why" html={note} />
      ))}
      {feedback?.accepted && (
        <p class="feels">
          Accepted: <b>{feedback.accepted.join(', ')}</b>
        </p>
      )}
    </div>
  )
}
