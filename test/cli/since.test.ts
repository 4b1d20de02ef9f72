import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { check, watchCheck, type CheckOptions } from '../../src/cli/check.ts'
import { diff } from '../../src/cli/diff.ts'
import { init } from '../../src/cli/init.ts'
import { lessonText, quiz } from '../lessons/texts.ts'
import { listen, openDesk, type Desk } from './folder.ts'

const basics = 'courses/refunds/basics.mdx'
const other = 'courses/refunds/other.mdx'
const window = quiz('window', '30 days', '14 days')
const moved = window.replace('[x]', '[-]').replace('[ ]', '[x]').replace('[-]', '[ ]')
const proof = quiz('proof', 'A receipt', 'A photo')

let desk: Desk
beforeEach(async () => {
  desk = openDesk({
    'courses/refunds/course.yml': 'title: Refunds\nsections: [{ title: All, lessons: [basics, other] }]\n',
    [basics]: lessonText(`${window}\n\n${proof}`),
    [other]: lessonText(quiz('last'), { id: 'other' }),
  })
  await desk.commit()
})
afterEach(() => desk.end())

const people = new Map([
  ['window', 412],
  ['proof', 1],
])

async function checked(options: CheckOptions, learners: ReadonlyMap<string, number> | null = people) {
  const { said, out, talk } = listen()
  const exit = await check(
    [],
    { format: 'unix', ...options },
    { content: desk.content, cwd: desk.content, out, talk, learners: async () => learners ?? undefined },
  )
  return { exit, ...said }
}

async function different(format: 'pretty' | 'md' | 'json', learners: ReadonlyMap<string, number> | null = people, revision = 'HEAD') {
  const { said, out, talk } = listen()
  const exit = await diff(revision, format, { content: desk.content, out, talk, learners: async () => learners ?? undefined })
  return { exit, ...said }
}

