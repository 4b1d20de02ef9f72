import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { compile } from '../../src/lessons/compile.ts'
import { withLesson } from '../../src/lessons/course-edit.ts'
import { freeId, idFrom, underFreeId } from '../../src/lessons/ids.ts'
import { insertables } from '../../src/lessons/insertables.ts'
import { insertionOf, pictureInsertionOf } from '../../src/lessons/insertion.ts'
import { lineDiff } from '../../src/lessons/line-diff.ts'
import { pictureMdx } from '../../src/lessons/picture.ts'
import { withStatus } from '../../src/lessons/status.ts'

/* What an author's page does to a text, before anything is written. */

const lesson = `---
id: returns
title: Returns
status: live # since spring
---

Thirty days.

More words
on two lines.

<Quiz id="returns-1">

How long?

- [x] 30 days
- [ ] 14 days

</Quiz>
`
const compiled = (text: string) => compile(text, { locale: 'en', course: 'x' })

describe('the status of a lesson', () => {
  test.each([
    ['stands in its line, and the comment stays', '---\nid: a\nstatus: live # now\n---\nx\n', '---\nid: a\nstatus: draft # now\n---\nx\n'],
    ['is added where there was none', '---\nid: a\n---\nx\n', '---\nid: a\nstatus: draft\n---\nx\n'],
    ['is added to an empty head', '---\n---\nx\n', '---\nstatus: draft\n---\nx\n'],
    ['is not looked for below the head', '---\nid: a\n---\nstatus: live\n', '---\nid: a\nstatus: draft\n---\nstatus: live\n'],
    ['is not given to a text without a head', 'status: live\n', 'status: live\n'],
    ['is not given to a head that never ends', '---\nid: a\nstatus: live\n', '---\nid: a\nstatus: live\n'],
    ['takes the place of what is none', '---\nstatus:lively\nid: a\n---\n', '---\nstatus: draft\nid: a\n---\n'],
  ])('%s', (_, before, after) => {
    expect(withStatus(before, 'draft')).toBe(after)
  })

  test('is all that changes, and the compiler reads it', () => {
    const draft = withStatus(lesson, 'draft')
    expect(compiled(draft).lesson?.meta.status).toBe('draft')
    expect(withStatus(draft, 'live')).toBe(lesson)
  })
})

describe('an id', () => {
  test.each([
    ['The first complaint', 'the-first-complaint'],
    ['Höflich & klar: „Nein“', 'hoflich-klar-nein'],
    ['Größe', 'grosse'],
    ["Don't guess", 'dont-guess'],
    ['  2026 —  ', '2026'],
    ['日本語', ''],
  ])('is made from %j', (title, id) => {
    expect(idFrom(title)).toBe(id)
  })

  test('of any title has the right form, or is empty', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (title) => /^(?:[a-z0-9][a-z0-9-]{0,63})?$/.test(idFrom(title))))
  })

  test('that is taken gets the first number that is free', () => {
    expect(freeId('a', (id) => ['a', 'a-2'].includes(id))).toBe('a-3')
  })
})

describe('an item that is inserted', () => {
  const inserted = (text: string, offset: number, tag = 'Card') => {
    const mdx = underFreeId(insertables.find((each) => each.tag === tag)!.mdx, 'returns', text)
    const { at, insert } = insertionOf(text, offset, mdx)
    return text.slice(0, at) + insert + text.slice(at)
  }
  const order = (text: string) => compiled(text).lesson!.segments.map((segment) => ('item' in segment ? segment.item : 'prose'))

  test.each([
    ['in the head: below it', 'title', ['returns-2', 'prose', 'returns-1']],
    ['in a paragraph: below the whole of it', 'More', ['prose', 'returns-2', 'returns-1']],
    ['in an item: below it', '14 days', ['prose', 'returns-1', 'returns-2']],
    ['in its closing tag: below it', 'Quiz>\n', ['prose', 'returns-1', 'returns-2']],
  ])('with the cursor %s', (_, words, segments) => {
    expect(order(inserted(lesson, lesson.indexOf(words)))).toEqual(segments)
  })

  test('of every type compiles, wherever the cursor is and however often', () => {
    const anywhere = fc.tuple(fc.constantFrom(...insertables.map(({ tag }) => tag)), fc.nat())
    fc.assert(
      fc.property(fc.array(anywhere, { minLength: 1, maxLength: 4 }), (inserts) => {
        const text = inserts.reduce((text, [tag, place]) => inserted(text, place % (text.length + 1), tag), lesson)
        // Twice the same example is told of, until one of them is made a question of its own.
        expect(compiled(text).problems.filter(({ id }) => id !== 'item-twice')).toEqual([])
        expect(compiled(text).lesson!.items).toHaveLength(1 + inserts.length)
      }),
      { numRuns: 50 },
    )
  })
})

