import { strToU8, zipSync } from 'fflate'
import type { Exportable, ExportNote } from '../export.ts'
import { outgoing } from '../outgoing.ts'
import { lineOf } from '../rich.ts'
import { identifierOf, qtiItem } from './item.ts'
import { document, element, words, type Xml } from './xml.ts'

/**
 * A QTI 3.0 package: a zip of a manifest and an assessment item a file.
 *
 * @param now when it was made, milliseconds
 */
export function writeQti(items: readonly Exportable[], now: number): { body: Uint8Array; notes: ExportNote[] } {
  const { written, notes } = outgoing(items, (draft, { item }, say) => {
    const title = lineOf(draft.question).slice(0, 120) || item.id
    const xml = qtiItem(draft, { id: item.id, title, locale: item.locale }, say)
    return xml === undefined ? 'QTI has no cards that one grades by oneself' : { xml }
  })
  const files = written.map(({ exportable: { item }, out }) => ({ id: item.id, file: `items/${item.id}.xml`, xml: out.xml }))
  const entries = Object.fromEntries(files.map(({ file, xml }) => [file, strToU8(xml)]))
  return { body: zipSync({ 'imsmanifest.xml': strToU8(manifest(files)), ...entries }, { mtime: now }), notes }
}

const namespace = 'http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1'
const schema = 'https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd'

function manifest(files: readonly { id: string; file: string }[]): string {
  const attributes = {
    ...{ xmlns: namespace, 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance' },
    ...{ 'xsi:schemaLocation': `${namespace} ${schema}`, identifier: 'heed-items' },
  }
  const resource = ({ id, file }: { id: string; file: string }): Xml =>
    element('resource', { identifier: identifierOf(id), type: 'imsqti_item_xmlv3p0', href: file }, [element('file', { href: file })])
  return document(
    element('manifest', attributes, [
      element('metadata', {}, [element('schema', {}, [words('QTI Package')]), element('schemaversion', {}, [words('3.0.0')])]),
      element('organizations'),
      element('resources', {}, files.map(resource)),
    ]),
  )
}
