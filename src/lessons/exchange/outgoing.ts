import type { Draft } from './draft.ts'
import type { Exportable, ExportNote } from './export.ts'
import { draftOf } from './spec-draft.ts'
import type { Say } from './rich.ts'

/** An item that a format can take, in that format's words. */
export interface Outgoing<Out> {
  exportable: Exportable
  out: Out
}

/**
 * Each item by `write`, which gives a sentence instead where the format has nothing like it.
 * What is lost on the way is told of each.
 */
export function outgoing<Out extends object>(
  items: readonly Exportable[],
  write: (draft: Draft, exportable: Exportable, say: Say) => Out | string,
): { written: Outgoing<Out>[]; notes: ExportNote[] } {
  const written: Outgoing<Out>[] = []
  const notes: ExportNote[] = []
  for (const exportable of items) {
    const { id } = exportable.item
    const why = new Set<string>()
    const say: Say = (change) => void why.add(change)
    const draft = draftOf(exportable.item, say)
    const out = draft ? write(draft, exportable, say) : 'a conversation has no like in this format'
    if (typeof out === 'string') notes.push({ id, fate: 'left out', why: [out] })
    else {
      written.push({ exportable, out })
      if (why.size > 0) notes.push({ id, fate: 'changed', why: [...why] })
    }
  }
  return { written, notes }
}
