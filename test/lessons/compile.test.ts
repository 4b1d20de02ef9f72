import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { itemTypes } from '../../src/items/registry.ts'
import { belowHead } from '../../src/lessons/syntax/below-head.ts'
import { compile } from '../../src/lessons/compile.ts'
import { bodyLine, lessonText, quiz, tenExamples } from './texts.ts'

const options = { locale: 'en', course: 'refunds', glossary: { 'de-escalation': 'Bringing the heat down before solving.' } }
const compileBody = (body: string) => compile(lessonText(body), options)
const htmlOf = (body: string) =>
  compileBody(body)
    .lesson!.segments.flatMap((segment) => ('html' in segment ? [segment.html] : []))
    .join('\n')

test.each([
  ['without an id', '<Typed>\n\nWhich code?\n\n- [x] 7\n\n</Typed>', 'This typed question has no id'],
  ['ended by a slash', '<Typed id="a" />\n\nWhich code?\n\n- [x] 7\n\n</Typed>', 'ends the typed question right here'],
  ['with an answer below', '<Typed id="a">\n\nWhich code?\n\n- [x] 7\n\n</Typed>\n\n- [x] 8', 'outside of the typed question above'],
])('a typed question is called one: %s', (_, body, says) => {
  expect(compileBody(body).problems.map(({ message }) => message)).toContainEqual(expect.stringContaining(says))
})

test.each(['', '**opening**\n\n'])('replies above the first scene are never shown: %j', (bold) => {
  const replies = '- [best] I see. -> end\n  > Why: Sees it.\n  > Feels: Heard.\n- [poor] So? -> end\n  > Why: Passes on.\n  > Feels: Lost.'
  const { lesson, problems } = compileBody(
    `<Conversation id="talk">\n\nYou are on chat.\n\n${bold}> **Maya:** Why?\n\n${replies}\n\n### more\n\n> **Maya:** Hm?\n\n${replies}\n\n### end\n\nBye.\n\n</Conversation>`,
  )
  expect(problems.map(({ id }) => id)).toEqual([bold ? 'scene-name' : 'scene-missing'])
  expect(lesson!.items).toEqual([])
  expect(JSON.stringify(lesson!.segments)).not.toMatch(/best|Why|Sees it|I see/)
})

describe('a good lesson', () => {
  const { lesson, problems } = compileBody(tenExamples)

  test('has no problems', () => {
    expect(problems).toEqual([])
  })

  test('has its ten items in written order, one of every type', () => {
    expect(lesson!.items.map(({ type }) => type)).toEqual([
      ...['choice', 'choice', 'choice', 'cloze', 'typed', 'order', 'match', 'card', 'best-reply', 'conversation'],
    ])
    expect(new Set(lesson!.items.map(({ type }) => type))).toEqual(new Set(itemTypes.map(({ name }) => name)))
    expect(lesson!.segments).toEqual([
      { html: '<p>How long is the window? Read on.</p>' },
      ...lesson!.items.map(({ id }) => ({ item: id })),
    ])
  })

  test('gives an item the skill of its tag, else the first of the lesson', () => {
    const trained = compile(lessonText(tenExamples, { skills: '[refunds, policy]' }), options).lesson!
    expect(trained.items.find(({ id }) => id === 'third-late-parcel')!.skill).toBe('de-escalation')
    expect(trained.items.find(({ id }) => id === 'csat')!.skill).toBe('refunds')
  })

  test.each(itemTypes.flatMap(({ examples }) => examples.map((example) => [example.name, example] as const)))(
    'shows nothing of the key of "%s" in its prose',
    (_, { mdx, secrets }) => {
      const html = htmlOf(`Before.\n\n${mdx}\n\nAfter.`)
      expect(html).toBe('<p>Before.</p>\n<p>After.</p>')
      for (const secret of secrets) expect(html).not.toContain(secret)
    },
  )

  test('places its items at their opening tags', () => {
    expect(compileBody(`Hello.\n\n${quiz('a')}`).lesson!.items[0]).toMatchObject({ id: 'a', line: bodyLine + 2, column: 1 })
  })

  test('reuses an item by its id alone', () => {
    const { lesson } = compileBody(`${quiz('a')}\n\n<Use id="b" />`)
    expect(lesson!.segments.slice(1)).toEqual([{ item: 'a' }, { item: 'b' }])
    expect(lesson!.items.map(({ id }) => id)).toEqual(['a'])
  })

  test('begins with its summary when it has no prose, so that there is something to read', () => {
    const { lesson } = compile(lessonText(quiz('a'), { summary: 'What you may promise.' }), options)
    expect(lesson!.segments[0]).toEqual({ html: '<p>What you may promise.</p>' })
  })

  test.each([
    ['its summary alone', { summary: '"What you & I may promise."' }, ''],
    ['its title alone', {}, ''],
    ['its summary as its only prose', { summary: 'What you may promise.' }, 'What *you* may promise.\n\n'],
  ])('below a head that says %s it begins with the question', (_, head, prose) => {
    const { lesson } = compile(lessonText(`${prose}${quiz('a')}`, head), options)
    expect(belowHead(lesson!.segments, lesson!.meta)).toEqual([{ item: 'a' }])
  })

  test('keeps below its head all prose that says more', () => {
    const { lesson } = compile(
      lessonText(`What you may promise.\n\nAnd when.\n\n${quiz('a')}`, { summary: 'What you may promise.' }),
      options,
    )
    expect(belowHead(lesson!.segments, lesson!.meta)).toEqual(lesson!.segments)
  })

  test('reads the same with Windows line ends and a byte order mark', () => {
    const source = lessonText(tenExamples)
    expect(compile(`\uFEFF${source.replaceAll('\n', '\r\n')}`, options)).toEqual(compile(source, options))
  })
})

