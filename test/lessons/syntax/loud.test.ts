import { expect, test } from 'vitest'
import { compile } from '../../../src/lessons/compile.ts'
import { bodyLine, lessonText, quiz } from '../texts.ts'

const openCode = '<Quiz id="a">\n\nWhat helps?\n\n```\nCust. angry\n\n- [x] Words\n- [ ] Codes\n\n> So.\n</Quiz>'

/** Each mistake alone in a lesson that is good but for it: its id, its place (lines counted from the body's first) and part of what is said. */
const mistakes: [name: string, body: string, found: string[], words: string | RegExp][] = [
  ['curly brackets', 'Hello {first name}.', ['brace 1:7'], '\\{first name\\}'],
  ['curly brackets with a name that is code', 'Hello {name}.', ['brace 1:7'], '\\{name\\}'],
  ['two mistakes on a line', 'Hello {a} and {b}.', ['brace 1:7', 'brace 1:15'], '\\{a\\}'],
  ['a bracket that never ends', 'Hello {', ['brace 1:7'], '\\{'],
  ['curly gaps', '<Cloze id="a">\n\nYou have {{30}} days.\n\n</Cloze>', ['cloze-braces 3:10'], '[[30]]'],
  ['less than a number', 'Under <30 days', ['less-than 1:7'], '\\<30'],
  ['a heart', 'I <3 it', ['less-than 1:3'], '\\<3'],
  ['less than at the end', 'a <', ['less-than 1:3'], '\\<'],
  ['an arrow', 'a <- b', ['less-than 1:3'], '\\<-'],
  ['a mail address', '<help@acme.test>', ['autolink 1:1'], 'mailto:help@acme.test'],
  ['an address', 'See <https://acme.test/a>.', ['autolink 1:5'], '(https://acme.test/a)'],
  ['an HTML comment', 'One.\n\n<!-- note -->\n\nTwo.', ['comment 3:1'], '{/* note */}'],
  ['a note that never ends', 'One {/* hush', ['comment 1:5'], '*/}'],
  ['a line break', 'Line<br>line', ['html 1:5'], 'empty line'],
  ['HTML around text', '<div class="x">\n\n<b>a</b>\n\n</div>', ['html 1:1', 'html 3:1'], 'Markdown'],
  ['no end', '<Quiz id="a">\n\nQuestion?\n\n- [x] a\n- [ ] b\n\n## Next\n\nText.', ['unclosed 1:1'], `before line ${bodyLine + 7}`],
  ['no end before the next item', `<Drill id="a">\n\nQuestion?\n\n${quiz('b')}`, ['unclosed 1:1'], `before line ${bodyLine + 4}`],
  ['no beginning', 'Text.\n\n</Quiz>', ['unopened 3:1'], 'ends nothing'],
  ['a term without an end', 'Some <Term id="de-escalation">words.', ['unclosed 1:6'], '</Term>'],
  ['a reused item without a slash', 'Text.\n\n<Use id="b">', ['unclosed 3:1'], '<Use id="…" />'],
  ['a question on the line of its tag', quiz('a').replace('>\n\n', '>'), ['tag-line 1:1'], 'new line'],
  ['everything on one line', '<Card id="a">Front</Card>', ['tag-line 1:1'], 'new line'],
  ['an answer on the line of the end', quiz('a').replace('\n\n</Quiz>', '</Quiz>'), ['tag-line 6:14'], 'own line'],
  ['an indented end below a list', quiz('a').replace('</Quiz>', '  </Quiz>'), ['tag-indent 8:3'], 'left edge'],
  ['an indented end right below a list', quiz('a').replace('\n</Quiz>', '  </Quiz>'), ['tag-indent 7:3'], 'left edge'],
  ['an indented beginning', `  ${quiz('a')}`, ['tag-indent 1:3'], 'left edge'],
  ['small letters at the end', quiz('a').replace('</Quiz>', '</quiz>'), ['tag-case 8:1'], '</Quiz>'],
  ['small letters throughout', quiz('a').replaceAll('Quiz', 'quiz'), ['tag-case 1:1'], '<Quiz'],
  ['curly quotes', quiz('a').replace('"a"', '“a”'), ['quotes 1:7'], 'id="a"'],
  ['no quotes', quiz('a').replace('"a"', 'a'), ['quotes 1:7'], 'id="a"'],
  ['half a pair of quotes', quiz('a').replace('"a"', '"a'), ['quotes 1:7'], 'id="a"'],
  ['a count in curly brackets', quiz('a').replace('"a"', '"a" rev={2}'), ['quotes 1:14'], 'rev="2"'],
  ['a heading with an anchor', '## Refunds {#refunds}', ['heading-id 1:12'], 'delete {#refunds}'],
  ['an import', 'import x from "y"\n\nText.', ['code 1:1'], 'code'],
  ['an export', 'Text.\n\nexport const duty = 5', ['code 3:1'], 'delete it'],
  ['an import right below a tag', `${quiz('a')}\nimport x from "y"`, ['code 9:1'], 'code'],
  ['words between the attributes', quiz('a').replace('"a"', '"a" !'), ['quotes 1:1'], 'does not belong'],
  ['a script', 'Text.\n\n<script>alert({a})</script>', ['code 3:1'], 'code'],
  ['a handler', quiz('a').replace('"a"', '"a" onClick={() => alert(1)}'), ['code 1:14'], /onClick.* delete it\.$/],
  ['a handler in HTML', '<b onclick="x()">bold</b>', ['code 1:1'], 'onclick'],
  ['attributes from nowhere', quiz('a').replace('"a"', '"a" {...all}'), ['code 1:14'], 'code'],
  ['options in JavaScript', '<Quiz id="a" options={[1, 2]}>\n\nQuestion?\n\n- [x] a\n- [ ] b\n\n</Quiz>', ['code 1:14'], 'options'],
  ['an unknown tag', quiz('a').replaceAll('Quiz', 'Quizz'), ['tag-unknown 1:1'], 'Did you mean "Quiz"?'],
  ['an unknown end', quiz('a').replace('</Quiz>', '</Quizz>'), ['tag-unknown 8:1'], '</Quiz>'],
  ['an unknown beginning', quiz('a').replace('<Quiz', '<Quizz'), ['tag-unknown 1:1'], 'Did you mean "Quiz"?'],
  ['an unknown tag around an item', `<Panel>\n\n${quiz('a')}\n\n</Panel>`, ['tag-unknown 1:1'], 'no tag Panel'],
  ['an item in a sentence', 'See <Card id="a">Front</Card> there.', ['item-inline 1:5'], 'own line'],
  ['an item in a quote', '> <Card id="a">\n>\n> Front\n>\n> </Card>', ['item-inline 1:3'], `lines ${bodyLine} to ${bodyLine + 4}.`],
  ['a reused item in a sentence', 'See <Use id="b" /> there.', ['item-inline 1:5'], 'own line'],
  ['an item in an item', `<Card id="a">\n\nFront\n\n---\n\nBack\n\n${quiz('b')}\n\n</Card>`, ['item-nested 9:1'], '</Card>'],
  ['a footnote', 'True.[^1]\n\n[^1]: Perhaps.', ['footnote 1:6'], 'sentence'],
  ['a picture without words', '![](media/a.png)', ['image-alt 1:1'], 'square brackets'],
  ['a picture from elsewhere', '![A label](https://acme.test/a.png)', ['image-missing 1:1'], 'folder media'],
  ['a picture outside the course', '![A label](media/../../site.yml)', ['image-missing 1:1'], 'folder media'],
  ['a picture with a backslash', String.raw`![A label](media\label.png)`, ['image-missing 1:1'], 'write media/label.png'],
  ['a link with a backslash', String.raw`[the sheet](media\sheet.pdf)`, ['link-broken 1:1'], 'write media/sheet.pdf'],
  ['code in an item that never ends', openCode, ['unclosed 5:1'], `</Quiz> on line ${bodyLine + 11}`],
  [
    'code in an item that never ends, above other code',
    `${openCode}\n\nSo:\n\n\`\`\`\n<a>\n\`\`\``,
    ['unclosed 5:1'],
    'block of code never ends',
  ],
  [
    'code in a take-away that never ends',
    quiz('a').replace('</Quiz>', '> ```\n> code\n\n</Quiz>'),
    ['unclosed 8:3'],
    'block of code never ends',
  ],
  ['an invisible sign before a tag', `\u200B${quiz('a')}`, ['tag-indent 1:2'], 'invisible'],
  ['an invisible sign before an end', quiz('a').replace('</Quiz>', '\u2060</Quiz>'), ['tag-indent 8:2'], 'invisible'],
  ['a link beside the lesson', '[more](returns.mdx)', ['link-broken 1:1'], 'write /lessons/returns'],
  ['a link with a slip in its folder', '[more](/lesson/returns)', ['link-broken 1:1'], 'write /lessons/returns'],
  ['a link to another file', '[more](../other/Returns.pdf)', ['link-broken 1:1'], '/lessons/<id>'],
  ['a tag without its first sign', quiz('a').slice(1), ['tag-form 1:1'], 'write <Quiz id="a">'],
  ['an end with a backslash', '<Typed id="a">\n\nWhich code?\n\n- [x] 7\n\n<\\Typed>', ['tag-form 7:1'], 'the typed question never ends'],
  ['a link that is code', '[more](javascript:alert(1))', ['link-broken 1:1'], 'leads nowhere'],
  ['a link to an address of mail', '[write](help@acme.test)', ['link-broken 1:1'], 'write mailto:help@acme.test'],
  ['a link to a number', '[ring](+49301234567)', ['link-broken 1:1'], 'write tel:+49301234567'],
  [
    'a quoted item',
    'So:\n\n> <Card id="a">\n>\n> Front\n>\n> </Card>',
    ['item-inline 3:3'],
    `the > at the beginning of lines ${bodyLine + 2} to ${bodyLine + 6}.`,
  ],
  [
    'an item below quoted words',
    '> So:\n> <Card id="a">\n>\n> Front\n>\n> </Card>',
    ['item-inline 2:3'],
    `and put an empty line above line ${bodyLine + 1}.`,
  ],
  ['an item in bold', quiz('a').replace(/<.*>/g, '**$&**'), ['item-inline 1:3'], /^\*\* stands around .* <Quiz …> and <\/Quiz>: a tag/],
  ['a colon in the place of =', quiz('a').replace('id=', 'id: '), ['quotes 1:7'], /A colon .* write id="a"$/],
  ['no =', quiz('a').replace('id=', 'id '), ['quotes 1:7'], /No = .* write id="a"$/],
  ['two skills', quiz('a').replace('"a"', '"a" skill="Refunds and calm"'), ['id-form 1:1'], 'write skill="refunds", or another'],
  ['a footnote without words', 'True.[^1]', ['footnote 1:6'], 'delete [^1]'],
]

