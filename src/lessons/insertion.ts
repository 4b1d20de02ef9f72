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
  return onItsOwn(text, endOfBlock(text, offset), item)
}

/** The same for a picture, which may also stand in the question of an item: below the paragraph of it in which the cursor is. */
export function pictureInsertionOf(text: string, offset: number, picture: string): Insertion {
  return onItsOwn(text, endOfQuestion(text, offset) ?? endOfBlock(text, offset), picture)
}

function onItsOwn(text: string, at: number, piece: string): Insertion {
  const [before, after] = [text.slice(0, at), text.slice(at)]
  const above = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
  const below = after.startsWith('\n\n') ? '' : '\n'
  return { at, insert: above + piece + below }
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

/** Undefined where the cursor is in no question: what follows the first list, note or line of an item has a meaning of its own. */
function endOfQuestion(text: string, offset: number): number | undefined {
  const item = itemsIn(text).find(({ start, end }) => start < offset && offset < end)
  if (!item) return undefined
  const [opening] = /^.*\n/.exec(text.slice(item.start, item.end))!
  const from = item.start + opening.length
  const body = text.slice(from, item.end)
  const question = body.slice(0, /^[ \t]*(?:[-*+>#|<]|\d+[.)])/m.exec(body)!.index).trimEnd()
  const rest = from + question.length
  if (question.trim() === '' || offset < from || offset > rest) return undefined
  const blank = text.slice(offset, rest).search(/\n[ \t]*\n/)
  return blank < 0 ? rest : offset + blank
}

/** From the opening tag to the end of the closing one. */
function itemsIn(text: string): { start: number; end: number }[] {
  return [...text.matchAll(/^<([A-Z]\w*)\b[^>]*(?<!\/)>[\s\S]*?^<\/\1>/gm)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
}
