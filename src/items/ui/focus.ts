import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/**
 * A button that is gone once it has been pressed leaves the focus nowhere: it goes to what came instead.
 *
 * @param what of `region`, a selector; it needs a tabindex
 * @param here whether it stands there by now
 */
export function useFocusOn(region: RefObject<HTMLElement>, what: string, here: boolean): void {
  const before = useRef(here)
  useLayoutEffect(() => {
    const came = here && !before.current
    before.current = here
    if (came && document.activeElement === document.body) region.current?.querySelector<HTMLElement>(what)?.focus()
  }, [here])
}
