import { leadsOutside } from '../html.ts'
import { entities } from './entities.ts'
import { htmlTokens, type HtmlTag } from './html-tokens.ts'
import { paragraph, text, type Inline, type Rich, type Say } from './rich.ts'

/**
 * HTML from another tool as words with their markup. Only bold, italic, code, lists and links are kept; everything else leaves its words,
 * and what is lost with it is told. Nothing of it is run, and no tag of it reaches a lesson.
 */
export function htmlRich(html: string, say: Say): Rich {
  const open = { bold: 0, italic: 0, code: 0, raised: 0, lowered: 0 }
  const page: Page = { say, root: [], inlines: [], lists: [], open, link: undefined, code: undefined }
  for (const token of htmlTokens(html)) {
    if (typeof token === 'string') readWords(page, entities(token))
    else readTag(page, token)
  }
  return endPage(page)
}

const paragraphs =
  /^(?:p|div|h[1-6]|blockquote|section|article|header|footer|figure|figcaption|table|tr|dl|dt|dd|hr|center|address|form|fieldset)$/

/** What has been read so far, and what stands open. */
interface Page {
  say: Say
  root: Rich
  /** Of the paragraph that is being read. */
  inlines: Inline[]
  lists: { ordered: boolean; items: Rich[] }[]
  /** How many tags of each kind stand open. */
  open: Record<Mark, number>
  link: string | undefined
  /** Of a `<pre>`. */
  code: string | undefined
}

type Mark = 'bold' | 'italic' | 'code' | 'raised' | 'lowered'

const marks: Record<Mark, RegExp> = {
  bold: /^(?:b|strong|h[1-6]|th|dt)$/,
  italic: /^(?:i|em|cite|var)$/,
  code: /^(?:code|kbd|samp|tt)$/,
  raised: /^sup$/,
  lowered: /^sub$/,
}

function readWords(page: Page, words: string): void {
  if (page.code !== undefined) page.code += words
  else if (words) page.inlines.push(marked(page, words.replace(/\s+/g, ' ')))
}

function readTag(page: Page, { name, closes, attributes }: HtmlTag): void {
  if (page.code !== undefined && name !== 'pre') {
    if (name === 'br') page.code += '\n'
    return
  }
  if (paragraphs.test(name)) endParagraph(page)
  for (const [mark, tags] of Object.entries(marks) as [Mark, RegExp][])
    if (tags.test(name)) page.open[mark] = Math.max(0, page.open[mark] + (closes ? -1 : 1))
  if (/^(?:ul|ol|li|pre)$/.test(name)) readBlockTag(page, name, closes)
  else if (name === 'a') page.link = closes ? undefined : safeAddress(attributes.get('href'), page.say)
  else if (!closes) readContentTag(page, name, attributes)
}

function readBlockTag(page: Page, name: string, closes: boolean): void {
  if (name === 'pre' && closes) return endCode(page)
  endParagraph(page)
  if (name === 'pre') page.code = ''
  else if (name === 'li') {
    if (!closes) openItem(page)
  } else if (closes) endList(page)
  else page.lists.push({ ordered: name === 'ol', items: [] })
}

function readContentTag(page: Page, name: string, attributes: ReadonlyMap<string, string>): void {
  const source = attributes.get('src') ?? attributes.get('data')
  switch (name) {
    case 'br':
      page.inlines.push({ type: 'break' })
      break
    case 'td':
    case 'th':
      page.say('a table is written as lines')
      if (page.inlines.length > 0) page.inlines.push(text(' | '))
      break
    case 'img':
      readWords(page, pictureWords(attributes.get('alt'), source, page.say))
      break
    case 'audio':
      page.say(`a sound is not taken over${named(source)}`)
      break
    case 'video':
    case 'iframe':
    case 'object':
    case 'embed':
      page.say(`a film or an embedded page is not taken over${named(source)}`)
  }
}

function endPage(page: Page): Rich {
  endCode(page)
  endParagraph(page)
  while (page.lists.length > 0) endList(page)
  return page.root
}

function marked({ open, link }: Page, words: string): Inline {
  const shifted = open.raised > 0 ? shiftedTo(words, superscripts, '^') : open.lowered > 0 ? shiftedTo(words, subscripts, '_') : words
  const plain: Inline = open.code > 0 ? { type: 'code', value: shifted } : text(shifted)
  const strong = open.bold > 0 ? 'strong' : open.italic > 0 ? 'emphasis' : undefined
  const node: Inline = strong ? { type: strong, children: [plain] } : plain
  return link === undefined ? node : { type: 'link', url: link, children: [node] }
}

const here = ({ lists, root }: Page): Rich => lists.at(-1)?.items.at(-1) ?? root

function endParagraph(page: Page): void {
  const { inlines } = page
  page.inlines = []
  const hasWords = inlines.some((node) => node.type !== 'break' && !(node.type === 'text' && node.value.trim() === ''))
  if (hasWords) here(page).push(paragraph(inlines))
}

function openItem({ lists }: Page): void {
  if (lists.length === 0) lists.push({ ordered: false, items: [] })
  lists.at(-1)!.items.push([])
}

function endList(page: Page): void {
  const list = page.lists.pop()
  const items = list?.items.filter((item) => item.length > 0) ?? []
  if (list && items.length > 0) here(page).push({ type: 'list', ordered: list.ordered, items })
}

function endCode(page: Page): void {
  if (page.code?.trim()) here(page).push({ type: 'code', value: page.code })
  page.code = undefined
}

/** The address of a link that a lesson may hold; of any other only the words stay, and that is told. */
export function safeAddress(href: string | undefined, say: Say): string | undefined {
  const address = href?.trim()
  if (!address) return undefined
  if (leadsOutside(address)) return address
  say(`the link to ${short(address)} leads nowhere from here, so only its words are kept`)
  return undefined
}

/** What stands in the place of a picture. */
export function pictureWords(alt: string | undefined, source: string | undefined, say: Say): string {
  say(`a picture is not taken over${named(source)}; put it into the folder media of the course and write ![what it shows](media/name.png)`)
  const words = alt?.trim() || fileOf(source)
  return words ? `(picture: ${words})` : '(picture)'
}

const fileOf = (source: string | undefined) =>
  source && !source.startsWith('data:') ? (source.split(/[?#]/)[0]!.split('/').at(-1) ?? '') : ''

const named = (source: string | undefined) => (fileOf(source) ? `: ${short(fileOf(source))}` : '')

const short = (words: string) => (words.length > 60 ? `${words.slice(0, 59)}…` : words)

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻'
const subscripts = '₀₁₂₃₄₅₆₇₈₉₊₋'

/** 10 to the power of 6 is not 106. */
function shiftedTo(words: string, signs: string, mark: string): string {
  if (/^[0-9+-]+$/.test(words)) return words.replace(/[0-9+-]/g, (sign) => signs['0123456789+-'.indexOf(sign)]!)
  return words.trim() === '' ? words : `${mark}(${words.trim()})`
}
