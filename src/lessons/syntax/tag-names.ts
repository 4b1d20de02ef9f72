import { nearest } from '../../kernel/did-you-mean.ts'
import { isEmptyHtml, isHtml } from './html-names.ts'
import { otherTags, type Finding, type KnownTags } from './loud.ts'
import type { Tag } from './tags.ts'
import { snippet, type Edit } from '../text.ts'

/** Tags under a name that is not ours. */

export function isKnown(name: string, tags: KnownTags): boolean {
  return knownNames(tags).includes(name)
}

function knownNames(tags: KnownTags): string[] {
  return [...tags.items, ...otherTags]
}

function sameButCase(name: string, tags: KnownTags): string | undefined {
  return knownNames(tags).find((known) => known !== name && known.toLowerCase() === name.toLowerCase())
}

/** What other tools, spelling checkers and translators call our tags. */
const otherNames: Readonly<Record<string, string>> = {
  clothes: 'Cloze',
  lueckentext: 'Cloze',
  flashcard: 'Card',
  karte: 'Card',
  karteikarte: 'Card',
  lernkarte: 'Card',
  question: 'Quiz',
  frage: 'Quiz',
  reihenfolge: 'Order',
  zuordnung: 'Match',
  dialog: 'Conversation',
  dialogue: 'Conversation',
  gespraech: 'Conversation',
  begriff: 'Term',
}

function meantName(name: string, tags: KnownTags): string | undefined {
  const known = knownNames(tags)
  const longer = (each: string) => each.length >= 4 && name.toLowerCase().startsWith(each.toLowerCase())
  return nearest(name, known) ?? known.find((each) => each === otherNames[name.toLowerCase()]) ?? known.find(longer)
}

/** The tag under the name that was meant: a wrong letter is one problem, and must not make the other tag look alone. */
export function withKnownName(tag: Tag, tags: KnownTags): Tag {
  const meant = sameButCase(tag.name, tags) ?? (tag.kind === 'close' && isCapital(tag.name) ? meantName(tag.name, tags) : undefined)
  return isKnown(tag.name, tags) || meant === undefined ? tag : { ...tag, name: meant }
}

/** @param source for the words of a placeholder such as `<first name>` */
export function nameFindings(source: string, written: Tag[], tags: KnownTags): Finding[] {
  const found: Finding[] = []
  const told = new Set<Tag>()
  for (const tag of written) {
    if (isKnown(tag.name, tags) || told.has(tag) || found.some(({ edits }) => edits.some((edit) => covers(edit, tag)))) continue
    const around = found.findLast((finding) => finding.id === 'html' && holds(source, finding, tag))
    if (around && isHtml(tag.name)) around.edits.push(without(tag))
    else found.push(nameFinding(source, tag, written, tags, told))
  }
  return found
}

const covers = (edit: Edit, tag: Tag) => edit.start <= tag.start && tag.end <= edit.end
const without = ({ start, end }: Tag): Edit => ({ start, end, text: '' })

/** A table or a list that was pasted as HTML is one mistake, however many tags it has. */
function holds(source: string, { start, end, edits }: Finding, tag: Tag): boolean {
  const last = Math.max(...edits.map((edit) => edit.end))
  return last > end && tag.start < last && !/\n[ \t]*\n/.test(source.slice(start, tag.start))
}

function nameFinding(source: string, tag: Tag, all: Tag[], tags: KnownTags, told: Set<Tag>): Finding {
  const meant = sameButCase(tag.name, tags)
  if (meant !== undefined) return wrongCase(tag, meant, all, told)
  if (isHtml(tag.name) && !isComponent(tag.name)) return html(tag, all)
  if (isCapital(tag.name)) return unknownTag(tag, all, tags)
  if (nearest(tag.name, knownNames(tags)) !== undefined && tag.attributes.some(({ name }) => name === 'id'))
    return unknownTag(tag, all, tags)
  return tag.kind === 'open' && tag.attributes.every(({ raw }) => raw === undefined) ? placeholder(source, tag) : html(tag, all)
}

/** Both tags of an item in small letters are one mistake. */
function wrongCase(tag: Tag, meant: string, all: Tag[], told: Set<Tag>): Finding {
  const finding = misspelt(tag, meant, 'tag-case', `Tags are case-sensitive: ${shown(tag)} is not seen as ${meant}.`)
  const close =
    tag.kind === 'open' ? all.find(({ start, name }) => start > tag.start && name.toLowerCase() === tag.name.toLowerCase()) : undefined
  if (close?.kind !== 'close' || close.name !== tag.name) return finding
  told.add(close)
  const mend = `write <${meant} …>, and </${meant}> at the end.`
  return { ...finding, mend, edits: [...finding.edits, ...misspelt(close, meant, '', '').edits] }
}

