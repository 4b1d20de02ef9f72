import { useLayoutEffect, useState } from 'preact/hooks'

/** False on the server and in the first render of an island, so that both draw the plain form. */
export function useHydrated(): boolean {
  const [hydrated, setHydrated] = useState(false)
  useLayoutEffect(() => setHydrated(true), [])
  return hydrated
}
