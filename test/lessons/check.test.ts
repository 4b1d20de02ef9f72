import { readFileSync } from 'node:fs'
import * as disk from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { check } from '../../src/lessons/check.ts'
import { readFolder } from '../../src/lessons/folder.ts'
import { lessonText, quiz } from './texts.ts'

const site = 'title: Acme Academy\ndefault_locale: en\nlocales: [en, de]\nskills: { refunds: Refunds, policy: Policy }\n'
const course = 'title: Refunds\nsections:\n  - title: All\n    lessons: [basics]\n'
const good = { 'site.yml': site, 'courses/refunds/course.yml': course, 'courses/refunds/basics.mdx': lessonText(quiz('a')) }
const lesson = (id: string, body: string, head: Record<string, string> = {}) => lessonText(body, { id, ...head })

function problemsOf(texts: Record<string, string>, others: string[] = []) {
  const files = { ...good, ...texts }
  return check({ texts: new Map(Object.entries(files).filter(([, text]) => text !== '')), others: new Set(others) }).problems
}
const found = (...args: Parameters<typeof problemsOf>) =>
  problemsOf(...args).map(({ file, line, column, id }) => `${file.replace('courses/', '')}:${line}:${column} ${id}`)

test('a good folder has nothing to mend', () => {
  expect(check({ texts: new Map(Object.entries(good)), others: new Set() })).toEqual({ problems: [], lessons: 1, items: 1 })
})

test('a folder without site.yml is a whole one', () => {
  expect(problemsOf({ 'site.yml': '', 'courses/refunds/basics.mdx': lessonText(quiz('a'), { skills: '[anything]' }) })).toEqual([])
})

const basics = 'courses/refunds/basics.mdx'
const other = 'courses/refunds/other.mdx'
const withOther = course.replace('[basics]', '[basics, other]')

