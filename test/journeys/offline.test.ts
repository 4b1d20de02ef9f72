import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Mood } from './between.ts'
import { rowsOf } from '../sql.ts'
import { expectAccessible, expectNoSidewaysScroll, openPage } from './browser.ts'
import * as offline from './offline.ts'
import { answer, catchUp, goOn, itemsOf, keptOn, network, phoneOf, startOffline, storedOf, unsent, workerReady, type Given, type Offline } from './offline.ts' // prettier-ignore

/*
 * A review without the network: what was "saved here" arrives, and arrives once, whatever happens to the tab and the wire.
 * 300 rounds are promised and take some minutes: HEED_TEST_ROUNDS=300 runs them; every run does as many as fit.
 */
const rounds = Number(process.env.HEED_TEST_ROUNDS ?? 30)
const seed = Number(process.env.HEED_TEST_SEED ?? 20260310)
const moods: Mood[] = ['down', 'down', 'down', 'deaf', 'mute', 'full']

let world: Offline
let mias: BrowserContext
let page: Page

beforeAll(async () => {
  world = await startOffline(rounds + 30, ['Mia'])
  const opened = await world.people.get('Mia')!.post('/api/sessions', { minutes: 2, zone: 'Europe/Berlin' })
  await opened.text()
  mias = await phoneOf(world, 'Mia')
  page = await newPage()
}, 120_000)

afterAll(() => world.close())
beforeEach(() => network(world, mias, 'fine'))

const newPage = () => openPage(mias, { network: 'comes and goes' })
const soon = { timeout: 10_000 }
const here = (path: string) => world.url + path
const expectOnce = (given: Given[], hint?: object) => offline.expectOnce(world, 'Mia', given, hint)

