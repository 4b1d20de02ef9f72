/** Asks before somebody leaves the page with words that are nowhere else; sending the form is no leaving. */
export function guardUnsaved(form: HTMLFormElement, isChanged: () => boolean): () => void {
  let sent = false
  const send = () => void (sent = true)
  const ask = (event: BeforeUnloadEvent) => {
    if (!sent && isChanged()) event.preventDefault()
  }
  form.addEventListener('submit', send)
  addEventListener('beforeunload', ask)
  return () => {
    form.removeEventListener('submit', send)
    removeEventListener('beforeunload', ask)
  }
}
