import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startAuthors, type Authors } from './authors.ts'
import { desk, expectAccessible, expectNoSidewaysScroll, phone } from './browser.ts'

/*
 * An author begins a course and puts it in order, meets refusals without losing a word, takes questions over from another tool,
 * and translates a lesson for somebody who reads German. axe looks at every page, in both themes.
 */
let authors: Authors
let page: Page

beforeAll(async () => {
  authors = await startAuthors()
  page = await authors.signIn('anna', desk)
})

afterAll(() => authors.close())

const here = (path: string) => authors.here(path)

async function look(): Promise<void> {
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
}

const button = (name: string) => page.getByRole('button', { name, exact: true })
const alert = () => page.getByRole('alert')
const status = (words: string) => page.getByRole('status').getByText(words, { exact: true })
const section = (n: number) => page.getByRole('region', { name: `Section ${n}`, exact: true })
const sections = () => Promise.all([1, 2].map((n) => section(n).getByRole('listitem').getByRole('link').allTextContents()))
const withoutTheBrowsersChecks = () => page.evaluate("document.querySelector('main form').noValidate = true")
const [basics, tasting] = ['The tea shop: the basics', 'Tasting']

test('she begins a course, and an id that another has costs her no word', async () => {
  await page.goto(here('/author'))
  await page.getByRole('link', { name: 'New course' }).click()
  await page.waitForURL(here('/author/courses/new'))
  await look()
  await page.getByLabel('Title').pressSequentially('The tea shop')
  expect(await page.getByLabel('Id').inputValue()).toBe('the-tea-shop')
  await page.getByLabel('Id').fill('tea')
  await button('Begin it').click()
  await alert().getByText('There is a course with the id “tea” already.').waitFor()
  expect(await page.getByLabel('Title').inputValue()).toBe('The tea shop')
  await look()
  await page.getByLabel('Id').fill('tea-shop')
  await button('Begin it').click()
  await page.waitForURL(here('/author/courses/tea-shop?saved=begun'))
  await look()
})

test('Enter saves what is typed and presses no other button', async () => {
  await page.getByLabel('A new section').fill('Closing time')
  await page.keyboard.press('Enter')
  await status('● Saved.').waitFor()
  expect(await section(2).getByLabel('Section 2').inputValue()).toBe('Closing time')
  await look()
  await page.getByLabel('Title', { exact: true }).fill('Our tea shop')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Our tea shop', level: 1 }).waitFor()
  expect(await sections()).toEqual([[basics], []])
})

test('she adds a lesson and moves it, and sees where it has gone', async () => {
  await section(2).getByLabel('Add a lesson').selectOption({ label: tasting })
  await section(2).getByRole('button', { name: 'Add' }).click()
  await expect.poll(sections).toEqual([[basics], [tasting]])
  await button(`Move ${tasting} up`).click()
  await expect.poll(sections).toEqual([[basics, tasting], []])
  expect(page.url()).toBe(here('/author/courses/tea-shop?saved=yes#lesson-tasting'))
  await look()
  await button(`Move ${basics} down`).click()
  await expect.poll(sections).toEqual([[tasting, basics], []])
  await button('Move the section Closing time up').click()
  await expect.poll(sections).toEqual([[], [tasting, basics]])
})

test('a lesson that she takes out stands under “In no course”', async () => {
  const nowhere = page.getByRole('region', { name: 'In no course' })
  expect(await nowhere.count()).toBe(0)
  await button(`Take out ${basics}`).click()
  await nowhere.getByRole('link', { name: basics }).waitFor()
  await look()
  await section(1)
    .getByLabel('Add a lesson')
    .selectOption({ label: `${basics} (in no course)` })
  await section(1).getByRole('button', { name: 'Add' }).click()
  await expect.poll(sections).toEqual([[basics], [tasting]])
  expect(await nowhere.count()).toBe(0)
})

test('what is refused keeps all that was typed', async () => {
  await page.getByLabel('Title', { exact: true }).fill(' ')
  await page.getByLabel('A new section').fill('The till')
  await withoutTheBrowsersChecks()
  await button('Save').last().click()
  await alert().getByText('The course has no title').waitFor()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Our tea shop')
  expect(await section(3).getByLabel('Section 3').inputValue()).toBe('The till')
  await look()
  await page.getByLabel('Title', { exact: true }).fill('The tea shop')
  await page.getByLabel('Months').fill('99')
  await section(3).getByLabel('Section 3').fill(' ')
  await withoutTheBrowsersChecks()
  await button('Save').last().click()
  await alert().getByText('Section 3 has no title').waitFor()
  await section(3).getByLabel('Section 3').fill('The till')
  await withoutTheBrowsersChecks()
  await button('Save').last().click()
  await alert().getByText('from 1 to 60').waitFor()
  expect(await page.getByLabel('Months').inputValue()).toBe('99')
  expect(await page.getByLabel('Title', { exact: true }).inputValue()).toBe('The tea shop')
  await page.getByLabel('Months').fill('12')
  await button('Save').last().click()
  await status('● Saved.').waitFor()
  expect(courseFile()).toContain('renew: 12 months')
})

const course = () => join(authors.content, 'courses/tea-shop/course.yml')
const courseFile = () => readFileSync(course(), 'utf8')

