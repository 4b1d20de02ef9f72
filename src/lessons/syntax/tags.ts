/** Tags as an author typed them, right or wrong: found in the text, because the parser gives up at the first wrong one. */

export interface Tag {
  start: number
  /** After the `>`. */
  end: number
  name: string
  kind: 'open' | 'close' | 'alone'
  attributes: TagAttribute[]
}

export interface TagAttribute {
  name: string
  /** With its quotes or braces; undefined when there is only a name. */
  raw: string | undefined
  start: number
  end: number
}

const opening = /<(\/?)([A-Za-z][\w.-]*)(?=[\s/>]|[“”"'])/g
/** A value that never ends where it should would take the name of the next one, and its first quote for its own last. */
const begun = String.raw`"[^"”]*”(?=\s+[\w-]+\s*=|\s*$)|["“„'][^"“”'=]*?(?=\s{1,9}(?:exact\s{1,9})?[\w-]{1,40}=["“„'][^\s>"'/])`
const quoted = String.raw`${begun}|"[^"]*"|'[^']*'|[“„][^“”"]*[“”"]|[»«][^»«]*[»«]|[‘‚][^‘’']*[‘’']`
/** Words without quotes go on to the next name: an id of two words is one mistake. */
const bare = String.raw`[^\s>]+(?:[ \t]+(?!exact\b)[^\s=>"'/{}]+(?=[\s/>]|$)(?!\s*[=:]))*`
const attribute = new RegExp(String.raw`([^\s=:/>"'“”„»«‘’{}]+|\{[^}]*\})(?:\s*[=:]?\s*(${quoted})|\s*[=:]\s*(\{[^}]*\}|${bare}))?`, 'g')

/** Every tag of the text, in order. A `<` that never becomes a tag is left out. */
export function tagsOf(visible: string): Tag[] {
  const tags: Tag[] = []
  for (const match of visible.matchAll(opening)) {
    if (match.index < (tags.at(-1)?.end ?? 0)) continue
    const inside = match.index + match[0].length
    const end = endOfTag(visible, inside)
    if (end !== undefined) tags.push(tagFrom(visible, match, inside, end))
  }
  return tags
}

function tagFrom(visible: string, match: RegExpExecArray, inside: number, end: number): Tag {
  const body = visible.slice(inside, end - 1)
  const kind = match[1] ? 'close' : /\/\s*$/.test(body) ? 'alone' : 'open'
  return { start: match.index, end, name: match[2]!, kind, attributes: attributesOf(body.replace(/\/\s*$/, ' '), inside) }
}

/** The `>` outside quotes; where a quote never ends, the first `>` of the line. A tag does not cross an empty line. */
function endOfTag(visible: string, inside: number): number | undefined {
  const rest = /^(?:(?!\n[ \t]*\n)[\s\S])*/.exec(visible.slice(inside))![0]
  const clean = /^(?:"[^"<]*"|'[^'<]*'|[“„][^“”"<]*[“”"]|\{[^}<]*\}|[^"'<>{}“„])*>/.exec(rest)
  if (clean) return inside + clean[0].length
  const close = /^[^\n<]*?>/.exec(rest)
  return close ? inside + close[0].length : undefined
}

function attributesOf(body: string, offset: number): TagAttribute[] {
  return [...body.matchAll(attribute)].map((match) => ({
    name: match[1]!,
    raw: match[2] ?? match[3],
    start: offset + match.index,
    end: offset + match.index + match[0].length,
  }))
}

/** What an author calls it. */
export function nounFor(tag: string): string {
  return { Use: 'reused item', Typed: 'typed question' }[tag] ?? tag.toLowerCase()
}
