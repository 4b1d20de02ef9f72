import { Document, isMap, isScalar, isSeq, parseDocument, type Node, type YAMLMap, type YAMLSeq } from 'yaml'
import { wordsOf, type Glossary } from './course-files.ts'
import { slugPattern } from './front-matter.ts'
import { idFrom } from './ids.ts'
import type { GlossaryTerm } from './lesson.ts'
import { lineAt } from './text.ts'
import { written } from './yaml/written.ts'

/** An entry of the glossary as somebody wants it. */
export interface WantedTerm {
  /** The id by which lessons name it. */
  term: string
  short: string
  also: string[]
  /** By language; one with neither words is taken away, and a language that is not named stays as it is. */
  translations: Record<string, { term: string; short: string }>
}

/**
 * What somebody has typed, as an entry: of words that are no id one is made, and the words stand first among the other forms, unless
 * learners get to see them anyway.
 */
export function asTerm(typed: WantedTerm): WantedTerm {
  const words = spaced(typed.term)
  const term = slugPattern.test(words) ? words : idFrom(words)
  const forms = typed.also.map(spaced).filter((form) => form !== '')
  const isSeen = term === words || term === '' || wordsOf(term, forms) === words
  const translations = Object.entries(typed.translations).map(
    ([locale, { term, short }]) => [locale, { term: spaced(term), short: spaced(short) }] as const,
  )
  return {
    term,
    short: spaced(typed.short),
    also: [...new Set(isSeen ? forms : [words, ...forms])],
    translations: Object.fromEntries(translations),
  }
}

const spaced = (text: string) => text.trim().replace(/\s+/g, ' ')

/** Another term that has one of the words already; of the entry itself only those count that it did not have. */
export function takenBy(glossary: Glossary, from: string | null, { term, also }: WantedTerm): { words: string; by: string } | undefined {
  const formsOf = ({ id, also }: GlossaryTerm) => [id, ...also].map(keyOf)
  const { own = [], others = [] } = Object.groupBy(Object.values(glossary), ({ id }) => (id === from ? 'own' : 'others'))
  const had = new Set(own.flatMap(formsOf))
  for (const words of [term, ...also]) {
    const other = had.has(keyOf(words)) ? undefined : others.find((each) => formsOf(each).includes(keyOf(words)))
    if (other) return { words, by: other.id }
  }
  return undefined
}

/** Words that are one to whoever reads them. */
const keyOf = (words: string) => words.toLowerCase().replace(/[\s-]+/g, '-')

/**
 * The text of glossary.yml with a term at its end, or with one of its entries changed. Nothing else of it moves, comments and spaces
 * included; in the entry itself comments stay, and so does what is not wanted otherwise.
 *
 * @param from the term that is changed; one that is not there is added
 */
export function withTerm(text: string, from: string | null, wanted: WantedTerm): string {
  const file = parseDocument(text)
  const list = file.contents
  if (!isSeq(list) || list.items.length === 0) return begun(text, wanted)
  const place = from === null ? -1 : placeOf(list, from)
  return place < 0 ? added(text, file, list, wanted) : changed(text, file, list, place, wanted)
}

/** The text without a term. Comments above it stay: they may be about those that follow. */
export function withoutTerm(text: string, term: string): string {
  const file = parseDocument(text)
  const list = file.contents
  const place = isSeq(list) ? placeOf(list, term) : -1
  if (!isSeq(list) || place < 0) return text
  const piece = pieceOf(text, list, place)
  if (piece) return text.slice(0, piece.start) + text.slice(piece.end + 1)
  list.items.splice(place, 1)
  return written(file, 0)
}

/** The ids of all terms in the order of the file: what was read of it has those that are numbers first. */
export function termsIn(text: string): string[] {
  const list = parseDocument(text).contents
  return isSeq(list) ? list.items.flatMap((entry) => (isMap(entry) ? String(entry.get('term')) : [])) : []
}

const placeOf = (list: YAMLSeq, term: string): number => list.items.findIndex((entry) => isMap(entry) && String(entry.get('term')) === term)

/** A file without a term: there may be comments in it, or the brackets of an empty list. */
function begun(text: string, wanted: WantedTerm): string {
  const comments = text.replace(/^[ \t]*\[\s*\][ \t]*$/m, '').trim()
  return `${comments && `${comments}\n`}${entryText(wanted, false)}\n`
}

/** Below the last, by the same dash. */
function added(text: string, file: Document, list: YAMLSeq, wanted: WantedTerm): string {
  const last = pieceOf(text, list, list.items.length - 1)
  if (!last) {
    list.items.push(entryNode(file, wanted))
    return written(file, 0)
  }
  const entry = indented(entryText(wanted, isFlow(list.items.at(-1))), last.indent)
  return `${text.slice(0, last.end)}\n${entry}${text.slice(last.end)}`
}

