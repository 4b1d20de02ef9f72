import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { removeFolder } from '../folder.ts'
import { goodPassword, heed, startHeed, type Running } from '../running.ts'
import { desk, expectAccessible, expectNoSidewaysScroll, openBrowser, openPage, phone } from './browser.ts'

/*
 * A course is given to a team: an admin sees what it would ask and assigns it; the lead reads the team's page and reminds
 * somebody, who reads that, and who looked. At last the admin's own rooms. axe looks at every page.
 */
let server: Running
let browser: Browser
const pages: Record<'alma' | 'lea' | 'mia', Page> = {} as never

const morning = '2026-03-02T08:00:00Z'
const here = (path: string) => `http://localhost:${new URL(server.url).port}${path}`
const command = (args: string[], input?: string) =>
  heed(args, { data: server.data, env: { HEED_URL: here(''), HEED_NOW: morning }, ...(input && { input }) })
const password = ['--password-stdin']

beforeAll(async () => {
  server = await startHeed({ env: { HEED_NOW: morning } })
  const line = `${goodPassword}\n`
  await command(['team', 'add', 'Counter'])
  await command(['person', 'add', 'alma@tea.example', '--name', 'Alma', '--role', 'owner', ...password], line)
  await command(['person', 'add', 'lea@tea.example', '--name', 'Lea', '--team', 'Counter', '--lead', ...password], line)
  await command(['person', 'add', 'mia@tea.example', '--name', 'Mia', '--team', 'Counter', ...password], line)
  for (const name of ['Eva', 'Ida', 'Max', 'Tom'])
    await command(['person', 'add', `${name.toLowerCase()}@tea.example`, '--name', name, '--team', 'Counter'])
  browser = await openBrowser()
  const contexts: [keyof typeof pages, BrowserContext][] = [
    ['alma', await browser.newContext(desk)],
    ['lea', await browser.newContext(desk)],
    ['mia', await browser.newContext({ ...phone, hasTouch: true })],
  ]
  for (const [who, context] of contexts) pages[who] = await signedIn(await openPage(context), who)
})

afterAll(async () => {
  await browser.close()
  await server.stop()
  removeFolder(server.data)
})

async function signedIn(page: Page, who: string): Promise<Page> {
  await page.goto(here('/sign-in'))
  await page.getByLabel('Email').fill(`${who}@tea.example`)
  await page.getByLabel('Password').fill(goodPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(here('/'))
  return page
}

/** One page glides into the next, and takes no click while it does. */
async function look(on: Page): Promise<void> {
  await expect.poll(() => on.evaluate('document.getAnimations().length').catch(() => 1)).toBe(0)
  await expectNoSidewaysScroll(on)
  await expectAccessible(on)
}

const says = (on: Page) => on.textContent('main')

test('an admin sees what a course would ask of a team, and assigns it', async () => {
  const { alma } = pages
  await alma.goto(here('/team/assign'))
  await look(alma)
  await alma.getByLabel('Course').selectOption('tea')
  await alma.getByLabel('Team').selectOption('Counter')
  await alma.getByLabel('By').fill('2026-04-01')
  await alma.getByRole('button', { name: 'What does this ask of them?' }).click()
  await expect.poll(() => says(alma)).toContain('On the fullest day')
  expect(await says(alma)).toMatch(/Its .* lessons take about .* minutes/)
  expect(await says(alma)).toContain('All five will hold 90\u00a0% by Wednesday 1 April')
  await look(alma)
  await alma.getByRole('button', { name: 'Assign', exact: true }).click()
  await expect.poll(() => says(alma)).toContain('for Counter is assigned, by Wed 1 Apr 2026.')
  await look(alma)
})

test('in the room of assignments she gives it to one person as well', async () => {
  const { alma } = pages
  await alma.goto(here('/admin'))
  await alma.waitForURL(here('/admin/people'))
  await alma.getByRole('link', { name: 'Assignments' }).click()
  await alma.waitForURL(here('/admin/assignments'))
  await look(alma)
  await alma.getByLabel('Course').selectOption('tea')
  await alma.getByLabel('Or one person').fill('mia@tea.example')
  await alma.getByLabel('By', { exact: true }).fill('2026-03-20')
  await alma.getByRole('button', { name: 'Assign', exact: true }).click()
  await expect.poll(() => says(alma)).toContain('for Mia, by Fri 20 Mar')
  expect(await says(alma)).toContain('for Counter, by Wed 1 Apr')
  // Ending asks first.
  await alma.getByRole('link', { name: /^End .* for Mia/ }).click()
  await alma.getByRole('heading', { name: /^End .* for Mia\?/ }).waitFor()
  await look(alma)
  await alma.getByRole('link', { name: 'Keep it' }).click()
  await alma.waitForURL(here('/admin/assignments'))
  expect(await says(alma)).toContain('for Mia, by Fri 20 Mar')
})

test('on the page of the site she makes a backup, changes how long what is kept, and lets leads look', async () => {
  const { alma } = pages
  await alma.goto(here('/admin/site'))
  await look(alma)
  await alma.getByRole('button', { name: 'Back up now' }).click()
  await expect.poll(() => says(alma)).toContain('The last one is less than an hour old')
  await look(alma)
  await alma.getByLabel('The audit, days').fill('10')
  await alma.evaluate("document.querySelector('#retention form').noValidate = true")
  await alma.getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => says(alma)).toContain('from 30 to 3650')
  await look(alma)
  await alma.getByLabel('The audit, days').fill('365')
  await alma.getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => says(alma)).toContain('From the next night on, this holds.')
  await alma.getByRole('link', { name: 'Let leads look at one person' }).click()
  await expect.poll(() => says(alma)).toContain('everybody is told on Today that you did it')
  await look(alma)
  await alma.getByRole('button', { name: 'Let leads look' }).click()
  await expect.poll(() => says(alma)).toContain('It is on.')
  await look(alma)
})

