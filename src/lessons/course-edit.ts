import { isMap, isNode, isScalar, isSeq, parseDocument, stringify, YAMLMap, type Document, type YAMLSeq } from 'yaml'
import type { CourseClass } from './lesson.ts'
import { written } from './yaml/written.ts'

/**
 * The text of a course.yml with one lesson more at the end of a section. Nothing else of it moves, comments and spaces included.
 *
 * @param section counted from 0
 * @returns undefined when there is no such section
 */
export function withLesson(text: string, section: number, lesson: string): string | undefined {
  const sections = parseDocument(text).get('sections')
  const wanted = isSeq(sections) ? sections.items[section] : undefined
  const lessons = isMap(wanted) ? wanted.get('lessons') : undefined
  if (!isSeq(lessons)) return undefined
  // An id such as 2026 is a number to YAML unless it is quoted.
  const id = stringify(lesson).trimEnd()
  const { at, words } = lessons.flow ? inBrackets(lessons, id) : onALine(text, lessons, id)
  return text.slice(0, at) + words + text.slice(at)
}

/** The text without a lesson, in whichever sections it stands. Comments stay with what they stand at; spaces may move. */
export function withoutLesson(text: string, lesson: string): string {
  const file = parseDocument(text)
  const sections = file.get('sections')
  for (const section of isSeq(sections) ? sections.items : []) {
    const lessons = isMap(section) ? section.get('lessons') : undefined
    if (isSeq(lessons)) lessons.items = lessons.items.filter((each) => String(isScalar(each) ? each.value : each) !== lesson)
  }
  return written(file)
}

interface Insertion {
  at: number
  words: string
}

function inBrackets(lessons: YAMLSeq, lesson: string): Insertion {
  const last = lastOf(lessons)
  return last ? { at: last.end, words: `, ${lesson}` } : { at: lessons.range![0] + 1, words: lesson }
}

/** Below the last, by the same dash. */
function onALine(text: string, lessons: YAMLSeq, lesson: string): Insertion {
  const { start, end } = lastOf(lessons)!
  const dash = text.slice(text.lastIndexOf('\n', start) + 1, start)
  const lineEnd = text.indexOf('\n', end)
  return { at: lineEnd < 0 ? text.length : lineEnd, words: `\n${dash}${lesson}` }
}

function lastOf(list: YAMLSeq): { start: number; end: number } | undefined {
  const last = list.items.at(-1)
  return isNode(last) && last.range ? { start: last.range[0], end: last.range[1] } : undefined
}

/** A course as somebody wants it. */
export interface WantedCourse {
  title: string
  class: CourseClass
  /** Whether each person has to take it by itself. */
  everyone: boolean
  /** Months after which it has to be shown again that it is held; null for never. */
  renewMonths: number | null
  sections: WantedSection[]
}

export interface WantedSection {
  /** Which of the sections of the text it was, counted from 0; null for a new one. */
  from: number | null
  title: string
  /** Ids, in the order in which they are learnt. */
  lessons: string[]
}

/**
 * The text of a course.yml as it is wanted. Comments stay with what they stand at, and so does what this knows nothing of, such as
 * titles in other languages; spaces may move.
 */
export function withCourse(text: string, wanted: WantedCourse): string {
  const file = parseDocument(text)
  put(file, 'title', wanted.title)
  if (file.has('class') || wanted.class !== 'standard') put(file, 'class', wanted.class)
  put(file, 'audience', wanted.everyone ? 'everyone' : undefined)
  put(file, 'renew', wanted.renewMonths === null ? undefined : `${wanted.renewMonths} ${wanted.renewMonths === 1 ? 'month' : 'months'}`)
  const sections = file.get('sections')
  if (isSeq(sections)) arrange(file, sections, wanted.sections)
  return written(file)
}

/** What has no line yet gets one above the sections. */
function put(file: Document, key: string, value: string | undefined): void {
  const now = file.get(key, true)
  if (value === undefined) file.delete(key)
  else if (isScalar(now)) {
    if (String(now.value) !== value) now.value = value
  } else if (isMap(file.contents)) {
    const at = file.contents.items.findIndex((pair) => isScalar(pair.key) && pair.key.value === 'sections')
    file.contents.items.splice(at < 0 ? file.contents.items.length : at, 0, file.createPair(key, value) as never)
  }
}

/**
 * The sections by where they stand in a course that somebody else has changed meanwhile: each is known by its title, or by a lesson
 * that is still in it.
 */
export function refound(wanted: readonly WantedSection[], now: readonly { title: string; lessons: readonly string[] }[]): WantedSection[] {
  const left = new Set(now.keys())
  const take = (fits: (section: (typeof now)[number]) => boolean) => {
    const found = [...left].find((n) => fits(now[n]!))
    if (found !== undefined) left.delete(found)
    return found
  }
  const named = wanted.map(({ title }) => take((section) => section.title === title))
  return wanted.map((section, n) => ({
    ...section,
    from: named[n] ?? take(({ lessons }) => lessons.some((id) => section.lessons.includes(id))) ?? null,
  }))
}

function arrange(file: Document, sections: YAMLSeq, wanted: readonly WantedSection[]): void {
  const before = [...sections.items]
  const listed = before.flatMap((section) => {
    const lessons = isMap(section) ? section.get('lessons') : undefined
    return isSeq(lessons) ? lessons.items.map((lesson) => [String(isScalar(lesson) ? lesson.value : lesson), lesson] as const) : []
  })
  const known = new Map(listed)
  sections.items = wanted.map(({ from, title, lessons }) => {
    const section = from === null ? undefined : before[from]
    const map = isMap(section) ? section : new YAMLMap()
    const words = map.get('title', true)
    if (!isScalar(words)) map.set('title', file.createNode(title))
    else if (String(words.value) !== title) words.value = title
    if (!isSeq(map.get('lessons'))) map.set('lessons', file.createNode([], { flow: true }))
    ;(map.get('lessons') as YAMLSeq).items = lessons.map((id) => known.get(id) ?? file.createNode(id))
    return map
  })
}
