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
