import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { refusal } from '../refusal.ts'
import { openSchool, type Person, type School } from '../world.ts'

let world: School
let anna: Person
beforeEach(async () => {
  world = await openSchool()
  anna = await world.person('Anna Autor', { role: 'author' })
})
afterEach(() => world.close())

const author = (person = anna) => world.as(person).author
const bytes = (text: string) => new TextEncoder().encode(text)
const gift = '::Mugs:: How warm is a good mug? { =Warm ~Hot #Hot ones are for soup. ~Cold }\n\nDescribe tea. {}\n'
const look = (text = gift, name = 'mugs.gift') => author().lookAtImport({ name, bytes: bytes(text), course: 'tea' })

describe('questions from another tool, in the browser', () => {
  test('are looked at first, with what becomes of each', async () => {
    const before = world.live()
    const seen = await look()
    expect(seen).toMatchObject({ name: 'mugs.gift', course: 'tea', unit: 'line', taken: 1 })
    expect(seen.report).toMatchObject([
      { line: 1, fate: 'imported' },
      { line: 3, fate: 'left out', why: [expect.stringMatching(/./)] },
    ])
    expect(seen.mdx).toContain('status: draft')
    expect(world.live()).toBe(before)
  })

  test('become a draft that nobody sees, in its author’s words', async () => {
    const { mdx } = await look()
    const { lesson } = await author().writeImport({
      course: 'tea',
      text: mdx.replace('status: draft', 'status: live').replace('A good', 'A fine'),
    })
    expect(lesson).toBe('mugs')
    expect(world.text('courses/tea/mugs.mdx')).toContain('status: draft')
    expect(world.live().lessons.has('mugs')).toBe(false)
    expect((await author().editPage('mugs', {})).problems).toEqual([])
    expect(world.sql("select object from audit where verb = 'lesson.imported'")).toEqual([{ object: 'mugs' }])
  })

  test('of the same file twice get another id', async () => {
    await author().writeImport({ course: 'tea', text: (await look()).mdx })
    const again = await look()
    expect(again.mdx).toContain('id: mugs-2')
    await author().writeImport({ course: 'tea', text: again.mdx })
    expect(world.live().problems).toEqual([])
  })

  test.each([
    { what: 'no file', name: '', text: '', code: 'invalid', says: /^No file was chosen/ },
    { what: 'an unknown name', name: 'mugs.doc', text: gift, code: 'invalid', says: /cannot be told from its name/ },
    { what: 'another file under that name', name: 'mugs.json', text: gift, code: 'invalid', says: /./ },
    { what: 'letters that are not UTF-8', name: 'mugs.gift', text: undefined, code: 'invalid', says: /UTF-8/ },
    { what: 'too many at once', name: 'mugs.gift', text: `${gift}\n`.repeat(101), code: 'too-large', says: /202 pieces/ },
  ])('$what is told in a sentence', async ({ name, text, code, says }) => {
    const file = text === undefined ? new Uint8Array([0x4d, 0xfc, 0x67]) : bytes(text)
    await expect(author().lookAtImport({ name, bytes: file, course: 'tea' })).rejects.toThrow(refusal(code, says))
  })

  test('go into a course that is there, and under an id that is free', async () => {
    await expect(author().lookAtImport({ name: 'a.gift', bytes: bytes(gift), course: '../up' })).rejects.toThrow(refusal('not-found'))
    const { mdx } = await look()
    await expect(author().writeImport({ course: '../up', text: mdx })).rejects.toThrow(refusal('not-found'))
    await expect(author().writeImport({ course: 'tea', text: mdx.replace('id: mugs', 'id: brewing') })).rejects.toThrow(refusal('conflict'))
    await expect(author().writeImport({ course: 'tea', text: mdx.replace('[x]', '[ ]') })).rejects.toThrow(
      refusal('invalid', /^Line \d+: /),
    )
    await expect(author().writeImport({ course: 'tea', text: 'nothing' })).rejects.toThrow(refusal('invalid'))
  })

  test('are for authors', async () => {
    const mia = await world.learner()
    for (const deed of [
      () => author(mia).newPage(),
      () => author(mia).lookAtImport({ name: 'a.gift', bytes: bytes(gift), course: 'tea' }),
      () => author(mia).writeImport({ course: 'tea', text: '' }),
    ])
      await expect(deed()).rejects.toThrow(refusal('forbidden'))
  })
})
