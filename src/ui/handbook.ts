/** What of a handbook page its lists show; `id` is its path without the ending. */
export interface HandbookEntry {
  id: string
  data: { title: string; summary: string; order: number }
}

export interface HandbookRoom {
  title: string
  pages: HandbookEntry[]
}

const titles = { learners: 'For learners', leads: 'For leads', authors: 'For authors', operators: 'For operators', reference: 'Reference' }

/** The pages by folder, in reading order. */
export function handbookRooms(entries: HandbookEntry[]): HandbookRoom[] {
  const inOrder = entries.toSorted((a, b) => a.data.order - b.data.order)
  return Object.entries(titles).map(([folder, title]) => ({ title, pages: inOrder.filter(({ id }) => id.startsWith(`${folder}/`)) }))
}
