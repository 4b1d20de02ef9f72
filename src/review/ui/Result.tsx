import { useEffect, useRef, useState } from 'preact/hooks'
import { Toned } from '../../items/ui/Mark.tsx'
import { views } from '../../items/ui/views.ts'
import { returns, verdictWords } from '../../items/ui/words.ts'
import { capitalised, counted, inWords } from '../../ui/words.ts'
import { type Asked, isMiss, outcomes } from './run.ts'

const shapes = { right: ['●', 'good'], nearly: ['◐', 'fair'], 'not-yet': ['○', 'poor'] } as const

/** What changed, not a score: each item with how it went and when it returns. */
export function Result({ asked, minutes }: { asked: Asked[]; minutes: number }) {
  const [missesShown, showMisses] = useState(false)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const all = outcomes(asked)
  const missed = all.map(({ first }) => first).filter(isMiss)
  const tomorrow = all.filter(({ last }) => last.told.intervalDays === 1).length
  return (
    <div class="session done">
      <div class="stage">
        <h2 ref={title} tabIndex={-1}>
          {all.length > 0 ? 'Done for today.' : 'Nothing is slipping today.'}
        </h2>
        {all.length > 0 && (
          <p class="sum">
            {capitalised(counted(all.length, 'question'))} in {counted(minutes, 'minute')}. {tomorrowWords(tomorrow)}
          </p>
        )}
        <ol class="outcomes" role="list">
          {all.map(({ first, last }) => (
            <Outcome key={first.exercise.item} first={first} last={last} />
          ))}
        </ol>
        <div class="next">
          <a class="button" href="/">
            Done
          </a>
          {missed.length > 0 && !missesShown && (
            <button class="button quiet" type="button" onClick={() => showMisses(true)}>
              {missed.length === 1 ? 'See the one I missed' : `See the ${inWords(missed.length)} I missed`}
            </button>
          )}
        </div>
        {missesShown && missed.map((one, n) => <Missed key={one.exercise.item} asked={one} first={n === 0} />)}
      </div>
    </div>
  )
}

function tomorrowWords(count: number): string {
  if (count === 0) return ''
  return count === 1 ? 'One needs another look tomorrow.' : `${capitalised(inWords(count))} need another look tomorrow.`
}

function Outcome({ first, last }: { first: Asked; last: Asked }) {
  const { verdict, feedback, intervalDays } = { ...first.told, intervalDays: last.told.intervalDays }
  const [shape, tone] = shapes[verdict]
  return (
    <li>
      <span class="asked">{firstWords(first.exercise.prompt.html)}</span>
      <Toned tone={tone} shape={shape} words={verdictWords(verdict, feedback)} />
      <span class="when">{intervalDays !== null && `Back ${returns(intervalDays)}`}</span>
    </li>
  )
}

function Missed({ asked: { exercise, told }, first }: { asked: Asked; first: boolean }) {
  const View = views[exercise.prompt.type]!
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    if (first) place.current!.focus()
  }, [])
  return (
    <section class="missed" ref={place} tabIndex={-1} aria-labelledby={`missed-${exercise.item}-q`}>
      <View
        prompt={exercise.prompt}
        id={`missed-${exercise.item}`}
        answer={told.response}
        onAnswer={() => undefined}
        feedback={told.feedback}
        verdict={told.verdict}
        locked
      />
    </section>
  )
}

/** The question as one line of plain text: without who speaks, a gap as an ellipsis. */
function firstWords(html: string): string {
  const flat = html
    .replace(/<p class="speaker">.*?<\/p>/g, '')
    .replace(/<span data-gap="\d+"><\/span>/g, '…')
    .replace(/<\/(p|li)>/g, ' $&')
  const words = new DOMParser().parseFromString(flat, 'text/html').body.textContent.replace(/\s+/g, ' ').trim()
  return words.length > 72 ? `${words.slice(0, words.lastIndexOf(' ', 72))} …` : words
}