test('what somebody else has changed meanwhile is shown, and not written over unseen', async () => {
  await page.getByLabel('Title', { exact: true }).fill('Tea, and where to buy it')
  writeFileSync(course(), courseFile().replace('Closing time', 'After closing time'))
  await button('Save').last().click()
  await alert().getByText('Somebody has changed this file').waitFor()
  expect(await page.getByLabel('Title', { exact: true }).inputValue()).toBe('Tea, and where to buy it')
  const different = page.getByRole('region', { name: 'What is different' })
  expect(await different.locator('del').allTextContents()).toContainEqual(expect.stringContaining('After closing time'))
  expect(await different.locator('ins').allTextContents()).toContainEqual(expect.stringContaining('where to buy it'))
  expect(courseFile()).toContain('After closing time')
  await look()
  await section(1).getByLabel('Section 1').fill('After closing time')
  await button('Save mine in its place').click()
  await status('● Saved.').waitFor()
  expect(courseFile()).toMatch(/where to buy it[^]*After closing time\n.*tea-shop-basics[^]*The basics\n.*tasting[^]*The till/)
})

const gift = '::Mugs:: How warm is a good mug? { =Warm ~Hot #Hot ones are for soup. ~Cold }\n\nDescribe tea. {}\n'

test('she takes questions over, and reads why one is left out', async () => {
  await page.goto(here('/author'))
  await page.getByRole('link', { name: 'Import' }).click()
  await page.waitForURL(here('/author/import'))
  await look()
  await page.evaluate("document.querySelector('main form').noValidate = true")
  await button('Look at it').click()
  await alert().getByText('No file was chosen').waitFor()
  await look()
  await page.getByLabel('The file').setInputFiles({ name: 'mugs.gift', mimeType: 'text/plain', buffer: Buffer.from(gift) })
  await page.getByLabel('Where the lesson goes').selectOption({ label: 'Tea, and where to buy it: After closing time' })
  await button('Look at it').click()
  await status('1 taken over, 0 of them changed; 1 left out.').waitFor()
  const report = await page.getByRole('region', { name: 'What becomes of mugs.gift' }).textContent()
  expect(report).toMatch(/taken over\s*line 1\s*how-warm-is-a-good-mug[^]*left out\s*line 3\s*Describe tea/)
  await look()
})

test('she changes the draft, mends a slip, and writes it', async () => {
  const draft = page.getByLabel('The lesson')
  const good = (await draft.inputValue()).replace('title: ', 'summary: For a cold day.\ntitle: ')
  await draft.fill(good.replace('[x]', '[]'))
  await button('Write the draft').click()
  await alert().getByText('Mend: put a space between them').waitFor()
  expect(await draft.inputValue()).toContain('For a cold day.')
  await look()
  const asked = page.waitForEvent('dialog').then((dialog) => dialog.dismiss())
  await page.getByRole('link', { name: 'look at another file' }).click({ noWaitAfter: true })
  await asked
  expect(await draft.inputValue()).toContain('For a cold day.')
  await draft.fill(good)
  await button('Write the draft').click()
  await page.waitForURL(here('/author/edit/mugs?saved=imported'))
  await page.locator('.cm-content').waitFor()
  await look()
})

test('she takes it out of its section, puts it into another and publishes it', async () => {
  await page.goto(here('/author/courses/tea-shop'))
  await section(1)
    .getByRole('button', { name: /^Take out mugs/i })
    .click()
  await page.getByRole('region', { name: 'In no course' }).getByRole('link', { name: /^mugs/i }).waitFor()
  await page.goto(here('/author/edit/mugs'))
  await page.locator('.cm-content').waitFor()
  const place = page.getByLabel(/in no course/)
  expect(await place.inputValue()).toBe('tea-shop/0')
  await place.selectOption({ label: 'Tea, and where to buy it: The till' })
  await button('Put it there').click()
  await page.waitForURL(here('/author/edit/mugs?saved=place'))
  await page.locator('.cm-content').waitFor()
  await button('Publish').click()
  await page.waitForURL(here('/author/edit/mugs?saved=published'))
  expect(await page.textContent('main')).toMatch(/Live since \d\d:\d\d · 1 item · in Tea, and where to buy it/)
})

const said = () => page.locator('.said')

test('she begins a translation with the original beside it', async () => {
  await page.goto(here('/author/lessons/tasting'))
  await look()
  await button('Translate into German').click()
  await page.waitForURL(here('/author/edit/tasting?locale=de&saved=translation'))
  await page.locator('.cm-content').waitFor()
  expect(await page.getByLabel('The original, in English').textContent()).toContain('title: Tasting')
  expect(await page.getByRole('group', { name: 'Insert an item' }).count()).toBe(0)
  await look()
})

test('she loses a pair, is told so, mends it and publishes', async () => {
  const text = readFileSync(join(authors.content, 'courses/tea/tasting.de.mdx'), 'utf8').replace('title: Tasting', 'title: Verkosten')
  const write = async (words: string) => {
    await page.locator('.cm-content').click()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.insertText(words)
  }
  await write(text.replace('- Sencha -> Japan\n', ''))
  await said().getByText('"tea-country" is built differently in courses/tea/tasting.mdx').waitFor()
  await button('Publish').click()
  await alert().getByText('one mistake').waitFor()
  await look()
  await write(text)
  await said().getByText('Ready to be published.').waitFor()
  await button('Publish').click()
  await page.waitForURL(here('/author/edit/tasting?locale=de&saved=published'))
})

test('who reads German gets it in German', async () => {
  const learner = await authors.signIn('mia', { ...phone, locale: 'de-DE' })
  await learner.goto(here('/lessons/tasting'))
  await learner.getByRole('heading', { name: 'Verkosten', level: 1 }).waitFor()
})

test('on a phone these pages fit too', async () => {
  await page.setViewportSize(phone.viewport)
  for (const room of ['courses/tea-shop', 'import', 'edit/tasting?locale=de']) {
    await page.goto(here(`/author/${room}`))
    await look()
  }
})
