import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from '../../../src/lessons/compile.ts'
import { fixContent } from '../../../src/lessons/fix/content.ts'
import { nothingNamed } from '../../../src/lessons/fix/ids.ts'
import { fixText } from '../../../src/lessons/fix/fix.ts'
import { lessonText, quiz, tenExamples } from '../texts.ts'

const options = { locale: 'en', course: 'refunds' }
const look = (text: string) => compile(text, options)
const fix = (text: string) => fixText(text, look, nothingNamed())

/** What a learner reads and answers. */
function modelOf(text: string) {
  const { lesson } = look(text)
  return { prose: lesson?.segments, items: lesson?.items.map(({ id, textHash, keyHash }) => ({ id, textHash, keyHash })) }
}

const drill = `<Drill id="a">\n\n> **Maya:** I'm done.\n\n- [best] I'm sorry.\n  > Why: Owns it.\n  > Feels: Heard.\n- [poor] No.\n  > Why: Cold.\n  > Feels: Alone.\n\n</Drill>`
const three = quiz('a').replace('- [ ] 14 days', '- [ ] 14 days\n- [ ] 60 days')

/** Each mistake and what becomes of it, in a lesson that is good but for it. */
const mendings: [name: string, wrong: string, right: string][] = [
  ['curly brackets', 'Hello {first name} and {name}.', 'Hello \\{first name\\} and \\{name\\}.'],
  ['a lone curly bracket', 'A { and no more.', 'A \\{ and no more.'],
  ['curly gaps', '<Cloze id="a">\n\nYou have {{30}} days.\n\n</Cloze>', '<Cloze id="a">\n\nYou have [[30]] days.\n\n</Cloze>'],
  ['less than', 'Under <30 days, I <3 it.', 'Under \\<30 days, I \\<3 it.'],
  ['a mail address', 'Write to <help@acme.test>.', 'Write to help@acme.test.'],
  ['an address', 'See <https://acme.test/a>.', 'See https://acme.test/a.'],
  ['an address within a word', 'the<https://acme.test/a>page', 'the[https://acme.test/a](https://acme.test/a)page'],
  ['a telephone number', 'Ring <tel:+49301234>.', 'Ring [+49301234](tel:+49301234).'],
  ['an HTML comment', 'One.\n\n<!-- ask Anna -->\n\nTwo.', 'One.\n\n{/* ask Anna */}\n\nTwo.'],
  ['a line break', 'Line<br>line<br/>\nend', 'Line\n\nline\n\nend'],
  ['a line break in a quote', '> One.<br>Two.', '> One.\n>\n> Two.'],
  ['bold in HTML', 'Thirty <b>days</b> and <em>no more</em>.', 'Thirty **days** and *no more*.'],
  ['a question on the line of its tag', quiz('a').replace('>\n\n', '> '), quiz('a')],
  ['an answer on the line of the end', quiz('a').replace('\n\n</Quiz>', ' </Quiz>'), quiz('a')],
  ['everything on one line', '<Card id="a">Front</Card> More.', '<Card id="a">\n\nFront\n\n</Card>\n\nMore.'],
  ['an indented end', quiz('a').replace('\n\n</Quiz>', '\n  </Quiz>'), quiz('a')],
  ['an indented beginning', `  ${quiz('a')}`, quiz('a')],
  ['an invisible sign before a tag', `\u200B${quiz('a')}`, quiz('a')],
  ['small letters', quiz('a').replaceAll('Quiz', 'quiz'), quiz('a')],
  ['curly quotes', quiz('a').replace('"a"', '“a”'), quiz('a')],
  ['no quotes', quiz('a').replace('"a"', 'a'), quiz('a')],
  [
    'a curly quote at the end of the first value',
    quiz('a').replace('"a"', '"a” skill="refunds"'),
    quiz('a').replace('"a"', '"a" skill="refunds"'),
  ],
  [
    'no quote at the end of the first value',
    quiz('a').replace('"a"', '"a skill="refunds"'),
    quiz('a').replace('"a"', '"a" skill="refunds"'),
  ],
  [
    'no quote before a word that is no value',
    '<Typed id="a exact skill="refunds">\n\nWhich code?\n\n- [x] LP-1\n- [ ] LP-2\n\n</Typed>',
    '<Typed id="a" exact skill="refunds">\n\nWhich code?\n\n- [x] LP-1\n- [ ] LP-2\n\n</Typed>',
  ],
  ['a heading with an anchor', '## Refunds {#refunds}', '## Refunds'],
  ['empty brackets', quiz('a').replace('[ ]', '[]'), quiz('a')],
  ['a space before the x', quiz('a').replace('[x]', '[ x ]'), quiz('a')],
  ['a no-break space', quiz('a').replace('[ ]', '[\u00a0]').replace('[x] ', '[x]\u00a0'), quiz('a')],
  ['no space after the dash', three.replaceAll('- [ ]', '-[ ]'), three],
  ['no space after the brackets', quiz('a').replace('[ ] 14', '[ ]14'), quiz('a')],
  ['curly brackets for square ones', quiz('a').replace('[x]', '{x}').replace('[ ]', '{ }'), quiz('a')],
  ['a tick', quiz('a').replace('[x]', '[✓]'), quiz('a')],
  ['no space before a mark', drill.replace('- [poor]', '-[poor]'), drill],
  ['stars among dashes', three.replaceAll('- [ ]', '* [ ]'), three],
  [
    'a note at the left edge',
    quiz('a').replace('30 days\n', '30 days\n> From delivery.\n\n'),
    quiz('a').replace('30 days\n', '30 days\n  > From delivery.\n\n'),
  ],
  [
    'a note to colleagues between answers',
    quiz('a').replace('30 days\n', '30 days\n\n{/* check */}\n\n'),
    quiz('a').replace('30 days\n', '30 days\n\n  {/* check */}\n\n'),
  ],
  ['a label without its sign', drill.replace('  > Feels: Alone.', 'Feels: Alone.'), drill],
  ['a label without its sign, indented', drill.replace('  > Feels: Heard.', '  Feels: Heard.'), drill],
  [
    'other arrows',
    '<Match id="a">\n\nMatch.\n\n- a –> b\n- c → d\n- e ->f\n\n</Match>',
    '<Match id="a">\n\nMatch.\n\n- a -> b\n- c -> d\n- e -> f\n\n</Match>',
  ],
  [
    'round brackets behind the numbers',
    '<Order id="a">\n\nOrder.\n\n1) a\n2) b\n3) c\n\n</Order>',
    '<Order id="a">\n\nOrder.\n\n1. a\n2. b\n3. c\n\n</Order>',
  ],
  ['a rule below the front', '<Card id="a">\n\nFront?\n---\n\nBack.\n\n</Card>', '<Card id="a">\n\nFront?\n\n---\n\nBack.\n\n</Card>'],
  [
    'a gap in a table',
    '<Cloze id="a">\n\n| a | b |\n|---|---|\n| [[30|thirty]] | days |\n\n</Cloze>',
    '<Cloze id="a">\n\n| a | b |\n|---|---|\n| [[30\\|thirty]] | days |\n\n</Cloze>',
  ],
  ['no id', quiz('a').replace(' id="a"', ''), quiz('how-long-does-a-customer-have')],
  ['an empty id', quiz(''), quiz('how-long-does-a-customer-have')],
  ['an id with capitals and spaces', quiz('Über das Fenster'), quiz('uber-das-fenster')],
]

