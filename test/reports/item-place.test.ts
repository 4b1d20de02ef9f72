import { execFileSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSchool, type Person, type School } from '../world.ts'

let world: School
let anna: Person
beforeEach(async () => {
  world = await openSchool()
  anna = await world.person('Anna', { role: 'author' })
})
afterEach(() => world.close())

const brewing = 'courses/tea/brewing.mdx'
const report = (lesson = 'brewing', locale?: string) => world.as(anna).reports.lessonReport(lesson, { locale })
const item = async (id: string, locale?: string) => (await report('brewing', locale)).items.find((each) => each.item === id)!
const lineOf = (id: string) =>
  world
    .text(brewing)
    .split('\n')
    .findIndex((line) => line.includes(`id="${id}"`)) + 1

describe('where an item stands', () => {
  test('is a line of a file', async () => {
    expect((await report()).file).toBe(brewing)
    expect(await item('green-time')).toMatchObject({ line: lineOf('green-time'), url: null })
  })

  test('is a page, where the folder comes from a repository that has some', async () => {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: world.context.settings.content })
    git('init', '--quiet', '--initial-branch', 'spring')
    git('remote', 'add', 'origin', 'git@git.tea.example:tea/lessons.git')
    expect((await item('green-time')).url).toBe(`https://git.tea.example/tea/lessons/blob/spring/${brewing}#L${lineOf('green-time')}`)
  })
})

test('what changed in an item is told with its day, newest first', async () => {
  expect((await item('pot-name')).changes).toEqual([])
  world.morningOf('2026-03-05')
  await world.edits(brewing, (text) =>
    text.replace('<Typed id="pot-name">', '<Typed id="pot-name" change="fact">').replace('gaiwan', 'zhong'),
  )
  world.morningOf('2026-03-09')
  await world.edits(brewing, (text) => text.replace(/(<Typed id="pot-name"[^>]*>\n\n)(\S)/, '$1Well: $2'))
  expect((await item('pot-name')).changes.map(({ day }) => day)).toEqual(['2026-03-09', '2026-03-05'])
  expect((await item('pot-name')).changes.at(-1)!.change).toBe('fact')
  expect((await item('pot-name', 'de')).changes).toEqual([])
})

test('a translation belongs to its original until that changes, and what there is none of is told', async () => {
  expect(await report()).toMatchObject({ translations: [{ locale: 'de', old: null }], untranslated: [] })
  expect(await report('tasting')).toMatchObject({ translations: [], untranslated: ['de'] })
  world.nextMorning()
  await world.edits(brewing, (text) => text.replace(/^title: .*$/m, 'title: On brewing'))
  expect((await report()).translations).toEqual([{ locale: 'de', old: expect.stringContaining('The original changed on 3 March 2026') }])
})
