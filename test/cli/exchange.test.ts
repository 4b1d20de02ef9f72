import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newFolder, removeFolder } from '../folder.ts'
import { ankiRows } from '../../db/sqlite/anki-rows.ts'
import { ankiFile } from '../../db/sqlite/anki.ts'
import { check } from '../../src/cli/check.ts'
import { exportItems, type ExportOptions } from '../../src/cli/export.ts'
import { importFile, type ImportOptions } from '../../src/cli/import.ts'
import { lessonText, quiz } from '../lessons/texts.ts'

let cwd: string
beforeEach(() => {
  cwd = newFolder()
  write('content/site.yml', 'title: Acme\nskills: { policy: Policy }\n')
  write('content/retired.yml', '- { id: who-greets-first, date: 2026-01-01, why: gone }\n')
  write('content/courses/refunds/course.yml', 'title: Refunds\nsections: [{ title: All, lessons: [basics] }]\n')
  write('content/courses/refunds/basics.mdx', lessonText(quiz('refund-window')))
})
afterEach(() => {
  removeFolder(cwd)
})

function write(path: string, text: string | Uint8Array): string {
  const file = join(cwd, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

const read = (path: string) => readFileSync(join(cwd, path), 'utf8')

function world() {
  const said = { out: '', talk: '' }
  const speaking = { out: (text: string) => void (said.out += text), talk: (text: string) => void (said.talk += text) }
  return { said, place: { content: join(cwd, 'content'), cwd, ...speaking } }
}

async function runImport(file: string, options: ImportOptions = {}) {
  const { said, place } = world()
  const exit = await importFile(join(cwd, file), options, { ...place, ankiRows: async (bytes) => ankiRows(bytes) })
  return { exit, ...said }
}

async function runExport(options: ExportOptions) {
  const { said, place } = world()
  const exit = await exportItems(options, { ...place, now: Date.UTC(2026, 2, 2), url: 'https://heed.test', ankiFile })
  return { exit, ...said }
}

const table = 'question,answer,option 1,tags\nWho greets first?,We do,The customer,policy\nHow long is the window?,30 days,14 days,\n'

describe('heed import', () => {
  test('writes a draft into the course, which the checker passes, and says where it is', async () => {
    write('Our questions.csv', table)
    const { exit, out, talk } = await runImport('Our questions.csv', { course: 'refunds' })
    expect([exit, out]).toEqual([0, ''])
    expect(talk).toBe(
      [
        'Our questions.csv:2  changed   who-greets-first-2',
        '    the answer “We do” was none of the options and is added to them.',
        'Our questions.csv:3  changed   how-long-is-the-window',
        '    the answer “30 days” was none of the options and is added to them.',
        '2 pieces taken over, 2 of them changed; 0 left out.',
        'content/courses/refunds/our-questions.mdx is a draft that nobody sees yet. Read it, and set status: live.',
        '',
      ].join('\n'),
    )
    const lesson = read('content/courses/refunds/our-questions.mdx')
    expect(lesson).toMatch(
      /^---\nid: our-questions\ntitle: "Our questions"\nstatus: draft\n---\n\n<Quiz id="who-greets-first-2" skill="policy">/,
    )
    expect(read('content/courses/refunds/course.yml')).toContain('our-questions')
    const { place } = world()
    expect(await check(['content/courses/refunds/our-questions.mdx'], { format: 'json' }, place)).toBe(0)
  })

  test('prints the lesson when it is told no place, and ends with 1 when something was left out', async () => {
    write('cards.md', 'Q: One?\nA: Yes\n\nQ: Two?\n')
    const { exit, out, talk } = await runImport('cards.md')
    expect(exit).toBe(1)
    expect(out).toContain('<Card id="one">')
    expect(talk).toContain('cards.md:4  left out  Two?\n    This question has no answer')
  })

  test('overwrites nothing', async () => {
    write('a.csv', table)
    write('lesson.mdx', 'mine')
    const { exit, talk } = await runImport('a.csv', { out: join(cwd, 'lesson.mdx') })
    expect([exit, read('lesson.mdx')]).toEqual([64, 'mine'])
    expect(talk).toContain('lesson.mdx is there already, so nothing was written.')
  })

  test('writes nothing when nothing could be taken over', async () => {
    write('a.gift', 'Explain.{}\n')
    const { exit, talk } = await runImport('a.gift', { out: join(cwd, 'lesson.mdx') })
    expect([exit, existsSync(join(cwd, 'lesson.mdx'))]).toEqual([1, false])
    expect(talk).toContain('Nothing could be taken over')
  })

  test.each([
    ['a file that is not there', 'nothing.csv', {}, 'There is no file'],
    ['a name that tells nothing', 'a.docx', {}, 'Say it with --format'],
    ['a course that is not there', 'a.csv', { course: 'refund' }, 'Did you mean “refunds”?'],
    ['a course and a file of its own', 'a.csv', { course: 'refunds', out: 'b.mdx' }, '--course and --out each say where'],
  ])('refuses %s', async (_, file, options, sentence) => {
    write('a.docx', 'x')
    write('a.csv', table)
    const { exit, talk } = await runImport(file, options)
    expect(exit).toBe(64)
    expect(talk).toContain(sentence)
  })

  test('reads the UTF-16 of spreadsheets, and refuses letters that would come out wrong', async () => {
    write('a.tsv', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('question\tanswer\nWie heißt sie?\tMäja\n', 'utf16le')]))
    expect((await runImport('a.tsv')).out).toContain('Wie heißt sie?')
    write('b.csv', Buffer.from('question,answer\nWie hei\xdft sie?,M\n', 'latin1'))
    await expect(runImport('b.csv')).rejects.toThrow('The file is not in UTF-8')
  })
})

describe('heed export', () => {
  test('prints JSON that import reads back into another folder', async () => {
    const { exit, out, talk } = await runExport({ format: 'json' })
    expect(exit).toBe(0)
    expect(talk).toContain('1 item exported, 0 left out. The answers are in it')
    write('out.json', out)
    rmSync(join(cwd, 'content/courses'), { recursive: true })
    expect((await runImport('out.json')).out).toContain('<Quiz id="refund-window">')
  })

  test('writes packages to a file only', async () => {
    expect((await runExport({ format: 'qti' })).exit).toBe(64)
    const out = join(cwd, 'out.zip')
    expect((await runExport({ format: 'qti', out })).exit).toBe(0)
    expect(Object.keys(unzipSync(readFileSync(out)))).toEqual(['imsmanifest.xml', 'items/refund-window.xml'])
  })

  test('a package for Anki comes back as a card', async () => {
    await runExport({ format: 'anki', out: join(cwd, 'out.apkg') })
    expect((await runImport('out.apkg')).out).toContain('How long does a customer have to ask for a refund?')
  })

  test('leaves drafts at home, and says which', async () => {
    write('content/courses/refunds/later.mdx', lessonText(quiz('later-window'), { id: 'later', status: 'draft' }))
    const { out, talk } = await runExport({ format: 'csv' })
    expect(out).not.toContain('later-window')
    expect(talk).toContain('1 draft left out, because only live lessons are exported: later.')
  })

  test('names the courses that there are', async () => {
    const { exit, talk } = await runExport({ format: 'gift', course: 'refund' })
    expect([exit, talk]).toEqual([64, 'There is no course “refund” that can be read. There is refunds.\n'])
  })
})