test.each<[name: string, texts: Record<string, string>, problems: string[], words: string]>([
  [
    'an unknown skill of a lesson',
    { [basics]: lessonText(quiz('a'), { skills: '[refund]' }) },
    ['refunds/basics.mdx:5:1 skill-unknown'],
    'Did you mean "refunds"?',
  ],
  [
    'an unknown skill of an item',
    { [basics]: lessonText(quiz('a').replace('"a"', '"a" skill="polcy"')) },
    ['refunds/basics.mdx:7:1 skill-unknown'],
    'Did you mean "policy"?',
  ],
  [
    'an unknown lesson in a course',
    { 'courses/refunds/course.yml': course.replace('[basics]', '[basics, basic]') },
    ['refunds/course.yml:4:23 lesson-unknown'],
    'Did you mean "basics"?',
  ],
  [
    'a slip in the only course that holds a lesson',
    { 'courses/refunds/course.yml': course.replace('[basics]', '[basic]') },
    ['refunds/course.yml:4:15 lesson-unknown'],
    'Did you mean "basics"?',
  ],
  [
    'a lesson twice in a course',
    { 'courses/refunds/course.yml': course.replace('[basics]', '[basics, basics]') },
    ['refunds/course.yml:4:23 lesson-twice'],
    'twice',
  ],
  [
    'a course that requires nothing real',
    { 'courses/refunds/course.yml': `${course}requires: [welcome]\n` },
    ['refunds/course.yml:5:12 requires-unknown'],
    'no course "welcome"',
  ],
  [
    'a lesson that requires nothing real',
    { [basics]: lessonText(quiz('a'), { requires: '[intro]' }) },
    ['refunds/basics.mdx:5:1 requires-unknown'],
    'never be opened',
  ],
  [
    'an unknown class',
    { 'courses/refunds/course.yml': `${course}class: vital\n` },
    ['refunds/course.yml:5:1 file-value'],
    'critical, standard or nice',
  ],
  [
    'an unknown key of a section',
    { 'courses/refunds/course.yml': course.replace('title: All', 'titel: All') },
    ['refunds/course.yml:3:5 file-key'],
    'Did you mean "title"?',
  ],
  [
    'a key that stands too far left',
    { 'courses/refunds/course.yml': course.replace('    lessons', ' lessons') },
    ['refunds/course.yml:4:2 file-unreadable'],
    'move it under "title": 4 spaces in front',
  ],
  [
    'a key that stands too far right',
    { 'courses/refunds/course.yml': course.replace('    lessons', '      lessons') },
    ['refunds/course.yml:4:7 file-unreadable'],
    'move it under "title": 4 spaces in front',
  ],
  [
    'an entry that stands too far left',
    { 'courses/refunds/course.yml': `${course} - title: More\n    lessons: []\n` },
    ['refunds/course.yml:5:2 file-unreadable'],
    'as many spaces before the line',
  ],
  [
    'a dash without its space',
    { 'courses/refunds/course.yml': course.replace('- title', '-title') },
    ['refunds/course.yml:3:3 file-unreadable'],
    'write "- title: All"',
  ],
  [
    'a list without its comma',
    { 'courses/refunds/course.yml': course.replace('[basics]', '[the-basics more-of-it]') },
    ['refunds/course.yml:4:15 file-value'],
    'put a comma between them: the-basics, more-of-it',
  ],
  ['an unreadable site.yml', { 'site.yml': 'title: [' }, ['site.yml:1:1 file-unreadable'], 'never ends'],
  [
    'one item id in two lessons',
    { 'courses/refunds/course.yml': withOther, [other]: lesson('other', quiz('a')) },
    ['refunds/basics.mdx:7:1 id-duplicate', 'refunds/other.mdx:7:1 id-duplicate'],
    'here and in courses/refunds/other.mdx:7',
  ],
  [
    'one item id twice in a lesson',
    { [basics]: lessonText(`${quiz('a')}\n\n${quiz('a')}`) },
    ['refunds/basics.mdx:16:1 id-duplicate'],
    'courses/refunds/basics.mdx:7',
  ],
  [
    'one lesson id in two files',
    { [other]: lesson('basics', quiz('b')) },
    ['refunds/basics.mdx:2:1 id-duplicate', 'refunds/other.mdx:2:1 id-duplicate'],
    'here and in courses/refunds/other.mdx:2',
  ],
  ['no id', { [basics]: lessonText(quiz('a').replace(' id="a"', '')) }, ['refunds/basics.mdx:7:1 id-missing'], '<Quiz id="…">'],
  ['an id with capitals', { [basics]: lessonText(quiz('Refund Window')) }, ['refunds/basics.mdx:7:1 id-form'], 'id="refund-window"'],
  [
    'an unknown attribute',
    { [basics]: lessonText(quiz('a').replace('"a"', '"a" shufle="no"')) },
    ['refunds/basics.mdx:7:14 attribute-unknown'],
    'Did you mean "shuffle"?',
  ],
  [
    'a revision that is no count',
    { [basics]: lessonText(quiz('a').replace('"a"', '"a" rev="two"')) },
    ['refunds/basics.mdx:7:1 attribute-value'],
    'rev="2"',
  ],
  [
    'a change that is none',
    { [basics]: lessonText(quiz('a').replace('"a"', '"a" change="typo"')) },
    ['refunds/basics.mdx:7:1 attribute-value'],
    'mistake',
  ],
  [
    'a reused item that is nowhere',
    { [basics]: lessonText(`${quiz('a')}\n\n<Use id="b" />`) },
    ['refunds/basics.mdx:16:1 use-unknown'],
    'no item "b"',
  ],
  [
    'a translation with another id',
    {
      'courses/refunds/basics.de.mdx': lessonText(quiz('b').replace(/How long[^?]*/, 'Wie lange hat eine Kundin Zeit'), {
        title: 'Das Wichtigste',
      }),
    },
    ['refunds/basics.de.mdx:7:1 locale-mismatch'],
    'write id="a", as in courses/refunds/basics.mdx',
  ],
  [
    'an unknown term',
    { [basics]: lessonText(`Say <Term id="calm">so</Term>.\n\n${quiz('a')}`), 'glossary.yml': '- { term: clam, short: A shellfish. }' },
    ['refunds/basics.mdx:7:5 term-unknown'],
    'Did you mean "clam"?',
  ],
  [
    'a retired id',
    { 'retired.yml': '- { id: a, date: 2026-11-01, why: policy changed }' },
    ['refunds/basics.mdx:7:1 id-retired'],
    'was retired',
  ],
  [
    'a rename while the old one exists',
    { [basics]: lessonText(`${quiz('a')}\n\n${quiz('b').replace('"b"', '"b" was="a"').replace('How', 'For how')}`) },
    ['refunds/basics.mdx:16:1 was-taken'],
    'still exists',
  ],
  [
    'a link to no lesson',
    { [basics]: lessonText(`[there](/lessons/basic)\n\n${quiz('a')}`) },
    ['refunds/basics.mdx:7:1 link-broken'],
    'Did you mean "basics"?',
  ],
  [
    'a picture that is not there',
    { [basics]: lessonText(`![A label](media/label.png)\n\n${quiz('a')}`) },
    ['refunds/basics.mdx:7:1 image-missing'],
    'courses/refunds/media',
  ],
  ['a lesson in no course', { [other]: lesson('other', quiz('b')) }, ['refunds/other.mdx:1:1 lesson-no-course'], 'nobody will see this'],
  [
    'a language that the site does not have',
    { 'courses/refunds/basics.fr.mdx': lessonText(quiz('a')) },
    ['refunds/basics.fr.mdx:1:1 locale-unknown'],
    'locales in site.yml',
  ],
  [
    'a translation of nothing',
    { 'courses/refunds/other.de.mdx': lesson('other', quiz('b')) },
    ['refunds/other.de.mdx:2:1 locale-mismatch'],
    'default language',
  ],
  [
    'a translation with another item',
    { 'courses/refunds/basics.de.mdx': lessonText(quiz('b')) },
    ['refunds/basics.de.mdx:7:1 locale-mismatch'],
    '"b" is not in courses/refunds/basics.mdx',
  ],
  [
    'a translation with one more item',
    { 'courses/refunds/basics.de.mdx': lessonText(`${quiz('a')}\n\n${quiz('b').replace('How', 'For how')}`) },
    ['refunds/basics.de.mdx:16:1 locale-mismatch'],
    '"b" is not in courses/refunds/basics.mdx',
  ],
  [
    'a translation with another answer',
    { 'courses/refunds/basics.de.mdx': lessonText(quiz('a').replace('[x]', '[ ]').replace('[ ] 14', '[x] 14')) },
    ['refunds/basics.de.mdx:7:1 locale-mismatch'],
    'marked differently in courses/refunds/basics.mdx (answers 1 and 2)',
  ],
])('%s', (_, texts, problems, words) => {
  expect(found(texts)).toEqual(problems)
  expect(
    problemsOf(texts)
      .map(({ message, mend }) => `${message} ${mend}`)
      .join('\n'),
  ).toContain(words)
})

