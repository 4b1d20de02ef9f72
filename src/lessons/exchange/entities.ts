import { readMarkdown } from '../reader.ts'
import { clean } from './clean.ts'

const known = new Map<string, string>()

/** Characters for their names and numbers; what is none stays as it is written. */
export function entities(html: string): string {
  return html.replace(/&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/g, (name) => {
    const found = known.get(name) ?? clean(decoded(name))
    known.set(name, found)
    return found
  })
}

function decoded(name: string): string {
  // Markdown knows every name that HTML does.
  const [block] = readMarkdown(`.${name}.`).children
  const [inline] = block?.type === 'paragraph' ? block.children : []
  return inline?.type === 'text' ? inline.value.slice(1, -1) : name
}
