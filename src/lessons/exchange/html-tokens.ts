import { entities } from './entities.ts'

export interface HtmlTag {
  /** In small letters. */
  name: string
  closes: boolean
  attributes: ReadonlyMap<string, string>
}

const known = new Set(
  (
    'a abbr address article aside audio b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em embed ' +
    'fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i iframe img input ins kbd label legend li main mark math nav object ' +
    'ol option p pre q s samp script section select small source span strike strong style sub summary sup svg table tbody td template textarea ' +
    'tfoot th thead time title tr track tt u ul var video wbr'
  ).split(' '),
)

/** What stands between these is no text. */
const unseen = /^(?:script|style|title|template|svg|math|select|textarea)$/

const tag = /<(\/?)([A-Za-z][A-Za-z0-9]*)((?:\s(?:"[^"]*"|'[^']*'|[^"'<>])*)?)\s*\/?>/y
const attribute = /([^\s=/"'<>]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/g

/** Tags of HTML, and the text between them as it is written. A < that begins none is text. */
export function* htmlTokens(html: string): Generator<string | HtmlTag> {
  let at = 0
  let textFrom = 0
  let noComment = false
  const textTo = (end: number) => (end > textFrom ? [html.slice(textFrom, end)] : [])
  while ((at = html.indexOf('<', at)) >= 0) {
    if (html.startsWith('<!--', at) && !noComment) {
      const end = html.indexOf('-->', at)
      noComment = end < 0
      if (noComment) continue
      yield* textTo(at)
      textFrom = at = end + 3
      continue
    }
    tag.lastIndex = at
    const match = tag.exec(html)
    const name = match?.[2]?.toLowerCase() ?? ''
    if (!match || !known.has(name)) {
      at++
      continue
    }
    yield* textTo(at)
    at += match[0].length
    const closes = match[1] === '/'
    if (unseen.test(name) && !closes) at = endOf(html, name, at)
    else yield { name, closes, attributes: attributesOf(match[3]!) }
    textFrom = at
  }
  yield* textTo(html.length)
}

function endOf(html: string, name: string, from: number): number {
  const close = new RegExp(`</${name}\\s*>`, 'gi')
  close.lastIndex = from
  return close.exec(html) ? close.lastIndex : html.length
}

function attributesOf(written: string): Map<string, string> {
  return new Map(
    [...written.matchAll(attribute)].map(([, name, double, single, bare]) => [
      name!.toLowerCase(),
      entities(double ?? single ?? bare ?? ''),
    ]),
  )
}
