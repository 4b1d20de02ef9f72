import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startAuthors, type Authors } from './authors.ts'
import { desk, expectAccessible, expectNoSidewaysScroll, phone } from './browser.ts'

/*
 * An author follows the mend of an unknown term into the glossary, adds it there, publishes the lesson that names it, and a learner
 * reads what it means. axe looks at the page in all its states, in both themes.
 */
let authors: Authors
let page: Page

beforeAll(async () => {
  authors = await startAuthors()
  page = await authors.signIn('anna', desk)
})

afterAll(() => authors.close())

const here = (path: string) => authors.here(path)
const file = () => join(authors.content, 'glossary.yml')
const glossary = () => readFileSync(file(), 'utf8')

async function look(): Promise<void> {
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
}

const button = (name: string) => page.getByRole('button', { name, exact: true })
const alert = () => page.getByRole('alert')
const field = (name: string) => page.getByLabel(name, { exact: true })
const said = () => page.locator('.said')

async function writes(change: (text: string) => string): Promise<void> {
  await page.goto(here('/author/edit/tasting'))
  await page.locator('.cm-content').click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.insertText(change(readFileSync(join(authors.content, 'courses/tea/tasting.mdx'), 'utf8')))
}
const naming = (text: string) => text.replace(/\n---\n/, '\n---\n\nPour it <Term id="gong-fu">the long way</Term>.\n')

test('a lesson that names a term which is not there says where to add it', async () => {
  await writes(naming)
  await said().getByText('The glossary has no term "gong-fu"').waitFor()
  await said().getByText('under Glossary on the author’s page').waitFor()
})

test('she finds the glossary, and a word that is there costs her nothing of what she typed', async () => {
  await page.goto(here('/author'))
  await page.getByRole('link', { name: 'Glossary' }).click()
  await page.waitForURL(here('/author/glossary'))
  await look()
  await field('Term').fill('Gong fu')
  await field('Definition').fill('Many short infusions of the same leaves.')
  await field('Other words').fill('gong fu cha\nsteeping')
  await button('Add the term').click()
  await alert().getByText('“steeping” stands under “steep” in the glossary already').waitFor()
  expect([await field('Term').inputValue(), await field('Other words').inputValue()]).toEqual(['Gong fu', 'gong fu cha\nsteeping'])
  await look()
})

test('whoever leaves with words that are nowhere else is asked', async () => {
  const asked = page.waitForEvent('dialog').then((dialog) => dialog.dismiss())
  await page.getByRole('link', { name: 'As learners see it' }).click({ noWaitAfter: true })
  await asked
  expect(await field('Definition').inputValue()).toContain('Many short infusions')
})

test('she adds the term, in German too', async () => {
  await field('Other words').fill('gong fu cha')
  const german = page.getByRole('group', { name: 'In German' })
  await german.getByLabel('The word').fill('Gong fu')
  await german.getByLabel('Its definition').fill('Viele kurze Aufgüsse derselben Blätter.')
  await button('Add the term').click()
  await page.waitForURL(here('/author/glossary?saved=yes&at=gong-fu'))
  await page.getByRole('status').getByText('Learners have it now').waitFor()
  expect(glossary()).toMatch(/- term: gong-fu\n {2}also: \[Gong fu, gong fu cha\]\n/)
  await look()
})

test('the lesson is published, and a learner reads what the word means', async () => {
  await writes(naming)
  await said().getByText('Ready to be published.').waitFor()
  await button('Publish').click()
  await page.waitForURL(here('/author/edit/tasting?saved=published'))
  const mia = await authors.signIn('mia', phone)
  await mia.goto(here('/lessons/tasting'))
  expect(await mia.locator('dfn.term').getAttribute('title')).toBe('Many short infusions of the same leaves.')
  await mia.goto(here('/library'))
  await mia.getByRole('region', { name: 'Glossary' }).getByText('Many short infusions').waitFor()
})

test('a term that a lesson names keeps its name, and what it means can change', async () => {
  await page.goto(here('/author/glossary'))
  await page.getByRole('link', { name: 'Change Gong fu' }).click()
  await page.getByRole('link', { name: 'Tasting' }).waitFor()
  expect(await field('Term').getAttribute('readonly')).not.toBeNull()
  expect(await page.getByText('Take it away').count()).toBe(0)
  await look()
  writeFileSync(file(), glossary().replace('Many short', 'Very many short'))
  await field('Definition').fill('A dozen short infusions.')
  await button('Save').click()
  await alert().getByText('Somebody has changed this file').waitFor()
  const different = page.getByRole('region', { name: 'What is different' })
  expect(await different.locator('del').allTextContents()).toEqual([expect.stringContaining('Very many short')])
  expect(await different.locator('ins').allTextContents()).toEqual([expect.stringContaining('A dozen')])
  await look()
  await button('Save mine in its place').click()
  await page.waitForURL(here('/author/glossary?saved=yes&at=gong-fu'))
  expect(glossary()).toContain('short: A dozen short infusions.')
})

test('a file with a mistake in it is told of, on a phone too', async () => {
  await page.setViewportSize(phone.viewport)
  await look()
  const good = glossary()
  writeFileSync(file(), good.replace('short:', 'shrot:'))
  await page.goto(here('/author/glossary'))
  await page.getByText('There is no key "shrot" here').waitFor()
  expect(await field('Definition').count()).toBe(0)
  await look()
  writeFileSync(file(), good)
})

test('what no lesson names any more is taken away', async () => {
  await page.goto(here('/author/edit/tasting'))
  await writes((text) => text.replace(/<Term id="gong-fu">(.*)<\/Term>/, '$1'))
  await said().getByText('Ready to be published.').waitFor()
  await button('Publish').click()
  await page.waitForURL(here('/author/edit/tasting?saved=published'))
  await page.goto(here('/author/glossary?term=gong-fu'))
  await page.getByText('Take it away …').click()
  await look()
  await button('Take it away for good').click()
  await page.getByRole('status').getByText('The term is gone.').waitFor()
  expect(glossary()).not.toContain('gong')
})