describe('a picture that is inserted', () => {
  const picture = pictureMdx('A cup', 'media/cup.png')
  const inserted = (text: string, offset: number) => {
    const { at, insert } = pictureInsertionOf(text, offset, picture)
    return text.slice(0, at) + insert + text.slice(at)
  }
  /** What stands above it. */
  const below = (text: string, offset: number) => inserted(text, offset).split(`\n\n${picture}\n`)[0]!.split('\n').at(-1)

  test.each([
    ['in the head: below it', 'title', '---'],
    ['in a paragraph: below the whole of it', 'More', 'on two lines.'],
    ['in a question: below that, within the item', 'long?', 'How long?'],
    ['among its answers: below the item', '14 days', '</Quiz>'],
    ['in its opening tag: below the item', 'Quiz id', '</Quiz>'],
    ['in its closing tag: below the item', 'Quiz>\n', '</Quiz>'],
  ])('with the cursor %s', (_, words, line) => {
    expect(below(lesson, lesson.indexOf(words))).toBe(line)
  })

  test.each(insertables.map(({ tag, mdx }) => [tag, mdx] as const))('makes no mistake anywhere in a lesson with a %s', (_, mdx) => {
    const text = lesson.replace(/<Quiz[^]*<\/Quiz>\n/, `${underFreeId(mdx, 'returns', '')}\n\nThe end.\n`)
    const before = compiled(text).problems
    for (const { index: offset } of text.matchAll(/^|$/gm)) {
      const after = compiled(inserted(text, offset))
      expect([text.slice(0, offset), after.problems]).toEqual([text.slice(0, offset), before])
      expect(after.lesson!.references).toContainEqual(expect.objectContaining({ kind: 'media', id: 'media/cup.png' }))
    }
  })

  const altOf = (words: string) => {
    const { problems, lesson: found } = compiled(`---\nid: a\ntitle: A\nstatus: draft\n---\n\n${pictureMdx(words, 'media/cup.png')}\n`)
    const html = found?.segments.map((segment) => ('html' in segment ? segment.html : '')).join('') ?? ''
    const alt = /^<p><img [^>]*?alt="([^"]*)"[^>]*><\/p>$/.exec(html.trim())?.[1]
    return { problems, alt: alt?.replaceAll(/&#x(\w+);/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16))) }
  }

  test.each([
    'A [red] cup',
    'Half a [bracket',
    'Another] (one)](x.png)',
    String.raw`A back\slash and one at the end\ `.trim(),
    '{braces}, a tag and ![a picture](x.png)',
    'With *stars*, _lines_, `ticks`, ~~waves~~ and | a bar',
    'See https://acme.test/cup or write to tea@acme.test',
    '# no heading, - no list',
  ])('says %j as it was typed', (words) => {
    expect(altOf(words)).toEqual({ problems: [], alt: words })
  })

  test('says in one line what was typed in many', () => {
    expect(altOf('  A cup\r\n\r\non a\ttable\n')).toEqual({ problems: [], alt: 'A cup on a table' })
  })

  test('says whatever words there are', () => {
    const sign = fc.constantFrom(
      ...'[]()!\\{}<>*_`~|#&;:/."\n\r -+=$^%@ab1é'.split(''),
      '![',
      '](',
      '<b',
      '{a}',
      '&amp;',
      'http://a.b',
      '](x)',
    )
    fc.assert(
      fc.property(fc.array(sign, { minLength: 1, maxLength: 12 }), (signs) => {
        const words = `cup ${signs.join('')} end`
        expect(altOf(words)).toEqual({ problems: [], alt: words.replace(/\s+/g, ' ') })
      }),
      { numRuns: 300 },
    )
  })
})

describe('two texts, line by line', () => {
  const told = (before: string, after: string) =>
    lineDiff(before, after).map(({ of, text }) => ({ both: ' ', old: '-', new: '+' })[of] + text)

  test.each([
    ['that are equal', 'a\nb', 'a\nb', [' a', ' b']],
    ['a line changed', 'a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
    ['a line added at the end', 'a', 'a\nb', [' a', '+b']],
    ['a line taken away at the start', 'a\nb', 'b', ['-a', ' b']],
    ['two lines swapped', 'a\nb', 'b\na', ['-a', ' b', '+a']],
  ])('%s', (_, before, after, lines) => {
    expect(told(before, after)).toEqual(lines)
  })

  test('give both texts back', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDiff(before, after)
        const only = (of: 'old' | 'new') => lines.flatMap((line) => (line.of === of || line.of === 'both' ? [line.text] : [])).join('\n')
        expect([only('old'), only('new')]).toEqual([before, after])
      }),
    )
  })

  test('that are long and different in every line are told without growing beyond bounds', () => {
    const lines = (word: string) => Array.from({ length: 3000 }, (_, n) => `${word}${n}`).join('\n')
    expect(lineDiff(lines('a'), lines('b'))).toHaveLength(6000)
  })
})

describe('a lesson put into a course', () => {
  const course = `# Tea
title: Tea # what learners see
sections:
  - title: The pot
    lessons: [brewing, tasting] # two
  - { title: Later, lessons: [] }
  - title: The guest
    lessons:
      - serving   # first
`
  test.each([
    ['into brackets', 0, 'lessons: [brewing, tasting, cups] # two'],
    ['into an empty section', 1, '- { title: Later, lessons: [cups] }'],
    ['below the last line', 2, '      - serving   # first\n      - cups\n'],
  ])('%s, and nothing else moves', (_, section, written) => {
    const edited = withLesson(course, section, 'cups')!
    expect(edited).toContain(written)
    expect(edited.replace(/, cups|cups(?=\])|\n {6}- cups/, '')).toBe(course)
    expect((parse(edited) as { sections: { lessons: string[] }[] }).sections[section]!.lessons.at(-1)).toBe('cups')
  })

  test('under an id that YAML would take for a number', () => {
    expect(parse(withLesson(course, 0, '2026')!)).toMatchObject({ sections: [{ lessons: ['brewing', 'tasting', '2026'] }, {}, {}] })
  })

  test.each([
    ['a section that is not there', course, 3],
    ['a file without sections', 'title: Tea\n', 0],
    ['a file that is no list of keys', '- a\n', 0],
  ])('%s: nothing is made', (_, text, section) => {
    expect(withLesson(text, section, 'cups')).toBeUndefined()
  })
})