function misspelt(tag: Tag, meant: string, id: string, message: string): Finding {
  const name = tag.start + (tag.kind === 'close' ? 2 : 1)
  const text = `<${tag.kind === 'close' ? '/' : ''}${meant}`
  return {
    id,
    start: tag.start,
    end: tag.end,
    message,
    mend: `write ${text}${tag.kind === 'close' ? '>' : ' …>'}`,
    edits: [{ start: name, end: name + tag.name.length, text: meant }],
  }
}

function unknownTag(tag: Tag, all: Tag[], tags: KnownTags): Finding {
  const meant = meantName(tag.name, tags)
  const message = `There is no tag ${tag.name}, so nothing is shown.${meant === undefined ? '' : ` Did you mean "${meant}"?`}`
  if (tag.kind === 'close' && meant !== undefined) return misspelt(tag, meant, 'tag-unknown', message)
  const names = meant === undefined ? `the tags are ${knownNames(tags).join(', ')}.` : mendedName(tag, meant)
  const mend = `${names} For words in pointed brackets put a backslash before the <.`
  return { id: 'tag-unknown', start: tag.start, end: tag.end, message, mend, edits: withoutUnknown(tag, meant, all, tags) }
}

const mendedName = ({ kind }: Tag, meant: string) => `write <${meant} …>${kind === 'open' ? `, and </${meant}> at the end` : ''}.`

/** What stands in a tag that was meant as an item goes with it; one that stands around items leaves them alone. */
function withoutUnknown(tag: Tag, meant: string | undefined, all: Tag[], tags: KnownTags): Edit[] {
  if (tag.kind !== 'open') return [without(tag)]
  const following = all.filter((other) => other.start > tag.start)
  const close = following.find((other) => other.kind === 'close' && (other.name === tag.name || other.name === meant))
  const item = following.find((other) => other.kind === 'open' && tags.items.includes(other.name))
  // Only its beginning has the wrong name: the next end belongs to it.
  const orphan = following.find((other) => tags.items.includes(other.name) && other.kind !== 'alone')
  if (!close && orphan?.kind === 'close' && tag.attributes.some(({ name }) => name === 'id')) return [{ ...without(tag), end: orphan.end }]
  if (!close) return [without(tag)]
  if (!item || close.start < item.start) return [{ ...without(tag), end: close.end }]
  return meant === undefined ? [without(tag), without(close)] : [without(tag)]
}

export function inUnknown(tag: Tag, found: Finding[]): boolean {
  return found.some(({ id, edits }) => id === 'tag-unknown' && edits.some((edit) => edit.text === '' && covers(edit, tag)))
}

/** `<first name>`: words that somebody is to fill in. */
function placeholder(source: string, { start, end }: Tag): Finding {
  const written = snippet(source.slice(start, end))
  return {
    id: 'less-than',
    start,
    end,
    message: `${written} looks like a tag, because < has a special meaning here.`,
    mend: `put a backslash in front: \\${written}`,
    edits: [{ start, end: start + 1, text: '‹' }],
  }
}

function html(tag: Tag, all: Tag[]): Finding {
  const closing =
    tag.kind === 'open' && !isEmptyHtml(tag.name)
      ? all.find((other) => other.kind === 'close' && other.name === tag.name && other.start > tag.start)
      : undefined
  const edits = [tag, ...(closing ? [closing] : [])].map(without)
  const code = tag.attributes.find(({ name }) => /^on[A-Z]/i.test(name))
  if (code)
    return { id: 'code', start: tag.start, end: tag.end, message: 'Lessons cannot contain code.', mend: `delete ${code.name}.`, edits }
  return {
    id: 'html',
    start: tag.start,
    end: tag.end,
    message: `${shown(tag)} is HTML, and a lesson has no HTML.`,
    mend: htmlMend(tag),
    edits,
  }
}

function htmlMend({ name }: Tag): string {
  switch (name.toLowerCase()) {
    case 'br':
      return 'leave an empty line instead.'
    case 'b':
    case 'strong':
      return 'write **bold**, with two stars on each side.'
    case 'i':
    case 'em':
      return 'write *italic*, with a star on each side.'
    case 'img':
      return 'write ![what it shows](media/name.png).'
    case 'a':
      return 'write [the words](https://the-address).'
    case 'table':
    case 'tr':
    case 'td':
      return 'write a table in Markdown: | one | two |, below it | --- | --- |, then the rows.'
    default:
      return 'delete it; **bold**, *italic*, lists, tables and links are written in Markdown.'
  }
}

/** `<Section>` was meant as a tag of ours, `<TABLE>` as HTML. */
const isComponent = (name: string) => /^[A-Z].*[a-z]/.test(name)

function isCapital(name: string): boolean {
  return /^[A-Z]/.test(name)
}

function shown(tag: Tag): string {
  return tag.kind === 'close' ? `</${tag.name}>` : `<${tag.name}>`
}