describe('what can be mended is mended', () => {
  test.each(mendings)('%s', (_, wrong, right) => {
    const fixed = fix(lessonText(`${wrong}\n\n${quiz('good')}`))
    expect(fixed.text).toBe(lessonText(`${right}\n\n${quiz('good')}`))
  })

  test.each([
    ['a colon in the title', 'title: Refunds: the basics', 'title: "Refunds: the basics"'],
    ['a colon and quotes', 'title: Say: "hi"', `title: 'Say: "hi"'`],
    ['a colon between curly quotes', 'title: “Refunds: the basics”', 'title: "Refunds: the basics"'],
    ['quotes within quotes', 'title: "Say "hi" now"', `title: 'Say "hi" now'`],
    ['quotes of both kinds', `title: "It's "fine" now"`, String.raw`title: "It's \"fine\" now"`],
    ['an apostrophe within quotes', "title: 'It's fine'", `title: "It's fine"`],
    ['a colon and a remark', 'title: Refunds: the basics # for now', 'title: "Refunds: the basics" # for now'],
  ])('%s', (_, wrong, right) => {
    const text = lessonText(quiz('good'))
    expect(fix(text.replace('title: The basics', wrong)).text).toBe(text.replace('title: The basics', right))
  })

  test('a missing id of the lesson is the name of its file', () => {
    const text = lessonText(quiz('good'))
    const fixed = fixText(text.replace('id: basics\n', ''), look, { ...nothingNamed(), file: 'Returns & Refunds' })
    expect(fixed.text).toBe(text.replace('id: basics', 'id: returns-refunds'))
  })

  test('all of them together', () => {
    const bodies = mendings.filter(([name]) => name !== 'no id' && name !== 'an empty id').map(([, wrong]) => wrong)
    const unique = bodies.map((body, index) => body.replace(/id=(["“]?)a\b/, `id=$1x-${index}`)).join('\n\n')
    const { left } = fix(lessonText(`${unique}\n\n${quiz('good')}`))
    expect(left.map(({ id, line }) => `${id} ${line}`)).toEqual([expect.stringMatching(/^card-rule/)])
  })
})

describe('what only the author can know stays as it is', () => {
  test.each([
    [
      'a question behind a quote that never ends',
      quiz('a').replace('id="a">\n\n', 'id="a" skill="refundsSo “30 days,” she says. How long?\n\n'),
    ],
    ['a question behind a tag that never ends', quiz('a').replace('>\n\nHow', ' How')],
    ['words among the attributes', quiz('a').replace('id="a"', 'id="a" (for Anna), skill="refunds"')],
    ['brackets with something else', quiz('a').replace('[ ]', '[?]')],
    ['a line without brackets', quiz('a').replace('- [ ] ', '- ')],
    ['a take-away that touches the list', quiz('a').replace('\n\n</Quiz>', '\n> Thirty.\n\n</Quiz>')],
    ['a mark of a merge', `<<<<<<< HEAD\n${quiz('a')}`],
    ['an id of two values in a tag that cannot be read', quiz('a').replace('"a"', '"a” b skill="refunds"')],
    ['no right answer', quiz('a').replace('[x]', '[ ]')],
    ['an item that never ends', quiz('a').replace('</Quiz>', '')],
    ['a line break in an answer', quiz('a').replace('14 days', '14<br>days')],
    ['other HTML', 'A <span class="x">word</span>.'],
    ['code', 'import x from "y"'],
    ['a comment that never ends', 'One <!-- two'],
    ['numbers out of their order', '<Order id="a">\n\nOrder.\n\n1. a\n3. b\n2. c\n\n</Order>'],
    ['text between answers', three.replace('- [ ] 60', '\nor\n\n- [ ] 60')],
  ])('%s', (_, body) => {
    const text = lessonText(`${body}\n\n${quiz('good')}`)
    const fixed = fix(text)
    expect(fixed).toMatchObject({ text, mended: [] })
    expect(fixed.left.length).toBeGreaterThan(0)
  })
})

test('a title between whose quotes there is more than one thing stays as it is', () => {
  const text = lessonText(quiz('a')).replace('title: The basics', 'title: "Refunds" and "returns"')
  expect(fix(text)).toMatchObject({ text, mended: [] })
})

test('a mending says where and what', () => {
  const { mended } = fix(lessonText(`Hello {name}.\n\n<Card id="a">Front\n\n---\n\nBack\n\n</Card>\n\n${quiz('b').replace('[ ]', '[]')}`))
  expect(mended).toEqual([
    { id: 'brace', line: 7, column: 7, before: ['Hello {name}.'], after: ['Hello \\{name\\}.'] },
    { id: 'tag-line', line: 9, column: 1, before: ['<Card id="a">Front'], after: ['<Card id="a">', '', 'Front'] },
    { id: 'option-brackets', line: 22, column: 3, before: ['- [] 14 days'], after: ['- [ ] 14 days'] },
  ])
})

test('line ends and the byte order mark stay', () => {
  const windows = (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`
  const wrong = lessonText(quiz('a').replace('[ ]', '[]'))
  expect(fix(windows(wrong)).text).toBe(windows(lessonText(quiz('a'))))
})

const courses = join(import.meta.dirname, '../../../content/courses/active-listening')
const good = [
  lessonText(tenExamples, { skills: '[refunds]' }),
  ...readdirSync(courses)
    .filter((name) => name.endsWith('.mdx'))
    .map((name) => readFileSync(join(courses, name), 'utf8')),
]

test('a good lesson stays as it is', () => {
  for (const text of good) expect(fix(text)).toMatchObject({ text, mended: [] })
})

/** Ways in which a good line becomes a wrong one; each is the mistake of one rule of the table "auto". */
const slips: [rule: string, at: RegExp, wrong: (match: string) => string][] = [
  ['option-brackets', /^- \[ \]/gm, () => '- []'],
  ['option-brackets', /^- \[x\]/gm, () => '- [ x]'],
  ['option-brackets', /^- \[[ x]\] /gm, (match) => match.replace(/\] $/, ']\u00a0')],
  ['option-brackets', /^- (?=\[[ x]\])/gm, () => '-'],
  ['tag-indent', /^<\/[A-Z]\w+>/gm, (match) => `  ${match}`],
  ['tag-indent', /\n\n(?=<\/[A-Z])/g, () => '\n   '],
  ['tag-indent', /^<[A-Z]\w+ id/gm, (match) => `  ${match}`],
  ['tag-line', /(?<=^<[A-Z]\w+ id="[^"]*"(?: skill="[^"]*")?>)\n\n/gm, () => ''],
  ['tag-line', /\n\n(?=<\/[A-Z])/g, () => ''],
  ['tag-case', /^<\/[A-Z]\w+>/gm, (match) => match.toLowerCase()],
  ['tag-case', /^<[A-Z](?=\w+ id)/gm, (match) => match.toLowerCase()],
  ['quotes', /(?<=^<[A-Z]\w+ id=)"[^"]*"/gm, (match) => `“${match.slice(1, -1)}”`],
  ['quotes', /(?<=^<[A-Z]\w+ id=)"[^"]*"/gm, (match) => match.slice(1, -1)],
  ['arrow', / -> /g, () => ' → '],
  ['arrow', / -> /g, () => ' ->'],
  ['card-rule', /\n\n---\n\n(?=[^\n]*\n\n<\/Card>)/g, () => '\n---\n\n'],
  ['drill-label', /^ {2}> (?=Feels:)/gm, () => '  '],
  ['drill-label', /^ {2}> (?=Feels:)/gm, () => ''],
  ['cloze-braces', /\[\[[^\]|]*\]\]/g, (match) => `{{${match.slice(2, -2)}}}`],
  ['options-split', /(?<=^- \[(?:[ x]|best|ok|poor)\] [^\n]*\n(?: {2}>[^\n]*\n)*)- (?=\[)/gm, () => '* '],
]

/** A good lesson with one slip somewhere. */
const slipped = fc
  .record({ lesson: fc.nat(), slip: fc.nat(), place: fc.nat() })
  .map(({ lesson, slip, place }) => {
    const text = good[lesson % good.length]!
    const [rule, at, wrong] = slips[slip % slips.length]!
    const places = [...text.matchAll(at)]
    const match = places[place % Math.max(1, places.length)]
    return match && { rule, text, wrong: text.slice(0, match.index) + wrong(match[0]) + text.slice(match.index + match[0].length) }
  })
  .filter((each) => each !== undefined)

// Each run compiles some lessons of a course some times.
const slow = 60_000

test(
  'after a slip the lesson is what it was',
  () => {
    fc.assert(
      fc.property(slipped, ({ text, wrong, rule }) => {
        fc.pre(look(wrong).problems.some(({ id }) => id === rule))
        expect(modelOf(fix(wrong).text)).toEqual(modelOf(text))
      }),
      { numRuns: 40 },
    )
  },
  slow,
)

const anyLesson = fc
  .record({
    lesson: fc.nat(),
    edits: fc.array(
      fc.record({
        at: fc.nat(),
        gone: fc.nat({ max: 12 }),
        put: fc.constantFrom('', '{', '<', '> ', '\n', '- [] ', '[[', '<br>', '</Quiz>', '*', '  ', '“'),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ lesson, edits }) => {
    let text = good[lesson % good.length]!
    for (const { at, gone, put } of edits) {
      const start = at % text.length
      text = text.slice(0, start) + put + text.slice(start + gone)
    }
    return text
  })

test(
  'mending twice is mending once, and what was read before says the same',
  () => {
    fc.assert(
      fc.property(anyLesson, (text) => {
        const once = fix(text)
        expect(fix(once.text)).toMatchObject({ text: once.text, mended: [] })
        expect(once.left.length).toBeLessThanOrEqual(look(text).problems.length + 5)
      }),
      { numRuns: 40 },
    )
  },
  slow,
)

describe('in a folder', () => {
  const course = 'title: Refunds\nsections: [{ title: All, lessons: [basics, other] }]\n'
  const nameless = quiz('x').replace(' id="x"', '')
  const another = nameless.replace('30', '31')
  const run = (texts: Record<string, string>, ...wanted: string[]) => {
    const files = new Map(Object.entries({ 'courses/refunds/course.yml': course, ...texts }))
    const { fixed, left } = fixContent({ texts: files, others: new Set() }, new Set(wanted))
    return { texts: Object.fromEntries(fixed.map(({ file, text }) => [file, text])), left: left.map(({ file, id }) => `${file} ${id}`) }
  }

  test('an id is one that nobody has, nor ever had', () => {
    const { texts, left } = run({
      'retired.yml': '- { id: how-long-does-a-customer-have, date: 2026-11-01, why: old }\n',
      'courses/refunds/basics.mdx': lessonText(`${nameless}\n\n${another}`),
      'courses/refunds/other.mdx': lessonText(`${quiz('how-long-does-a-customer-have-3')}\n\n${another}`, { id: 'other' }),
    })
    const ids = Object.values(texts).flatMap((text) => [...text.matchAll(/<Quiz id="(.*?)"/g)].map((match) => match[1]))
    expect(ids).toEqual(['-2', '-4', '-3', '-5'].map((end) => `how-long-does-a-customer-have${end}`))
    expect(left).toEqual([])
  })

  test('a translation gets the ids of its lesson', () => {
    const { texts, left } = run({
      'site.yml': 'title: Acme: the academy\nlocales: [en, de]\n',
      'courses/refunds/basics.mdx': lessonText(`${quiz('first')}\n\n${another}`),
      'courses/refunds/basics.de.mdx': lessonText(`${nameless}\n\n${another}`).replace('id: basics\n', ''),
      'courses/refunds/other.mdx': lessonText(quiz('last'), { id: 'other' }),
    })
    expect(texts['courses/refunds/basics.de.mdx']).toBe(
      lessonText(`${quiz('first')}\n\n${quiz('how-long-does-a-customer-have', '31 days')}`),
    )
    expect(texts['site.yml']).toBe('title: "Acme: the academy"\nlocales: [en, de]\n')
    expect(left).toEqual(['courses/refunds/basics.de.mdx not-translated'])
  })

  test('only the files that are asked for', () => {
    const wrong = lessonText(`{a}\n\n${quiz('a')}`)
    const { texts, left } = run(
      { 'courses/refunds/basics.mdx': wrong, 'courses/refunds/other.mdx': wrong.replace('basics', 'other').replace('"a"', '"b"') },
      'courses/refunds/other.mdx',
    )
    expect([Object.keys(texts), left]).toEqual([['courses/refunds/other.mdx'], []])
  })
})
