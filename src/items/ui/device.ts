/** The world that an island may touch, as `context.ts` is for a service: clock, chance, network and memory are arguments there too. */
export interface Device {
  /** Milliseconds UTC by the learner's own clock; the server corrects it by the `now` of each request. */
  now(): number
  random(bytes: number): Uint8Array
  /** IANA name. */
  zone(): string
  fetch(path: string, init: RequestInit): Promise<Response>
  recall(name: string): string | null
  keep(name: string, value: string): void
  forget(name: string): void
}

export const browser: Device = {
  now: Date.now,
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
  fetch: (path, init) => fetch(path, init),
  recall: (name) => stored((memory) => memory.getItem(name)) ?? null,
  keep: (name, value) => stored((memory) => memory.setItem(name, value)),
  forget: (name) => stored((memory) => memory.removeItem(name)),
}

/** Some private windows refuse storage: then each visit is a device of its own, and its answers count all the same. */
function stored<T>(use: (memory: Storage) => T): T | undefined {
  try {
    return use(localStorage)
  } catch {
    return undefined
  }
}
