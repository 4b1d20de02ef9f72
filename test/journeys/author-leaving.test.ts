import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goodPassword } from '../running.ts'
import { startAuthors, type Authors } from './authors.ts'
import { desk, expectAccessible, expectNoSidewaysScroll } from './browser.ts'

/*
 * An author leaves the page in the middle of writing, is signed out, is refused: what she has typed is there when she comes
 * back, and what she sees is what is published.
 */
let authors: Authors
let page: Page

beforeAll(async () => {
  authors = await startAuthors()
  page = await authors.signIn('anna', desk)
})

afterAll(() => authors.close())

const here = (path: string) => authors.here(path)
const file = (name: string) => readFileSync(join(authors.content, 'courses/tea', name), 'utf8')
const code = () => page.locator('.cm-content')
const button = (name: string) => page.getByRole('button', { name, exact: true })

async function look(): Promise<void> {
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
}

async function open(path: string): Promise<void> {
  await page.goto(here(path))
  await code().waitFor()
}

async function typeAtTheEnd(words: string): Promise<void> {
  await lookAtTheEnd()
  await page.keyboard.insertText(words)
}

/** @returns whether she was asked */
async function leaveFor(name: string): Promise<boolean> {
  let asked = false
  page.once('dialog', (dialog) => {
    asked = true
    void dialog.accept()
  })
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
  page.removeAllListeners('dialog')
  return asked
}

/** The editor draws only what can be seen of it. */
async function lookAtTheEnd(): Promise<void> {
  await code().click()
  await page.keyboard.press('ControlOrMeta+End')
}

const isBack = () => page.getByText('What you typed here before is back, and not saved yet.').waitFor()

test('who comes back to a page sees what she had typed there, and publishes what she sees', async () => {
  await open('/author/edit/tasting')
  await typeAtTheEnd('\nSlurping is allowed.\n')
  expect(await leaveFor('Library')).toBe(true)
  await page.goBack()
  await isBack()
  await lookAtTheEnd()
  await code().getByText('Slurping is allowed.').waitFor()
  await look()
  expect(await leaveFor('Library')).toBe(true)
  await page.goBack()
  await isBack()
  await button('Publish').click()
  await page.waitForURL(here('/author/edit/tasting?saved=published'))
  expect(file('tasting.mdx')).toContain('Slurping is allowed.')
})

test('and what she had taken out is out', async () => {
  await open('/author/edit/tasting')
  await code().click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.insertText(file('tasting.mdx').replace('Slurping is allowed.', ''))
  await leaveFor('Library')
  await page.goBack()
  await isBack()
  await lookAtTheEnd()
  expect(await code().getByText('Slurping').count()).toBe(0)
  await button('Publish').click()
  await page.waitForURL(here('/author/edit/tasting?saved=published'))
  expect(file('tasting.mdx')).not.toContain('Slurping')
})

test('she can take what is saved instead', async () => {
  await open('/author/edit/tasting')
  await typeAtTheEnd('\nNobody will read this.\n')
  await leaveFor('Library')
  await page.goBack()
  await isBack()
  page.once('dialog', (dialog) => void dialog.accept())
  await page.getByRole('link', { name: 'Take what is saved' }).click()
  await page.waitForURL(here('/author/edit/tasting?locale=en'))
  await code().waitFor()
  await button('Publish').click()
  await page.waitForURL(here('/author/edit/tasting?locale=en&saved=published'))
  expect(file('tasting.mdx')).not.toContain('Nobody')
})

test('what somebody else has saved meanwhile is not written over by words that came back', async () => {
  await open('/author/edit/tasting')
  await typeAtTheEnd('\nMine was first.\n')
  await leaveFor('Library')
  const other = await authors.signIn('anna', desk)
  await other.goto(here('/author/edit/tasting'))
  await other.locator('.cm-content').click()
  await other.keyboard.press('ControlOrMeta+End')
  await other.keyboard.insertText('\nAnother was faster.\n')
  await other.getByRole('button', { name: 'Publish' }).click()
  await other.waitForURL(here('/author/edit/tasting?saved=published'))
  await page.goBack()
  await isBack()
  await button('Publish').click()
  await page.getByRole('alert').getByText('Somebody has changed this file').waitFor()
  expect(await page.getByRole('region', { name: 'What is different' }).locator('del').allTextContents()).toContainEqual(
    expect.stringContaining('Another was faster.'),
  )
  expect(file('tasting.mdx')).not.toContain('Mine was first.')
  await code().waitFor()
  expect(await leaveFor('Library')).toBe(true)
})

test('what was refused is nowhere else, so she is asked before she leaves it; what lies in the draft is not', async () => {
  await open('/author/edit/serving')
  await typeAtTheEnd('\n{oops}\n')
  await button('Publish').click()
  await page.getByRole('alert').getByText('one mistake').waitFor()
  await code().waitFor()
  expect(await leaveFor('Library')).toBe(true)
  await open('/author/edit/serving')
  await typeAtTheEnd('\n{oops}\n')
  await button('Save draft').click()
  await page.waitForURL(here('/author/edit/serving?saved=draft'))
  await code().waitFor()
  await button('Publish').click()
  await page.getByRole('alert').getByText('one mistake').waitFor()
  await code().waitFor()
  expect(await leaveFor('Library')).toBe(false)
  await open('/author/edit/serving')
  await page.getByText('Discard the draft').click()
  await button('Discard it').click()
  await page.waitForURL(here('/author/edit/serving?saved=discarded'))
})

