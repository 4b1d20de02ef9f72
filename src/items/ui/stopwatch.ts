import type { Device } from './device.ts'

export interface Spent {
  /** Milliseconds since the item was shown. */
  ms: number
  /** Of these, how long the page was hidden or another window had the focus. */
  focusLostMs: number
}

export interface Stopwatch {
  /** The item is shown now. */
  restart(): void
  read(): Spent
  stop(): void
}

export function stopwatch(device: Device): Stopwatch {
  let shown = device.now()
  let lost = 0
  let left: number | undefined
  const leave = () => (left ??= device.now())
  const back = () => {
    lost += left === undefined ? 0 : device.now() - left
    left = undefined
  }
  const onVisibility = () => (document.hidden ? leave() : back())
  const listening = new AbortController()
  const { signal } = listening
  addEventListener('blur', leave, { signal })
  addEventListener('focus', back, { signal })
  document.addEventListener('visibilitychange', onVisibility, { signal })
  return {
    restart() {
      shown = device.now()
      lost = 0
      left = undefined
    },
    read() {
      const away = left === undefined ? 0 : device.now() - left
      return { ms: Math.max(0, Math.round(device.now() - shown)), focusLostMs: Math.max(0, Math.round(lost + away)) }
    },
    stop: () => listening.abort(),
  }
}
