import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { ankiRows } from '../../../db/sqlite/anki-rows.ts'
import { ankiFile } from '../../../db/sqlite/anki.ts'
import type { CardSpec } from '../../../src/items/card/index.ts'
import type { ChoiceSpec } from '../../../src/items/choice/index.ts'
import type { BaseSpec } from '../../../src/items/item-type.ts'
import { readContent } from '../../../src/lessons/check.ts'
import { openAnkiPackage } from '../../../src/lessons/exchange/anki/package.ts'
import { readAnki } from '../../../src/lessons/exchange/anki/read.ts'
import { writeCsv } from '../../../src/lessons/exchange/csv-write.ts'
import { exportables, type Exportable } from '../../../src/lessons/exchange/export.ts'
import { readText } from '../../../src/lessons/exchange/formats.ts'
import { writeGift } from '../../../src/lessons/exchange/gift/write.ts'
import { htmlRich } from '../../../src/lessons/exchange/html.ts'
import { writeJson } from '../../../src/lessons/exchange/json.ts'
import { writeQti } from '../../../src/lessons/exchange/qti/write.ts'
import { lineOf } from '../../../src/lessons/exchange/rich.ts'
import { itemTypes } from '../../../src/items/registry.ts'
import { ankiPackage } from '../../../src/reports/anki-items.ts'
import { lessonText, tenExamples } from '../texts.ts'
import { fates, lessonFrom, place } from './helpers.ts'

const skills = new Set(['policy', 'general', 'de-escalation'])
const now = Date.UTC(2026, 2, 2, 9)

/** Every example of every type, whole; and a link whose address stands elsewhere in the lesson. */
const mdx = `${tenExamples}

${itemTypes.flatMap(({ examples }) => examples.map((example) => example.mdx)).join('\n\n')}

<Quiz id="linked">

Which page? See [the rules][r] and \`{code}\`.

- [x] = this | one
- [ ] that; <Term id="csat">two</Term>

</Quiz>

[r]: https://acme.test/rules
`

let items: Exportable[]
let content: ReturnType<typeof readContent>
beforeAll(() => {
  const texts = new Map([
    ['site.yml', 'title: A\nskills: { policy: Policy, general: General, de-escalation: Calming }\n'],
    ['glossary.yml', '- { term: csat, short: How satisfied. }\n'],
    ['courses/refunds/course.yml', 'title: Refunds\nsections: [{ title: All, lessons: [more, basics, old, later] }]\n'],
    ['courses/refunds/basics.mdx', lessonText(mdx, { skills: '[policy]' })],
    ['courses/other/more.mdx', lessonText('<Card id="more-card">\n\nFront\n\n---\n\nBack\n\n</Card>', { id: 'more' })],
    ['courses/refunds/old.mdx', lessonText('<Card id="old-card">\n\nFront\n\n---\n\nBack\n\n</Card>', { id: 'old', status: 'retired' })],
    [
      'courses/refunds/later.mdx',
      lessonText('<Card id="later-card">\n\nFront\n\n---\n\nBack\n\n</Card>', { id: 'later', status: 'draft' }),
    ],
    ['courses/alone/alone.mdx', lessonText('<Card id="alone-card">\n\nFront\n\n---\n\nBack\n\n</Card>', { id: 'alone' })],
  ])
  content = readContent({ texts, others: new Set() })
  items = exportables(content, { course: 'refunds', locale: 'en' }).items
})

const specsOf = (given: readonly { id: string; spec: BaseSpec }[]) => Object.fromEntries(given.map(({ id, spec }) => [id, spec]))
const words = (html: string) => lineOf(htmlRich(html, () => undefined))

describe('what goes out', () => {
  test('is live, of the course wherever its file lies, in the order of its sections', () => {
    expect(items[0]!.item.id).toBe('more-card')
    expect(items.at(-1)!.item.id).toBe('linked')
    expect(items.map(({ item }) => item.id)).not.toContain('old-card')
    expect(exportables(content, { course: 'refunds', locale: 'en' }).drafts).toEqual(['later'])
    expect(exportables(content, { locale: 'en' }).items.map(({ item }) => item.id)).toContain('alone-card')
    expect(exportables(content, { locale: 'de' }).items).toEqual([])
  })
})

