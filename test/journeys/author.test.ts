import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowsOf } from '../sql.ts'
import { startAuthors, type Authors } from './authors.ts'
import { desk, expectAccessible, expectNoSidewaysScroll, phone } from './browser.ts'

/*
 * Somebody who has never seen code writes a lesson in the browser: two questions, a slip that the checker tells of and how
 * to mend it, a look at it as a learner, and it is live. axe looks at every page, in both themes.
 */
let authors: Authors
let page: Page

beforeAll(async () => {
  authors = await startAuthors()
  page = await authors.signIn('anna', desk)
  await page.goto(here('/'))
})

afterAll(() => authors.close())

const here = (path: string) => authors.here(path)

/** Not before one page has glided into the next: a window that changes its size would break that off. */
async function look(on: Page): Promise<void> {
  await on.evaluate(
    "Promise.allSettled(document.getAnimations().filter(({ effect }) => effect.pseudoElement?.includes('view-transition')).map(({ finished }) => finished))",
  )
  await expectNoSidewaysScroll(on)
  await expectAccessible(on)
}

const code = () => page.locator('.cm-content')
const said = () => page.locator('.said')

/** What a beginner writes: the last answer has no space between its brackets. */
const firstTry = `---
id: pouring-tea
title: Pouring tea
skills: [serving]
status: draft
---

A cup that is full to the brim cannot be carried.

<Quiz id="how-full">

How full do you pour a cup for a guest?

- [x] To three quarters
- [] To the brim

</Quiz>
`

test('she begins a lesson, whose id follows its title', async () => {
  await page.getByRole('link', { name: 'Author' }).click()
  await page.waitForURL(here('/author'))
  await look(page)
  await page.getByRole('link', { name: 'New lesson' }).click()
  await look(page)
  await page.getByLabel('Title').pressSequentially('Pouring tea')
  expect(await page.getByLabel('Id').inputValue()).toBe('pouring-tea')
  await page.getByLabel('Where').selectOption({ label: 'Behind the tea counter: The guest' })
  await page.getByRole('button', { name: 'Write it' }).click()
  await page.waitForURL(here('/author/edit/pouring-tea'))
  await code().waitFor()
  await said().getByText('Ready to be published.').first().waitFor()
  await look(page)
})

test('she writes, and is told what is wrong, where, and what to type', async () => {
  await code().click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.insertText(firstTry)
  await said().getByText('These brackets are empty').first().waitFor()
  expect(await said().textContent()).toContain('Mend: put a space between them')
  expect(await page.locator('.cm-lint-marker-error').count()).toBe(1)
  await look(page)
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('alert').getByText('one mistake').waitFor()
  await look(page)
})

test('she goes to the place, mends it and adds a drill', async () => {
  await code().waitFor()
  await said().getByRole('button', { name: 'line 15' }).click()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.insertText(' ')
  await said().getByText('Ready to be published.').first().waitFor()
  expect(await page.locator('.cm-lint-marker-error').count()).toBe(0)
  await page.getByRole('button', { name: 'Pick the best reply' }).click()
  await page.locator('.shown form').nth(1).waitFor()
  expect(await said().textContent()).toContain('Ready to be published.')
})

test('she answers it in the preview, where nothing counts', async () => {
  const quiz = page.locator('.shown #item-how-full')
  await quiz.getByText('To three quarters').click()
  await quiz.getByRole('button', { name: 'Check' }).click()
  await quiz.getByText('Right.').first().waitFor()
  await look(page)
  expect(rowsOf(authors.data, 'select id from answer')).toEqual([])
})

test('she publishes it in the section that she chose', async () => {
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.waitForURL(here('/author/edit/pouring-tea?saved=published'))
  expect(await page.textContent('main')).toMatch(/Live since \d\d:\d\d · 2 items · in Behind the tea counter/)
  await look(page)
})

test('what she types after it is not what was published', async () => {
  await page.goto(here('/author/edit/pouring-tea?saved=published'))
  const saved = page.locator('.saved')
  expect(await saved.textContent()).toMatch(/Published\.\s*$/)
  await code().click()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.insertText('{oops}')
  await said().getByText('One mistake').waitFor()
  expect(await saved.textContent()).toMatch(/Published\.\s+You have changed the text since; that is not saved yet\.$/)
  await look(page)
  page.once('dialog', (dialog) => void dialog.accept())
  await page.goto(here('/author/edit/pouring-tea'))
  await code().waitFor()
})

test('she looks at every answer, on a wide screen and on a phone', async () => {
  await page.getByRole('link', { name: 'Preview with every answer' }).click()
  await page.getByText('None of its items has been answered by five people').waitFor()
  expect(await page.getByRole('region', { name: 'How it is answered' }).getByRole('listitem').count()).toBe(0)
  expect(await page.evaluate("document.querySelector('#as-learner').getBoundingClientRect().top + scrollY")).toBeLessThan(700)
  const onPhone = page.locator('#phone-how-full')
  await onPhone.getByText('To the brim').click()
  await onPhone.getByRole('button', { name: 'Check' }).click()
  await onPhone.getByText('Not this time.').first().waitFor()
  await page.locator('summary', { hasText: 'how-full' }).click()
  await look(page)
  await page.goto(here('/author/lessons/brewing?beside=de'))
  await look(page)
})

test('a learner has it at once', async () => {
  const learner = await authors.signIn('mia', phone)
  await learner.goto(here('/courses/tea'))
  await learner.getByRole('link', { name: /Pouring tea/ }).click()
  const quiz = learner.locator('#item-how-full')
  await learner.locator('#item-how-full[novalidate]').waitFor()
  await quiz.getByText('To three quarters').click()
  await quiz.getByRole('button', { name: 'Check' }).click()
  await quiz.getByText('see this again').first().waitFor()
  expect(await learner.getByRole('link', { name: 'Author' }).count()).toBe(0)
})

test('on a phone an author’s pages fit too', async () => {
  const small = await authors.signIn('anna', phone)
  for (const path of ['/author', '/author?q=tea', '/author/new', '/author/edit/pouring-tea', '/author/lessons/pouring-tea']) {
    await small.goto(here(path))
    await look(small)
  }
})
