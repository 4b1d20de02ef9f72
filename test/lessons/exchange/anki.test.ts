import Database from 'better-sqlite3'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { ankiRows } from '../../../db/sqlite/anki-rows.ts'
import type { CardSpec } from '../../../src/items/card/index.ts'
import type { ClozeSpec } from '../../../src/items/cloze/index.ts'
import type { TypedSpec } from '../../../src/items/typed/index.ts'
import { openAnkiPackage } from '../../../src/lessons/exchange/anki/package.ts'
import { readAnki } from '../../../src/lessons/exchange/anki/read.ts'
import { fates, lessonFrom } from './helpers.ts'

/* A package as Anki itself writes it with “Support older Anki versions”: the kinds of notes that it brings, under its own templates. */

const fields = (...names: string[]) => names.map((name, ord) => ({ name, ord, sticky: false, font: 'Arial', size: 20 }))
const template = (name: string, ord: number, qfmt: string, afmt: string) => ({ name, ord, qfmt, afmt, did: null })
const answer = '{{FrontSide}}\n\n<hr id=answer>\n\n'

const models = {
  1: { name: 'Basic', type: 0, flds: fields('Front', 'Back'), tmpls: [template('Card 1', 0, '{{Front}}', `${answer}{{Back}}`)] },
  2: {
    ...{ name: 'Basic (optional reversed card)', type: 0, flds: fields('Front', 'Back', 'Add Reverse') },
    tmpls: [
      template('Card 1', 0, '{{Front}}', `${answer}{{Back}}`),
      template('Card 2', 1, '{{#Add Reverse}}{{Back}}{{/Add Reverse}}', `${answer}{{Front}}`),
    ],
  },
  3: {
    name: 'Cloze',
    type: 1,
    flds: fields('Text', 'Back Extra'),
    tmpls: [template('Cloze', 0, '{{cloze:Text}}', '{{cloze:Text}}<br>\n{{Back Extra}}')],
  },
  4: {
    name: 'Basic (type in the answer)',
    type: 0,
    flds: fields('Front', 'Back'),
    tmpls: [template('Card 1', 0, '{{Front}}\n\n{{type:Back}}', `{{Front}}\n\n<hr id=answer>\n\n{{type:Back}}`)],
  },
}

type Note = [mid: number, tags: string, deck: number, ...flds: string[]]

const notes: Note[] = [
  [
    1,
    ' policy leech ',
    10,
    'What does <b>CSAT</b> measure?<br><img src="csat.png">',
    '<div>How satisfied a customer was</div><div>[sound:csat.mp3] from 1 to 5 &amp; no more</div>',
  ],
  [2, '', 10, 'Refund', 'Money back', 'y'],
  [2, '', 10, 'Exchange', 'Another parcel', ''],
  [
    3,
    '',
    11,
    'A window of {{c1::30::how many}} days runs from {{c2::the {{c3::day}} of <i>delivery</i>}}, {said} Maya [[.',
    'From <b>delivery</b>.',
  ],
  [4, '', 11, 'Which code is set on a lost parcel?', 'LP-1'],
  [3, '', 11, '{{c1::image-occlusion:rect:left=.1}}', ''],
  [3, '', 11, 'Nothing is hidden here', ''],
  [1, '', 11, '<img src="map.png">', 'The map'],
  [9, '', 11, 'A kind that is missing', ''],
]

function collection(): Uint8Array {
  const file = new Database(':memory:')
  file.exec('create table col (models text, decks text); create table notes (id integer primary key, mid integer, tags text, flds text)')
  file.exec('create table cards (id integer primary key, nid integer, did integer, ord integer)')
  file
    .prepare('insert into col values (?, ?)')
    .run(JSON.stringify(models), JSON.stringify({ 1: { name: 'Default' }, 10: { name: 'Support::Words' }, 11: { name: 'Support::Rules' } }))
  for (const [index, [mid, tags, deck, ...flds]] of notes.entries()) {
    file.prepare('insert into notes values (?, ?, ?, ?)').run(index + 1, mid, tags, flds.join('\u001f'))
    file.prepare('insert into cards (nid, did, ord) values (?, ?, 0)').run(index + 1, deck)
  }
  const bytes = file.serialize()
  file.close()
  return bytes
}

