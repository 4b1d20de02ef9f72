import { XMLBuilder, XMLParser } from 'fast-xml-parser'

/** XML in which the order of elements and text counts. */
export type Xml = { [name: string]: Xml[] | string | Record<string, string> }

/** @param attributes undefined ones are left out */
export function element(name: string, attributes: Record<string, string | number | undefined> = {}, children: Xml[] = []): Xml {
  const given = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [[`@${key}`, String(value)]]))
  return { [name]: children, ':@': Object.fromEntries(given) as Record<string, string> }
}

export const words = (text: string): Xml => ({ '#text': text })

const options = { preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '@' } as const

/** A piece of HTML that is XML too, as `rich-html.ts` writes it. */
export function fragment(html: string): Xml[] {
  const parser = new XMLParser({ ...options, parseTagValue: false, parseAttributeValue: false, trimValues: false })
  return ((parser.parse(`<x>${html}</x>`) as Xml[])[0]!.x as Xml[] | undefined) ?? []
}

/** A whole file. */
export function document(root: Xml): string {
  const builder = new XMLBuilder({ ...options, format: false, suppressEmptyNode: true })
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build([root])}\n`
}
