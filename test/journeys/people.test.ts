import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { removeFolder } from '../folder.ts'
import { goodPassword, heed, startHeed, type Running } from '../running.ts'
import { desk, expectAccessible, expectNoSidewaysScroll, openBrowser, openPage, phone } from './browser.ts'

/*
 * Somebody comes, rises and goes: an admin makes teams and invites; the new hire joins on a phone; their role changes, for
 * which the password is asked again; a list of people is imported; at last the account is closed. axe looks at every page.
 */
let server: Running
let browser: Browser
let admins: BrowserContext
let hires: BrowserContext
let admin: Page
let hire: Page

const morning = '2026-03-02T08:00:00Z'
const aQuarterLater = '2026-03-02T08:20:00Z'
const here = (path: string) => `http://localhost:${new URL(server.url).port}${path}`
const command = (args: string[], input?: string) =>
  heed(args, { data: server.data, env: { HEED_URL: here(''), HEED_NOW: morning }, ...(input && { input }) })

beforeAll(async () => {
  server = await startHeed({ env: { HEED_NOW: morning } })
  await command(['person', 'add', 'alma@tea.example', '--name', 'Alma', '--role', 'admin', '--password-stdin'], `${goodPassword}\n`)
  browser = await openBrowser()
  admins = await browser.newContext(desk)
  hires = await browser.newContext({ ...phone, hasTouch: true })
  admin = await openPage(admins)
  hire = await openPage(hires)
})

afterAll(async () => {
  await browser.close()
  await server.stop()
  removeFolder(server.data)
})

/** One page glides into the next, and takes no click while it does. */
async function arrived(on: Page): Promise<void> {
  await expect.poll(() => on.evaluate('document.getAnimations().length').catch(() => 1)).toBe(0)
}

async function look(on: Page): Promise<void> {
  await arrived(on)
  await expectNoSidewaysScroll(on)
  await expectAccessible(on)
}

const says = (on: Page) => on.textContent('main')