describe('prose', () => {
  test.each([
    ['headings start below the title', '# Refunds\n\n### Deeper', '<h2 id="h-refunds">Refunds</h2>\n<h3 id="h-deeper">Deeper</h3>'],
    ['equal headings have different anchors', '## A\n\n## A', '<h2 id="h-a">A</h2>\n<h2 id="h-a-2">A</h2>'],
    ['a heading cannot shadow a name that scripts read', '## location', '<h2 id="h-location">location</h2>'],
    [
      'a link to a heading finds it',
      '## Refunds\n\n[there](#refunds)',
      '<h2 id="h-refunds">Refunds</h2>\n<p><a href="#h-refunds">there</a></p>',
    ],
    [
      'pictures come from the media of the course',
      '![A label](media/label.png)',
      '<p><img src="/media/refunds/label.png" alt="A label"></p>',
    ],
    [
      'a term carries its definition',
      'Use <Term id="de-escalation">calming words</Term>.',
      '<p>Use <dfn class="term" title="Bringing the heat down before solving." tabindex="0">calming words</dfn>.</p>',
    ],
    [
      'a bold name with a colon speaks',
      '> **Maya, customer:** This is *late*.',
      '<blockquote class="speech">\n<p class="speaker">Maya, customer</p><p>This is <em>late</em>.</p>\n</blockquote>',
    ],
    ['a quote without a name is a quote', '> To listen is to hear.', '<blockquote>\n<p>To listen is to hear.</p>\n</blockquote>'],
    ['notes to colleagues are for colleagues', 'One {/* hush */}two.\n\n{/* hush\n\nhush */}', '<p>One two.</p>'],
    [
      'tables and escapes are Markdown',
      '| a | b |\n| - | -: |\n| \\{x\\} | 5 \\< 6 |',
      '<table>\n<thead>\n<tr>\n<th>a</th>\n<th align="right">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>{x}</td>\n<td align="right">5 &#x3C; 6</td>\n</tr>\n</tbody>\n</table>',
    ],
    [
      'code is shown, whatever is in it',
      '`{a} <b>`\n\n```\n{ <x\n```',
      '<p><code>{a} &#x3C;b></code></p>\n<pre><code>{ &#x3C;x\n</code></pre>',
    ],
    [
      'a link that is defined below an item is a link',
      `[x]\n\n${quiz('a')}\n\n[x]: https://example.com`,
      '<p><a href="https://example.com">x</a></p>',
    ],
    [
      'a link may ring somebody up, or write to them',
      '[a](tel:+493012345) [b](sms:+493012345) [c](MAILTO:help@acme.test)',
      '<p><a href="tel:+493012345">a</a> <a href="sms:+493012345">b</a> <a href="mailto:help@acme.test">c</a></p>',
    ],
  ])('%s', (_, body, html) => {
    const { problems } = compileBody(`${body}\n\n${body.includes('<Quiz') ? '' : quiz('the-quiz')}`)
    expect(problems).toEqual([])
    expect(htmlOf(body)).toBe(html)
  })

  test('a script in a link goes nowhere', () => {
    expect(
      htmlOf('[x](javascript:alert(1)) [t](tel&colon;x) [v](vbscript:x) [y](data:text/html,x) [z][r]\n\n[r]: javascript:alert(2)'),
    ).not.toMatch(/script|data:/)
  })
})