test.each(mistakes)('%s', (_, body, found, words) => {
  const { problems } = compile(lessonText(`${body}\n\n${quiz('good')}`), { locale: 'en', course: 'refunds' })
  expect(problems.map(({ id, line, column }) => `${id} ${line - bodyLine + 1}:${column}`)).toEqual(found)
  expect(`${problems[0]!.message} ${problems[0]!.mend}`).toMatch(words instanceof RegExp ? words : new RegExp(RegExp.escape(words)))
  expect(problems.every(({ severity, mend }) => severity === 'error' && mend)).toBe(true)
})

const asides: [name: string, body: string, found: string, words: string][] = [
  ['a size of a picture', '![A form](media/a.png =300x200)', 'raw-signs 1:1', 'delete =300x200: write ![A form](media/a.png)'],
  ['words behind a file', '[Rules](media/a.pdf The rules)', 'raw-signs 1:1', 'delete The rules: write [Rules](media/a.pdf)'],
  [
    'a picture with a space',
    '![A form](media/my a.png)',
    'raw-signs 1:1',
    'write ![A form](media/my%20a.png), or give the file a name without',
  ],
  ['an address with a space', '[Rules](https://acme.test/our rules)', 'raw-signs 1:1', 'write [Rules](https://acme.test/our%20rules)'],
  ['a box of colons', ':::tip\nBreathe.\n:::', 'raw-signs 1:1', 'write a quote in its place, "> **Tip:** Breathe.", and'],
  ['a box with a title', '::: tip Take care!\n\nBreathe.\n\n:::', 'raw-signs 1:1', '"> **Take care!** …"'],
  ['a box with a title in brackets', ':::note[Mind]\nBreathe.\n:::', 'raw-signs 1:1', '"> **Mind:** Breathe."'],
  ['a link without its line', 'See [the page][page].', 'raw-signs 1:5', 'write [the page](/lessons/<id>)'],
  ['a picture without its line', '![A form][form]', 'raw-signs 1:1', 'write ![A form](media/name.png)'],
  ['a link with a number for its name', 'See [the page][1].', 'raw-signs 1:5', 'write [the page](/lessons/<id>)'],
  ['a number with spaces', '[Ring us](+49 301 2345)', 'raw-signs 1:1', 'write [Ring us](tel:+493012345)'],
  ['a link without an address', 'See [two](.', 'raw-signs 1:5', 'write [two](/lessons/<id>)'],
  ['spaces within stars', 'On ** Sundays **.', 'raw-signs 1:4', 'write **Sundays**'],
  ['spaces within a star', 'Geht am * Sonntag * nicht.', 'raw-signs 1:9', 'write *Sonntag*'],
  ['a cell too many', '| a |\n| --- |\n| b | c |', 'table-row 3:1', 'do not see “c”'],
]