describe('heed check --since', () => {
  test('says nothing of what was wrong before', async () => {
    desk.write(other, lessonText(`{a}\n\n${quiz('last')}`, { id: 'other' }))
    await desk.commit()
    desk.write(basics, lessonText(`{b}\n\n${window}\n\n${proof}`))
    const { exit, out } = await checked({ since: 'HEAD' })
    expect([exit, out]).toEqual([1, expect.stringMatching(/^courses\/refunds\/basics\.mdx:7:1: error .*\[brace\]\n$/)])
  })

  test('tells of what is broken elsewhere by a change', async () => {
    desk.write(other, lessonText(`See [it](/lessons/basics).\n\n${quiz('last')}`, { id: 'other' }))
    await desk.commit()
    desk.write(basics, lessonText(`${window}\n\n${proof}`, { id: 'renamed' }))
    expect((await checked({ since: 'HEAD' })).out).toContain('other.mdx:7:5: error There is no lesson "basics"')
  })

  test('a key that moved without a note is an error, with those whom it concerns', async () => {
    desk.write(basics, lessonText(`${moved}\n\n${proof}`))
    const { exit, out } = await checked({ since: 'HEAD' })
    expect(exit).toBe(1)
    expect(out).toBe(
      "courses/refunds/basics.mdx:7:1: error The right answer moved from '30 days' to '14 days'. 412 people have learnt the old one; they will be asked again. [key-changed]\n",
    )
  })

  test.each([
    ['where nobody can tell how many', null, "'14 days'. [key-changed]"],
    ['where it is nobody', new Map<string, number>(), 'Nobody has learnt the old one yet.'],
  ])('%s it says so', async (_, learners, words) => {
    desk.write(basics, lessonText(`${moved}\n\n${proof}`))
    expect((await checked({ since: 'HEAD' }, learners)).out).toContain(words)
  })

  test('what is gone without a word is an error, a lesson once and not with each of its items', async () => {
    desk.write(basics, lessonText(window))
    const item = await checked({ since: 'HEAD' })
    expect(item.exit).toBe(1)
    expect(item.out).toBe(
      'courses/refunds/basics.mdx:1:1: error "proof" is gone without a word, and people have learnt it. The lesson stays as it was. [item-gone]\n',
    )
    desk.write('retired.yml', '- { id: proof, date: 2026-11-01, why: policy changed }\n')
    expect(await checked({ since: 'HEAD' })).toMatchObject({ exit: 0, out: '' })
    rmSync(join(desk.content, basics))
    const { exit, out } = await checked({ since: 'HEAD' })
    expect(exit).toBe(1)
    expect(out.match(/\[(item|lesson)-gone\]/g)).toEqual(['[lesson-gone]'])
    expect(out).toContain('courses/refunds/basics.mdx:1:1: error The lesson "basics" is gone without a word')
  })

  test('a lesson whose head cannot be read any more is broken, and not gone', async () => {
    desk.write(basics, lessonText(`${window}\n\n${proof}`).replace(/^id: .*\n/m, ''))
    const { exit, out } = await checked({ since: 'HEAD' })
    expect(exit).toBe(1)
    expect(out).not.toContain('-gone]')
  })

  test('with a note it is fine', async () => {
    desk.write(basics, lessonText(`${moved.replace('"window"', '"window" change="fact"')}\n\n${proof}`))
    expect(await checked({ since: 'HEAD' })).toMatchObject({ exit: 0, out: '' })
  })

  test('other words are no other key', async () => {
    desk.write(basics, lessonText(`${window.replace('How long does', 'How many days does')}\n\n${proof}`))
    expect(await checked({ since: 'HEAD' })).toMatchObject({ exit: 0, out: '' })
  })

  test.each(['nowhere', '--output=x', ''])('the revision "%s" is wrong use', async (since) => {
    expect(await checked({ since })).toMatchObject({ exit: 64, out: '', talk: expect.stringContaining('knows no revision') as string })
  })

  test('a folder without Git is wrong use', async () => {
    const bare = openDesk({ 'site.yml': 'title: x\n' })
    const { said, out, talk } = listen()
    expect(await check([], { since: 'HEAD' }, { content: bare.content, out, talk })).toBe(64)
    expect(said.talk).toContain('no Git repository')
    bare.end()
  })
})