describe('JSON', () => {
  test('read back gives the same specs, keys and skills', () => {
    const back = lessonFrom(readText(writeJson(items, 'en'), 'json'), place({ skills }))
    expect(
      back.report
        .filter(({ fate }) => fate !== 'imported')
        .map(({ name }) => name)
        .filter((name) => name !== 'linked'),
    ).toEqual([])
    const { linked: _, ...specs } = specsOf(items.map(({ item }) => item))
    const { linked, ...others } = specsOf(back.lesson.items)
    expect(others).toEqual(specs)
    expect(linked!.html).toContain('href="https://acme.test/rules"')
    expect(new Set(back.lesson.items.map(({ skill }) => skill))).toEqual(new Set(items.map(({ item }) => item.skill)))
  })

  test('says under which id an item stands, where its own is taken', () => {
    const back = lessonFrom(readText(writeJson(items, 'en'), 'json'), place({ items: new Set(['more-card']) }))
    expect(back.lesson.items[0]!.id).toBe('more-card-2')
    expect(back.report[0]).toMatchObject({ fate: 'changed', why: ['its id is more-card-2 here, because more-card is taken.'] })
  })

  test.each([
    ['no JSON', 'not json'],
    ['another file', '{"items":[]}'],
  ])('refuses %s', (_, text) => {
    expect(() => readText(text, 'json')).toThrow('This is no JSON that Heed has exported.')
  })

  test('takes nothing but one item at a time', () => {
    const entry = (mdx: string) => ({ id: 'a', mdx })
    const card = '<Card id="a">\n\nF\n\n---\n\nB\n\n</Card>'
    const given = [
      entry(card),
      entry(`${card}\n\nAnd prose.`),
      entry('<Card id="b">\n\nF\n\n---\n\nB\n\n</Card>'),
      entry('import x from "y"'),
      { id: 7 },
    ]
    const back = lessonFrom(readText(JSON.stringify({ heed: 1, items: given }), 'json'))
    expect(fates(back.report)).toEqual(['1 imported a', '2 left out a', '3 left out a', '4 left out a', '5 left out item 5'])
  })
})

describe('CSV', () => {
  test('carries words, answers and notes there and back', () => {
    const { body, notes } = writeCsv(items)
    expect(body.startsWith('\ufeffid,type,question,answer,option 1')).toBe(true)
    const back = lessonFrom(readText(body, 'csv'), place({ skills }))
    const lost = notes.filter(({ fate }) => fate === 'left out').map(({ id }) => id)
    expect(lost.length).toBe(items.filter(({ item }) => item.type === 'conversation').length)
    expect(back.report.filter(({ fate }) => fate === 'left out')).toEqual([])
    const kept = items.filter(({ item }) => !lost.includes(item.id))
    expect(back.lesson.items.map(({ id, skill }) => [id, skill])).toEqual(kept.map(({ item }) => [item.id, item.skill]))
    for (const { item } of kept) {
      const found = back.lesson.items.find(({ id }) => id === item.id)!
      if (item.type === 'best-reply') continue
      expect(found.type).toBe(item.type)
      expect(words(found.spec.html)).toBe(words(item.spec.html))
      expect(words(found.spec.takeaway ?? '')).toBe(words(item.spec.takeaway ?? ''))
      if (item.type === 'choice') expect(partsOf(found.spec)).toEqual(partsOf(item.spec))
    }
  })

  test('a cell that a spreadsheet would run is quoted, and read back without the quote', () => {
    const { body } = writeCsv(items)
    expect(body).toContain("'= this | one")
    const back = lessonFrom(readText(body, 'csv'))
    expect(partsOf(back.lesson.items.find(({ id }) => id === 'linked')!.spec)).toContainEqual(['= this | one', true])
  })
})

const partsOf = (spec: BaseSpec) => (spec as ChoiceSpec).options.map(({ text, correct }) => [text, correct])

