import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newFolder, removeFolder } from '../folder.ts'
import { check } from '../../src/cli/check.ts'
import { lessonText, quiz } from '../lessons/texts.ts'

let cwd: string
beforeEach(() => {
  cwd = newFolder()
  write('courses/refunds/course.yml', 'title: Refunds\nsections: [{ title: All, lessons: [basics] }]\n')
  write('courses/refunds/basics.mdx', lessonText(quiz('refund-window')))
})
afterEach(() => {
  removeFolder(cwd)
})

function write(path: string, text: string): void {
  const file = join(cwd, 'content', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

async function run(files: string[] = [], options: Parameters<typeof check>[1] = {}) {
  const said = { out: '', talk: '' }
  const exit = await check(files, options, {
    content: join(cwd, 'content'),
    cwd,
    out: (text) => (said.out += text),
    talk: (text) => (said.talk += text),
  })
  return { exit, ...said }
}

const broken = () => {
  write('courses/refunds/basics.mdx', lessonText(quiz('refund-window').replace('[ ]', '[]')))
}

test('a clean run says so and prints nothing', async () => {
  expect(await run()).toEqual({ exit: 0, out: '', talk: '1 lesson, 1 item: nothing to mend.\n' })
})

describe('a problem', () => {
  beforeEach(broken)

  test('comes with its lines and the mend', async () => {
    const { exit, out, talk } = await run()
    expect(out).toBe(
      [
        'content/courses/refunds/basics.mdx:12:3  error  option-brackets',
        '   11 | - [x] 30 days',
        ' > 12 | - [] 14 days',
        '      |   ^^ These brackets are empty, so this line is not seen as an answer.',
        '   Mend: put a space between them for a wrong answer, "- [ ] 14 days", or an x for a right one, "- [x] 14 days".',
        '   `heed fix` can do this.',
        '',
      ].join('\n'),
    )
    expect([exit, talk]).toEqual([1, '1 error, 0 warnings.\n'])
  })

  test('is one line for editors', async () => {
    const { out } = await run([], { format: 'unix' })
    expect(out).toBe(
      'content/courses/refunds/basics.mdx:12:3: error These brackets are empty, so this line is not seen as an answer. [option-brackets]\n',
    )
  })

  test('is a note on the change for GitHub', async () => {
    const { out } = await run([], { format: 'github' })
    expect(out).toMatch(
      /^::error file=content\/courses\/refunds\/basics\.mdx,line=12,col=3,title=option-brackets::These brackets are empty.*\n$/,
    )
  })

  test('is data for programs', async () => {
    const { out } = await run([], { format: 'json' })
    expect(JSON.parse(out)).toEqual({
      problems: [
        {
          ...{ file: 'content/courses/refunds/basics.mdx', line: 12, column: 3, severity: 'error', id: 'option-brackets' },
          message: 'These brackets are empty, so this line is not seen as an answer.',
          mend: expect.stringContaining('- [ ] 14 days') as string,
        },
      ],
    })
  })
})

test('what a message says cannot forge another for GitHub', async () => {
  write('courses/refunds/basics.mdx', lessonText(`[a%0A::error::b](x.mdx)\n\n${quiz('a')}\n\n[c](%0A::error::d)`))
  const { out } = await run([], { format: 'github' })
  expect(out.trimEnd().split('\n')).toHaveLength(2)
  expect(out).toContain('%250A')
})

test('no problems are data too', async () => {
  expect(JSON.parse((await run([], { format: 'json' })).out)).toEqual({ problems: [] })
})

test('warnings fail only when told to', async () => {
  write('courses/refunds/course.yml', 'title: Refunds\nsections: []\n')
  expect(await run()).toMatchObject({ exit: 0, talk: '0 errors, 1 warning.\n' })
  expect((await run([], { strict: true })).exit).toBe(1)
})

test.each(['content/courses/refunds/other.mdx', 'courses/refunds/other.mdx'])('asked for %s it reports that file only', async (file) => {
  broken()
  write('courses/refunds/other.mdx', lessonText(`Hello {name}.\n\n${quiz('other')}`, { id: 'other' }))
  const { exit, out } = await run([file], { format: 'unix' })
  expect(exit).toBe(1)
  expect(out).toMatch(
    /^content\/courses\/refunds\/other\.mdx:1:1: warning .*\ncontent\/courses\/refunds\/other\.mdx:7:7: error .*\[brace\]\n$/,
  )
})

test('asked for a file without problems it is content', async () => {
  broken()
  expect((await run(['content/courses/refunds/course.yml'])).exit).toBe(0)
})

test('a file that there is not is wrong use', async () => {
  const { exit, out, talk } = await run(['content/nowhere.mdx'])
  expect([exit, out]).toEqual([64, ''])
  expect(talk).toContain('content/nowhere.mdx')
})

test('a path below the working folder is shown as it is, another whole', async () => {
  broken()
  const said: string[] = []
  await check(
    [],
    { format: 'unix' },
    { content: join(cwd, 'content'), cwd: join(cwd, 'content', 'courses'), out: (text) => said.push(text), talk: () => undefined },
  )
  await check(
    [],
    { format: 'unix' },
    { content: join(cwd, 'content'), cwd: join(cwd, 'elsewhere'), out: (text) => said.push(text), talk: () => undefined },
  )
  expect(said.map((text) => text.split(':')[0])).toEqual(['refunds/basics.mdx', join(cwd, 'content/courses/refunds/basics.mdx')])
})

test('a folder that is not there is a wrong setting, not a clean one', async () => {
  rmSync(join(cwd, 'content'), { recursive: true })
  expect(await run()).toMatchObject({ exit: 78, out: '', talk: expect.stringContaining('is not there') })
})

test('a folder without any lesson is no clean one: the setting may name another', async () => {
  rmSync(join(cwd, 'content'), { recursive: true })
  mkdirSync(join(cwd, 'content'))
  expect(await run()).toMatchObject({ exit: 1, talk: expect.stringContaining('Is HEED_CONTENT the folder that holds “courses”?') })
})

test('a repository that was not fetched yet is told as such, without what signs in to it', async () => {
  const said: string[] = []
  const world = { content: join(cwd, 'gone'), cwd, out: () => undefined, talk: (text: string) => void said.push(text) }
  const contentRemote = { url: 'https://me:hush@git.example.com/tea.git', branch: null }
  expect(await check([], {}, { ...world, contentRemote })).toBe(78)
  expect(said.join('')).toBe(
    'HEED_CONTENT=https://git.example.com/tea.git was not fetched yet. Start Heed once, or run “heed jobs run content”.\n',
  )
})
