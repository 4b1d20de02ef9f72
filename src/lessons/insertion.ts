import { lineAt } from './text.ts'

/** A piece of text and where it goes. */
export interface Insertion {
  at: number
  insert: string
}

/**
 * Where an item goes that somebody asks for with the cursor at `offset`: below the paragraph or the item in which it is, and never
 * into the head, with an empty line on either side.
 */
export function insertionOf(text: string, offset: number, item: string): Insertion {
  const at = endOfBlock(text, offset)
  const [before, after] = [text.slice(0, at), text.slice(at)]
  const above = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
  const below = after.startsWith('\n\n') ? '' : '\n'
  return { at, insert: above + item + below }
}

function endOfBlock(text: string, offset: number): number {
  const head = /^---[ \t]*\n[\s\S]*?^---[ \t]*(?:\n|$)/m.exec(text)
  const headEnd = head?.index === 0 ? head[0].length : 0
  if (offset < headEnd) return headEnd
  const item = itemsIn(text).find(({ start, end }) => start <= offset && offset <= end)
  if (item) return item.end
  const line = lineAt(text, offset)
  if (text.slice(line.start, line.end).trim() === '') return line.start
  const blank = text.slice(line.start).search(/\n[ \t]*(?:\n|$)/)
  return blank < 0 ? text.length : line.start + blank
}

/** From the opening tag to the end of the closing one. */
function itemsIn(text: string): { start: number; end: number }[] {
  return [...text.matchAll(/^<([A-Z]\w*)\b[^>]*(?<!\/)>[\s\S]*?^<\/\1>/gm)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
}
