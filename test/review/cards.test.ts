import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newFolder, removeFolder } from '../folder.ts'
import { openSchool, teaContent, type Person, type School } from '../world.ts'

const folder = newFolder()
const texts = {
  'pot.mdx': '---\nid: pot\ntitle: Warming the pot\nsummary: Before anything else.\nskill: brewing\n---\n\nRinse it with a ladle.\n',
  'pot.de.mdx': '---\nid: pot\ntitle: Die Kanne wärmen\nskill: brewing\n---\n\nMit einer Kelle ausspülen.\n',
  'tray.mdx': '---\nid: tray\ntitle: The tray\n---\n\nNo ladle, two spoons.\n',
}

let world: School
let mia: Person
beforeAll(async () => {
  cpSync(teaContent, folder, { recursive: true })
  mkdirSync(join(folder, 'cards'))
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, 'cards', name), text)
  world = await openSchool(folder)
  mia = await world.learner()
})
afterAll(() => {
  world.close()
  removeFolder(folder)
})

const namesOf = async (input: object) =>
  (await world.as(mia).review.library(input)).hits.map(({ kind, id, locale }) => `${kind} ${id} ${locale}`)

test('the library lists the cards with their skills, in the order of the site', async () => {
  expect((await world.as(mia).review.shelves({})).cards).toEqual([
    { id: 'pot', title: 'Warming the pot', summary: 'Before anything else.', skill: 'Brewing' },
    { id: 'tray', title: 'The tray', summary: '', skill: null },
  ])
  expect((await world.as(mia).review.shelves({ accepts: 'de' })).cards.map(({ title }) => title)).toEqual(['Die Kanne wärmen', 'The tray'])
})

test('a search finds them, with the match marked, and keeps to the filters', async () => {
  expect((await namesOf({ q: 'ladle' })).toSorted()).toEqual(['card pot en', 'card tray en'])
  expect(await namesOf({ q: 'ladle', skill: 'brewing' })).toEqual(['card pot en'])
  expect(await namesOf({ q: 'ladle', course: 'tea' })).toEqual([])
  expect(await namesOf({ kind: 'card' })).toEqual(['card pot en', 'card tray en'])
  const { hits } = await world.as(mia).review.library({ q: 'Kelle' })
  expect(hits).toMatchObject([{ kind: 'card', locale: 'de', title: 'Die Kanne wärmen', foreign: true }])
  expect(hits[0]!.html).toContain('<mark>Kelle</mark>')
})

test('a card is read in the own language, or in another with a word about it', async () => {
  const { card } = world.as(mia).lessons
  expect(await card('pot', { accepts: 'de' })).toMatchObject({ locale: 'de', translated: true, skill: { id: 'brewing', title: 'Brewing' } })
  expect(await card('tray', { locale: 'de' })).toMatchObject({ locale: 'en', translated: false, skill: null })
  await expect(card('kettle', {})).rejects.toMatchObject({ code: 'not-found' })
})
