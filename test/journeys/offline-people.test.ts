import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { answerRight, meet, send } from '../api/device.ts'
import { newFolder, removeFolder } from '../folder.ts'
import { browserArguments, browserProgram, expectAccessible, openPage, phone } from './browser.ts'
import * as offline from './offline.ts'
import { answer, button, catchUp, choose, goOn, isSignedIn, keptOn, network, phoneOf, signInAs, signInByForm, startOffline, unsent, workerReady, type Offline } from './offline.ts' // prettier-ignore

/*
 * Whose answers they are, and where they stay: signed out, another person, a full phone, a killed browser, a new worker,
 * and cards, whose back is on the server. Everybody has a device of their own unless the test says otherwise.
 */
const names = ['Ada', 'Ben', 'Cleo', 'Dora', 'Emil', 'Fay', 'Gus', 'Hal', 'Ida']
let world: Offline

beforeAll(async () => {
  world = await startOffline(6, [...names, 'Noor'], async (people) => {
    const noor = people.get('Noor')!
    await meet(noor, 'brewing')
    const card = (await meet(noor, 'tasting'))('first-flush')
    await send(noor, answerRight(card))
  })
}, 120_000)

afterAll(() => world.close())
beforeEach(() => {
  world.between.mood = 'fine'
})

const soon = { timeout: 10_000 }
const here = (path: string) => world.url + path

/** Opens the review with the network and answers one question without it. */
async function withOneSaved(name: string) {
  const context = await phoneOf(world, name)
  const page = await newPage(context)
  await page.goto(here('/review'))
  await workerReady(page)
  await network(world, context, 'down')
  return { context, page, given: [await answer(page)] }
}

const newPage = (context: BrowserContext) => openPage(context, { network: 'comes and goes' })

test('signed out, the answers wait for the person, and say so', async () => {
  const { context, page, given } = await withOneSaved('Ada')
  await context.clearCookies()
  await network(world, context, 'fine')
  await goOn(page)
  given.push(await answer(page, 1))
  expect(await page.textContent('.foot .state')).toContain('Sign in to send it.')
  await expectAccessible(page)
  await page.goto(here('/'))
  await page.getByRole('link', { name: 'Sign in to send two answers' }).waitFor()
  await expectAccessible(page)
  expect(await unsent(page)).toHaveLength(2)
  await signInByForm(page, world, 'Ada')
  await page.getByRole('link', { name: 'Two answers from this device arrived: see how it went' }).click()
  await catchUp(page)
  offline.expectOnce(world, 'Ada', given)
  await context.close()
})

test('another person on the same device sees nothing of the first, and sends nothing for them', async () => {
  const { context, page, given } = await withOneSaved('Ben')
  await context.clearCookies()
  await network(world, context, 'fine')
  await page.goto(here('/'))
  await signInByForm(page, world, 'Cleo')
  await page.goto(here('/review'))
  await page.locator('form[aria-busy=false]').waitFor()
  expect(await page.getByText('This is how it went').count()).toBe(0)
  const [ben, cleo] = await Promise.all(['Ben', 'Cleo'].map(personOf))
  await expect.poll(async () => (await keptOn(page, 'sessions')).map(({ person }) => person), soon).toEqual([cleo])
  expect((await unsent(page)).map(({ person }) => person)).toEqual([ben])
  await context.clearCookies()
  await signInAs(world, context, 'Ben')
  await page.goto(here('/review'))
  await catchUp(page)
  offline.expectOnce(world, 'Ben', given)
  await context.close()
})

const personOf = async (name: string) => ((await (await world.people.get(name)!.get('/api/me')).json()) as { id: string }).id

test('signing out sends first; without the network it says what is not sent, and asks', async () => {
  const { context, page, given } = await withOneSaved('Dora')
  await network(world, context, 'full')
  const me = await newPage(context)
  await me.goto(here('/me'))
  await network(world, context, 'down')
  await button(me, 'Sign out').click()
  await me.getByRole('heading', { name: 'One answer is not sent yet.' }).waitFor()
  await expectAccessible(me)
  await button(me, 'Stay signed in').click()
  expect(await keptOn(page, 'sessions')).toHaveLength(1)
  await button(me, 'Sign out').click()
  await me.locator('dialog').getByRole('button', { name: 'Sign out' }).click()
  await me.getByText('This page needs the network.').waitFor()
  expect(await keptOn(me, 'sessions')).toEqual([])
  expect(await unsent(me)).toHaveLength(1)
  await page.close()
  await network(world, context, 'fine')
  await me.goto(here('/'))
  await me.getByRole('link', { name: 'Sign in' }).first().waitFor()
  expect(await isSignedIn(world, world.people.get('Dora')!.cookie)).toBe(false)
  offline.expectOnce(world, 'Dora', given)
  await context.close()
})

test('signing out with the network sends what waits without a question', async () => {
  const { context, page, given } = await withOneSaved('Emil')
  await network(world, context, 'fine')
  await page.goto(here('/me'))
  await button(page, 'Sign out').click()
  await page.waitForURL(here('/'))
  await page.getByRole('link', { name: 'Sign in' }).first().waitFor()
  expect(await isSignedIn(world, world.people.get('Emil')!.cookie)).toBe(false)
  offline.expectOnce(world, 'Emil', given)
  await context.close()
})

