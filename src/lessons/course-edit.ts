import { isMap, isNode, isSeq, parseDocument, stringify, type YAMLSeq } from 'yaml'

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