test.each(asides)('%s', (_, body, found, words) => {
  const { problems } = compile(lessonText(`${body}\n\n${quiz('good')}`), { locale: 'en', course: 'refunds' })
  expect(problems.map(({ id, line, column }) => `${id} ${line - bodyLine + 1}:${column}`)).toEqual([found])
  expect(`${problems[0]!.message} ${problems[0]!.mend}`).toContain(words)
  expect(problems[0]!.severity).toBe('warning')
})

test('a box of code around a lesson, or around its head, is told with its lines', () => {
  const told = (text: string) => compile(text, { locale: 'en', course: 'refunds' }).problems.map(({ line, mend }) => `${line} ${mend}`)
  const text = lessonText(`\`\`\`\nLP-1\n\`\`\`\n\n${quiz('good')}`)
  const last = text.trimEnd().split('\n').length + 2
  expect(told(`\`\`\`mdx\n${text}\`\`\`\n`)).toEqual([`1 delete line 1 and line ${last}.`])
  expect(told(`~~~\n${text}`)).toEqual(['1 delete line 1.'])
  expect(told(`Here it is:\n\n\`\`\`mdx\n${text}\`\`\`\n\nShall I go on?\n`)).toEqual([`1 delete lines 1 to 3 and line ${last + 2}.`])
  expect(told(`\`\`\`yaml\n${text.replace(/\n---\n/, '$&```\n')}`)).toEqual([`1 delete line 1 and line ${bodyLine}.`])
})

test('all of them together are all found', () => {
  const alone = mistakes.filter(([name]) => !/no end|never ends|script|half a pair|less than at the end/.test(name))
  const bodies = alone.map(([, body], index) => body.replaceAll(/id=(["“]?)[ab]\b/g, `id=$1x-${index}`))
  const { problems } = compile(lessonText(bodies.join('\n\n')), { locale: 'en', course: 'refunds' })
  const expected = alone.flatMap(([, , found]) => found.map((each) => each.split(' ')[0]!))
  expect(problems.map(({ id }) => id).toSorted()).toEqual(expected.toSorted())
})

test('an item that nothing follows ends at the end of the file', () => {
  const { problems } = compile(lessonText(`${quiz('good')}\n\n<Card id="a">\n\nFront`), { locale: 'en', course: 'refunds' })
  expect(problems).toMatchObject([
    { id: 'unclosed', line: bodyLine + 9, mend: 'put </Card> on its own line after its last answer, at the end of the file.' },
  ])
})

test('what only the reader finds is said in plain words, at its place, each once', () => {
  const torn = 'Some *tilted <Term id="x">words* here</Term>.'
  const { problems, lesson } = compile(lessonText(`${torn}\n\n${torn}\n\n${quiz('good')}`), { locale: 'en', course: 'refunds' })
  expect(problems.map(({ id, line }) => [id, line])).toEqual([
    ['tag-torn', bodyLine],
    ['tag-torn', bodyLine + 2],
  ])
  expect(lesson!.items.map(({ id }) => id)).toEqual(['good'])
})