const packaged = (files: Record<string, Uint8Array>) => zipSync({ media: strToU8('{"0":"csat.png","1":"csat.mp3"}'), ...files })

/** The same package with other lines in its directory. */
function withDirectory(zip: Uint8Array, change: (lines: Uint8Array[]) => Uint8Array[], count?: number): Uint8Array {
  const end = zip.slice(-22)
  const view = new DataView(end.buffer)
  const start = view.getUint32(16, true)
  const lines: Uint8Array[] = []
  for (let at = start; at < zip.length - 22; at += lines.at(-1)!.length) {
    const sizes = new DataView(zip.buffer, zip.byteOffset + at, 46)
    lines.push(zip.slice(at, at + 46 + sizes.getUint16(28, true) + sizes.getUint16(30, true) + sizes.getUint16(32, true)))
  }
  const changed = change(lines)
  view.setUint16(10, count ?? changed.length, true)
  view.setUint16(8, count ?? changed.length, true)
  return Uint8Array.from([zip.slice(0, start), ...changed, end].flatMap((part) => [...part]))
}

describe('an Anki package', async () => {
  const { collection: bytes, media } = await openAnkiPackage(
    packaged({ 'collection.anki21': collection(), 'collection.anki2': strToU8('an old stand-in') }),
  )
  const read = lessonFrom(readAnki(ankiRows(bytes)!, media))
  const specs = new Map(read.lesson.items.map(({ id, spec }) => [id, spec]))

  test('gives cards, texts with gaps and typed answers, and names what it leaves out', () => {
    expect(fates(read.report)).toEqual([
      ...['1 changed what-does-csat-measure-picture-csat', '2 imported refund', '2 imported money-back', '3 imported exchange'],
      ...['4 changed a-window-of-30-days-runs', '5 imported which-code-is-set-on-a', '6 left out {{c1::image-occlusion:rect:left=.1}}'],
      ...['7 left out Nothing is hidden here', '8 changed picture-map-png', '9 left out A kind that is missing'],
      ...['0 left out csat.png', '0 left out csat.mp3'],
    ])
    expect(read.unit).toBe('note')
    expect(read.mdx.match(/^## .*/gm)).toEqual(['## Words', '## Rules'])
  })

  test('its HTML becomes Markdown', () => {
    const card = specs.get('what-does-csat-measure-picture-csat') as CardSpec
    expect(card.html).toBe('<p>What does <strong>CSAT</strong> measure?<br>\n(picture: csat.png)</p>')
    expect(card.back).toBe('<p>How satisfied a customer was</p>\n<p>from 1 to 5 &#x26; no more</p>')
    expect(read.report[0]!.why).toEqual([
      'a picture is not taken over: csat.png; put it into the folder media of the course and write ![what it shows](media/name.png).',
      'a sound is not taken over: csat.mp3.',
      'the tag leech is left out: an item has one skill, and it must stand in site.yml.',
    ])
    expect(read.lesson.items[0]!.skill).toBe('policy')
  })

  test('a reversed note asks both ways, and only where it says so', () => {
    expect([(specs.get('refund') as CardSpec).back, (specs.get('money-back') as CardSpec).back]).toEqual([
      '<p>Money back</p>',
      '<p>Refund</p>',
    ])
    expect(specs.has('another-parcel')).toBe(false)
  })

  test('gaps keep their hints, and the extra becomes the take-away', () => {
    const cloze = specs.get('a-window-of-30-days-runs') as ClozeSpec
    expect(cloze.gaps).toEqual([{ accepted: ['30'], hint: 'how many' }, { accepted: ['the day of delivery'] }])
    expect(cloze.html).toContain('{said} Maya <code>[[</code>.')
    expect(cloze.takeaway).toBe('<p>From <strong>delivery</strong>.</p>')
  })

  test('an answer to be typed is typed here too', () => {
    expect((specs.get('which-code-is-set-on-a') as TypedSpec).accepted).toEqual(['LP-1'])
  })
})

describe('a package that cannot be read is refused', () => {
  test('of the newest form, with what to do', async () => {
    const newest = packaged({ 'collection.anki21b': strToU8('zstd'), 'collection.anki2': strToU8('a stand-in') })
    await expect(openAnkiPackage(newest)).rejects.toThrow('which only Anki reads')
    await expect(openAnkiPackage(newest)).rejects.toThrow(
      expect.objectContaining({ hint: expect.stringContaining('Support older Anki versions') }),
    )
  })

  test('that is no package', async () => {
    await expect(openAnkiPackage(strToU8('PK but no zip'))).rejects.toThrow('This is no package of Anki')
    await expect(openAnkiPackage(zipSync({ 'a.txt': strToU8('a') }))).rejects.toThrow('This is no package of Anki')
  })

  test('that names a file twice, before anything is inflated', async () => {
    const once = packaged({ 'collection.anki2': collection() })
    await expect(openAnkiPackage(withDirectory(once, (lines) => [...lines, lines.at(-1)!]))).rejects.toThrow(
      'names “collection.anki2” twice',
    )
    await expect(openAnkiPackage(withDirectory(once, (lines) => lines, 60_000))).rejects.toThrow(
      'This is no package of Anki, or it is damaged',
    )
  })

  test('of more files than a deck has', async () => {
    const files = Object.fromEntries(Array.from({ length: 20_001 }, (_, index) => [String(index), new Uint8Array()]))
    await expect(openAnkiPackage(zipSync(files, { level: 0 }))).rejects.toThrow('more than 20,000 files')
  })

  test('that inflates to more than is taken, by what it says or by what it does', async () => {
    const [list, deck] = [new Uint8Array(3_000_000), new Uint8Array(2_000_000)]
    const large = zipSync({ media: list, 'collection.anki2': deck })
    await expect(openAnkiPackage(large, 2 ** 22)).rejects.toThrow(
      expect.objectContaining({ code: 'too-large', message: expect.stringContaining('4 MiB') }),
    )
    expect((await openAnkiPackage(large, 2 ** 23)).collection).toHaveLength(2_000_000)
    const lying = withDirectory(large, (lines) =>
      lines.map((line) => line.map((byte, at) => (at >= 24 && at < 28 ? Number(at === 24) : byte))),
    )
    await expect(openAnkiPackage(lying, 2 ** 22)).rejects.toThrow('it is damaged')
  })

  test('inflates only what is read', async () => {
    const more = { 'collection.anki2': new Uint8Array(5_000_000), 'collection.anki21': collection(), '0': new Uint8Array(5_000_000) }
    expect((await openAnkiPackage(packaged(more), 2 ** 20)).media).toEqual(['csat.png', 'csat.mp3'])
  })

  test('whose collection is no collection, or asks views in the place of tables', () => {
    expect(ankiRows(strToU8('not a database'))).toBeUndefined()
    const file = new Database(':memory:')
    file.exec(
      "create table col (models text, decks text); insert into col values ('{}', '{}'); create table cards (nid, did, ord); create view notes as select 1 as id, 1 as mid, '' as tags, 'x' as flds",
    )
    expect(ankiRows(file.serialize())).toBeUndefined()
    file.close()
  })

  test('whose kinds of notes are no such', () => {
    expect(() => readAnki({ models: '[]', decks: 'no', notes: [] }, [])).toThrow('not of a form that Heed reads')
  })
})
