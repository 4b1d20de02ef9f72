/** Tells whoever waits that there is something to do. It carries nothing: what there is to do stands in the database. */
export interface Bell {
  ring(): void
  /** @returns what stops listening */
  listen(hear: () => void): () => void
}

export function newBell(): Bell {
  const listeners = new Set<() => void>()
  return {
    ring: () => listeners.forEach((hear) => hear()),
    listen(hear) {
      listeners.add(hear)
      return () => void listeners.delete(hear)
    },
  }
}
