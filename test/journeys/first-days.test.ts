import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { itemTypes } from '../../src/items/registry.ts'
import { removeFolder } from '../folder.ts'
import { besideServer, goodPassword, heed, startHeed, type Running } from '../running.ts'
import { askedItem, give, handedTypes } from './answering.ts'
import { desk, expectAccessible, expectNoSidewaysScroll, inMotion, openBrowser, openPage, phone } from './browser.ts'

/*
 * The first days of a company with Heed: the owner sets it up; a new hire comes by a link, takes the first lessons on a
 * phone, and reviews them on the next days. axe looks at every page passed, in both themes.
 */
let server: Running
let browser: Browser
let owners: BrowserContext
let hires: BrowserContext
let page: Page

const monday = { HEED_NOW: '2026-03-02T08:00:00Z' }

beforeAll(async () => {
  server = await startHeed({ env: monday })
  browser = await openBrowser()
  owners = await browser.newContext({ ...desk, ...inMotion })
  hires = await browser.newContext({ ...phone, ...inMotion, hasTouch: true })
})

afterAll(async () => {
  await browser.close()
  await server.stop()
  removeFolder(server.data)
})

/** The same server on another morning, at the address that the browser knows. */
async function nextMorning(now: string): Promise<void> {
  const port = new URL(server.url).port
  await server.stop()
  server = await startHeed({ data: server.data, env: { HEED_NOW: now, PORT: port } })
}

const here = (path: string) => `http://localhost:${new URL(server.url).port}${path}`

async function look(on: Page): Promise<void> {
  await expectNoSidewaysScroll(on)
  await expectAccessible(on)
}

test('this journey can answer every type of item there is', () => {
  expect(handedTypes.toSorted()).toEqual(itemTypes.map(({ name }) => name).toSorted())
})

test('the owner opens the printed link and owns this Heed', async () => {
  const link = /http:\/\/\S+\/setup\?token=\S+/.exec(server.output())![0]
  page = await openPage(owners)
  await page.goto(link)
  await look(page)
  await page.getByLabel('Name').fill('Olga')
  await page.getByLabel('Email').fill('olga@tea.example')
  await page.getByLabel('Password').fill('short')
  await page.getByRole('button', { name: 'Become the owner' }).click()
  await expect.poll(() => page.textContent('main')).toContain('15')
  await look(page)
  await page.getByLabel('Password').fill(goodPassword)
  await page.getByRole('button', { name: 'Become the owner' }).click()
  await page.waitForURL(here('/'))
  await look(page)
  await page.goto(link)
  expect(await page.textContent('main')).not.toContain('Password')
})

test('a new hire comes in by a link, once', async () => {
  const added = await heed(['person', 'add', 'iris@tea.example', '--name', 'Iris'], {
    data: server.data,
    env: { HEED_URL: here(''), ...monday },
  })
  const link = /http:\/\/\S+\/in\/\S+/.exec(added.stdout)![0]
  page = await openPage(hires)
  await page.goto(link)
  await look(page)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(here('/'))
  await look(page)
  const again = await openPage(await browser.newContext(phone))
  await again.goto(link)
  await look(again)
  expect(await again.getByRole('button', { name: 'Sign in' }).count()).toBe(0)
})

test('she takes the first lessons, answering in place', { timeout: 180_000 }, async () => {
  for (const lesson of ['brewing', 'tasting', 'serving']) {
    await page.goto(here(`/lessons/${lesson}`))
    await look(page)
    await answerLesson(page, lesson === 'brewing' ? 'green-water' : undefined)
    await look(page)
    const course = (await (await page.request.get(here('/api/courses/tea'))).json()) as {
      sections: { lessons: { id: string; state: string }[] }[]
    }
    expect(course.sections.flatMap(({ lessons }) => lessons).find(({ id }) => id === lesson)!.state).toBe('done')
    // What was answered before takes no focus, and moves nobody down the page.
    await page.goto(here(`/lessons/${lesson}`), { waitUntil: 'networkidle' })
    expect(await page.evaluate('[document.activeElement.tagName, scrollY]')).toEqual(['BODY', 0])
  }
})

/** Every item right, but for one. */
async function answerLesson(on: Page, missed?: string): Promise<void> {
  const forms = await on.locator('form[id^="item-"]').all()
  expect(forms.length).toBeGreaterThan(1)
  for (const form of forms) {
    const id = (await form.getAttribute('id'))!.slice('item-'.length)
    await form.scrollIntoViewIfNeeded()
    await expect.poll(() => form.evaluate((element) => (element as HTMLFormElement).noValidate)).toBe(true)
    const asked = askedItem(server.data, id)
    await give(form, asked, id === missed ? 'wrong' : 'right')
    if (asked.type !== 'card') await form.getByRole('button', { name: 'Check' }).click()
    await expect.poll(() => form.textContent()).toContain(id === missed ? 'Not this time.' : 'Right.')
    expect(await form.textContent()).toContain('see this again')
  }
}

test('the pages around them', async () => {
  for (const path of ['/', '/courses', '/courses/tea', '/review', '/me', '/help', '/nowhere']) {
    await page.goto(here(path))
    await look(page)
  }
})

test('two mornings later the review asks for what was learnt, and keeps it', { timeout: 180_000 }, async () => {
  await nextMorning('2026-03-04T07:00:00Z')
  await page.goto(here('/'))
  await look(page)
  expect(await page.textContent('h1')).toMatch(/to keep/)
  await page.getByRole('button', { name: /Start review/ }).click()
  const session = (await (
    await page.request.post(here('/api/sessions'), { data: { minutes: 5, zone: 'Europe/Berlin' }, headers: { origin: here('') } })
  ).json()) as { items: { item: string }[] }
  expect(session.items.length).toBeGreaterThan(0)

  const [first, ...others] = session.items
  await answerTurn(first!.item, 'wrong', 'Not this time.')
  await look(page)
  await page.getByRole('button', { name: 'Continue' }).click()
  for (const { item } of others) {
    await answerTurn(item, 'right', 'Right.')
    await page.getByRole('button', { name: 'Continue' }).click()
  }
  // What was missed comes back once, at the end.
  await answerTurn(first!.item, 'right', 'Right.')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('link', { name: 'Done' }).waitFor()
  await look(page)
  await page.getByRole('link', { name: 'Done' }).click()
  await page.waitForURL(here('/'))
  expect(await besideServer({ data: server.data }, (app) => app.system.memory.verify())).toMatchObject({ different: 0 })
})

async function answerTurn(id: string, worth: 'right' | 'wrong', said: string): Promise<void> {
  const form = page.locator('form.session')
  const asked = askedItem(server.data, id)
  await give(form, asked, worth)
  if (asked.type !== 'card') await form.getByRole('button', { name: 'Check' }).click()
  await expect.poll(() => form.locator('.foot').textContent()).toContain(said)
}

test('she signs out, and nothing of hers is left in the browser', async () => {
  await page.goto(here('/me'))
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(here('/'))
  await look(page)
  const reply = await page.request.get(here('/api/me'))
  expect(reply.status()).toBe(401)
  await page.goto(here('/sign-in'))
  await look(page)
})
