import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { removeFolder } from '../folder.ts'
import { clientOf, freePort, goodPassword, signedIn, startHeed, type Client, type Running } from '../running.ts'
import { rowsOf } from '../sql.ts'
import { standBetween, type Between, type Mood } from './between.ts'
import { openBrowser, phone } from './browser.ts'
import { learn, stackOf } from './stack.ts'

/** Heed behind a network that can be lost, a browser, and people who learnt a stack of questions eight days ago. */
export interface Offline {
  server: Running
  browser: Browser
  /** The address that browsers know. */
  url: string
  between: Between
  people: Map<string, Client>
  close(): Promise<void>
}

export async function startOffline(
  questions: number,
  names: string[],
  more?: (people: Map<string, Client>) => Promise<void>,
): Promise<Offline> {
  const content = stackOf(questions)
  const port = String(await freePort())
  const between = await standBetween(port)
  const env = { PORT: port, HEED_URL: between.url }
  const early = await startHeed({ content, env: { ...env, HEED_NOW: '2026-03-02T08:00:00Z' } })
  const people = new Map<string, Client>()
  for (const name of names) people.set(name, await signedIn({ ...early, url: between.url }, name))
  for (const client of people.values()) await learn(client, questions)
  await more?.(people)
  await early.stop()
  const server = await startHeed({ content, data: early.data, env: { ...env, HEED_NOW: '2026-03-10T08:00:00Z' } })
  const browser = await openBrowser()
  const close = async () => {
    await browser.close()
    await server.stop()
    between.close()
    removeFolder(server.data)
    removeFolder(content)
  }
  return { server, browser, url: between.url, between, people, close }
}

/** A phone on which that person is signed in. */
export async function phoneOf(offline: Offline, name: string): Promise<BrowserContext> {
  const context = await offline.browser.newContext({ ...phone, hasTouch: true })
  await signInAs(offline, context, name)
  return context
}

export async function signInAs({ url, people }: Offline, context: BrowserContext, name: string): Promise<void> {
  const [cookie, value] = people.get(name)!.cookie.split('=') as [string, string]
  await context.addCookies([{ name: cookie, value, url }])
}

/** Both the wire and what the browser knows of it. */
export async function network({ between }: Offline, context: BrowserContext, mood: Mood): Promise<void> {
  between.mood = mood
  await context.setOffline(mood === 'down')
}

interface Kept {
  id?: string
  person: string
  listed?: boolean
}

/** What a device keeps, read as any script of the page could. */
export function keptOn(page: Page, store: 'answers' | 'sessions'): Promise<Kept[]> {
  return page.evaluate<Kept[]>(`new Promise((done, failed) => {
    const open = indexedDB.open('heed')
    open.onerror = failed
    open.onsuccess = () => {
      const all = open.result.transaction('${store}').objectStore('${store}').getAll()
      all.onsuccess = () => (open.result.close(), done(all.result))
    }
  })`)
}

/** Answers that the server has not listed. */
export const unsent = async (page: Page) => (await keptOn(page, 'answers')).filter(({ listed }) => !listed)

export interface Given {
  item: string
  option: string
}

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })

/** Answers the question shown by its n-th option, and waits for what is said of it. */
export async function answer(page: Page, option = 0, said: string | RegExp = 'Saved here.'): Promise<Given> {
  const given = await choose(page, option)
  await page.locator('.foot .button').click()
  await page.locator('.foot .state', { hasText: said }).waitFor()
  return given
}

export async function choose(page: Page, option: number): Promise<Given> {
  const form = page.locator('form.session[aria-busy=false]')
  const [, number] = /question (\d+)/.exec((await form.locator('.question').textContent())!)!
  const key = (await form.locator('input[name=options]').nth(option).getAttribute('value'))!
  await form.locator('label.option').nth(option).click()
  return { item: `q${number}`, option: key }
}

export const goOn = (page: Page) => button(page, /^Continue/).click()

/** Past "This is how it went". */
export async function catchUp(page: Page): Promise<void> {
  await page.getByText('This is how it went').waitFor()
  await button(page, /^Go on/).click()
}

/** Every answer of a person to these items in a review, as the server has it. */
export function storedOf({ server }: Offline, name: string, items: string[]): Given[] {
  const named = items.map((item) => `'${item}'`).join(',')
  const query = `SELECT item_id AS item, response FROM answer JOIN person ON person.id = person_id
    WHERE session_id IS NOT NULL AND person.name = '${name}' AND item_id IN (${named}) ORDER BY arrival`
  return rowsOf<{ item: string; response: string }>(server.data, query).map(({ item, response }) => ({
    item,
    option: (JSON.parse(response) as { options: string[] }).options[0]!,
  }))
}

const byItem = (given: Given[]) => given.toSorted((a, b) => a.item.localeCompare(b.item) || a.option.localeCompare(b.option))
export const itemsOf = (given: Given[]) => given.map(({ item }) => item)

/** The server has each of them, and each once. */
export function expectOnce(offline: Offline, name: string, given: Given[], hint: object = {}): void {
  const stored = byItem(storedOf(offline, name, itemsOf(given)))
  expect({ ...hint, stored }).toEqual({ ...hint, stored: byItem(given) })
}

export const workerReady = (page: Page) => page.evaluate('navigator.serviceWorker.ready.then(() => true)')

export async function signInByForm(page: Page, { url }: Offline, name: string): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('Email').fill(`${name.toLowerCase()}@tea.example`)
  await page.getByLabel('Password').fill(goodPassword)
  await button(page, 'Sign in').click()
  await page.waitForURL(`${url}/`)
}

export const isSignedIn = async ({ url }: Offline, cookie: string) => (await clientOf(url, cookie).get('/api/me')).status === 200