test('an admin signs in and makes a tree of teams', async () => {
  await admin.goto(here('/sign-in'))
  await look(admin)
  await admin.getByRole('link', { name: 'I forgot my password' }).click()
  await admin.getByLabel('Email').fill('alma@tea.example')
  await look(admin)
  await admin.getByRole('button', { name: 'Send me a link' }).click()
  await expect.poll(() => says(admin)).toContain('This Heed sends no mail.')
  await look(admin)

  await admin.goto(here('/sign-in'))
  await admin.getByLabel('Email').fill('alma@tea.example')
  await admin.getByLabel('Password').fill(goodPassword)
  await admin.getByRole('button', { name: 'Sign in' }).click()
  await admin.waitForURL(here('/'))
  await admin.goto(here('/admin/teams'))
  await look(admin)
  for (const [name, below] of [
    ['Counter', 'Nothing: it stands at the top'],
    ['Evening', 'Counter'],
    ['Loading', 'Counter'],
  ] as const) {
    await admin.getByLabel('Name').fill(name)
    await admin.getByLabel('Below').selectOption({ label: below })
    await admin.getByRole('button', { name: 'Add' }).click()
    await admin.getByRole('link', { name }).waitFor()
  }
  await look(admin)
  await admin.getByRole('link', { name: 'Loading' }).click()
  await look(admin)
  await admin.getByLabel('Below').selectOption({ label: 'Nothing: it stands at the top' })
  await admin.getByRole('button', { name: 'Move', exact: true }).click()
  await admin.getByText('Done.').waitFor()
  await arrived(admin)
  await admin.getByRole('button', { name: 'Remove' }).click()
  // A browser takes the fragment of the page before along.
  await admin.waitForURL(/\/admin\/teams\?done=remove(#.*)?$/)
  expect(await says(admin)).toContain('The team is removed.')
  await look(admin)
  expect(await says(admin)).not.toContain('Loading')
})

test('she invites, and the new hire joins on a phone', async () => {
  await admin.goto(here('/invite'))
  await admin.getByLabel('Team', { exact: true }).selectOption({ label: 'Evening' })
  await admin.getByRole('button', { name: 'Make the link' }).click()
  const link = await admin.getByLabel('The link', { exact: true }).inputValue()
  await look(admin)
  expect(link).toMatch(/\/join\/[\w-]{43}$/)

  await hire.goto(link)
  await look(hire)
  expect(await says(hire)).toContain('Alma invites you into the team Evening.')
  await hire.getByLabel('Your name').fill('Iris')
  await hire.getByLabel('Email').fill('iris@tea.example')
  await hire.getByLabel('Password').fill('iris@tea.example')
  await hire.getByRole('button', { name: 'Join' }).click()
  await hire.getByRole('alert').waitFor()
  await look(hire)
  await hire.getByLabel('Password').fill(goodPassword)
  await hire.getByRole('button', { name: 'Join' }).click()
  await hire.waitForURL(here('/'))
  await hire.goto(here('/admin/people'))
  expect(await says(hire)).toContain('This page is not open to you.')

  const again = await openPage(await browser.newContext(phone))
  await again.goto(link)
  expect(await says(again)).toContain('This link was used already')
  await look(again)
  await admin.goto(here('/invite'))
  expect(await says(admin)).toContain('None.')
})

test('her role changes, once the admin has given the password again; she signs in anew', async () => {
  const { port } = new URL(server.url)
  // A page that still fetches something would find nobody there.
  for (const page of [admin, hire]) await page.goto('about:blank')
  await server.stop()
  server = await startHeed({ data: server.data, env: { HEED_NOW: aQuarterLater, PORT: port } })
  await admin.goto(here('/admin/people?q=IRIS'))
  await look(admin)
  await admin.getByRole('link', { name: 'Iris' }).click()
  await look(admin)
  await admin.getByRole('link', { name: 'Give your password to change it' }).click()
  await look(admin)
  await admin.getByLabel('Password').fill('not my password at all')
  await admin.getByRole('button', { name: 'It is me' }).click()
  await expect.poll(() => says(admin)).toContain('That is not your password.')
  await look(admin)
  await admin.getByLabel('Password').fill(goodPassword)
  await admin.getByRole('button', { name: 'It is me' }).click()
  await admin.getByLabel('What they may do').selectOption('author')
  await admin.getByRole('button', { name: 'Change' }).click()
  await expect.poll(() => says(admin)).toContain('Alma made Iris author, who was learner.')
  await look(admin)

  await hire.goto(here('/me'))
  await hire.waitForURL(here('/sign-in?next=%2Fme'))
  await hire.getByLabel('Email').fill('iris@tea.example')
  await hire.getByLabel('Password').fill(goodPassword)
  await hire.getByRole('button', { name: 'Sign in' }).click()
  await hire.waitForURL(here('/me'))
})

test('what she has changed beside the form that she sends is not lost without a question', async () => {
  await hire.goto(here('/me/settings'))
  await hire.getByLabel('Minutes a day').fill('9')
  const send = () => hire.locator('#set-keys').getByRole('button', { name: 'Save' }).click()
  const asked = hire.waitForEvent('dialog')
  await Promise.all([asked.then((dialog) => dialog.dismiss()), send()])
  expect((await asked).type()).toBe('beforeunload')
  expect(await hire.getByLabel('Minutes a day').inputValue()).toBe('9')
  await hire.locator('#set-week').getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => says(hire)).toContain('Saved.')
  expect(await hire.getByLabel('Minutes a day').inputValue()).toBe('9')
  await send()
  await expect.poll(() => hire.locator('#set-keys').innerText()).toContain('Saved.')
})

test('she leads, and invites a colleague into her own team', async () => {
  await admin.goto(here('/admin/people?q=iris'))
  await admin.getByRole('link', { name: 'Iris' }).click()
  await admin.getByRole('button', { name: 'Make lead' }).click()
  await expect.poll(() => says(admin)).toContain('Evening, lead')
  await admin.getByRole('link', { name: 'Evening' }).click()
  await look(admin)

  await hire.goto(here('/sign-in'))
  await hire.getByLabel('Email').fill('iris@tea.example')
  await hire.getByLabel('Password').fill(goodPassword)
  await hire.getByRole('button', { name: 'Sign in' }).click()
  await hire.waitForURL(here('/'))
  await hire.goto(here('/invite'))
  await look(hire)
  expect(await hire.getByLabel('Team', { exact: true }).locator('option').allTextContents()).toEqual(['Evening'])
  await hire.getByLabel('Email', { exact: true }).fill('noah@tea.example')
  await hire.getByRole('button', { name: 'Make the link' }).click()
  await hire.getByLabel('The link', { exact: true }).waitFor()
  expect(await says(hire)).toContain('noah@tea.example')
  await hire.getByRole('button', { name: 'End' }).click()
  await expect.poll(() => says(hire)).toContain('None.')
  await hire.getByLabel('Their email').fill('alma@tea.example')
  await hire.getByRole('button', { name: 'Make a sign-in link' }).click()
  await expect.poll(() => says(hire)).toContain('Nobody whom you can let in has the address alma@tea.example.')
  await look(hire)
})

test('a list is looked at first, then imported', async () => {
  const file = join(server.data, 'people.csv')
  await admin.goto(here('/admin/people/import'))
  await look(admin)
  const send = async (text: string) => {
    writeFileSync(file, text)
    await admin.getByLabel('The list', { exact: true }).setInputFiles(file)
    await admin.getByRole('button', { name: 'Look at it' }).click()
  }
  await send('email,name,role,team\nnoah@tea.example,Noah,boss,Night\n')
  await expect.poll(() => says(admin)).toContain('people.csv:2:3')
  await look(admin)
  await send('email,name,role,team\nnoah@tea.example,Noah,,Evening\nmia@tea.example,Mia,,\n')
  await expect.poll(() => says(admin)).toContain('Nothing is written yet.')
  await look(admin)
  await admin.getByRole('button', { name: 'Do these 2' }).click()
  await expect.poll(() => says(admin)).toContain('Done: 2 new')
  await look(admin)
  const noah = /noah@tea\.example\t(\S+)/.exec(await admin.getByLabel(/Links for the first sign-in/).inputValue())![1]!
  const other = await openPage(await browser.newContext(phone))
  await other.goto(noah)
  await look(other)
  await other.getByLabel('New password').fill(goodPassword)
  await other.getByRole('button', { name: 'Sign in' }).click()
  await other.waitForURL(here('/'))
})

test('her account is closed: nothing of Heed opens to her any more', async () => {
  await admin.goto(here('/admin/people?q=iris'))
  await admin.getByRole('link', { name: 'Iris' }).click()
  await admin.getByRole('button', { name: 'Close it' }).click()
  await admin.getByRole('button', { name: 'Open it again' }).waitFor()
  await look(admin)
  await hire.goto(here('/me'))
  await hire.waitForURL(here('/sign-in?next=%2Fme'))
  await hire.getByLabel('Email').fill('iris@tea.example')
  await hire.getByLabel('Password').fill(goodPassword)
  await hire.getByRole('button', { name: 'Sign in' }).click()
  await expect.poll(() => says(hire)).toContain('do not belong together')
  await admin.goto(here('/admin/audit'))
  await look(admin)
  expect(await says(admin)).toContain('Alma closed the account of Iris.')
})
