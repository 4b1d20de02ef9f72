import { Document, isSeq, parseDocument } from 'yaml'
import type { Retired } from './course-files.ts'
import { likeSource } from './fix.ts'
import { tagsOf } from './tags.ts'
import { lineAt, plain, withoutLiterals } from './text.ts'

/** A lesson's text without an item; undefined when it is not there. */
export function withoutItem(source: string, id: string): string | undefined {
  const text = plain(source)
  const tags = tagsOf(withoutLiterals(text))
  const open = tags.find(
    ({ kind, name, attributes }) =>
      kind === 'open' &&
      name !== 'Term' &&
      name !== 'Use' &&
      attributes.some((each) => each.name === 'id' && each.raw?.slice(1, -1) === id),
  )
  const close = open && tags.find(({ kind, name, start }) => kind === 'close' && name === open.name && start > open.start)
  if (!open || !close) return undefined
  const above = text.slice(0, lineAt(text, open.start).start).trimEnd()
  const below = text.slice(lineAt(text, close.end).end).trimStart()
  return likeSource(below ? `${above}\n\n${below}` : `${above}\n`, source)
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
