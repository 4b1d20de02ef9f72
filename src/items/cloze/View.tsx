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
  const [html] = useState(() => joined(fillGaps(prompt.html, (gap) => input(gap, prompt.gaps[gap]?.hint, answer?.gaps[gap] ?? ''))))
  const read = () => {
    const gaps = [...group.current!.querySelectorAll('input')].map((field) => field.value)
    onAnswer(gaps.every((text) => text.trim()) ? { gaps } : undefined)
  }
  useEffect(read, [])
  return (
    <fieldset ref={group} disabled={locked} onInput={read}>
      <legend class="how">{prompt.gaps.length > 1 ? 'Fill the gaps' : 'Fill the gap'}</legend>
      <Html id={`${id}-q`} class="question cloze" html={html} />
    </fieldset>
  )
}

/** What ends a sentence or a clause does not begin a line. */
const joined = (html: string) => html.replace(/(<input[^>]*>)([.,;:!?…)’”»]+)/g, '<span class="joined">$1$2</span>')

function input(gap: number, hint: string | undefined, text: string): string {
  const label = escapeHtml(`Gap ${gap + 1}${hint ? `: ${hint}` : ''}`)
  const placeholder = hint ? ` placeholder="${escapeHtml(hint)}"` : ''
  const size = Math.min(24, Math.max(12, (hint?.length ?? 0) + 1))
  const attributes = `type="text" size="${size}" required autocapitalize="off" autocomplete="off" autocorrect="off" spellcheck="false"`
  return `<input class="text gap" name="gap.${gap}" ${attributes} aria-label="${label}"${placeholder} value="${escapeHtml(text)}">`
}

function filled(text: string, gap: NonNullable<Feedback['gaps']>[number] | undefined): string {
  const typed = escapeHtml(text.trim())
  if (gap?.meant) return `<span class="filled good"><span aria-hidden="true">● </span>${typed} ${insteadOf(gap.meant)}</span>`
  if (gap?.ok) return `<span class="filled good"><span aria-hidden="true">● </span>${typed}<span class="vh"> (right)</span></span>`
  const struck = typed ? `<s>${typed}</s> ` : '<i>left empty</i> '
  const accepted = escapeHtml(gap?.accepted[0] ?? '')
  return `<span class="filled poor"><span aria-hidden="true">○ </span>${struck}<span class="vh">(should be) </span><b>${accepted}</b></span>`
}

/** A slip in spelling was right, and the right spelling is worth seeing. */
const insteadOf = (meant: string) =>
  `<span aria-hidden="true">→ </span><span class="vh">(right, spelt </span><b>${escapeHtml(meant)}</b><span class="vh">)</span>`
