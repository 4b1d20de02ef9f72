import type { OptionFeedback } from '../../grading/verdict.ts'
import { Html, Words } from './Html.tsx'
import { Mark } from './Mark.tsx'
import { Key } from './Options.tsx'
import type { Choosable } from './view.ts'
import { feelsHtml, isBest } from './words.ts'

interface OptionResultsProps {
  options: Choosable[]
  results: OptionFeedback[]
  chosen: string[]
  speaker?: string | undefined
}

/** The options in their places with what each was worth: the chosen and the best open, the others folded. */
export function OptionResults({ options, results, chosen, speaker }: OptionResultsProps) {
  return (
    <ol class="options told" role="list">
      {options.map((option, place) => {
        const result = results.find(({ key }) => key === option.key)
        if (!result) return null
        const picked = chosen.includes(option.key)
        const shared = { option, place, result, speaker }
        return <li key={option.key}>{picked || isBest(result) ? <Opened {...shared} picked={picked} /> : <Folded {...shared} />}</li>
      })}
    </ol>
  )
}

interface ResultProps {
  option: Choosable
  place: number
  result: OptionFeedback
  speaker: string | undefined
}

function Opened({ option, place, result, speaker, picked }: ResultProps & { picked: boolean }) {
  return (
    <div class={`option ${picked ? 'picked' : 'better'}`}>
      <Key place={place} />
      <div>
        <Words html={option.html} />
        <div class="note">
          <Mark mark={result.mark} picked={picked} />
          <Why result={result} speaker={speaker} />
        </div>
      </div>
    </div>
  )
}

function Folded({ option, place, result, speaker }: ResultProps) {
  const row = (
    <>
      <Key place={place} />
      <span>
        <Words html={option.html} /> <Mark mark={result.mark} />
      </span>
    </>
  )
  if (!result.why && !result.feels) return <div class="option folded">{row}</div>
  return (
    <details class="folded">
      <summary class="option folded">{row}</summary>
      <div class="note">
        <Why result={result} speaker={speaker} />
      </div>
    </details>
  )
}

export function Why({ result, speaker }: { result: Pick<OptionFeedback, 'why' | 'feels'>; speaker: string | undefined }) {
  return (
    <>
      <Html class="why" html={result.why} />
      <Html class="feels" html={result.feels && feelsHtml(speaker, result.feels)} />
    </>
  )
}
