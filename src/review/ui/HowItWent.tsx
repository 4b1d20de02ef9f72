import { useEffect, useRef } from 'preact/hooks'
import type { Told } from '../../items/ui/attempt.ts'
import { languageOf } from '../../items/ui/language.ts'
import { Toned } from '../../items/ui/Mark.tsx'
import { views } from '../../items/ui/views.ts'
import { returnSentence, verdictWords } from '../../items/ui/words.ts'
import type { Delivered } from './deliver.ts'
import type { Exercise } from './run.ts'

export const shapes = { right: ['●', 'good'], nearly: ['◐', 'fair'], 'not-yet': ['○', 'poor'] } as const

/** Answers given without the network, each with its full feedback; one that was refused with the reason. */
export function HowItWent({ news }: { news: Delivered[] }) {
  return (
    <>
      {news.map(({ kept: { id, exercise, answer }, outcome }) =>
        'got' in outcome ? (
          <Looked key={id} id={id} exercise={exercise} told={{ ...outcome.got, response: answer.response }} worded />
        ) : (
          <Refused key={id} exercise={exercise} message={outcome.trouble.message} />
        ),
      )}
    </>
  )
}

interface LookedProps {
  id: string
  exercise: Exercise
  told: Told
  /** Says the verdict above the question. */
  worded?: boolean
  focused?: boolean
}

/** A question with the answer given and all that is told of it. */
export function Looked({ id, exercise: { prompt, version }, told, worded = false, focused = false }: LookedProps) {
  const View = views[prompt.type]!
  const place = useRef<HTMLElement>(null)
  const [shape, tone] = shapes[told.verdict]
  useEffect(() => {
    if (focused) place.current!.focus()
  }, [])
  return (
    <section class="looked" lang={languageOf(version)} ref={place} tabIndex={-1} aria-labelledby={`looked-${id}-q`}>
      {worded && (
        <p class="verdict" lang="en">
          <Toned tone={tone} shape={shape} words={verdictWords(told.verdict, told.feedback)} />{' '}
          <span class="when">{returnSentence(told.intervalDays)}</span>
        </p>
      )}
      <View
        prompt={prompt}
        id={`looked-${id}`}
        answer={told.response}
        onAnswer={() => undefined}
        feedback={told.feedback}
        verdict={told.verdict}
        locked
      />
    </section>
  )
}

function Refused({ exercise, message }: { exercise: Exercise; message: string }) {
  return (
    <section class="looked">
      <p class="verdict">
        <strong>Not counted.</strong> <span class="when">{message}</span>
      </p>
      <div class="question" lang={languageOf(exercise.version)} dangerouslySetInnerHTML={{ __html: exercise.prompt.html }} />
    </section>
  )
}