test('signed out while she writes, she does what the page says and loses nothing', async () => {
  await open('/author/edit/serving')
  await typeAtTheEnd('\nWords that took an hour.\n')
  await page.context().clearCookies()
  await button('Publish').click()
  await page.getByRole('heading', { name: 'You are signed out, so nothing was taken.' }).waitFor()
  const opened = page.waitForEvent('popup')
  await page.getByRole('link', { name: 'Sign in in a new tab' }).click()
  const tab = await opened
  await tab.getByLabel('Email').fill('anna@tea.example')
  await tab.getByLabel('Password').fill(goodPassword)
  await tab.getByRole('button', { name: 'Sign in', exact: true }).click()
  await tab.waitForURL(here('/'))
  await tab.close()
  await page.goBack()
  await isBack()
  await button('Publish').click()
  await page.waitForURL(here('/author/edit/serving?saved=published'))
  expect(file('serving.mdx')).toContain('Words that took an hour.')
})

const title = () => page.getByLabel('Title', { exact: true })

for (const path of ['/author/courses/tea', '/author/courses/new', '/author/new'])
  test(`${path}: what is typed is not lost without a word`, async () => {
    await page.goto(here(path))
    expect(await leaveFor('Library')).toBe(false)
    await page.goto(here(path))
    await title().pressSequentially('!')
    expect(await leaveFor('Library')).toBe(true)
  })

test('a course: what is chosen is guarded like what is typed, and what is saved is safe', async () => {
  await page.goto(here('/author/courses/tea'))
  await page.getByLabel('How sure').selectOption({ label: 'Nice to know' })
  expect(await leaveFor('Library')).toBe(true)
  await page.goto(here('/author/courses/tea'))
  await title().fill('Tea for two')
  await button('Save').last().click()
  await page.getByRole('heading', { name: 'Tea for two', level: 1 }).waitFor()
  expect(await leaveFor('Library')).toBe(false)
})

test('a new course that was refused is nowhere else', async () => {
  await page.goto(here('/author/courses/new'))
  await title().fill('More tea')
  await page.getByLabel('Id').fill('tea')
  await button('Begin it').click()
  await page.getByRole('alert').getByText('There is a course with the id').waitFor()
  expect(await leaveFor('Library')).toBe(true)
})

test('without JavaScript nothing in the preview sends the page away, and what is typed is saved', async () => {
  const plain = await authors.signIn('anna', { ...desk, javaScriptEnabled: false })
  await plain.goto(here('/author/edit/brewing'))
  expect(await plain.locator('main noscript').textContent()).toContain('Without JavaScript the answers cannot be tried')
  const field = plain.getByLabel('Text of the lesson')
  await field.fill(`${await field.inputValue()}\nWritten without a script.\n`)
  expect(await plain.locator('.shown form').count()).toBeGreaterThan(0)
  expect(await plain.locator('.shown').locator('button:enabled, input:enabled').count()).toBe(0)
  await plain.getByRole('button', { name: 'Save draft' }).click()
  await plain.getByText('Saved as a draft.').waitFor()
  expect(await field.inputValue()).toContain('Written without a script.')
  await plain.goto(here('/author/lessons/brewing'))
  expect(await plain.locator('.pane').locator('button:enabled, input:enabled').count()).toBe(0)
})

const draft = (lesson: string) => here(`/author/edit/${lesson}?saved=draft`)

test('saving a draft leaves her where she was, by the keyboard too', async () => {
  await open('/author/edit/serving')
  await lookAtTheEnd()
  await page.keyboard.press('Enter')
  await page.keyboard.insertText('Almost done.')
  await button('Save draft').click()
  await page.waitForURL(draft('serving'))
  await code().getByText('Almost done.').waitFor()
  await page.keyboard.insertText(' Here.')
  await page.keyboard.press('ControlOrMeta+S')
  await page.getByText('You have changed the text since').waitFor({ state: 'detached' })
  await code().getByText('Almost done. Here.').waitFor()
  await page.keyboard.insertText(' And here.')
  await page.keyboard.press('ControlOrMeta+S')
  await page.getByText('You have changed the text since').waitFor({ state: 'detached' })
  await code().getByText('Almost done. Here. And here.').waitFor()
  expect(file('serving.draft.mdx')).toMatch(/Almost done\. Here\. And here\.\n?$/)
  await page.keyboard.insertText('{oops}')
  await button('Publish').click()
  await page.getByRole('alert').getByText('one mistake').waitFor()
  await code().getByText('And here.{oops}').waitFor()
  expect(await page.evaluate("document.activeElement.getAttribute('role')")).toBe('alert')
})
