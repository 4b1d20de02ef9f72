import { expect, test } from 'vitest'
import { compile } from '../../src/lessons/compile.ts'
import { lessonText, quiz } from './texts.ts'

const problemsOf = (source: string) => compile(source, { locale: 'en', course: 'refunds' }).problems
const withHead = (head: string) => `---\n${head}\n---\n\n${quiz('a')}\n`

test.each<[name: string, head: string, found: string[], words: string]>([
  ['an unknown key', 'id: a\ntitle: A\nstatus: live\nskils: [x]', ['front-matter-key 5:1'], 'Did you mean "skills"?'],
  ['a colon in a title', 'id: a\ntitle: Refunds: the basics\nstatus: live', ['yaml-colon 3:1'], 'title: "Refunds: the basics"'],
  [
    'a colon and an unknown key',
    'id: a\ntitle: Refunds: the basics\nstatus: live\nowners: x',
    ['yaml-colon 3:1', 'front-matter-key 5:1'],
    'quotes',
  ],
  ['a misspelt title', 'id: a\ntitel: A\nstatus: live', ['front-matter-key 3:1'], 'Did you mean "title"?'],
  ['no title', 'id: a\nstatus: live', ['front-matter-missing 2:1'], 'write title: followed by words.'],
  ['no id', 'title: A\nstatus: live', ['id-missing 2:1'], 'write id:'],
  ['an id with spaces', 'id: My Lesson\ntitle: A\nstatus: live', ['front-matter-value 2:1'], 'small letters'],
  ['an unknown status', 'id: a\ntitle: A\nstatus: done', ['front-matter-value 4:1'], 'draft, live or retired'],
  ['minutes in words', 'id: a\ntitle: A\nstatus: live\nminutes: four', ['front-matter-value 5:1'], 'whole number'],
  ['a day that is none', 'id: a\ntitle: A\nstatus: live\nreviewed: yesterday', ['front-matter-value 5:1'], '2026-11-01'],
  ['a skill that is no list', 'id: a\ntitle: A\nstatus: live\nskills: refunds', ['front-matter-value 5:1'], 'a list'],
  ['a key without a colon', 'id: a\ntitle A\nstatus: live', ['front-matter-unreadable 3:1'], 'key: value'],
  ['aliases', 'id: &x a\ntitle: *x\nstatus: live', ['front-matter-value 2:1'], 'key: value'],
])('%s', (_, head, found, words) => {
  const problems = problemsOf(withHead(head))
  expect(problems.map(({ id, line, column }) => `${id} ${line}:${column}`)).toEqual(found)
  expect(`${problems[0]!.message} ${problems[0]!.mend}`).toContain(words)
})

/** Each is what its author meant, and what follows `title: ` when the mend is typed. */
test.each([
  ['"Say "hi" now"', 'Say "hi" now', `'Say "hi" now'`],
  ['"Say "hi""', 'Say "hi"', `'Say "hi"'`],
  ["'It's fine'", "It's fine", `"It's fine"`],
  [`"It's "fine" now"`, `It's "fine" now`, String.raw`"It's \"fine\" now"`],
  ['"Refunds" and more', '"Refunds" and more', `'"Refunds" and more'`],
  ['"Refunds" and "returns"', '"Refunds" and "returns"', `'"Refunds" and "returns"'`],
  ['@home', '@home', '"@home"'],
  ['Say: "hi"', 'Say: "hi"', `'Say: "hi"'`],
  ['“Refunds: the basics”', 'Refunds: the basics', '"Refunds: the basics"'],
])('the mend for the title %s keeps its words', (written, meant, mended) => {
  const [problem] = problemsOf(withHead(`id: a\ntitle: ${written}\nstatus: live`))
  expect(problem!.mend).toMatch(/in quotes: title: /)
  const title = problem!.mend!.replace(/^.*in quotes: title: /, '')
  expect(title).toBe(mended)
  const { lesson } = compile(withHead(`id: a\ntitle: ${title}\nstatus: live`), { locale: 'en', course: 'refunds' })
  expect(lesson!.meta.title).toBe(meant)
})

test.each([
  ['no head at all', quiz('a'), 'begin the file with ---'],
  ['an empty file', '', 'begin the file with ---'],
])('%s', (_, source, mend) => {
  const { lesson, problems } = compile(source, { locale: 'en', course: 'refunds' })
  expect(lesson).toBeUndefined()
  expect(problems[0]).toMatchObject({ id: 'front-matter-missing', line: 1, column: 1 })
  expect(problems[0]!.mend).toContain(mend)
})

test('a head that never ends is told once, and read', () => {
  const { lesson, problems } = compile(`---\nid: a\ntitle: A\n\n${quiz('a')}`, { locale: 'en', course: 'refunds' })
  expect(lesson!.meta.title).toBe('A')
  expect(problems).toMatchObject([{ id: 'front-matter-missing', line: 4, column: 1, mend: 'put --- on its own line after the last key.' }])
})

test('defaults fill in what is not given', () => {
  expect(compile(lessonText(quiz('a')), { locale: 'en', course: 'refunds' }).lesson!.meta).toEqual({
    ...{ id: 'basics', title: 'The basics', status: 'live', summary: '', minutes: 1, skills: [], requires: [] },
    ...{ owner: null, reviewed: null, reviewEvery: null },
  })
})

test('a broken head does not hide what is wrong below', () => {
  const problems = problemsOf('---\nid: a\ntitle: A\nstatus: nonsense\n---\n\nHello {name}.\n')
  expect(problems.map(({ id }) => id)).toEqual(['front-matter-value', 'brace'])
})

test('a live lesson without an item could never be completed; a draft may wait', () => {
  expect(problemsOf(lessonText('Words only.'))).toMatchObject([{ id: 'lesson-no-item', line: 4, column: 1 }])
  expect(problemsOf(lessonText('Words only.', { status: 'draft' }))).toEqual([])
})
