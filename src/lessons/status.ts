import type { LessonMeta } from './lesson.ts'

const head = /^---[ \t]*\n([\s\S]*?)^---[ \t]*$/m

/** What its head says of it: of a retired lesson nobody shall be asked anything any more, and publishing that takes it away. */
export function saidStatus(text: string): string | undefined {
  const match = head.exec(text)
  return match?.index === 0 ? /^status[ \t]*:[ \t]*["']?(\w+)/m.exec(match[1]!)?.[1] : undefined
}

export const saysRetired = (text: string): boolean => saidStatus(text) === 'retired'

/** The text with this status in its head; nothing else of it changes. A text without a head stays as it is. */
export function withStatus(text: string, status: LessonMeta['status']): string {
  const match = head.exec(text)
  if (match?.index !== 0) return text
  const start = text.indexOf('\n') + 1
  const lines = match[1]!.split('\n').slice(0, -1)
  const at = lines.findIndex((line) => /^status[ \t]*:/.test(line))
  if (at < 0) lines.push(`status: ${status}`)
  else lines[at] = `status: ${status}${/[ \t]+#.*$/.exec(lines[at]!)?.[0] ?? ''}`
  return text.slice(0, start) + lines.map((line) => `${line}\n`).join('') + text.slice(start + match[1]!.length)
}
