interface HtmlProps {
  /** Sanitised by the compiler, or built here from such parts and escaped text. */
  html: string | undefined
  id?: string
  class?: string
  /** -1 where a script may put the focus. */
  tabIndex?: -1
}

export function Html({ html, ...rest }: HtmlProps) {
  return html ? <div {...rest} dangerouslySetInnerHTML={{ __html: html }} /> : null
}

export function Words({ html, class: name }: HtmlProps) {
  return <span class={name} dangerouslySetInnerHTML={{ __html: html ?? '' }} />
}

export function Question({ id, html }: { id: string; html: string }) {
  return <Html id={`${id}-q`} class="question" html={html} />
}

export function Takeaway({ html }: { html: string | undefined }) {
  return <Html class="takeaway" html={html} />
}
