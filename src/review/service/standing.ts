/**
 * The items that have an answer which was not taken back, and which no change of the key has overtaken.
 *
 * @param events in the order of arrival
 */
export function standing(events: { id: string; kind: string; itemId: string; targetId: string | null }[]): Set<string> {
  const voided = new Set(events.flatMap(({ kind, targetId }) => (kind === 'void' ? [targetId] : [])))
  const answered = new Set<string>()
  for (const { id, kind, itemId } of events) {
    if (kind === 'answer' && !voided.has(id)) answered.add(itemId)
    if (kind === 'rekey') answered.delete(itemId)
  }
  return answered
}
