import { Html, Question, Takeaway } from '../ui/Html.tsx'
import { Key } from '../ui/Options.tsx'
import type { ViewProps } from '../ui/view.ts'
import type { CardAnswer, CardPrompt } from './index.ts'

/** The two ways to grade oneself are submit buttons, so that they work as a plain form and answer at once. Who shows the card shows the button that turns it. */
export default function View({ prompt, id, answer, onAnswer, feedback, locked, back }: ViewProps<CardPrompt, CardAnswer>) {
  const shown = feedback?.back ?? back
  return (
    <>
      <Question id={id} html={prompt.html} />
      <Html class="back" html={shown} tabIndex={-1} />
      {feedback && (
        <p class="feels" lang="en">
          {answer?.knew ? 'You knew it.' : 'You did not know it yet.'}
        </p>
      )}
      {!feedback && shown && <Grades locked={locked} onAnswer={onAnswer} />}
      <Takeaway html={feedback?.takeaway} />
    </>
  )
}

function Grades({ locked, onAnswer }: Pick<ViewProps<CardPrompt, CardAnswer>, 'locked' | 'onAnswer'>) {
  return (
    <fieldset class="grades" lang="en" disabled={locked}>
      <legend class="how">Did you know it?</legend>
      {[true, false].map((knew, place) => (
        <button
          key={place}
          class="option"
          type="submit"
          name="knew"
          value={knew ? 'yes' : 'no'}
          data-digit={place + 1}
          onClick={() => onAnswer({ knew })}
        >
          <Key place={place} />
          {knew ? 'I knew it' : 'I did not'}
        </button>
      ))}
    </fieldset>
  )
}