describe('the hashes', () => {
  const hashes = (body: string) => {
    const item = compileBody(body).lesson!.items[0]!
    return { text: item.textHash, key: item.keyHash }
  }

  test.each([
    ['reflowing', quiz('a'), quiz('a').replace('customer have', 'customer\nhave')],
    ['the sign of the list', quiz('a'), quiz('a').replaceAll('- [', '* [')],
    ['curly quotes', quiz('a', '"30 days"'), quiz('a', '“30 days”')],
    ['another id', quiz('a'), quiz('b')],
  ])('of the text does not change with %s', (_, before, after) => {
    expect(hashes(after).text).toBe(hashes(before).text)
  })

  test('follow the wording, and the key only what is right', () => {
    const good = hashes(quiz('a'))
    expect(hashes(quiz('a').replace('How long', 'For how long')).text).not.toBe(good.text)
    expect(hashes(quiz('a').replace('How long', 'For how long')).key).toBe(good.key)
    expect(hashes(quiz('a').replace('[x]', '[ ]').replace('[ ] 14', '[x] 14')).key).not.toBe(good.key)
  })
})

describe('an edited lesson', () => {
  const source = lessonText(tenExamples)
  const scrap = fc.constantFrom(
    '{',
    '}',
    '<',
    '>',
    '</Quiz>',
    '<Quiz id="x">',
    '`',
    '```',
    '---',
    '\n',
    '\n\n',
    '  ',
    '- [ ] ',
    '> ',
    '[[',
    '<!--',
    '{/*',
    '*/}',
    'import x',
    '"',
    '“',
    '\\',
    '|',
    '<div>',
    '<Term id="x">',
    '😀',
    '\t',
    '\0',
  )
  const edit = fc.record({ at: fc.nat(source.length), cut: fc.nat(40), paste: fc.oneof(scrap, fc.string({ maxLength: 8 })) })

  test('never throws and never reports a place outside the file', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const edited = edits.reduce((text, { at, cut, paste }) => text.slice(0, at) + paste + text.slice(at + cut), source)
        const { problems } = compile(edited, options)
        const last = edited.split(/\r\n?|\n/).length
        for (const problem of problems) {
          expect(problem.line).toBeGreaterThanOrEqual(1)
          expect(problem.line).toBeLessThanOrEqual(last)
          expect(problem.column).toBeGreaterThanOrEqual(1)
          expect(problem.message).not.toMatch(/acorn|AST|\bnode\b|[Uu]nexpected|JSX|undefined|expression/)
        }
      }),
      { numRuns: 150 },
    )
  }, 120_000)

  test('a code block that swallows an item is told, and shows nothing of it', () => {
    const at = source.indexOf('<Drill')
    const { lesson, problems } = compile(`${source.slice(0, at)}\`\`\`\n${source.slice(at)}`, options)
    expect(problems.map(({ id, severity }) => ({ id, severity }))).toContainEqual({ id: 'code-item', severity: 'error' })
    expect(JSON.stringify(lesson?.segments)).not.toContain('[best]')
  })

  test('shows no tag, mark or feedback of an item, wherever it is cut', () => {
    fc.assert(
      fc.property(edit, ({ at, cut, paste }) => {
        const { lesson, problems } = compile(source.slice(0, at) + paste + source.slice(at + cut), options)
        if (problems.some(({ severity }) => severity === 'error') || !lesson) return
        const html = lesson.segments.map((segment) => ('html' in segment ? segment.html : '')).join('\n')
        expect(html).not.toMatch(/\[best\]|\[poor\]|Feels:|<(?:quiz|drill|script)/i)
      }),
      { numRuns: 100 },
    )
  }, 120_000)
})

test.each([
  ['=30 days~14 days', '[[30 days]]'],
  ['14 days~=30 days', '[[30 days]]'],
  ['%100%30 days~%50%a month', '[[30 days]]'],
])('the mend of the Moodle gap %s names its right answer', (gap, mended) => {
  const { problems } = compile(
    `---\nid: basics\ntitle: The basics\n---\n\n<Cloze id="clock">\n\nYou have [[${gap}]] to send it.\n\n</Cloze>\n`,
    options,
  )
  expect(problems.find(({ id }) => id === 'gap-answers')?.mend).toContain(mended)
})
