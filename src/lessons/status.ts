import type { LessonMeta } from './lesson.ts'

/** The text with this status in its head; nothing else of it changes. A text without a head stays as it is. */
export function withStatus(text: string, status: LessonMeta['status']): string {
  const head = /^---[ \t]*\n([\s\S]*?)^---[ \t]*$/m.exec(text)
  if (head?.index !== 0) return text
  const start = text.indexOf('\n') + 1
  const lines = head[1]!.split('\n').slice(0, -1)
  const at = lines.findIndex((line) => /^status[ \t]*:/.test(line))
  if (at < 0) lines.push(`status: ${status}`)
  else lines[at] = `status: ${status}${/[ \t]+#.*$/.exec(lines[at]!)?.[0] ?? ''}`
  return text.slice(0, start) + lines.map((line) => `${line}\n`).join('') + text.slice(start + head[1]!.length)
}
