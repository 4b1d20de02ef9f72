import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ChoiceSpec } from '../../../src/items/choice/index.ts'
import type { ClozeSpec } from '../../../src/items/cloze/index.ts'
import type { MatchSpec } from '../../../src/items/match/index.ts'
import type { OrderSpec } from '../../../src/items/order/index.ts'
import type { TypedSpec } from '../../../src/items/typed/index.ts'
import { isRefusal } from '../../../src/kernel/refusal.ts'
import { formatFor, readText, type TextFormat } from '../../../src/lessons/exchange/formats.ts'
import { safeAddress } from '../../../src/lessons/exchange/html.ts'
import { fates, imported, lessonFrom, type Lesson } from './helpers.ts'

const item = <Spec>({ lesson }: Lesson, id: string): Spec => lesson.items.find((each) => each.id === id)!.spec as unknown as Spec
const right = ({ options }: ChoiceSpec) => options.flatMap(({ text, correct }) => (correct ? [text] : []))
const whyOf = ({ report }: Lesson, line: number) => report.find((each) => each.line === line)!.why.join('; ')

describe('a table', () => {
  const read = imported('questions.csv', 'csv')

  test('gives an item for each line, told by its line', () => {
    expect(fates(read.report)).toEqual([
      ...['2 imported refund-days', '3 imported which-of-these-count-as-proof', '4 imported a-refund-can-always-be-paid'],
      ...['6 imported which-code-do-you-set-on', '7 imported customers-have-30-days-from-delivery', '8 imported put-the-steps-of-a-call'],
      ...['9 imported what-goes-with-what', '10 imported what-does-csat-measure', '11 changed which-colour-is-the-label'],
      ...['12 left out Write a poem about parcels.', '13 left out line 13', '14 imported is-b-written-like-this-b'],
    ])
    expect(read.lesson.items.map(({ type }) => type)).toEqual([
      'choice',
      'choice',
      'choice',
      'typed',
      'cloze',
      'order',
      'match',
      'card',
      'choice',
      'choice',
    ])
  })

  test('with its options, notes, hint, take-away and skill', () => {
    const spec = item<ChoiceSpec>(read, 'refund-days')
    expect(right(spec)).toEqual(['30 days'])
    expect(spec.options[0]!.why).toBe('That is the exchange window.')
    expect([spec.hint, spec.takeaway]).toEqual(['<p>Think of when the clock starts.</p>', '<p>Thirty days from delivery.</p>'])
    expect(read.lesson.items[0]!.skill).toBe('policy')
    expect(item<ChoiceSpec>(read, 'a-refund-can-always-be-paid')).toMatchObject({ trueFalse: true })
    expect(right(item(read, 'which-colour-is-the-label'))).toEqual(['blue'])
    expect(item<ClozeSpec>(read, 'customers-have-30-days-from-delivery').gaps).toEqual([
      { accepted: ['30', 'thirty'] },
      { accepted: ['delivery'], hint: 'not purchase' },
    ])
  })

  test('of tabs, and of the other names that people give columns', () => {
    const tabs = imported('questions.tsv', 'tsv')
    expect(tabs.lesson.items.map(({ spec }) => right(spec as ChoiceSpec))).toEqual([['56'], ['We do']])
  })

  test('of semicolons, as spreadsheets write where the comma parts decimals', () => {
    const { lesson } = lessonFrom(readText('\ufeffquestion;answer;option 1\r\n"How much; 1,5 or 2?";1,5;2\r\n', 'csv'))
    expect(right(lesson.items[0]!.spec as ChoiceSpec)).toEqual(['1,5'])
  })

  test('tells of cells below no name, and of a question that stands there twice', () => {
    const table =
      'question,answer,\nHow long?,30 days,a note\nWho pays?,We do\nhow  LONG?,2 weeks,,and,  ,more\nWho, what and when?,We do\n'
    const read = lessonFrom(readText(table, 'csv'))
    expect(fates(read.report)).toEqual(['2 changed how-long', '3 imported who-pays', '4 changed how-long-2', '5 changed who'])
    const mend = 'left out: “a note”. Where a comma is part of a text, its cell needs quotation marks.'
    expect(whyOf(read, 2)).toBe(`a cell that no name stands above is ${mend}`)
    expect(read.report[2]!.why).toEqual([
      `2 cells that no name stands above are ${mend.replace('a note', 'and”, “more')}`,
      'its question is word for word that of line 2: delete one of the two, unless both are meant.',
    ])
    expect(whyOf(read, 5)).toContain('“We do”')
  })

  test.each([
    ['answer,option 1\nx,y\n', 'The column “question” is missing. The first line holds “answer”, “option 1”.'],
    ['question,colour\nx,y\n', 'The column “answer” is missing. The first line holds “question”, “colour”.'],
    ['', 'The table is empty.'],
    ['question,answer\n"x,y\n', 'A quotation mark that opens on line 2 is never closed'],
  ])('that is none is refused with the reason: %j', (text, message) => {
    expect(() => readText(text, 'csv')).toThrow(message)
  })
})

