/** On a page of several forms one takes all of the page with it: asks first where something was typed or chosen in another of them. */

const touched = new Set<HTMLFormElement>()
let sent: EventTarget | null = null

addEventListener('input', ({ target }) => {
  const { form } = target as HTMLInputElement
  if (form?.method === 'post') touched.add(form)
})
addEventListener('submit', ({ target }) => (sent = target))
addEventListener('beforeunload', (event) => {
  if ([...touched].some((form) => form !== sent && [...form.elements].some(isChanged))) event.preventDefault()
})

function isChanged(field: Element): boolean {
  if (field instanceof HTMLSelectElement) return [...field.options].some((option) => option.selected !== option.defaultSelected)
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return false
  if (field.type === 'checkbox' || field.type === 'radio')
    return (field as HTMLInputElement).checked !== (field as HTMLInputElement).defaultChecked
  return field.value !== field.defaultValue
}
