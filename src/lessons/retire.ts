import { Document, isMap, isSeq, parseDocument } from 'yaml'
import type { Retired } from './course-files.ts'
import { likeSource } from './fix/fix.ts'
import { tagsOf } from './syntax/tags.ts'
import { lineAt, plain, withoutLiterals } from './text.ts'

/** A lesson's text without an item; undefined when it is not there. */
export function withoutItem(source: string, id: string): string | undefined {
  const text = plain(source)
  const item = itemsIn(text).find((each) => each.id === id)
  if (!item) return undefined
  const above = text.slice(0, item.start).trimEnd()
  const below = text.slice(item.end).trimStart()
  return likeSource(below ? `${above}\n\n${below}` : `${above}\n`, source)
}

/**
 * A lesson's text with an item again, as an older text of the lesson has it: below the item that stood above it there, or above the
 * one that stood below it, or at the end.
 *
 * @returns the text itself where the item is in it; undefined when the older one does not have it
 */
export function withItemBack(source: string, older: string, id: string): string | undefined {
  const [text, before] = [plain(source), plain(older)]
  const [now, then] = [itemsIn(text), itemsIn(before)]
  const place = then.findIndex((each) => each.id === id)
  if (place < 0) return undefined
  if (now.some((each) => each.id === id)) return source
  const still = (items: ItemPlace[]) => items.flatMap((old) => now.find((each) => each.id === old.id) ?? [])[0]
  const at = still(then.slice(0, place).toReversed())?.end ?? still(then.slice(place + 1))?.start ?? text.length
  const [above, below] = [text.slice(0, at).trimEnd(), text.slice(at).trimStart()]
  const item = before.slice(then[place]!.start, then[place]!.end)
  return likeSource(`${above}\n\n${item}\n${below && `\n${below}`}`, source)
}

interface ItemPlace {
  id: string
  start: number
  end: number
}

/** From the line of the opening tag to that of the closing one. */
function itemsIn(text: string): ItemPlace[] {
  const tags = tagsOf(withoutLiterals(text))
  return tags.flatMap((open): ItemPlace[] => {
    const id = open.attributes.find(({ name }) => name === 'id')?.raw?.slice(1, -1)
    if (open.kind !== 'open' || open.name === 'Term' || open.name === 'Use' || id === undefined) return []
    const close = tags.find(({ kind, name, start }) => kind === 'close' && name === open.name && start > open.start)
    return close ? [{ id, start: lineAt(text, open.start).start, end: lineAt(text, close.end).end }] : []
  })
}

/** The text of retired.yml with one line more; comments stay. */
export function withTombstone(source: string, tombstone: Retired): string {
  const document = parseDocument(source)
  if (isSeq(document.contents) && document.contents.items.length > 0) {
    document.add(document.createNode(tombstone, { flow: true }))
    return document.toString({ lineWidth: 0 })
  }
  const comments = source.replace(/^[ \t]*\[\s*\][ \t]*$/m, '').trim()
  return `${comments && `${comments}\n`}${new Document([document.createNode(tombstone, { flow: true })]).toString({ lineWidth: 0 })}`
}

/** The text of retired.yml without the line of an item; comments above other lines stay. */
export function withoutTombstone(source: string, id: string): string {
  const document = parseDocument(source)
  if (!isSeq(document.contents)) return source
  document.contents.items = document.contents.items.filter((line) => !(isMap(line) && (line.get('id') as unknown) === id))
  return document.toString({ lineWidth: 0 })
}
