import { Html } from './Html.tsx'

interface HintProps {
  html: string | undefined
  taken: boolean
  onTake(): void
}

/** Without a script the button posts the form and the page comes back with the hint shown. */
export function HintButton({ html, taken, onTake }: HintProps) {
  if (!html || taken) return null
  const take = (event: Event) => {
    event.preventDefault()
    onTake()
  }
  return (
    <button class="plain" type="submit" name="action" value="hint" formNoValidate onClick={take}>
      Hint
    </button>
  )
}

export function HintText({ html, taken }: Pick<HintProps, 'html' | 'taken'>) {
  if (!html || !taken) return null
  return (
    <div class="hint" role="status" tabIndex={-1}>
      <b lang="en">Hint</b> <Html html={html} />
    </div>
  )
}
