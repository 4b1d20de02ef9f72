/** Asks before somebody leaves the page with words that are nowhere else; sending the form is no leaving. */
export function guardUnsaved(form: HTMLFormElement, isChanged: () => boolean): () => void {
  let sent = false
  const send = () => void (sent = true)
  const ask = (event: BeforeUnloadEvent) => {
    if (!sent && isChanged()) event.preventDefault()
    // Whoever is asked for another form may stay, and then this one was not sent.
    sent = false
  }
  form.addEventListener('submit', send)
  addEventListener('beforeunload', ask)
  return () => {
    form.removeEventListener('submit', send)
    removeEventListener('beforeunload', ask)
  }
}

/** One of several forms takes the whole page with it, and what was typed or chosen in the others. */
export function guardOthers(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[method=post]')) {
    let isChanged = false
    form.addEventListener('input', () => (isChanged = true))
    guardUnsaved(form, () => isChanged)
  }
}

/** The one form of a page, whose fields are compared with what they came with: a browser fills them again without a word. */
export function guardFields(form: HTMLFormElement): void {
  // What was refused comes back in the fields, and is nowhere else.
  const isRefused = form.querySelector('[role=alert]') !== null
  guardUnsaved(form, () => isRefused || [...form.elements].some(isChanged))
}

function isChanged(field: Element): boolean {
  if (field instanceof HTMLSelectElement) {
    const first = [...field.options].findIndex(({ defaultSelected }) => defaultSelected)
    return field.selectedIndex !== Math.max(first, 0)
  }
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue
  if (!(field instanceof HTMLInputElement)) return false
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked
}