describe('GIFT', () => {
  test('carries what it has questions for there and back', () => {
    const { body, notes } = writeGift(items)
    const back = lessonFrom(readText(body, 'gift'), place({ skills }))
    expect(back.report.filter(({ fate }) => fate === 'left out')).toEqual([])
    const lost = new Map(notes.filter(({ fate }) => fate === 'left out').map(({ id, why }) => [id, why[0]]))
    expect(new Set(items.filter(({ item }) => lost.has(item.id)).map(({ item }) => item.type))).toEqual(
      new Set(['order', 'card', 'conversation', 'cloze']),
    )
    const kept = items.filter(({ item }) => !lost.has(item.id))
    expect(back.lesson.items.map(({ id, skill }) => [id, skill])).toEqual(kept.map(({ item }) => [item.id, item.skill]))
    for (const { item } of kept.filter(({ item }) => ['choice', 'typed', 'match'].includes(item.type))) {
      const { hint: _, ...spec } = item.spec
      const found = back.lesson.items.find(({ id }) => id === item.id)!
      expect(found.type).toBe(item.type)
      expect(words(found.spec.html)).toBe(words(spec.html))
      if (item.type === 'choice') expect(partsOf(found.spec)).toEqual(partsOf(spec))
    }
  })

  test('names a category once for all that follow in it', () => {
    const [one, two] = items.filter(({ item }) => item.type === 'choice')
    const inLesson = (item: Exportable, id: string, title: string) => ({ ...item, lesson: { ...item.lesson, id, title } })
    const categories = (...titles: [string, string]) =>
      writeGift([inLesson(one!, 'a', titles[0]), inLesson(two!, 'b', titles[1])]).body.match(/^\$CATEGORY: .*$/gm)
    expect(categories('Late', 'Late')).toEqual(['$CATEGORY: Late'])
    expect(categories('Late', 'Early')).toEqual(['$CATEGORY: Late', '$CATEGORY: Early'])
  })

  test('a drill keeps what its replies are worth', () => {
    const { body } = writeGift(items.filter(({ item }) => item.id === 'third-late-parcel'))
    expect(body).toMatch(/\t=I'm sorry, Maya[\s\S]*\t~%50%I understand[\s\S]*\t~Deliveries/)
  })
})

describe('QTI 3', () => {
  let files: Record<string, string>
  beforeAll(() => {
    const { body } = writeQti(items, now)
    files = Object.fromEntries(Object.entries(unzipSync(body)).map(([name, bytes]) => [name, strFromU8(bytes)]))
  })

  test('is a package with a manifest that names each of its items', () => {
    const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' })
    const { manifest } = parser.parse(files['imsmanifest.xml']!)
    expect(manifest.metadata).toEqual({ schema: 'QTI Package', schemaversion: '3.0.0' })
    const resources: { href: string; type: string; identifier: string }[] = manifest.resources.resource
    expect(resources.map(({ href }) => href).toSorted()).toEqual(
      Object.keys(files)
        .filter((name) => name.startsWith('items/'))
        .toSorted(),
    )
    expect(new Set(resources.map(({ type }) => type))).toEqual(new Set(['imsqti_item_xmlv3p0']))
    for (const { identifier, href } of resources) expect(files[href]).toContain(`identifier="${identifier}"`)
  })

  test('every file is XML, and every name that it uses is declared', () => {
    for (const [name, xml] of Object.entries(files)) {
      expect([name, XMLValidator.validate(xml)]).toEqual([name, true])
      const declared = [...xml.matchAll(/<qti-(?:response|outcome)-declaration identifier="([^"]+)"/g)].map(([, each]) => each)
      const used = [
        ...xml.matchAll(
          /(?:response-identifier|outcome-identifier)="([^"]+)"|<qti-(?:variable|correct|map-response|set-outcome-value) identifier="([^"]+)"/g,
        ),
      ].map(([, one, other]) => one ?? other)
      for (const each of used) expect(declared).toContain(each)
    }
  })

  test('neither names nor places tell the right answer', () => {
    const first = Object.values(files).flatMap((xml) => {
      const right = /<qti-correct-response><qti-value>(choice-[^<]+)/.exec(xml)?.[1]
      return right ? [/<qti-simple-choice identifier="([^"]+)"/.exec(xml)![1] === right] : []
    })
    expect(new Set(first).size).toBe(2)
    expect(Object.values(files).join('')).not.toMatch(/"(?:choice|left|right|step)-\d"/)
  })

  test('the right answers are those of the item', () => {
    const xml = files['items/refund-window.xml']!
    const name = /<qti-correct-response><qti-value>([^<]+)/.exec(xml)![1]!
    expect(xml).toContain(`<qti-simple-choice identifier="${name}">30 days`)
    expect(xml).toContain('max-choices="1"')
    const proofs = files['items/refund-proof.xml']!
    const wrong = /identifier="(choice-[^"]+)">A photo/.exec(proofs)![1]!
    expect(proofs).toContain(`<qti-map-entry map-key="${wrong}" mapped-value="-0.5"`)
    expect(files['items/lost-code.xml']).toContain('<qti-map-entry map-key="LP1" mapped-value="1" case-sensitive="false"')
    const order = files['items/complaint-call.xml']!
    const right = [...order.matchAll(/<qti-value>(step-[^<]+)<\/qti-value>/g)].map(
      ([, each]) => new RegExp(`identifier="${each}">([^<]+)`).exec(order)![1],
    )
    expect(right).toEqual(['Let the customer finish', 'Say back what you heard', 'Offer two ways forward', 'Agree the next step'])
    const cloze = files['items/refund-clock.xml']!
    expect(cloze.match(/<qti-text-entry-interaction/g)).toHaveLength(2)
    const match = files['items/say-need.xml']!
    const [left, goal] = /<qti-value>(left-\S+) (right-[^<]+)/.exec(match)!.slice(1)
    expect(match).toMatch(new RegExp(`identifier="${left}" match-max="1">(?:&quot;|")Nobody told me`))
    expect(match).toMatch(new RegExp(`identifier="${goal}" match-max="3">An explanation`))
  })
})

describe('Anki', () => {
  test('every item is a new card, and comes back as one', async () => {
    const { body, notes } = ankiPackage(items, { now, url: 'https://heed.test', ankiFile })
    const rows = ankiRows((await openAnkiPackage(body)).collection)!
    const read = readAnki(rows, [])
    expect(read.title).toBe('Heed')
    const back = lessonFrom(read, place({ skills: new Set() }))
    expect(back.lesson.items).toHaveLength(items.length)
    const own = items.findIndex(({ item }) => item.id === 'csat')
    expect(words((back.lesson.items[own]!.spec as CardSpec).back)).toBe('How satisfied a customer was with one contact, from 1 to 5.')
    expect(notes.map(({ id }) => id)).toEqual(items.filter(({ item }) => item.type !== 'card').map(({ item }) => item.id))
  })
})
