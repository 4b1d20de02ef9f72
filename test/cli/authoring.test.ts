import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { check } from '../../src/cli/check.ts'
import { fix } from '../../src/cli/fix.ts'
import { init } from '../../src/cli/init.ts'
import { newCourse, newLesson } from '../../src/cli/new.ts'
import { retire } from '../../src/cli/retire.ts'
import { lessonText, quiz } from '../lessons/texts.ts'
import { listen, openDesk, type Desk } from './folder.ts'

const course = 'title: Refunds\nsections: [{ title: All, lessons: [basics] }]\n'
const basics = 'courses/refunds/basics.mdx'
const today = '2026-11-26'
const text = { format: 'text' }

let desk: Desk
beforeEach(() => {
  desk = openDesk({ 'courses/refunds/course.yml': course, [basics]: lessonText(`${quiz('first')}\n\n${quiz('second', '31 days')}`) })
})
afterEach(() => desk.end())

/** Runs a command beside the content folder. */
async function run(
  command: (world: { content: string; cwd: string; today: string } & Omit<ReturnType<typeof listen>, 'said'>) => Promise<number>,
) {
  const { said, out, talk } = listen()
  const exit = await command({ content: desk.content, cwd: desk.cwd, today, out, talk })
  return { exit, ...said }
}

const checked = () => run((world) => check([], { strict: true, format: 'unix' }, world))

describe('heed fix', () => {
  const wrong = lessonText(quiz('first').replace('[ ]', '[]'))

  test('writes what it has mended, and says it', async () => {
    desk.write(basics, wrong)
    expect(await run((world) => fix([], text, world))).toEqual({
      exit: 0,
      out: 'content/courses/refunds/basics.mdx\n  12  option-brackets\n    - - [] 14 days\n    + - [ ] 14 days\n',
      talk: 'Mended: 1 mistake in 1 file.\n',
    })
    expect(desk.read(basics)).toBe(lessonText(quiz('first')))
    expect(readdirSync(join(desk.content, 'courses/refunds'))).toEqual(['basics.mdx', 'course.yml'])
  })

  test('a dry run writes nothing', async () => {
    desk.write(basics, wrong)
    const { exit, out, talk } = await run((world) => fix([], { ...text, dryRun: true }, world))
    expect([exit, talk]).toEqual([0, 'To mend: 1 mistake in 1 file.\n'])
    expect(out).toContain('+ - [ ] 14 days')
    expect(desk.read(basics)).toBe(wrong)
  })

  test('says what is left', async () => {
    desk.write(basics, lessonText(quiz('first').replace('[x]', '[ ]')))
    const { exit, out, talk } = await run((world) => fix([basics], { format: 'json' }, world))
    expect([exit, talk]).toEqual([1, 'Nothing here can be mended without you. 1 problem left for you: “heed check” shows it.\n'])
    expect(JSON.parse(out)).toMatchObject({ files: [], left: [{ id: 'quiz-no-right-answer', line: 7 }] })
  })

  test('leaves a good folder alone', async () => {
    const before = statSync(join(desk.content, basics)).mtimeMs
    expect(await run((world) => fix([], text, world))).toEqual({ exit: 0, out: '', talk: 'There is nothing to mend.\n' })
    expect(statSync(join(desk.content, basics)).mtimeMs).toBe(before)
  })

  test('a file that there is not is wrong use', async () => {
    expect(await run((world) => fix(['nowhere.mdx'], text, world))).toMatchObject({ exit: 64, out: '' })
  })
})

describe('heed new', () => {
  test('a lesson passes the strictest check, in the first section of its course', async () => {
    const made = await run((world) => newLesson('Saying no: kindly', { ...text, course: 'refunds' }, world))
    expect([made.exit, made.out]).toEqual([0, 'content/courses/refunds/saying-no-kindly.mdx\n'])
    expect(parse(desk.read('courses/refunds/course.yml'))).toMatchObject({ sections: [{ lessons: ['basics', 'saying-no-kindly'] }] })
    expect(await checked()).toMatchObject({ exit: 0, out: '' })
  })

  test('still passes when it is live', async () => {
    await run((world) => newLesson('later', { ...text, course: 'refunds' }, world))
    desk.write('courses/refunds/later.mdx', desk.read('courses/refunds/later.mdx').replace('status: draft', 'status: live'))
    expect(await checked()).toMatchObject({ exit: 0, out: '' })
  })

  test('a course passes the strictest check', async () => {
    desk.write('site.yml', 'skills: { calm: Staying calm }\n')
    const made = await run((world) => newCourse('Hard talks', { format: 'json' }, world))
    const files = ['content/courses/hard-talks/course.yml', 'content/courses/hard-talks/hard-talks-basics.mdx']
    expect(JSON.parse(made.out)).toEqual({ files })
    expect(desk.read('courses/hard-talks/hard-talks-basics.mdx')).toContain('skills: [calm]')
    expect(await checked()).toMatchObject({ exit: 0, out: '' })
  })

  test('nothing is written over', async () => {
    const before = desk.read(basics)
    expect(await run((world) => newLesson('Basics', { ...text, course: 'refunds' }, world))).toMatchObject({ exit: 1, out: '' })
    expect(await run((world) => newCourse('refunds', text, world))).toMatchObject({ exit: 1, out: '' })
    expect([desk.read(basics), desk.read('courses/refunds/course.yml')]).toEqual([before, course])
  })

  test('a second example does not share the items of the first', async () => {
    for (const name of ['one', 'two']) await run((world) => newLesson(name, { ...text, course: 'refunds' }, world))
    expect((await checked()).talk).toBe('3 lessons, 8 items: nothing to mend.\n')
  })

  test.each<[string, string | undefined, string]>([
    ['a course that there is not', 'refund', 'Did you mean "refunds"?'],
    ['no course among two', undefined, 'Write --course with one of'],
  ])('%s is wrong use', async (_, named, words) => {
    await run((world) => newCourse('other', text, world))
    const made = await run((world) => newLesson('x', { ...text, course: named }, world))
    expect([made.exit, made.out]).toEqual([64, ''])
    expect(made.talk).toContain(words)
  })
})

