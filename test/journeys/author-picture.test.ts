import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dot } from '../lessons/pictures.ts'
import { startAuthors, type Authors } from './authors.ts'
import { desk, expectAccessible, expectNoSidewaysScroll, phone } from './browser.ts'

/*
 * Somebody who has never seen code brings pictures into a lesson: one that she chooses, one that she pastes, one that she drops.
 * What is refused loses neither file nor words, and a learner sees what she published.
 */
let authors: Authors
let page: Page

beforeAll(async () => {
  authors = await startAuthors()
  page = await authors.signIn('anna', desk)
  await open(page)
})

afterAll(() => authors.close())

const here = (path: string) => authors.here(path)
const media = () => readdirSync(join(authors.content, 'courses/tea/media')).toSorted()
const code = (on = page) => on.locator('.cm-content')
const form = (on = page) => on.getByRole('form', { name: 'Picture' })
const button = (name: string, on = page) => on.getByRole('button', { name, exact: true })
/** The sign before the word is drawn by the style. */
const opener = (on = page) => on.getByRole('button', { name: '+ Picture', exact: true })
const chooser = (on = page) => form(on).getByLabel('The picture')
const words = (on = page) => form(on).getByLabel('What it shows')
const png = (name: string) => ({ name, mimeType: 'image/png', buffer: Buffer.from(dot) })
const focused = (on = page) => on.evaluate<string>('document.activeElement.id || document.activeElement.textContent.trim()')
const widthOf = (image: Locator) =>
  image.evaluate(async (element) => {
    await (element as HTMLImageElement).decode()
    return (element as HTMLImageElement).naturalWidth
  })
const inCode = (on = page) => on.evaluate<boolean>("document.activeElement === document.querySelector('.code')")

async function open(on: Page): Promise<void> {
  await on.goto(here('/author/edit/brewing'))
  await code(on).waitFor()
}

async function look(on = page): Promise<void> {
  await expectNoSidewaysScroll(on)
  await expectAccessible(on)
}

/** Brings a picture the way that a hand does: a file in the clipboard, or under the pointer. */
async function bring(how: 'paste' | 'drop', name: string, type = 'image/png', withWords = ''): Promise<void> {
  const bytes = JSON.stringify([...dot, how === 'drop' ? 1 : 2])
  await page.evaluate(`{
    const content = document.querySelector('.code').shadowRoot.querySelector('.cm-content')
    const data = new DataTransfer()
    data.items.add(new File([new Uint8Array(${bytes})], ${JSON.stringify(name)}, { type: ${JSON.stringify(type)} }))
    if (${JSON.stringify(withWords)}) data.setData('text/plain', ${JSON.stringify(withWords)})
    const { left, top } = content.getBoundingClientRect()
    const init = { bubbles: true, composed: true, cancelable: true, clientX: left + 5, clientY: top + 5 }
    content.dispatchEvent(${how === 'paste'} ? new ClipboardEvent('paste', { ...init, clipboardData: data }) : new DragEvent('drop', { ...init, dataTransfer: data }))
  }`)
}

test('she opens the form and closes it again, by the keyboard alone', async () => {
  await opener().focus()
  await page.keyboard.press('Enter')
  await form().waitFor()
  expect(await focused()).toBe('picture-file')
  await look()
  await page.keyboard.press('Tab')
  expect(await focused()).toBe('picture-words')
  await page.keyboard.press('Escape')
  await form().waitFor({ state: 'detached' })
  expect(await focused()).toBe('Picture')
  expect(await opener().getAttribute('aria-expanded')).toBe('false')
})