test.each<[name: string, texts: Record<string, string>]>([
  [
    'a translation',
    {
      'courses/refunds/basics.de.mdx': lessonText(
        quiz('a', '30 Tage', '14 Tage').replace(/How long[^?]*/, 'Wie lange hat eine Kundin Zeit'),
      ),
    },
  ],
  ['the same in another country', { 'site.yml': 'locales: [en, en-GB]\n', 'courses/refunds/basics.en-GB.mdx': lessonText(quiz('a')) }],
  ['a reused item', { 'courses/refunds/course.yml': withOther, [other]: lesson('other', '<Use id="a" />') }],
  ['a retired item that is gone', { 'retired.yml': '- { id: old, date: 2026-11-01, why: policy changed }' }],
  [
    'a retired item of a retired lesson',
    { [other]: lesson('other', quiz('old'), { status: 'retired' }), 'retired.yml': '- { id: old, date: 2026-11-01, why: policy changed }' },
  ],
  ['an empty glossary and no retired items', { 'glossary.yml': '# none yet\n', 'retired.yml': '[]' }],
  ['a draft in no course', { [other]: lesson('other', 'Words.', { status: 'draft' }) }],
])('%s is fine', (_, texts) => {
  expect(found(texts)).toEqual([])
})

test('a picture that is there is fine', () => {
  const texts = { [basics]: lessonText(`![A label](media/a%20label.png)\n\n${quiz('a')}`) }
  expect(found(texts, ['courses/refunds/media/a label.png'])).toEqual([])
})

describe('what items say of themselves', () => {
  test.each([
    ['Typed', '- [x] LP-1\n- [x] lp-1\n', 'so one of the two does nothing'],
    ['Quiz', '- [x] LP-1\n- [ ] lp-1\n', 'A learner who picks'],
  ])('of two equal lines of a %s what they mean there', (tag, lines, words) => {
    const [problem] = problemsOf({ 'site.yml': '', [basics]: lessonText(`<${tag} id="a">\n\nWhich code?\n\n${lines}\n</${tag}>`) })
    expect(problem).toMatchObject({ id: 'option-duplicate', line: 12 })
    expect(problem!.message).toContain(words)
  })

  const drill = readFileSync(new URL('./texts.ts', import.meta.url), 'utf8').match(/<Drill[\s\S]*?<\/Drill>/)![0]

  test.each<[name: string, body: string, id: string, line: number]>([
    ['no right answer', quiz('a').replace('[x]', '[ ]'), 'quiz-no-right-answer', 7],
    ['no best reply', drill.replace('[best]', '[ok]').replace('id="', 'id="a-'), 'drill-best', 7],
    ['no poor reply', drill.replace('[poor]', '[ok]'), 'drill-poor', 7],
    ['no why', drill.replace(/ {2}> Why: Polite.*\n/, ''), 'drill-why', 14],
    ['no feels', drill.replace(/ {2}> Feels: Still.*\n/, ''), 'drill-feels', 14],
    ['empty brackets', quiz('a').replace('[ ]', '[]'), 'option-brackets', 12],
  ])('%s', (_, body, id, line) => {
    const problems = problemsOf({ 'site.yml': '', [basics]: lessonText(body) })
    expect(problems.map((problem) => `${problem.id} ${problem.line}`)).toEqual([`${id} ${line}`])
  })
})

test('the courses of this repository have nothing to mend', async () => {
  const { problems, lessons } = check(await readFolder(disk, new URL('../../content', import.meta.url).pathname))
  expect(problems).toEqual([])
  expect(lessons).toBeGreaterThanOrEqual(12)
}, 60_000)
