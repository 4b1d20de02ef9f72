import { execFileSync } from 'node:child_process'
import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { WantedGlossary } from '../../src/lessons/author-pages.ts'
import type { WantedTerm } from '../../src/lessons/glossary-edit.ts'
import { asNobody } from '../folder.ts'
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
const folder = () => world.context.settings.content
const file = 'glossary.yml'
const page = (term?: string) => author().glossaryPage({ term })
const oolong: WantedTerm = { term: 'Oolong', short: 'Tea between green and black.', also: [], translations: {} }
const steep: WantedTerm = {
  term: 'steep',
  short: 'Leaving tea in hot water until it has given its taste.',
  also: ['steeping'],
  translations: {},
}

async function wants(from: string | null, to: WantedGlossary['to']): Promise<WantedGlossary> {
  return { read: (await page()).read, from, to }
}
const saves = async (from: string | null, to: WantedGlossary['to']) => author().changeGlossary(await wants(from, to))
const learns = async () => (await world.as(await world.learner()).review.shelves({})).terms

/** The folder as it is, so that what is written next to it was seen. */
const write = async (path: string, text: string) => {
  writeFileSync(join(folder(), path), text)
  await world.context.catalogue.reload()
}

describe('the glossary in the browser', () => {
  test('shows what its file says, in its order', async () => {
    await write(
      file,
      `${world.text(file)}- term: "2026"\n  short: The year of the kettle.\n- term: cup\n  also: [cups]\n  short: A small bowl.\n`,
    )
    expect(await page()).toMatchObject({
      ...{ file, writable: true, problems: [], usedIn: [], theirs: null },
      terms: [
        { id: 'steep', title: 'Steep', also: ['steeping'], short: steep.short },
        { id: '2026', title: '2026' },
        { id: 'cup', title: 'Cup', also: ['cups'] },
      ],
      locales: [{ locale: 'de', name: 'German' }],
      form: { from: null, to: { term: '', short: '', also: [], translations: { de: { term: '', short: '' } } } },
    })
    expect((await page('cup')).form).toMatchObject({ from: 'cup', to: { term: 'cup', also: ['cups'] } })
    await expect(page('nothing')).rejects.toThrow(refusal('not-found', /“nothing”/))
  })

  test('a term is added, at once for learners too, and the audit has a line', async () => {
    const before = world.text(file)
    expect(await saves(null, { ...oolong, also: ['oolongs'] })).toMatchObject({ committed: null })
    expect(world.text(file)).toBe(`${before}- term: oolong\n  also: [oolongs]\n  short: Tea between green and black.\n`)
    expect(await learns()).toContainEqual({ id: 'oolong', title: 'Oolong', short: oolong.short })
    expect(world.sql("select verb, object, detail from audit where verb = 'glossary.changed'")).toMatchObject([
      { object: file, detail: expect.stringMatching(/^\{"from":null,"term":"oolong","mark":"/) },
    ])
  })

  test('a term is changed where a lesson names it, and the lesson shows the new definition', async () => {
    await saves('steep', { ...steep, short: 'Letting tea stand.' })
    const mia = await world.learner()
    const { segments } = await world.as(mia).lessons.lesson('brewing', {})
    expect(JSON.stringify(segments)).toContain('Letting tea stand.')
  })

  test('what is saved as it was is not written', async () => {
    const before = world.text(file)
    expect(await saves('steep', steep)).toMatchObject({ committed: null })
    expect(world.text(file)).toBe(before)
    expect(world.sql("select 1 from audit where verb = 'glossary.changed'")).toEqual([])
  })

  test('a term is said in another language, and one that the site does not list stays', async () => {
    await write(file, `${world.text(file).trimEnd()}\n  translations:\n    fr: { term: Infuser, short: Laisser infuser. } # by Luc\n`)
    await saves('steep', { ...steep, translations: { de: { term: 'Ziehen lassen', short: 'Tee im Wasser lassen.' } } })
    expect(world.text(file)).toContain('    fr: { term: Infuser, short: Laisser infuser. } # by Luc\n')
    expect((await page('steep')).form.to.translations).toEqual({ de: { term: 'Ziehen lassen', short: 'Tee im Wasser lassen.' } })
    await saves('steep', { ...steep, translations: { de: { term: '', short: '' } } })
    expect(world.text(file)).not.toContain('de:')
    expect(world.text(file)).toContain('# by Luc')
  })

  test('the first term makes the file', async () => {
    rmSync(join(folder(), file))
    world.writes('courses/tea/brewing.mdx', (text) => text.replace(/<Term id="steep">(.*?)<\/Term>/g, '$1'))
    await world.context.catalogue.reload()
    expect(await page()).toMatchObject({ read: null, terms: [], writable: true })
    await saves(null, oolong)
    expect(world.text(file)).toBe('- term: oolong\n  short: Tea between green and black.\n')
    await saves('oolong', null)
    expect(world.text(file).trim()).toBe('')
    expect(await page()).toMatchObject({ terms: [], problems: [] })
    await saves(null, oolong)
    expect(await learns()).toMatchObject([{ id: 'oolong' }])
  })

  test.each<{ what: string; from?: string; to: Partial<WantedTerm>; code: string; says: RegExp }>([
    { what: 'no name', to: { term: ' ' }, code: 'invalid', says: /^The term has no name/ },
    { what: 'a name that no lesson could write', to: { term: '茶' }, code: 'invalid', says: /^“茶” has no letter/ },
    { what: 'no definition', to: { short: ' \n' }, code: 'invalid', says: /^“Oolong” has no definition/ },
    { what: 'a term that is there', to: { term: 'Steep' }, code: 'conflict', says: /has “steep” already/ },
    { what: 'a word of another term', to: { term: 'Steeping' }, code: 'conflict', says: /“steeping” stands under “steep”/ },
    { what: 'another term among its words', to: { also: ['steep'] }, code: 'conflict', says: /has “steep” already/ },
    { what: 'a term that is not there', from: 'rooibos', to: {}, code: 'not-found', says: /no term “rooibos”/ },
    {
      what: 'half a translation',
      to: { translations: { de: { term: 'Oolong', short: '' } } },
      code: 'invalid',
      says: /^In German the term has a word and no definition/,
    },
    { what: 'a language of no site', to: { translations: { '../x': { term: 'a', short: 'b' } } }, code: 'invalid', says: /no language/ },
    { what: 'a novel', to: { short: 'x'.repeat(1001) }, code: 'invalid', says: /at most 1000 characters/ },
  ])('$what is refused, and nothing is written', async ({ from = null, to, code, says }) => {
    const before = world.text(file)
    await expect(saves(from, { ...oolong, ...to })).rejects.toThrow(refusal(code, says))
    expect(world.text(file)).toBe(before)
  })

  test('is for authors', async () => {
    const mia = await world.learner()
    await expect(author(mia).glossaryPage({})).rejects.toThrow(refusal('forbidden'))
    await expect(author(mia).changeGlossary(await wants(null, oolong))).rejects.toThrow(refusal('forbidden'))
  })
})

describe('a term that lessons name', () => {
  test('keeps its name and its place, and says where it stands', async () => {
    expect((await page('steep')).usedIn).toEqual([
      { title: 'Brewing: a pot of green', path: '/author/edit/brewing', file: expect.stringMatching(/^courses\/tea\/brewing/) },
    ])
    const before = world.text(file)
    await expect(saves('steep', null)).rejects.toThrow(
      refusal('conflict', /^“steep” stands in “Brewing: a pot of green”, so it was not taken/),
    )
    await expect(saves('steep', { ...steep, term: 'infuse' })).rejects.toThrow(refusal('conflict', /so it was not renamed/))
    expect(world.text(file)).toBe(before)
  })

  const draft = '---\nid: tasting\ntitle: Tasting\nskills: [brewing]\nstatus: live\n---\n\nThe <Term id="oolong">leaf</Term>.\n'
  test.each<{ what: string; path: string; text: string }>([
    { what: 'a draft beside what learners have', path: 'courses/tea/tasting.draft.mdx', text: draft },
    { what: 'a draft that cannot be read', path: 'courses/tea/tasting.draft.mdx', text: '<Term id="oolong">leaf</Term> {' },
    { what: 'a lesson that cannot be read', path: 'courses/tea/leaf.mdx', text: '---\nid: leaf\n<Term id="oolong">leaf</Term> {' },
    { what: 'a card', path: 'cards/leaf.mdx', text: '---\nid: leaf\ntitle: Leaf\n---\n\nThe <Term id="oolong">leaf</Term>.\n' },
    { what: 'a card that cannot be read', path: 'cards/leaf.mdx', text: '<Term id="oolong">leaf</Term>' },
  ])('stays for $what, saved a moment ago', async ({ path, text }) => {
    await saves(null, oolong)
    execFileSync('mkdir', ['-p', join(folder(), 'cards')])
    writeFileSync(join(folder(), path), text)
    await expect(saves('oolong', null)).rejects.toThrow(refusal('conflict', /^“oolong” stands in/))
    const [use] = (await page('oolong')).usedIn
    expect(use).toMatchObject({ file: path, path: expect.stringMatching(/^\/(?:author\/edit\/(?:tasting|leaf)|library\/cards\/leaf)$/) })
    rmSync(join(folder(), path))
    await saves('oolong', null)
    expect(world.text(file)).not.toContain('oolong')
  })

  test('in one language only is shown there, else in the site’s own', async () => {
    await saves(null, oolong)
    world.writes('courses/tea/brewing.de.mdx', (text) => text.replace(/\n---\n/, '\n---\n\n<Term id="oolong">Oolong</Term> ist Tee.\n'))
    await world.context.catalogue.reload()
    expect((await page('oolong')).usedIn).toMatchObject([{ path: '/author/edit/brewing?locale=de', file: 'courses/tea/brewing.de.mdx' }])
    world.writes('courses/tea/brewing.mdx', (text) => text.replace(/\n---\n/, '\n---\n\n<Term id="oolong">Oolong</Term> is tea.\n'))
    await world.context.catalogue.reload()
    expect((await page('oolong')).usedIn).toMatchObject([{ path: '/author/edit/brewing', title: 'Brewing: a pot of green' }])
  })

  test('one that none names is renamed', async () => {
    await saves(null, oolong)
    await saves('oolong', { ...oolong, term: 'Blue tea' })
    expect((await page('blue-tea')).form.to).toMatchObject({ term: 'blue-tea', also: ['Blue tea'], short: oolong.short })
    expect((await learns()).map(({ title }) => title)).toEqual(['Blue tea', 'Steep'])
  })
})

describe('a glossary changed meanwhile', () => {
  test('is shown beside what was typed, by whom, and saved over knowingly', async () => {
    const bert = await world.person('Bert Beiname', { role: 'author' })
    const mine = await wants('steep', { ...steep, short: 'Mine.' })
    await author(bert).changeGlossary(await wants('steep', { ...steep, short: 'His.' }))
    await expect(author().changeGlossary(mine)).rejects.toThrow(refusal('conflict', /Somebody has changed this file/))
    expect(world.text(file)).toContain('short: His.')
    const shown = await author().glossaryPage({ typed: mine })
    expect(shown).toMatchObject({
      form: { from: 'steep', to: { short: 'Mine.' } },
      theirs: {
        by: 'Bert Beiname',
        lines: expect.arrayContaining([
          { of: 'old', text: '  short: His.' },
          { of: 'new', text: '  short: Mine.' },
        ]),
      },
    })
    await author().changeGlossary({ ...mine, read: shown.read })
    expect(world.text(file)).toContain('short: Mine.')
  })

  test('in the folder itself is said so; a term that is gone would be put in again', async () => {
    await saves(null, oolong)
    const mine = await wants('oolong', { ...oolong, term: 'oolong', short: 'Mine.' })
    world.writes(file, (text) => text.replace(/- term: oolong[^]*$/, ''))
    const shown = await author().glossaryPage({ typed: mine })
    expect(shown).toMatchObject({ form: { from: null, to: { term: 'oolong' } }, theirs: { by: null } })
    await author().changeGlossary({ read: shown.read, ...shown.form })
    expect((await page('oolong')).form.to.short).toBe('Mine.')
  })

  test('a term to take away is shown as it is now', async () => {
    await saves(null, oolong)
    const away = await wants('oolong', null)
    world.writes(file, (text) => text.replace('green and black', 'black and green'))
    await expect(author().changeGlossary(away)).rejects.toThrow(refusal('conflict'))
    expect(await author().glossaryPage({ typed: away })).toMatchObject({
      form: { from: 'oolong', to: { short: 'Tea between black and green.' } },
      theirs: { lines: expect.arrayContaining([{ of: 'old', text: '- term: oolong' }]) },
    })
  })
})

describe('what does not get through', () => {
  test('a broken file is told of and not edited, and what was typed stays', async () => {
    const typed = await wants('steep', { ...steep, short: 'Mine.' })
    world.writes(file, (text) => text.replace('short:', 'shrot:'))
    const before = world.text(file)
    await expect(author().changeGlossary(typed)).rejects.toThrow(refusal('invalid', /glossary\.yml has a mistake on line 3.*"shrot"/))
    expect(world.text(file)).toBe(before)
    expect(await author().glossaryPage({ typed })).toMatchObject({
      ...{ terms: [], problems: [{ line: 3, message: expect.stringContaining('shrot') }], theirs: null },
      form: { from: 'steep', to: { short: 'Mine.' } },
    })
    expect(await page('steep')).toMatchObject({ terms: [], problems: [{ line: 3 }] })
  })

  test('a folder that cannot be written says so', async () => {
    const typed = await wants(null, oolong)
    chmodSync(folder(), 0o555)
    await expect(asNobody(() => author().changeGlossary(typed))).rejects.toThrow(refusal('forbidden', /may not write/))
    chmodSync(folder(), 0o755)
    await author().changeGlossary(typed)
  })

  test('where the folder is a repository, Git has the author’s name', async () => {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder(), encoding: 'utf8' }).trim()
    git('init', '--quiet')
    expect(await saves(null, oolong)).toEqual({ committed: true, term: 'oolong' })
    await saves('oolong', { ...oolong, term: 'oolong', short: 'Blue tea.' })
    await saves('oolong', null)
    expect(git('log', '--format=%an: %s').split('\n')).toEqual([
      'Anna Autor: Take “oolong” out of the glossary',
      'Anna Autor: Change “oolong” in the glossary',
      'Anna Autor: Add “oolong” to the glossary',
    ])
    expect(git('log', '-1', '--format=', '--name-only')).toBe(file)
  })
})
