import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { Refusal } from '../../kernel/refusal.ts'

/** An element of an XML file in which the order of unlike elements does not matter. */
export interface XmlNode {
  /** Text directly within it, CDATA included. */
  text: string
  attributes: Record<string, string>
  children(name: string): XmlNode[]
  child(name: string): XmlNode | undefined
  /** Where it begins, from 0. */
  at: number
}

const place = XMLParser.getMetaDataSymbol() as unknown as symbol

/**
 * @param source without a byte order mark
 * @throws Refusal('invalid') for what is no XML, with the line
 */
export function readXml(source: string, root: string): XmlNode {
  const valid = XMLValidator.validate(source)
  if (valid !== true) throw unreadable(valid.err.line)
  const parser = new XMLParser({
    ...{ ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false, parseAttributeValue: false },
    ...{
      trimValues: false,
      alwaysCreateTextNode: true,
      captureMetaData: true,
      isArray: (_: unknown, __: unknown, ___: boolean, isAttribute: boolean) => !isAttribute,
    },
  })
  const found = (parser.parse(source) as Raw)[root]
  if (!Array.isArray(found) || typeof found[0] !== 'object') throw notThis(root)
  return nodeOf(found[0])
}

type Raw = { [name: string]: Raw[] | string } & { [place]?: { startIndex: number } }

function nodeOf(raw: Raw | string): XmlNode {
  const node = typeof raw === 'string' ? ({ '#text': raw } as Raw) : raw
  const children = (name: string) => {
    const found = Object.hasOwn(node, name) ? node[name] : undefined
    return Array.isArray(found) ? found.map(nodeOf) : []
  }
  const attributes = Object.entries(node).flatMap(([name, value]) =>
    name.startsWith('@') && typeof value === 'string' ? [[name.slice(1), value]] : [],
  )
  return {
    text: textOf(node),
    attributes: Object.fromEntries(attributes) as Record<string, string>,
    children,
    child: (name) => children(name)[0],
    at: node[place]?.startIndex ?? 0,
  }
}

function textOf(node: Raw): string {
  const words = node['#text']
  return [words]
    .flat()
    .filter((word) => typeof word === 'string')
    .join('')
}

const unreadable = (line: number) =>
  new Refusal(
    'invalid',
    `This is no XML that can be read: line ${line} is where it breaks off.`,
    'Export the questions once more, and do not edit the file.',
  )

const notThis = (root: string) =>
  new Refusal(
    'invalid',
    `There is no <${root}> in this file, so it is no export of questions from Moodle.`,
    'Choose “Moodle XML format” when you export the questions.',
  )
