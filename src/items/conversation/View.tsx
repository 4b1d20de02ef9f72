import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Html, Question, Takeaway, Words } from '../ui/Html.tsx'
import { Key, Options } from '../ui/Options.tsx'
import { plain } from '../ui/plain.ts'
import type { Choosable, ViewProps } from '../ui/view.ts'
import { Replay } from './Replay.tsx'
import type { ConversationAnswer, ConversationPrompt } from './index.ts'
import { sceneAfter, type Turn } from './path.ts'

type Props = ViewProps<ConversationPrompt, ConversationAnswer>

export default function View(props: Props) {
  const { prompt, id, answer, feedback } = props
  return (
    <>
      <Question id={id} html={prompt.html} />
      {feedback?.turns ? <Replay prompt={prompt} turns={answer?.turns ?? []} feedback={feedback} /> : <Talk {...props} />}
      <Takeaway html={feedback?.takeaway} />
    </>
  )
}

/** One scene at a time, what was said before stays above. In the plain form each reply is posted, and comes back with the scene that follows. */
function Talk({ prompt, id, answer, onAnswer, locked }: Props) {
  const [turns, setTurns] = useState<Turn[]>(answer?.turns ?? [])
  const scene = sceneAfter(prompt, turns)
  const ended = scene.options.length === 0
  const spot = useRef<HTMLDivElement>(null)
  useEffect(() => onAnswer(ended && turns.length > 0 ? { turns } : undefined), [turns])
  useLayoutEffect(() => {
    if (turns.length > 0) spot.current?.focus()
  }, [turns.length])
  return (
    <fieldset class="talk" data-going={!ended || undefined} disabled={locked} aria-labelledby={`${id}-q`}>
      {plain && turns.map(({ option }, n) => <input key={n} type="hidden" name="said" value={option} />)}
      <Transcript prompt={prompt} turns={turns} />
      <div ref={spot} tabIndex={-1}>
        <Html id={`${id}-said-q`} class="said" html={scene.html} />
      </div>
      {ended ? (
        <p class="how" lang="en">
          The conversation ends here.
        </p>
      ) : plain ? (
        <Options
          id={`${id}-said`}
          name="turn"
          options={scene.options}
          how={chooseReply}
          chosen={[]}
          onChosen={() => undefined}
          locked={locked}
        />
      ) : (
        <Replies options={scene.options} onChoose={(option) => setTurns([...turns, { scene: scene.key, option }])} />
      )}
      {plain ? (
        <p>
          {!ended && (
            <button type="submit" class="button" name="action" value="on" lang="en">
              Say it
            </button>
          )}
          {turns.length > 0 && (
            <button type="submit" class="plain" name="action" value="back" formNoValidate lang="en">
              {changeLast}
            </button>
          )}
        </p>
      ) : (
        turns.length > 0 && (
          <button type="button" class="plain" lang="en" onClick={() => setTurns(turns.slice(0, -1))}>
            {changeLast}
          </button>
        )
      )}
    </fieldset>
  )
}

const chooseReply = 'Choose a reply'
const changeLast = 'Change my last reply'

function Transcript({ prompt, turns }: { prompt: ConversationPrompt; turns: Turn[] }) {
  return turns.map((turn, n) => {
    const scene = sceneAfter(prompt, turns.slice(0, n))
    return (
      <div key={n} class="turn">
        <Html class="said" html={scene.html} />
        <p class="reply">
          <span class="vh">You: </span>
          <Words html={scene.options.find(({ key }) => key === turn.option)?.html} />
        </p>
      </div>
    )
  })
}

function Replies({ options, onChoose }: { options: Choosable[]; onChoose(key: string): void }) {
  return (
    <ol class="options" role="list" aria-label={chooseReply}>
      {options.map(({ key, html }, place) => (
        <li key={key}>
          <button type="button" class="option" data-digit={place + 1} onClick={() => onChoose(key)}>
            <Key place={place} />
            <Words html={html} />
          </button>
        </li>
      ))}
    </ol>
  )
}