describe('GIFT', () => {
  const read = imported('quiz.gift', 'gift')

  test('gives every kind of question that Heed has, and says why not of the others', () => {
    expect(fates(read.report)).toEqual([
      ...[
        '7 changed late-first',
        '14 imported which-of-these-prove-a-purchase',
        '20 imported the-post-office-is-open-on',
        '22 imported two-days-is',
      ],
      ...['24 changed which-code-is-set-on-a', '26 changed our-parcels-are-carried-by-vans', '28 imported the-label-is-red'],
      ...['30 imported match-the-depot-with-its-town', '36 imported how-many-days-is-the-window', '38 changed how-many-parcels-fit-on-a'],
      ...['43 left out Between which weights is it free?', '45 left out Explain how you would calm Maya down.'],
      ...[
        '47 imported This text stands before the questions that follow.',
        '49 imported what-does-ctx-mean-in-3',
        '51 imported which-is-right',
      ],
      ...['56 imported a-line-break-in-braces-and', '58 left out Broken', '60 left out Nothing right here'],
    ])
    expect(read.mdx).toContain('\n## Late ones\n')
    expect(whyOf(read, 45)).toContain('An essay has no answer that Heed could judge')
    expect(whyOf(read, 58)).toContain('a { without its }')
  })

  test('a category ends with its line, and a question may stand right under it or above it', () => {
    const { report, mdx } = lessonFrom(
      readText('$CATEGORY: Late\nWhat comes first? {=An apology ~A form}\n$CATEGORY: Lost\n\nWho pays? {=We do ~They do}\n', 'gift'),
    )
    expect(fates(report)).toEqual(['2 imported what-comes-first', '5 imported who-pays'])
    expect(mdx.match(/^## .*$/gm)).toEqual(['## Late', '## Lost'])
  })

  test('weights say what is right', () => {
    expect(right(item(read, 'late-first'))).toEqual(['An apology'])
    expect(item<ChoiceSpec>(read, 'late-first').takeaway).toBe('<p>Say sorry before you explain.</p>')
    expect(item<ChoiceSpec>(read, 'which-of-these-prove-a-purchase')).toMatchObject({ pick: 'many' })
    expect(right(item(read, 'which-of-these-prove-a-purchase'))).toEqual(['The order number', 'A line on a bank statement'])
  })

  test('typed answers, numbers and missing words', () => {
    const typed = item<TypedSpec>(read, 'which-code-is-set-on-a')
    expect([typed.accepted, typed.wrong]).toEqual([
      ['LP-1', 'LP1'],
      [
        { text: 'LP1-X', note: 'Nearly.' },
        { text: 'LP-2', note: 'That is for damage.' },
      ],
    ])
    expect(item<TypedSpec>(read, 'how-many-parcels-fit-on-a').accepted).toEqual(['10', '11', '12', '13', '14'])
    expect(item<ClozeSpec>(read, 'the-label-is-red').gaps).toEqual([{ accepted: ['red', 'crimson'] }])
    expect(whyOf(read, 26)).toBe('the word is typed here, so the other choices are left out: lorries, bikes.')
  })

  test('escapes and formats', () => {
    expect(item<ChoiceSpec>(read, 'a-line-break-in-braces-and').html).toBe('<p>A line break<br>\nin {braces} and 1 = 1 ~ 2 # 3</p>')
    expect(item<ChoiceSpec>(read, 'what-does-ctx-mean-in-3').html).toBe('<p>What does <strong>{ctx}</strong> mean in 3 &#x3C; 4?</p>')
    expect(item<ChoiceSpec>(read, 'which-is-right').options.map(({ html }) => html)).toEqual([
      '<strong>This</strong> one',
      '<code>That</code> one',
    ])
  })
})

describe('Moodle XML', () => {
  const read = imported('moodle.xml', 'moodle')

  test('gives every kind of question that Heed has, at the line of its tag', () => {
    expect(fates(read.report)).toEqual([
      ...['8 imported a-parcel-is-three-days-late', '19 imported which-prove-a-purchase-look-at', '27 imported the-post-office-is-open-on'],
      ...['33 changed which-code-is-set-on-a', '41 imported how-many-days-is-the-window', '46 changed match-the-depot-with-its-town'],
      ...[
        '53 changed a-window-of-30-days-runs',
        '57 imported put-the-steps-in-order-one',
        '64 left out Calm Maya',
        '68 left out On the map',
      ],
      '72 changed See the page and (picture: a label), import nothing.',
    ])
    expect(whyOf(read, 68)).toContain('“ddmarker”')
    expect(whyOf(read, 72)).toContain('label.png')
  })

  test('its HTML becomes Markdown, and nothing of it is run', () => {
    const spec = item<ChoiceSpec>(read, 'a-parcel-is-three-days-late')
    expect(spec.html).toBe('<p>A parcel is <strong>three days</strong> late &#x26; Maya writes.<br>\nWhat comes first?</p>')
    expect(spec.options[1]!.html).toBe('A form <strong>first</strong>')
    expect([spec.hint, spec.takeaway]).toEqual(['<p>Think of Maya.</p>', '<p>Say sorry before you explain.</p>'])
    expect(read.mdx).not.toContain('alert')
    expect(item<ChoiceSpec>(read, 'which-prove-a-purchase-look-at').html).toContain('<li>Look at the till.</li>')
  })

  test('gaps, pairs and orders', () => {
    const cloze = item<ClozeSpec>(read, 'a-window-of-30-days-runs')
    expect(cloze.gaps).toEqual([{ accepted: ['30'] }, { accepted: ['delivery'] }, { accepted: ['weekdays'] }])
    expect(cloze.html).toContain('sic')
    expect(item<MatchSpec>(read, 'match-the-depot-with-its-town').pairs.map(({ left, right }) => [left.text, right.text])).toEqual([
      ['North', 'Oslo'],
      ['South -> far', 'Rome'],
    ])
    expect(item<OrderSpec>(read, 'put-the-steps-in-order-one').steps.map(({ text }) => text)).toEqual(['Listen', 'Say back', 'Offer'])
  })

  test.each([
    ['<quiz><question></quiz>', 'line 1 is where it breaks off'],
    ['<html><p>Hello</p></html>', 'There is no <quiz> in this file'],
    ['no xml', 'This is no XML'],
  ])('that is none is refused: %s', (text, message) => {
    expect(() => readText(text, 'moodle')).toThrow(message)
  })
})

describe('Markdown', () => {
  test.each([
    ['markdown', `# One?\n\n${'> '.repeat(50_000)}two\n\n- [x] a\n- [ ] b\n`],
    ['markdown', `# One?\n\n${'- '.repeat(50_000)}two\n\n- [x] a\n- [ ] b\n`],
    ['gift', `::One:: [markdown]${'> '.repeat(50_000)}two {=a ~b}\n`],
  ] as const)('what nobody wrote, nested fifty thousand deep, is refused in words: %s', (format, text) => {
    expect(() => readText(text, format)).toThrow(
      /^Brackets, quotes, lists or stars stand more than 60 deep in each other in the text that begins “(?:> >|- -)/,
    )
  })

  test('quizdown: headings, boxes and numbered lists', () => {
    const read = imported('quizdown.md', 'markdown')
    expect([read.lesson.meta.title, read.id]).toEqual(['Parcels, the quiz', 'parcels-the-quiz'])
    expect(fates(read.report)).toEqual([
      ...['7 imported Some words for whoever opens the file.', '9 imported what-comes-first-when-a-parcel'],
      ...['21 changed which-of-these-prove-a-purchase', '27 imported please-bring-the-call-in-order'],
      '33 left out What is in the picture? (picture: label.png)',
    ])
    const spec = item<ChoiceSpec>(read, 'what-comes-first-when-a-parcel')
    expect(spec.options.map(({ why }) => why)).toEqual(['It costs nothing.', undefined, 'Later, perhaps.'])
    expect([spec.html, spec.hint]).toEqual([
      '<p>What comes first when a parcel is late?</p>\n<p>Think of <strong>Maya</strong> and {her}.</p>',
      '<p>She has waited for three days.</p>',
    ])
  })

  test('hashcards: two sides, and gaps in brackets', () => {
    const read = imported('cards.md', 'markdown')
    expect(read.lesson.meta.title).toBe('Parcels')
    expect(fates(read.report)).toEqual([
      ...[
        '5 imported what-does-csat-measure',
        '8 changed a-window-of-30-days-runs',
        '10 imported list-the-depots',
        '16 changed the-label-is-red-as-picture',
      ],
      ...['19 left out Who answers?', '21 left out Nothing is missing here.'],
    ])
    expect(item<ClozeSpec>(read, 'a-window-of-30-days-runs').html).toContain('[always]')
  })
})

test('what a file is, by its name', () => {
  expect(['a.CSV', 'a.tsv', 'a.gift', 'a.txt', 'a.xml', 'a.md', 'a.apkg', 'a.json'].map(formatFor)).toEqual([
    'csv',
    'tsv',
    'gift',
    'gift',
    'moodle',
    'markdown',
    'apkg',
    'json',
  ])
  expect(['a', 'a.docx', 'a.constructor'].map(formatFor)).toEqual([undefined, undefined, undefined])
})

describe('whatever a file holds', () => {
  const signs = [
    '{',
    '}',
    '=',
    '~',
    '#',
    '->',
    '%50%',
    '::',
    '\n',
    '\n\n',
    '"',
    ',',
    ';',
    '<b>',
    '</',
    '<question type="cloze">',
    '{1:SA:=a}',
    '[',
    ']',
    'Q:',
    'A:',
    'C:',
    '- [x]',
    '1. ',
    '# ',
    '> ',
    '&#0;',
    '&#xFDD0;',
    '\\',
    'word',
    ' ',
  ]
  const noise = fc
    .array(fc.oneof(fc.constantFrom(...signs), fc.string({ maxLength: 4, unit: 'binary' })), { maxLength: 60 })
    .map((pieces) => pieces.join(''))
  const frames: Record<Exclude<TextFormat, 'json'>, (text: string) => string> = {
    csv: (text) => `question,answer,option 1,type\n${text}`,
    tsv: (text) => `question\tanswer\n${text}`,
    gift: (text) => text,
    moodle: (text) =>
      `<quiz><question type="multichoice"><questiontext><text><![CDATA[${text.replaceAll(']]>', '')}]]></text></questiontext><answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer></question></quiz>`,
    markdown: (text) => text,
    hashcards: (text) => `Q: ${text}`,
    quizdown: (text) => `# ${text}`,
  }

  test.each(Object.keys(frames) as Exclude<TextFormat, 'json'>[])(
    'the lesson from %s compiles, or the file is refused in words',
    (format) => {
      fc.assert(
        fc.property(noise, (text) => {
          try {
            lessonFrom(readText(frames[format](text), format))
          } catch (problem) {
            if (!isRefusal(problem)) throw problem
          }
        }),
        { numRuns: 60 },
      )
    },
    30_000,
  )
})

test('links that may stand in a lesson come along, of others only the words', () => {
  const left: string[] = []
  const kept = [
    'https://acme.test/a',
    'MAILTO:a@acme.test',
    'tel:+493012345',
    'sms:+493012345',
    'tel:',
    'javascript:alert(1)',
    '../a.html',
  ].filter((href) => safeAddress(href, (change) => left.push(change)))
  expect(kept).toEqual(['https://acme.test/a', 'MAILTO:a@acme.test', 'tel:+493012345', 'sms:+493012345'])
  expect(left).toHaveLength(3)
})
