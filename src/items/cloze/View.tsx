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
  const attributes = `type="text" size="${Math.max(12, (hint?.length ?? 0) + 1)}" required autocapitalize="off" autocomplete="off" autocorrect="off" spellcheck="false"`
  return `<input class="text gap" name="gap.${gap}" ${attributes} aria-label="${label}"${placeholder} value="${escapeHtml(text)}">`
}

function filled(text: string, gap: NonNullable<Feedback['gaps']>[number] | undefined): string {
  const typed = escapeHtml(text.trim())
  // A slip was right, and the right spelling is worth seeing.
  if (gap?.ok) return marked('●', 'good', typed, gap.meant ? 'right, spelt' : 'right', gap.meant)
  return marked('○', 'poor', typed ? `<s>${typed}</s>` : '<i lang="en">left empty</i>', 'should be', gap?.accepted[0])
}

/** @param heard what a screen reader says between what was typed and what would have been right */
function marked(shape: string, tone: string, given: string, heard: string, right = ''): string {
  const shown = right && ` <span aria-hidden="true">→</span> <b>${escapeHtml(right)}</b>`
  return `<span class="filled ${tone}"><span aria-hidden="true">${shape} </span>${given}<span class="vh" lang="en"> (${heard})</span>${shown}</span>`
}
