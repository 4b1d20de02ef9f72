import { h, type ComponentChild } from 'preact'
import { renderToStaticMarkup } from 'preact-render-to-string'

export interface Way {
  label: string
  url: string
}

/** What a mail says; how it looks is one for all. */
export interface Content {
  language: string
  subject: string
  greeting: string
  paragraphs: (string | { quote: string })[]
  /** The one thing to do. */
  way?: Way
  /** Small print: why it came, and how it ends. A link in it is an address by itself. */
  closing: string[]
  /** Where such mails end: a page for a person, an address to POST to for a mail program. */
  unsubscribe?: { byHand: string; byProgram: string }
}

/** For programs that show no HTML, and people who prefer it. */
export function asText({ greeting, paragraphs, way, closing }: Content): string {
  const said = paragraphs.map((each) => (typeof each === 'string' ? each : quoted(each.quote)))
  const parts = [greeting, ...said, ...(way ? [`${way.label}:\n${way.url}`] : []), ...(closing.length > 0 ? ['-- ', ...closing] : [])]
  return `${parts.join('\n\n').replace('\n\n-- \n\n', '\n\n-- \n')}\n`
}

const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')

/** No pictures, no style sheet, nothing to fetch: what is opened, and when, is nobody's to know. */
export function asHtml({ language, subject, greeting, paragraphs, way, closing }: Content): string {
  const page = h(
    'html',
    { lang: language },
    h('head', null, h('meta', { charset: 'utf-8' }), h('meta', { name: 'color-scheme', content: 'light dark' }), h('title', null, subject)),
    h(
      'body',
      { style: 'font: 16px/1.5 sans-serif; max-width: 36em; margin: 0 auto; padding: 16px' },
      h('p', null, greeting),
      ...paragraphs.map(paragraph),
      way && h('p', null, h('a', { href: way.url, style: 'font-weight: bold' }, way.label)),
      ...closing.map((each) => h('p', { style: 'font-size: 14px' }, withLinks(each))),
    ),
  )
  return `<!doctype html>${renderToStaticMarkup(page)}`
}

function paragraph(said: Content['paragraphs'][number]): ComponentChild {
  if (typeof said === 'string') return h('p', null, said)
  return h('blockquote', { style: 'margin: 0 0 0 16px; white-space: pre-line' }, said.quote)
}

/** Addresses of ours end at a space, or at the end. */
function withLinks(text: string): ComponentChild[] {
  return text.split(/(https?:\/\/\S+)/).map((part, index) => (index % 2 === 1 ? h('a', { href: part }, part) : part))
}