test('a full device says so, keeps the answer on the page, and does not say saved', async () => {
  const context = await phoneOf(world, 'Fay')
  const page = await newPage(context)
  const tab = await context.newCDPSession(page)
  // Before anything is written: Chromium remembers for a while how much room there is.
  await tab.send('Storage.overrideQuotaForOrigin', { origin: world.url, quotaSize: 1 })
  await page.goto(here('/review'))
  await network(world, context, 'down')
  const given = await choose(page, 2)
  await button(page, /^Check/).click()
  await page.locator('.foot', { hasText: 'Not saved: this device has no room left.' }).waitFor()
  expect(await page.textContent('.foot')).not.toContain('Saved here')
  expect(await page.locator(`input[value="${given.option}"]`).isChecked()).toBe(true)
  await expectAccessible(page)
  expect(await unsent(page)).toEqual([])
  await tab.send('Storage.overrideQuotaForOrigin', { origin: world.url })
  await button(page, /^Try again/).click()
  await page.locator('.foot .state', { hasText: 'Saved here.' }).waitFor()
  await network(world, context, 'fine')
  await expect.poll(() => unsent(page), soon).toEqual([])
  offline.expectOnce(world, 'Fay', [given])
  await context.close()
})

test('a network that comes back without a word from the browser is found', async () => {
  const context = await phoneOf(world, 'Ida')
  const page = await newPage(context)
  await page.goto(here('/review'))
  await page.locator('form[aria-busy=false]').waitFor()
  world.between.mood = 'down'
  const given = await answer(page)
  world.between.mood = 'fine'
  await expect.poll(() => unsent(page), soon).toEqual([])
  offline.expectOnce(world, 'Ida', [given])
  await context.close()
})

test('a card waits for the network, and comes when it is back', async () => {
  const context = await phoneOf(world, 'Noor')
  const page = await newPage(context)
  await page.goto(here('/review'))
  await workerReady(page)
  const question = page.locator('form[aria-busy=false]')
  // Only now does the device keep the review; the worker may be ready before.
  await question.waitFor()
  await network(world, context, 'down')
  await page.reload()
  const title = page.getByRole('heading', { name: 'That is all for now.' })
  for (await question.or(title).first().waitFor(); await question.isVisible();) {
    await answer(page)
    await goOn(page)
  }
  expect(await page.textContent('.stage')).toContain('One card waits for the network.')
  await expectAccessible(page)
  await network(world, context, 'fine')
  await page.getByText('This is how it went').waitFor()
  await button(page, 'Go on').click()
  await button(page, /^Show the back/).click()
  await button(page, 'I knew it').click()
  await page.locator('.foot .state', { hasText: 'Right.' }).waitFor()
  await context.close()
})

test('a new worker takes over at the next page, not under a running review, and drops nothing', async () => {
  const { context, page, given } = await withOneSaved('Gus')
  await network(world, context, 'full')
  const [before] = await shells(page)
  world.between.release = '0123456789abcdef'
  const other = await newPage(context)
  await other.goto(here('/courses'))
  // The browser looks for a new worker by itself, in its own time.
  await other.evaluate('navigator.serviceWorker.ready.then((registration) => registration.update())')
  await expect.poll(() => shells(other), soon).toHaveLength(2)
  await other.goto(here('/courses'))
  await goOn(page)
  given.push(await answer(page, 1))
  expect(await shells(other)).toContain(before)
  await page.close()
  // A browser may count a page that was closed for a moment longer: then it is the page after the next one. Each has its
  // time, and one that does not come is asked for again: Chromium can lose a page in the very moment in which the workers change.
  const tookOver = async () => {
    await other.goto(here('/courses'), { timeout: 10_000 }).catch(() => undefined)
    const alone = expect.poll(() => shells(other), { timeout: 3000 }).toEqual(['heed-0123456789abcdef'])
    return alone.then(
      () => true,
      () => false,
    )
  }
  await expect.poll(tookOver, { timeout: 60_000 }).toBe(true)
  expect(await unsent(other)).toHaveLength(2)
  await network(world, context, 'fine')
  await other.goto(here('/review'))
  await catchUp(other)
  offline.expectOnce(world, 'Gus', given)
  await context.close()
})

const shells = (page: Page) => page.evaluate<string[]>('caches.keys()')

test('a browser killed right after "Saved here" sends it when it is opened again', async () => {
  const profile = newFolder()
  const first = await launch(profile)
  const [context] = first.browser.contexts() as [BrowserContext]
  await signInAs(world, context, 'Hal')
  const page = await newPage(context)
  await page.goto(here('/review'))
  await workerReady(page)
  const tab = await context.newCDPSession(page)
  expect((await tab.send('Page.getInstallabilityErrors')).installabilityErrors).toEqual([])
  await network(world, context, 'down')
  const given = [await answer(page)]
  await first.kill()

  world.between.mood = 'fine'
  const second = await launch(profile)
  const [again] = second.browser.contexts() as [BrowserContext]
  await signInAs(world, again, 'Hal')
  const reopened = await newPage(again)
  await reopened.goto(here('/courses'))
  await reopened.getByRole('link', { name: 'One answer from this device arrived: see how it went' }).waitFor()
  offline.expectOnce(world, 'Hal', given)
  await second.kill()
  removeFolder(profile)
})

interface Launched {
  browser: Browser
  /** As a power cut would: nothing is written any more. */
  kill(): Promise<void>
}

/** A browser with a profile on the disk, in a process that can be killed. */
async function launch(profile: string): Promise<Launched> {
  const size = `--window-size=${phone.viewport.width},${phone.viewport.height}`
  const own = [`--user-data-dir=${profile}`, '--remote-debugging-port=0', '--headless=new', size]
  const child = spawn(browserProgram(), [...browserArguments, ...own, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  for await (const line of createInterface(child.stderr)) {
    const [, endpoint] = /listening on (ws:\S+)/.exec(line) ?? []
    if (!endpoint) continue
    const gone = new Promise((done) => child.once('exit', done))
    const kill = async () => {
      process.kill(-child.pid!, 'SIGKILL')
      await gone
    }
    return { browser: await chromium.connectOverCDP(endpoint), kill }
  }
  throw new Error('Chromium ended before it listened.')
}
