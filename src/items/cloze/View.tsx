import { useEffect, useRef, useState } from 'preact/hooks'
import type { Feedback } from '../../grading/verdict.ts'
import { Html, Question, Takeaway } from '../ui/Html.tsx'
import type { ViewProps } from '../ui/view.ts'
import { escapeHtml, fillGaps } from '../ui/words.ts'
import type { ClozeAnswer, ClozePrompt } from './index.ts'

export default function View(props: ViewProps<ClozePrompt, ClozeAnswer>) {
  const { prompt, id, answer, feedback } = props
  if (!feedback?.gaps) return <Gaps {...props} />
  const gaps = feedback.gaps
  return (
    <>
      <Question id={id} html={fillGaps(prompt.html, (gap) => filled(answer?.gaps[gap] ?? '', gaps[gap]))} />
      <Takeaway html={feedback.takeaway} />
    </>
  )
}

/** The inputs stand inside the author's sentence as HTML, so they keep their own state: the string must not change while one types. */
function Gaps({ prompt, id, answer, onAnswer, locked }: ViewProps<ClozePrompt, ClozeAnswer>) {
  const group = useRef<HTMLFieldSetElement>(null)
  const [html] = useState(() => fillGaps(prompt.html, (gap) => input(gap, prompt.gaps[gap]?.hint, answer?.gaps[gap] ?? '')))
  const read = () => {
    const gaps = [...group.current!.querySelectorAll('input')].map((field) => field.value)
    onAnswer(gaps.every((text) => text.trim()) ? { gaps } : undefined)
  }
  useEffect(read, [])
  return (
    <fieldset ref={group} disabled={locked} onInput={read}>
      <legend class="how" lang="en">
        {prompt.gaps.length > 1 ? 'Fill the gaps' : 'Fill the gap'}
      </legend>
      <Html id={`${id}-q`} class="question cloze" html={html} />
    </fieldset>
  )
}

function input(gap: number, hint: string | undefined, text: string): string {
  const label = escapeHtml(`Gap ${gap + 1}${hint ? `: ${hint}` : ''}`)
  const placeholder = hint ? ` placeholder="${escapeHtml(hint)}"` : ''
  const size = Math.min(24, Math.max(12, (hint?.length ?? 0) + 1))
  const attributes = `type="text" size="${size}" required autocapitalize="off" autocomplete="off" autocorrect="off" spellcheck="false"`
  return `<input class="text gap" name="gap.${gap}" ${attributes} aria-label="${label}"${placeholder} value="${escapeHtml(text)}">`
}

/** A slip in spelling was right, and the right spelling is worth seeing. */
function filled(text: string, gap: NonNullable<Feedback['gaps']>[number] | undefined): string {
  const typed = escapeHtml(text.trim())
  const [shape, tone, said, wanted] = gap?.ok
    ? ['●', 'good', typed, gap.meant]
    : ['○', 'poor', typed ? `<s>${typed}</s>` : '<i lang="en">left empty</i>', gap?.accepted[0] ?? '']
  const right = wanted === undefined ? '' : ` <b>${escapeHtml(wanted)}</b>`
  const spoken = tone === 'good' ? 'right' : ''
  return `<span class="filled ${tone}"><span aria-hidden="true">${shape} </span>${said}<span class="vh" lang="en"> (${spoken}${right && ' should be'})</span>${right}</span>`
}