describe('heed diff', () => {
  const changed = () => {
    desk.write('retired.yml', '- { id: proof, date: 2026-11-26, why: gone, instead: window }\n')
    desk.write(basics, lessonText(`${moved}\n\n${quiz('new-one', 'A', 'B')}`))
    desk.write(other, lessonText(quiz('latest').replace('"latest"', '"latest" was="last"'), { id: 'other' }))
  }

  test('says what changes, for whom, and what it costs them', async () => {
    changed()
    expect((await different('pretty')).out).toBe(
      [
        'What changes for learners since HEAD',
        '',
        'Another answer is right (1)',
        "  window  (en) How long does a customer have to ask for a refund?: from '30 days' to '14 days', the fact changed (no note in the tag). 412 people have learnt it, about 247 minutes more",
        '',
        'New (1)',
        '  new-one  (en) How long does a customer have to ask for a refund?',
        '',
        'Retired (1)',
        '  proof  (en) How long does a customer have to ask for a refund?, instead: window. One person has learnt it',
        '',
        'Renamed (1)',
        '  latest  (en) was last. 0 people have learnt it',
        '',
        'It costs learners about 247 minutes in all: who had learnt what is different now is asked on that day, the next and a week later.',
        '',
      ].join('\n'),
    )
  })

  test('as text for a pull request, in which an author’s words are only words', async () => {
    desk.write(basics, lessonText(`${window}\n\n${proof}\n\n${quiz('new-one').replace('How long', 'How \\<b> **long** `x`')}`))
    const { out } = await different('md', null)
    expect(out).toContain('### What changes for learners since HEAD\n\n**New** (1)\n\n- `new-one` (en) How \\<b\\> long x does')
    expect(out).toContain('there is no database here')
  })

  test('as data', async () => {
    changed()
    const { lessons, items } = JSON.parse((await different('json')).out)
    expect(lessons).toEqual([])
    expect(items.map(({ kind, id, people, extraMinutes }: never) => ({ kind, id, people, extraMinutes }))).toEqual([
      { kind: 'key', id: 'window', people: 412, extraMinutes: 247.2 },
      { kind: 'added', id: 'new-one', people: 0, extraMinutes: 0 },
      { kind: 'renamed', id: 'latest', people: 0, extraMinutes: 0 },
      { kind: 'retired', id: 'proof', people: 1, extraMinutes: 0 },
    ])
  })

  test.each<[string, string, string, string]>([
    ['other words', window, window.replace('long', 'much time'), 'reworded'],
    ['a raised rev', window, window.replace('"window"', '"window" rev="2"'), 'afresh'],
    ['an item that is gone', `${window}\n\n${proof}`, window, 'gone'],
  ])('%s', async (_, before, after, kind) => {
    desk.write(basics, lessonText(before))
    await desk.commit()
    desk.write(basics, lessonText(after))
    const { items } = JSON.parse((await different('json')).out)
    expect(items.map((each: { kind: string }) => each.kind)).toEqual([kind])
  })

  test('what only looks different is nothing', async () => {
    desk.write(basics, lessonText(`${window}\n\n${proof}`.replaceAll('- [', '* [').replace('a customer', 'a\ncustomer')))
    expect((await different('pretty')).out).toBe('Nothing changes for learners since HEAD.\n')
  })

  test('a lesson with errors has lost nothing, and is named with why', async () => {
    desk.write(basics, lessonText(`${window}\n\n${proof.replace('[x]', '[ ]')}`))
    const { out } = await different('pretty')
    expect(out).toMatch(
      /^What changes [^\n]*\n\n- The basics \(basics, en\): its items could not all be compared, because it has a mistake in line 16 of courses\/refunds\/basics.mdx: [^\n]+ Until it is mended, learners keep what they have.\n$/,
    )
    expect((await different('md')).out).toContain('- The basics (basics, en): its items')
    const { broken, items } = JSON.parse((await different('json')).out)
    expect([broken, items]).toEqual([[expect.objectContaining({ id: 'basics', file: basics, mistakes: 1, line: 16 })], []])
    await desk.commit()
    expect((await different('pretty')).out).toBe('Nothing changes for learners since HEAD.\n')
  })

  test('a lesson without a head is named by its file', async () => {
    desk.write(basics, 'Only words.\n')
    expect((await different('pretty')).out).toContain('- courses/refunds/basics.mdx (no id, en): its items could not all be compared')
  })

  test('lessons come and go', async () => {
    desk.write(other, lessonText(quiz('last'), { id: 'other', status: 'retired' }))
    desk.write('courses/refunds/third.mdx', lessonText(quiz('third'), { id: 'third', title: 'Third' }))
    const { lessons, items } = JSON.parse((await different('json')).out)
    expect(lessons.map(({ kind, id }: never) => [kind, id])).toEqual([
      ['added', 'third'],
      ['retired', 'other'],
    ])
    expect(items.map(({ kind, id }: never) => [kind, id])).toEqual([
      ['added', 'third'],
      ['retired', 'last'],
    ])
  })

  test('a revision that there is not is wrong use', async () => {
    expect(await different('pretty', people, 'nowhere')).toMatchObject({ exit: 64, out: '' })
  })
})

