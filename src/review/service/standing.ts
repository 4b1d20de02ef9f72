/** The items that have an answer which was not taken back. */
export function standing(events: { id: string; kind: string; itemId: string; targetId: string | null }[]): Set<string> {
  const voided = new Set(events.flatMap(({ kind, targetId }) => (kind === 'void' ? [targetId] : [])))
  return new Set(events.filter(({ id, kind }) => kind === 'answer' && !voided.has(id)).map(({ itemId }) => itemId))
}