/** The entry alone is read and written anew, so that the others keep what no parser keeps: the breaks of their lines, say. */
function changed(text: string, file: Document, list: YAMLSeq, place: number, wanted: WantedTerm): string {
  const piece = pieceOf(text, list, place)
  if (!piece) {
    fill(file, list.items[place] as YAMLMap, wanted)
    return written(file, 0)
  }
  const alone = parseDocument(outdented(text.slice(piece.start, piece.end), piece.indent))
  const before = written(alone, 0)
  fill(alone, (alone.contents as YAMLSeq).items[0] as YAMLMap, wanted)
  const after = written(alone, 0)
  return after === before ? text : text.slice(0, piece.start) + indented(after.trimEnd(), piece.indent) + text.slice(piece.end)
}

interface Piece {
  /** Where the line of its dash begins. */
  start: number
  /** Where its last line ends. */
  end: number
  /** Spaces before the dash. */
  indent: number
}

/** The lines of an entry; undefined where it does not begin with a dash and its first key on a line of their own. */
function pieceOf(text: string, list: YAMLSeq, place: number): Piece | undefined {
  const entry = list.items[place]
  if (list.flow || !isMap(entry) || !entry.range) return undefined
  const { start } = lineAt(text, entry.range[0])
  const dash = /^( *)- +$/.exec(text.slice(start, entry.range[0]))
  if (!dash) return undefined
  const { end } = lineAt(text, text.slice(0, endOf(entry)).trimEnd().length)
  return { start, end, indent: dash[1]!.length }
}

/** Where the last words of a node end: the package counts the comments below it in. */
function endOf(node: Node): number {
  const last = isMap(node) && !node.flow ? node.items.at(-1)?.value : isSeq(node) && !node.flow ? node.items.at(-1) : undefined
  return last ? endOf(last as Node) : node.range![1]
}

const isFlow = (entry: unknown): boolean => isMap(entry) && entry.flow === true

const indented = (lines: string, by: number): string => lines.replace(/^(?=.)/gm, ' '.repeat(by))
const outdented = (lines: string, by: number): string => lines.replace(new RegExp(`^ {0,${by}}`, 'gm'), '')

function entryText(wanted: WantedTerm, flow: boolean): string {
  const file = new Document([])
  const entry = entryNode(file, wanted)
  entry.flow = flow
  ;(file.contents as unknown as YAMLSeq).items.push(entry)
  ;(file.contents as unknown as YAMLSeq).flow = false
  return written(file, 0).trimEnd()
}

function entryNode(file: Document, wanted: WantedTerm): YAMLMap {
  const entry = file.createNode({}) as YAMLMap
  fill(file, entry, wanted)
  return entry
}

/** What is there as it is wanted is not touched. */
function fill(file: Document, entry: YAMLMap, { term, short, also, translations }: WantedTerm): void {
  putWords(file, entry, 'term', term)
  putForms(file, entry, also)
  putWords(file, entry, 'short', short)
  for (const [locale, { term, short }] of Object.entries(translations)) {
    const all = entry.get('translations')
    const known = isMap(all) ? all.get(locale) : undefined
    if (term === '' && short === '') {
      if (isMap(all)) all.delete(locale)
      if (isMap(all) && all.items.length === 0) entry.delete('translations')
    } else if (isMap(known)) {
      putWords(file, known, 'term', term)
      putWords(file, known, 'short', short)
    } else if (isMap(all)) all.set(file.createNode(locale), file.createNode({ term, short }))
    else entry.set('translations', file.createNode({ [locale]: { term, short } }))
  }
}

function putWords(file: Document, map: YAMLMap, key: string, words: string): void {
  const now = map.get(key, true)
  if (!isScalar(now)) map.set(key, file.createNode(words))
  else if (spaced(String(now.value)) !== words) now.value = words
}

/** Below the term, where there were none. */
function putForms(file: Document, entry: YAMLMap, also: string[]): void {
  const now = entry.get('also')
  const known = new Map((isSeq(now) ? now.items : []).map((form) => [spaced(String(isScalar(form) ? form.value : form)), form]))
  if ([...known.keys()].join('\n') === also.join('\n')) return
  if (also.length === 0) entry.delete('also')
  else if (isSeq(now)) now.items = also.map((form) => known.get(form) ?? file.createNode(form))
  else entry.items.splice(1, 0, file.createPair('also', file.createNode(also, { flow: true })) as never)
}