test('Heed can be installed, and says how it looks', async () => {
  await page.goto(here('/'))
  await workerReady(page)
  const tab = await mias.newCDPSession(page)
  const { installabilityErrors } = await tab.send('Page.getInstallabilityErrors')
  // Of all that Chromium asks for, only this: a test's window is a private one.
  expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito'])
  const { data, errors } = await tab.send('Page.getAppManifest')
  expect(errors).toEqual([])
  for (const { src } of (JSON.parse(data!) as { icons: { src: string }[] }).icons)
    expect((await page.request.get(here(src))).headers()['content-type']).toMatch(/^image\//)
  expect((await page.request.get(here('/sw.js'))).headers()['cache-control']).toBe('no-cache')
})

test('answers without the network are saved, sent once when it is back, and then told', async () => {
  await openReview()
  await answer(page, 0, /Right|Not this time/)
  await goOn(page)
  await network(world, mias, 'down')
  const given = [await answer(page, 1)]
  expect(await page.locator('.foot').textContent()).toContain('You’ll see how it went when you’re online.')
  await expectAccessible(page)
  await goOn(page)
  given.push(await answer(page, 2))
  expect(storedOf(world, 'Mia', itemsOf(given))).toEqual([])
  expect(await unsent(page)).toHaveLength(2)
  await network(world, mias, 'fine')
  await expect.poll(() => unsent(page), soon).toEqual([])
  expectOnce(given)
  await page.reload()
  await page.getByText('This is how it went').waitFor()
  expect(await page.locator('.looked .verdict').allTextContents()).toHaveLength(2)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  await catchUp(page)
  await expect.poll(() => keptOn(page, 'answers'), soon).toEqual([])
  expectOnce(given)
})

test('the device keeps no page, no answer of the server and no feedback, only the shell and what was asked', async () => {
  const urls = await page.evaluate<string[]>(
    'caches.keys().then(async (names) => (await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat())',
  )
  expect(urls.filter((path) => path !== '/offline' && !path.startsWith('/_astro/'))).toEqual([])
  expect(urls.length).toBeGreaterThan(4)
  const kept = JSON.stringify([await keptOn(page, 'sessions'), await keptOn(page, 'answers')])
  expect(kept).toContain('What is the answer to question')
  expect(kept).not.toMatch(/"(mark|why|feedback|takeaway|accepted|correct)"/)
})

test('the review opens without the network, where it was left; a closed tab keeps what was saved', async () => {
  await network(world, mias, 'down')
  await page.goto(here('/review'))
  await page.getByText('You are offline. Answers are saved here').waitFor()
  await expectAccessible(page)
  const given = [await answer(page)]
  await page.close()
  page = await newPage()
  await page.goto(here('/'))
  await page.getByText('Saved here: one answer.').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Go on with the review' }).click()
  given.push(await answer(page, 1))
  expect(given[1]!.item).not.toBe(given[0]!.item)
  await page.close()
  await network(world, mias, 'fine')
  page = await newPage()
  await page.goto(here('/courses'))
  await page.getByRole('link', { name: 'Two answers from this device arrived: see how it went' }).click()
  await catchUp(page)
  expectOnce(given)
})

test('two tabs keep and send side by side', async () => {
  await openReview()
  await network(world, mias, 'down')
  const given = [await answer(page)]
  const other = await newPage()
  await other.goto(here('/review'))
  given.push(await answer(other, 1))
  expect(await unsent(other)).toHaveLength(2)
  await network(world, mias, 'fine')
  await expect.poll(() => unsent(page), soon).toEqual([])
  expectOnce(given)
  await other.close()
})

test('an answer that the server refuses is told in words, and forgotten once seen', async () => {
  await openReview()
  await network(world, mias, 'down')
  await answer(page)
  await page.evaluate(`new Promise((done) => {
    const open = indexedDB.open('heed')
    open.onsuccess = () => {
      const tx = open.result.transaction('answers', 'readwrite'), store = tx.objectStore('answers')
      store.getAll().onsuccess = ({ target }) => target.result.forEach((kept) => store.put({ ...kept, answer: { ...kept.answer, session: 'gone' } }))
      tx.oncomplete = () => (open.result.close(), done())
    }
  })`)
  await network(world, mias, 'fine')
  await page.goto(here('/review'))
  await page.getByText('Not counted.').waitFor()
  expect(await page.textContent('.looked')).toContain('This question is not open any more.')
  await expectAccessible(page)
  await catchUp(page)
  await expect.poll(() => keptOn(page, 'answers'), soon).toEqual([])
})

test('an answer in a lesson that could not be sent stands there when the lesson is opened again, and counts once', async () => {
  await page.goto(here('/lessons/stack-1'))
  const unanswered = page.locator('form.item', { has: page.getByRole('button', { name: 'Check' }) })
  const id = (await unanswered.last().getAttribute('id'))!
  const question = page.locator(`#${id}`)
  const stored = () =>
    rowsOf(
      world.server.data,
      `SELECT answer.id FROM answer JOIN person ON person.id = person_id
        WHERE name = 'Mia' AND day = '2026-03-10' AND 'item-' || item_id = '${id}'`,
    )
  await network(world, mias, 'down')
  await question.locator('label.option').first().click()
  await question.getByRole('button', { name: 'Check' }).click()
  await question.locator('.state', { hasText: 'Not sent.' }).waitFor()
  await network(world, mias, 'fine')
  await page.reload()
  await question.locator('.state', { hasText: 'Not sent yet.' }).waitFor()
  expect(await question.locator('input:checked').count()).toBe(1)
  expect(stored()).toEqual([])
  await question.getByRole('button', { name: 'Try again' }).click()
  await question.locator('.state', { hasText: /Right|Not this time/ }).waitFor()
  expect(stored()).toHaveLength(1)
  await page.reload()
  await question.locator('.state', { hasText: /Right|Not this time/ }).waitFor()
  expect(stored()).toHaveLength(1)
})

test(`${rounds} rounds of killed tab and lost network lose nothing that was saved, and double nothing`, { timeout: 900_000 }, async () => {
  const chance = xoroshiro128plus(seed)
  const upTo = (most: number) => uniformInt(chance, 0, most)
  // What was missed earlier comes back for its second look: its first answers are there already.
  const questions = Array.from({ length: rounds + 30 }, (_, n) => `q${n + 1}`)
  const before = offline.storedOf(world, 'Mia', questions)
  const saved: Given[] = []
  for (let round = 0; round < rounds; round++) {
    // The wire alone: Playwright waits for ever to tell a crashed worker that it is offline.
    world.between.mood = moods[upTo(moods.length - 1)]!
    await openReview()
    saved.push(await answer(page, upTo(2), /Saved here|Right|Not this time/))
    const end = upTo(4)
    if (end === 0) await goOn(page)
    if (end > 1) await (end === 2 ? page.close() : crash(page))
    if (end > 1) page = await newPage()
  }
  world.between.mood = 'fine'
  await page.goto(here('/review'))
  await expect.poll(() => unsent(page), soon).toEqual([])
  const met = new Set(itemsOf(saved))
  expectOnce([...before.filter(({ item }) => met.has(item)), ...saved], { seed })
})

/** To the next question, past all that came of earlier ones. */
async function openReview(): Promise<void> {
  await page.goto(here('/review'))
  const [question, end] = [page.locator('form[aria-busy=false]'), page.locator('.session.done h2')]
  await question.or(end).first().waitFor()
  if (await page.getByText('This is how it went').isVisible()) await catchUp(page)
  if (await question.isVisible()) return
  // That was the end of one review: the next one comes from the server.
  world.between.mood = 'fine'
  await openReview()
}

/** As the system kills it for want of memory. */
async function crash(on: Page): Promise<void> {
  const gone = on.waitForEvent('crash')
  const tab = await mias.newCDPSession(on)
  tab.send('Page.crash').catch(() => undefined)
  await gone
  await on.close()
}