test('she is told what is missing, and what is refused; neither file nor words are lost', async () => {
  await opener().click()
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  await chooser().setInputFiles({ name: 'cup.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(svg) })
  await words().fill('  ')
  await button('Insert').click()
  await form().getByText('Say what the picture shows.').waitFor()
  expect(await focused()).toBe('picture-words')
  await words().fill('A [red] cup,\nfilled to the brim')
  await button('Insert').click()
  await form().getByText('“cup.svg” is an SVG, which can hold a script. Heed takes PNG').waitFor()
  await look()
  expect(await words().inputValue()).toBe('A [red] cup,\nfilled to the brim')
  expect(await chooser().inputValue()).toContain('cup.svg')
  const large = join(authors.data, 'large.png')
  writeFileSync(large, new Uint8Array(10_000_001))
  await chooser().setInputFiles(large)
  await button('Insert').click()
  await form().getByText('Heed takes at most 10 MB').waitFor()
})

test('while it is sent the form says so, and pressed twice it is sent once', async () => {
  await chooser().setInputFiles(png('Rote Tasse.png'))
  let sent = 0
  let letGo = () => undefined as void
  const held = new Promise<void>((go) => (letGo = go))
  await page.route('**/media?*', async (route) => {
    sent++
    await held
    await route.continue()
  })
  await button('Insert').click()
  await form().getByRole('status').getByText('The picture is being sent').waitFor()
  await page.keyboard.press('Enter')
  await look()
  letGo()
  await form().waitFor({ state: 'detached' })
  await page.unroute('**/media?*')
  expect([sent, media()]).toEqual([1, ['rote-tasse.png']])
})

test('it stands in the text, the preview shows it, and she writes on', async () => {
  await code()
    .getByText(String.raw`![A \[red\] cup, filled to the brim](media/rote-tasse.png)`)
    .waitFor()
  expect(await inCode()).toBe(true)
  const shown = page.locator('.shown').getByRole('img', { name: 'A [red] cup, filled to the brim' })
  await shown.waitFor()
  expect(await widthOf(shown)).toBe(1)
  await page.locator('.said').getByText('Ready to be published.').first().waitFor()
  await look()
})

test('without a connection it says so, and the next try gets through', async () => {
  await opener().click()
  await chooser().setInputFiles(png('Rote Tasse.png'))
  await words().fill('The same cup again')
  await page.route('**/media?*', (route) => route.fulfill({ status: 401, json: {} }))
  await button('Insert').click()
  await form().getByText('You are signed out.').waitFor()
  await page.unroute('**/media?*')
  await button('Insert').click()
  await code().getByText('![The same cup again](media/rote-tasse.png)').waitFor()
  expect(media()).toEqual(['rote-tasse.png'])
})

test('a picture that is pasted opens the form, and its words name it', async () => {
  await code().click()
  await bring('paste', 'image.png')
  await form().waitFor()
  expect([await focused(), await chooser().inputValue()]).toEqual(['picture-words', expect.stringContaining('image.png')])
  await look()
  await page.keyboard.press('Escape')
  expect(await inCode()).toBe(true)
  await bring('paste', 'image.png')
  await form().waitFor()
  await page.keyboard.insertText('Steam over a pot')
  await button('Insert').click()
  await code().getByText('![Steam over a pot](media/steam-over-a-pot.png)').waitFor()
})

test('words that come with a picture of themselves are pasted as words', async () => {
  await bring('paste', 'image.png', 'image/png', 'Copied from a word processor')
  await code().getByText('Copied from a word processor').waitFor()
  expect(await form().count()).toBe(0)
  await page.keyboard.press('ControlOrMeta+Z')
})

test('a picture that is dropped opens the form, and goes where it was dropped', async () => {
  await page.keyboard.press('ControlOrMeta+Home')
  await bring('drop', 'Whisk.png')
  await form().waitFor()
  expect(await chooser().inputValue()).toContain('Whisk.png')
  await words().fill('A whisk')
  await button('Insert').click()
  await code().getByText('![A whisk](media/whisk.png)').waitFor()
})

test('a learner sees what she has published', async () => {
  await page.locator('.said').getByText('Ready to be published.').first().waitFor()
  await page.locator('.shown').getByRole('img', { name: 'A whisk' }).waitFor()
  await button('Publish').click()
  await page.waitForURL(/saved=published/)
  expect(readFileSync(join(authors.content, 'courses/tea/brewing.mdx'), 'utf8')).toMatch(
    /\n\n!\[A \\\[red\\\] cup, filled to the brim\]\(media\/rote-tasse\.png\)\n\n/,
  )
  const learner = await authors.signIn('mia', phone)
  await learner.goto(here('/lessons/brewing'))
  const cup = learner.getByRole('img', { name: 'A [red] cup, filled to the brim' })
  await cup.scrollIntoViewIfNeeded()
  expect(await widthOf(cup)).toBe(1)
})

test('on a phone it works too', async () => {
  const small = await authors.signIn('anna', phone)
  await open(small)
  await opener(small).click()
  await look(small)
  await chooser(small).setInputFiles(png('Pot.png'))
  await words(small).fill('A pot')
  await button('Insert', small).click()
  await small.locator('.shown').getByRole('img', { name: 'A pot' }).waitFor()
  await look(small)
})

test('a translation can have a picture as well', async () => {
  const small = await authors.signIn('anna', phone)
  await small.goto(here('/author/edit/brewing?locale=de'))
  await code(small).waitFor()
  await opener(small).click()
  await chooser(small).setInputFiles(png('Kanne.png'))
  await words(small).fill('Eine Kanne')
  await button('Insert', small).click()
  await small.locator('.shown').getByRole('img', { name: 'Eine Kanne' }).waitFor()
})
