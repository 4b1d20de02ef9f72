interface Keys {
  /** Letters and digits: a person can switch them off (WCAG 2.1.4). */
  letters: boolean
  /** What Enter does where the browser itself does nothing. */
  enter(): void
  hint?: () => void
  list?: () => void
  leave?: () => void
}

/**
 * The keys of an item or of the whole review, heard only while the focus is inside `event.currentTarget`.
 * Controls take part by `data-digit` (the digit that presses it) or `data-step` (arrows only); on a button with
 * `data-enter`, Enter is left to the check and only Space presses it.
 */
export function onItemKey(event: KeyboardEvent, keys: Keys): void {
  const target = event.target as HTMLElement
  const region = event.currentTarget as HTMLElement
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || target.closest('dialog')) return
  if (act(event, target, region, keys)) event.preventDefault()
}

function act(event: KeyboardEvent, target: HTMLElement, region: HTMLElement, keys: Keys): boolean {
  const { key, repeat } = event
  if (key === 'Escape') return done(keys.leave)
  // A held Enter would check and go on in one breath.
  if (key === 'Enter' && repeat) return true
  if (key === 'Enter') return !target.closest('a, summary, input, select, button:not([data-enter])') && done(keys.enter)
  if (target.matches('select, input:not([type=radio], [type=checkbox])')) return false
  if (key === 'ArrowDown' || key === 'ArrowUp') return step(target, region, key === 'ArrowDown' ? 1 : -1)
  if (!keys.letters || repeat) return false
  if (/^[1-9]$/.test(key)) return press(region.querySelector<HTMLElement>(`[data-digit="${key}"]`))
  if (key.toLowerCase() === 'h') return done(keys.hint)
  return key === '?' && done(keys.list)
}

function done(deed: (() => void) | undefined): boolean {
  deed?.()
  return deed !== undefined
}

function press(control: HTMLElement | null): boolean {
  // A button that kept the focus would take the next Enter for itself.
  if (control?.matches('input')) control.focus()
  control?.click()
  return control !== null
}

/** Radios move by themselves; everything else by this. */
function step(target: HTMLElement, region: HTMLElement, by: 1 | -1): boolean {
  if (target.matches('[type=radio]')) return false
  const steps = [...region.querySelectorAll<HTMLElement>('[data-digit], [data-step]')]
  const from = steps.indexOf(target)
  const next = steps[from < 0 ? (by > 0 ? 0 : steps.length - 1) : from + by]
  if (next?.matches('[type=radio]')) return press(next)
  next?.focus()
  return next !== undefined
}
