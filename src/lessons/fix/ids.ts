import type { Fixer, Spot } from './rules.ts'
import { freeId, idFrom } from '../ids.ts'
import { tagsOf } from '../syntax/tags.ts'

/** What an id that is written for somebody has to know of the rest of the content. */
export interface Naming {
  /** Ids of items that are there or were retired, and those given in this run. */
  taken: Set<string>
  /** The same for lessons. */
  lessons: Set<string>
  /** What the file is called, without its folder, language and ending. */
  file: string
  /** Of a translation: the lesson that it translates, with its items in written order; their ids are also its own. */
  original: { id: string; items: readonly string[] } | undefined
}

/** Of a text by itself, as in an editor. */
export const nothingNamed = (): Naming => ({ taken: new Set(), lessons: new Set(), file: 'lesson', original: undefined })

const words = 6

export const itemId: Fixer = (spot) => {
  const { text, visible, at, naming } = spot
  const tags = tagsOf(visible)
  const tag = tags.find(({ start }) => start === at)
  if (!tag || tag.name === 'Use' || tag.name === 'Term') return undefined
  const empty = tag.attributes.find(({ name, raw }) => name === 'id' && /^["']{2}$/.test(raw ?? ''))
  const close = tags.find(({ start, kind, name }) => start > at && kind === 'close' && name === tag.name)
  const above = tags.filter(({ start, kind, name }) => start < at && kind === 'open' && name !== 'Term').length
  const id = naming.original
    ? naming.original.items[above]
    : free(idFrom(firstWords(text.slice(tag.end, close?.start))) || tag.name.toLowerCase(), spot)
  if (!id || (naming.original && idsIn(text).has(id))) return undefined
  const end = at + 1 + tag.name.length
  return [empty ? { start: empty.start, end: empty.end, text: `id="${id}"` } : { start: end, end, text: ` id="${id}"` }]
}

/** The head of a lesson without an id gets the name of its file. */
export const lessonId: Fixer = ({ text, naming }) => {
  const open = /^---[ \t]*\n/.exec(text)?.[0].length
  if (open === undefined || /^id[ \t]*:/m.test(text.slice(open, text.indexOf('\n---', open) + 1))) return undefined
  const id = naming.original ? naming.original.id : freeId(idFrom(naming.file) || 'lesson', (taken) => naming.lessons.has(taken))
  if (id === '') return undefined
  return [{ start: open, end: open, text: `id: ${id}\n` }]
}

/** `id="Refund Window"`: nobody has learnt anything under an id that could not be read. A translation has to have that of its lesson. */
export const slugForm: Fixer = (spot) => {
  const id = spot.naming.original ? undefined : idAt(spot)
  const wanted = id && idFrom(id.raw!.slice(1, -1))
  return id && wanted ? [{ start: id.start, end: id.end, text: `id="${free(wanted, spot)}"` }] : undefined
}

/** Every id that a tag of the text carries, whether or not the tag can be read. */
export function idsIn(text: string): Set<string> {
  return new Set([...text.matchAll(/\bid\s*=\s*["']([^"'\n]+)["']/g)].map((match) => match[1]!))
}

/** A `skill` or a `was` of that form names something else, and only its author knows what. */
function idAt({ visible, at, problem }: Spot) {
  if (!problem.mend?.startsWith('write id=')) return undefined
  const tag = tagsOf(visible).find(({ start, end }) => start <= at && at < end)
  return tag?.attributes.find(({ name, raw }) => name === 'id' && /^(["']).*\1$/s.test(raw ?? ''))
}

/** Of what is asked: no option, no answer of a gap, nobody's name. */
function firstWords(inside: string): string {
  const blocks = inside
    .replace(/\[\[[\s\S]*?\]\]/g, ' ')
    .split(/\n\s*\n/)
    .map((block) =>
      block
        .trim()
        .replace(/^> ?/gm, '')
        .replace(/^\*\*.*?\*\*:?/, ''),
    )
  const asked = blocks.find((block) => /[\p{L}\p{N}]/u.test(block) && !/^(?:[-*+#]|\d+[.)]|\[!|\{\/\*|---)/.test(block)) ?? ''
  return (asked.match(/[\p{L}\p{N}][\p{L}\p{N}'’\p{M}]*/gu) ?? []).slice(0, words).join(' ')
}

function free(id: string, { text, naming }: Spot): string {
  const here = idsIn(text)
  return freeId(id, (taken) => naming.taken.has(taken) || here.has(taken))
}
