import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { clean } from './clean.ts'

// Markdown knows every name that HTML does.
const markdown = unified().use(remarkParse).freeze()
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
  const [block] = markdown.parse(`.${name}.`).children
  const [inline] = block?.type === 'paragraph' ? block.children : []
  return inline?.type === 'text' ? inline.value.slice(1, -1) : name
}