describe('heed retire', () => {
  const why = { ...text, why: 'policy: changed' }

  test('takes the item out and writes its tombstone', async () => {
    desk.write('retired.yml', '# Gone.\n[]\n')
    const done = await run((world) => retire('second', { ...why, instead: 'first' }, world))
    expect([done.exit, done.out]).toEqual([0, 'content/courses/refunds/basics.mdx\ncontent/retired.yml\n'])
    expect(desk.read(basics)).toBe(lessonText(quiz('first')))
    expect(desk.read('retired.yml')).toBe('# Gone.\n- { id: second, date: 2026-11-26, why: "policy: changed", instead: first }\n')
    expect(await checked()).toMatchObject({ exit: 0 })
  })

  test('in every language', async () => {
    desk.write('site.yml', 'locales: [en, de]\n')
    desk.write('retired.yml', '- { id: older, date: 2026-01-01, why: "old" } # so it was\n')
    desk.write('courses/refunds/basics.de.mdx', lessonText(`${quiz('first')}\n\n${quiz('second')}\n\nEnde.`).replaceAll('\n', '\r\n'))
    expect((await run((world) => retire('second', why, world))).exit).toBe(0)
    expect(desk.read('courses/refunds/basics.de.mdx')).toBe(lessonText(`${quiz('first')}\n\nEnde.`).replaceAll('\n', '\r\n'))
    expect(desk.read('retired.yml')).toBe(
      '- { id: older, date: 2026-01-01, why: "old" } # so it was\n- { id: second, date: 2026-11-26, why: "policy: changed" }\n',
    )
  })

  test('not while another lesson reuses it', async () => {
    desk.write('courses/refunds/more.mdx', lessonText('<Use id="second" />', { id: 'more' }))
    const before = desk.read(basics)
    const done = await run((world) => retire('second', why, world))
    expect([done.exit, done.out, desk.read(basics)]).toEqual([1, '', before])
    expect(done.talk).toContain('content/courses/refunds/more.mdx:7:1:')
  })

  test.each([
    ['an item that there is not', 'secund', {}, 'Did you mean "second"?'],
    ['a successor that there is not', 'second', { instead: 'firts' }, 'Did you mean "first"?'],
  ])('%s is wrong use', async (_, id, options, words) => {
    const done = await run((world) => retire(id, { ...why, ...options }, world))
    expect([done.exit, done.out]).toEqual([64, ''])
    expect(done.talk).toContain(words)
  })
})

describe('heed init', () => {
  test('makes a repository that passes the strictest check', async () => {
    const made = await run((world) => init('fresh', text, world))
    expect(made.exit).toBe(0)
    expect(made.out.split('\n')).toContain('fresh/.vscode/tasks.json')
    expect(await run((world) => check([], { strict: true }, { ...world, content: join(desk.cwd, 'fresh') }))).toMatchObject({
      exit: 0,
      out: '',
    })
  })

  test('what is there stays', async () => {
    desk.write('site.yml', 'title: Ours\n')
    const { talk } = await run((world) => init('content', text, world))
    expect(talk).toContain('content/site.yml')
    expect(desk.read('site.yml')).toBe('title: Ours\n')
    expect(existsSync(join(desk.content, 'courses/first-steps'))).toBe(false)
    expect(await run((world) => init('content', text, world))).toMatchObject({ exit: 0, out: '' })
  })

  test('the editor recognises every problem in the output of the check', async () => {
    await run((world) => init('content', text, world))
    const { tasks } = JSON.parse(desk.read('.vscode/tasks.json'))
    const { regexp, ...groups } = tasks[0].problemMatcher.pattern
    desk.write(basics, lessonText(`{a} [b]: c\n\n![](x.png)\n\n${quiz('first').replace('[ ]', '[]')}`))
    const lines = (await checked()).out.trimEnd().split('\n')
    const found = lines.map((line) => new RegExp(regexp).exec(line)!)
    expect(found.map((match) => match[groups.code])).toEqual(['brace', 'image-alt', 'image-missing', 'option-brackets'])
    expect(found.map((match) => `${match[groups.file]} ${match[groups.line]}`)).toContain('content/courses/refunds/basics.mdx 16')
  })

  test('there is a snippet for every item, and the schemas know every key', async () => {
    await run((world) => init('content', text, world))
    const snippets = JSON.parse(desk.read('.vscode/heed.code-snippets'))
    expect(Object.keys(snippets)).toEqual(
      expect.arrayContaining(['Quiz', 'Cloze', 'Typed', 'Order', 'Match', 'Card', 'Drill', 'Conversation']),
    )
    const settings = JSON.parse(desk.read('.vscode/settings.json'))
    for (const path of Object.keys(settings['yaml.schemas']))
      expect(JSON.parse(readFileSync(join(desk.content, path), 'utf8'))).toHaveProperty('$schema')
    const { properties, additionalProperties } = JSON.parse(desk.read('.vscode/schemas/lesson.json'))
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(['id', 'title', 'status', 'review_every']))
    expect(additionalProperties).toBe(false)
  })

  test('the workflows are YAML', async () => {
    await run((world) => init('content', text, world))
    expect(parse(desk.read('.github/workflows/check.yml'))).toHaveProperty('jobs.check.steps')
    expect(parse(desk.read('.gitlab-ci.yml'))).toHaveProperty('check.script')
  })
})