describe('what is kept for the next check', () => {
  const run = async () => {
    const { said, out, talk } = listen()
    const exit = await check(
      [],
      { format: 'unix' },
      { content: desk.content, cwd: desk.content, cache: join(desk.cwd, 'cache'), out, talk },
    )
    return { exit, ...said }
  }
  const kept = () => join(desk.cwd, 'cache', readdirSync(join(desk.cwd, 'cache'))[0]!)

  test('gives the same report', async () => {
    desk.write(basics, lessonText(`{b}\n\n${window}\n\n${proof}`))
    const first = await run()
    const written = readFileSync(kept())
    expect(await run()).toEqual(first)
    expect(readFileSync(kept()).equals(written)).toBe(true)
  })

  test('tells again what is not translated, and keeps none of its words', async () => {
    const prose = 'A parcel is late when it comes after the day that we have named.'
    desk.write('site.yml', 'locales: [en, de]\n')
    desk.write(basics, lessonText(`${prose}\n\n${window}`))
    desk.write(
      'courses/refunds/basics.de.mdx',
      lessonText(`${prose}\n\n${window.replace(/How long[^?]*/, 'Wie lange hat eine Kundin Zeit')}`),
    )
    const first = await run()
    expect(first.out).toMatch(/basics\.de\.mdx:7:1: .*“A parcel is late .*\[not-translated\]/)
    expect(await run()).toEqual(first)
    desk.write('site.yml', 'locales: [en, de] # as before\n')
    expect(await run()).toEqual(first)
  })

  test('knows an edit, and forgets what is gone', async () => {
    await run()
    desk.write(basics, lessonText(`{b}\n\n${window}\n\n${proof}`))
    expect((await run()).out).toContain('[brace]')
    desk.write(basics, lessonText(`${window}\n\n${proof}`))
    expect(await run()).toMatchObject({ exit: 0, out: '' })
    expect(readFileSync(kept(), 'utf8').split('\n')).toHaveLength(4)
  })

  test.each<[string, (text: string) => string]>([
    ['cut off', (text) => text.slice(0, 200)],
    ['empty', () => ''],
    ['of another program', (text) => text.replace(/^./, (letter) => (letter === 'a' ? 'b' : 'a'))],
    ['changed', (text) => text.replace('"problems":[]', '"problems":7]')],
    ['no JSON', (text) => text.replaceAll('{', '(')],
  ])('is not believed when it is %s', async (_, damage) => {
    await run()
    writeFileSync(kept(), damage(readFileSync(kept(), 'utf8')))
    expect(await run()).toMatchObject({ exit: 0, out: '' })
  })

  test('where nothing can be kept the check is the same', async () => {
    writeFileSync(join(desk.cwd, 'cache'), 'a file, not a folder')
    expect(await run()).toMatchObject({ exit: 0, out: '' })
  })
})

describe('heed check --watch', () => {
  test('checks again after a change, until it is told to end', async () => {
    const { said, out, talk } = listen()
    const ending = Promise.withResolvers<void>()
    const reports: (() => void)[] = []
    const report = () => new Promise<void>((done) => reports.push(done))
    const hear = (text: string) => {
      talk(text)
      if (text.startsWith('Watching')) reports.shift()?.()
    }
    let cleared = 0
    const first = report()
    const world = { content: desk.content, cwd: desk.content, out, talk: hear, clear: () => void cleared++, ended: ending.promise }
    const code = watchCheck([], { format: 'unix' }, world)
    await first
    expect([said.out, cleared]).toEqual(['', 1])
    const second = report()
    appendFileSync(join(desk.content, basics), '\nHello {name}.\n')
    await second
    expect(said.out).toContain('[brace]')
    ending.resolve()
    expect(await code).toBe(0)
  })

  test('ends at once when it is asked for something that there is not', async () => {
    const { out, talk } = listen()
    const world = { content: desk.content, out, talk, clear: () => undefined, ended: new Promise<void>(() => undefined) }
    expect(await watchCheck(['nowhere.mdx'], {}, world)).toBe(64)
  })
})

test('the folder that heed init makes is compared as a whole repository', async () => {
  const { out, talk } = listen()
  await init('content', { format: 'text' }, { out, talk, cwd: desk.cwd, today: '2026-11-26' })
  expect((await different('pretty')).out).toBe('Nothing changes for learners since HEAD.\n')
})
