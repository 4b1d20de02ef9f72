import type { Finding } from './loud.ts'
import { nounFor, type Tag } from './tags.ts'
import { snippet } from '../text.ts'

/**
 * Tags of ours that are not written as tags: a sign is missing, doubled, or was changed by the program that they were copied from.
 * Each comes with the tag that was meant, so that everything else can be held against it.
 */
export interface Malformed {
  finding: Finding
  tag: Tag
}

/**
 * @param visible the source with everything covered that Markdown takes literally
 * @param names of the tags that stand on lines of their own
 * @param tags that are whole
 */
export function malformedTags(source: string, visible: string, names: readonly string[], tags: readonly Tag[]): Malformed[] {
  const found: Malformed[] = []
  for (const form of forms(names.join('|'))) {
    for (const match of source.matchAll(form)) {
      const { indent, slash, name, body } = match.groups as { indent: string; slash: string; name: string; body?: string }
      const start = match.index + indent.length
      const end = match.index + match[0].length
      const at = source.indexOf(name, start)
      const isCovered = visible.slice(at, at + name.length) !== name
      const isKnown = [...tags, ...found.map(({ tag }) => tag)].some((tag) => tag.start < end && start < tag.end)
      if (!isCovered && !isKnown) found.push(malformed(source, start, end, name, slash !== '', body ?? ''))
    }
  }
  return [...found, ...slashes(tags, found, names)].toSorted((a, b) => a.tag.start - b.tag.start)
}

/** Each at the beginning of a line: in a sentence nobody means an item. */
function forms(names: string): RegExp[] {
  const line = String.raw`(?<indent>^[ \t]*)`
  const name = String.raw`(?<name>${names})\b`
  return [
    // <\Quiz>
    String.raw`${line}<(?<slash>\\)[ \t]*${name}[ \t]*>`,
    // < Quiz id="…">, </ Quiz>, < /Quiz>
    String.raw`${line}<[ \t]+(?<slash>)${name}(?<body>[^<>\n]*)>`,
    String.raw`${line}<[ \t]*(?<slash>\/)[ \t]*${name}(?<body>[^<>\n]*)>`,
    // \<Quiz id="…"\>, &lt;/Quiz&gt;
    String.raw`${line}(?:\\<|&lt;|\\&lt;|＜|<<)(?<slash>\/?)${name}(?<body>[^<>\n]*?)(?:\\?>|&gt;|＞|\\&gt;)+`,
    // Quiz id="…">
    String.raw`${line}(?<slash>)${name}(?<body>[ \t]+id[ \t]*=[ \t]*["'“„][^<>\n]*)>(?=[ \t]*$)`,
    // [Quiz id="…"] … [/Quiz]
    String.raw`${line}\[(?<slash>)${name}(?<body>[ \t]+id[^\]\n]*)\](?=[ \t]*$)`,
    String.raw`${line}\[(?<slash>\/)${name}[ \t]*\](?=[ \t]*$)`,
    // <Quiz id="…", </Quiz
    String.raw`${line}<(?<slash>\/?)${name}(?<body>[^<>\n]*)$`,
  ].map((form) => new RegExp(form, 'gm'))
}

function malformed(source: string, start: number, end: number, name: string, isClose: boolean, body: string): Malformed {
  const text = isClose ? `</${name}>` : `<${name}${attributesIn(body)}>`
  const written = snippet(source.slice(start, end))
  const how = hasOnlyValues(text)
    ? `write ${text}`
    : `end the tag with > on this line, as in <${name} id="…">, and write what it asks below.`
  const finding: Finding = {
    id: 'tag-form',
    start,
    end,
    message: `${written} is not read as a tag, so the ${nounFor(name)} ${isClose ? 'never ends' : 'does not begin here'}.`,
    mend: how,
    edits: [{ start, end, text }],
  }
  return { finding, tag: { start, end, name, kind: isClose ? 'close' : 'open', attributes: [] } }
}

/** Whether each name in a tag has a value, in quotes or not: a word alone is most likely one of the question. */
export const hasOnlyValues = (tag: string): boolean => /^<\/?\w+(?:\s+[\w-]+\s*=\s*(?:"[^"\n]*"|'[^'\n]*'|[\w-]+))*\s*\/?>$/.test(tag)

/** As they were meant: straight quotes, no backslashes. */
function attributesIn(body: string): string {
  const plain = body
    .replace(/&quot;|[“”„]/g, '"')
    .replace(/\\/g, '')
    .replace(/\/\s*$/, '')
    .trim()
  return plain === '' ? '' : ` ${plain}`
}

/** `<Quiz id="…" />` with the question below: the slash ends it before it has begun. */
function slashes(tags: readonly Tag[], found: readonly Malformed[], names: readonly string[]): Malformed[] {
  const closed = new Set(found.map(({ tag }) => tag))
  const all = [...tags, ...closed].toSorted((a, b) => a.start - b.start)
  return all.flatMap((tag) => {
    if (tag.kind !== 'alone' || !names.includes(tag.name) || tag.name === 'Use') return []
    const text = `<${[tag.name, ...tag.attributes.map(({ name, raw }) => (raw === undefined ? name : `${name}=${raw}`))].join(' ')}>`
    const finding: Finding = {
      id: 'tag-form',
      start: tag.start,
      end: tag.end,
      message: `The slash before the > ends the ${nounFor(tag.name)} right here, so nothing of what follows belongs to it.`,
      mend: `write ${text}`,
      edits: [{ start: tag.start, end: tag.end, text }],
    }
    return [{ finding, tag: { ...tag, kind: 'open' as const } }]
  })
}
