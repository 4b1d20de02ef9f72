import { join } from 'node:path'
import { newFolder, removeFolder } from './folder.ts'
import { askedItem } from './journeys/answering.ts'
import { desk, openBrowser, phone } from './journeys/browser.ts'
import { besideServer, startHeed } from './running.ts'
import type { BestReplySpec } from '../src/items/best-reply/index.ts'

/*
 * npm run pictures: the README's pictures, taken of the real thing with the course that ships.
 */
const root = new URL('..', import.meta.url).pathname
const folder = join(root, 'content/handbook/pictures')
const drill = 'empathy-bank-scam'

const data = newFolder()
const server = await startHeed({ data, content: join(root, 'content') })
const link = await besideServer({ data, content: join(root, 'content') }, async ({ system }) => {
  await system.people.addPerson({ email: 'nina@heed.example', name: 'Nina' })
  return (await system.people.makeSignInLink({ email: 'nina@heed.example' })).url
})
const browser = await openBrowser()
const wide = await browser.newContext({ ...desk, viewport: { width: 1100, height: 760 }, colorScheme: 'light' })
const page = await wide.newPage()
await page.goto(`${server.url}/in/${link!.split('/in/')[1]!}`)
await page.getByRole('button', { name: 'Sign in' }).click()
await page.waitForURL(`${server.url}/`)

const narrow = await browser.newContext({ ...phone, colorScheme: 'light', deviceScaleFactor: 2, storageState: await wide.storageState() })
const small = await narrow.newPage()
await small.goto(`${server.url}/lessons/showing-empathy`)
await small.locator(`#item-${drill}`).screenshot({ path: join(folder, 'drill.png') })

await page.goto(`${server.url}/lessons/showing-empathy`)
const { spec } = askedItem(data, drill)
const ok = (spec as BestReplySpec).options.find(({ mark }) => mark === 'ok')!
const form = page.locator(`#item-${drill}`)
await form.scrollIntoViewIfNeeded()
await form.locator(`label:has(input[value="${ok.key}"])`).click()
await form.getByRole('button', { name: 'Check' }).click()
await form.getByText('Nearly.').first().waitFor()
await form.evaluate((element) => scrollTo({ top: element.getBoundingClientRect().top + scrollY - 24, behavior: 'instant' }))
await page.screenshot({ path: join(folder, 'answered.png') })

await browser.close()
await server.stop()
removeFolder(data)