test('the lead reads how the team stands, looks at somebody, and reminds her', async () => {
  const { lea } = pages
  for (const job of ['teams', 'forecasts']) expect((await command(['jobs', 'run', job])).code).toBe(0)
  await lea.goto(here('/'))
  await lea.getByRole('link', { name: 'Team' }).click()
  await lea.waitForURL(here('/team'))
  await look(lea)
  expect(await says(lea)).toContain('6 not started')
  expect(await says(lea)).toContain('Behind the tea counter, by Wed 1 Apr')
  expect(await says(lea)).toContain('All five will hold 90\u00a0%')
  await lea.emulateMedia({ media: 'print' })
  expect(await lea.getByRole('button').count()).toBe(0)
  expect(await lea.getByRole('link', { name: 'Assign a course' }).count()).toBe(0)
  await lea.emulateMedia({ media: null })
  await lea.getByRole('link', { name: 'Mia' }).click()
  await expect.poll(() => says(lea)).toContain('That you looked here is written down')
  await look(lea)
  await lea.getByRole('link', { name: 'Back to the team' }).click()
  await lea.getByRole('button', { name: 'Remind Mia' }).click()
  await expect.poll(() => says(lea)).toContain('The reminder stands on the Today page of Mia for a week. No mail went')
  expect(await lea.getByRole('button', { name: 'Remind Mia' }).count()).toBe(0)
  await look(lea)
  await lea.getByRole('link', { name: 'Invite somebody' }).click()
  await lea.waitForURL(here('/invite'))
  await look(lea)
})

test('she reads what was done about her, and who looked', async () => {
  const { mia } = pages
  await mia.goto(here('/me/seen'))
  await look(mia)
  const seen = await says(mia)
  expect(seen).toContain('Lea reminded you of “Behind the tea counter”.')
  expect(seen).toContain('Lea looked at the state of your lessons')
  expect(seen).toContain('This organisation has switched on')
  expect(seen).toContain('switched on that leads may look at the state of each required lesson')
  await mia.goto(here('/'))
  await look(mia)
  expect(await says(mia)).toContain('switched on that leads may look at the state of each required lesson')
  await mia.goto(here('/me'))
  await look(mia)
})

test('she thanks her lead, who reads it, and nobody else does', async () => {
  const { alma, lea, mia } = pages
  await mia.goto(here('/me'))
  await mia.getByText('Thank a colleague').click()
  await mia.getByLabel('Whom').selectOption({ label: 'Lea' })
  await mia.getByLabel('For').selectOption({ label: 'Serving' })
  await mia.getByLabel('In your words').fill('You heard what the guest did not say.')
  await look(mia)
  await mia.getByRole('button', { name: 'Say thank you' }).click()
  await expect.poll(() => says(mia)).toContain('You have thanked Lea.')
  await look(mia)
  await lea.goto(here('/me'))
  expect(await says(lea)).toContain('You heard what the guest did not say.')
  expect(await says(lea)).toContain('Mia, Mon 2 Mar, for Serving')
  await look(lea)
  for (const path of ['/team', '/me', '/admin/audit']) {
    await alma.goto(here(path))
    expect(await says(alma)).not.toContain('what the guest did not say')
  }
})

test('the admin sees what an erasure would take, and erases nobody by another’s address', async () => {
  const { alma } = pages
  await alma.goto(here('/admin/people?q=tom'))
  await alma.getByRole('link', { name: 'Tom' }).click()
  await alma.getByRole('button', { name: 'Erase' }).waitFor()
  await look(alma)
  await alma.getByLabel('Their address').fill('mia@tea.example')
  await alma.getByRole('button', { name: 'Erase' }).click()
  await expect.poll(() => says(alma)).toContain('That is not the address of Tom, so nobody was erased.')
  await look(alma)
  await alma.getByLabel('Their address').fill('tom@tea.example')
  await alma.getByRole('button', { name: 'Erase' }).click()
  await alma.waitForURL(/\/admin\/people\?done=erase(#.*)?$/)
  expect(await says(alma)).toContain('The person is erased.')
  await look(alma)
  expect(await says(alma)).not.toContain('Tom')
})
