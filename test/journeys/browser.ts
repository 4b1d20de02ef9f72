import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { expect } from 'vitest'

const programs = [process.env.HEED_TEST_BROWSER, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
/** Pages of the browser's own that nobody sees: drawing them for every tab took a third of the processor's time. */
const unseen = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup', 'WebUIReloadButton']
/** Those of Playwright's list that matter here, because one list takes the place of the other. */
const unwanted = [
  ...['HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'MediaRouter', 'PaintHolding', 'AvoidUnnecessaryBeforeUnloadCheckSync'],
  ...['DestroyProfileOnBrowserClose', 'LensOverlay', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
]
export const browserArguments = ['--no-sandbox', '--disable-gpu', ...quiet, `--disable-features=${[...unwanted, ...unseen].join(',')}`]

export function browserProgram(): string {
  const found = programs.find((path) => path && existsSync(path))
  if (!found) throw new Error('No Chromium was found: npm test installs one, or set HEED_TEST_BROWSER to the path of one.')
  return found
}

/** Chromium without any talk of its own to the outside. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserProgram(), args: browserArguments })
}

/** Somebody in Berlin who has asked for less motion: pages that glide take twice as long to draw. */
const somebody = { timezoneId: 'Europe/Berlin', locale: 'en-GB', reducedMotion: 'reduce' } as const
export const phone = { ...somebody, viewport: { width: 390, height: 844 } } as const
export const desk = { ...somebody, viewport: { width: 1280, height: 900 } } as const
/** As most people see Heed. */
export const inMotion = { reducedMotion: 'no-preference' } as const

/** What a browser says of a request that did not arrive, and of a server that said no. */
const expected = { stands: /status of 4\d\d/, 'comes and goes': /status of (4\d\d|507)|net::ERR_/ }

/** A page on which an error in the console, a policy that blocks something, or a failed script fails the test. */
export async function openPage(context: BrowserContext, { network = 'stands' }: { network?: keyof typeof expected } = {}): Promise<Page> {
  const page = await context.newPage()
  page.on('pageerror', (problem) => {
    throw problem
  })
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected[network].test(message.text())) throw new Error(`${page.url()} says: ${message.text()}`)
  })
  return page
}

interface Violation {
  id: string
  help: string
  nodes: { target: unknown; failureSummary?: string }[]
}

/** What runs has come to its end; what was cut off, as by another look at the page, has too. */
const moved = `Promise.allSettled([document.activeViewTransition?.finished, ...document.getAnimations().filter(({ playState }) => playState === 'running').map(({ finished }) => finished)])`

/** Only what is coloured differs between the themes. */
const looks = {
  light: { resultTypes: ['violations'] },
  dark: { resultTypes: ['violations'], runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } },
} as const

/** Those that have axe at hand, in every document to come. */
const withAxe = new WeakSet<Page>()

/** Half a megabyte takes the browser a quarter of a second to be handed: once a page, not once a document. */
async function giveAxe(page: Page): Promise<void> {
  if (withAxe.has(page)) return
  withAxe.add(page)
  const session = await page.context().newCDPSession(page)
  await session.send('Page.enable')
  const source = `window.readyAxe = () => window.axe ?? (() => { ${axeSource} })()`
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source, runImmediately: true })
}

/** No barrier that axe knows of, in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  await giveAxe(page)
  await page.evaluate('void readyAxe()')
  const still = await page.evaluate<boolean>("matchMedia('(prefers-reduced-motion: reduce)').matches")
  for (const [colorScheme, options] of Object.entries(looks) as [keyof typeof looks, object][]) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.evaluate(moved)
    const found = await page.evaluate<Violation[]>(`axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`)
    const told = found.map(
      ({ id, help, nodes }) =>
        `${id}: ${help} — ${nodes.map(({ target, failureSummary }) => `${String(target)} ${failureSummary ?? ''}`).join('; ')}`,
    )
    expect({ page: page.url(), colorScheme, violations: told }).toEqual({ page: page.url(), colorScheme, violations: [] })
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: still ? 'reduce' : 'no-preference' })
}

/** Nothing sticks out sideways: as the page is, and on the narrowest phone with letters twice as large. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const usual = page.viewportSize()!
  await page.evaluate(moved)
  await expectWithin(page, 'as it is')
  await page.setViewportSize({ width: 320, height: 640 })
  await page.evaluate("document.documentElement.style.fontSize = '200%'")
  await expectWithin(page, '320 px, letters at 200 %')
  await page.evaluate("document.documentElement.style.fontSize = ''")
  await page.setViewportSize(usual)
}

const outside = `(() => {
  const edge = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= edge) return []
  const words = (element) => element.tagName + '.' + element.className + ' ' + Math.round(element.getBoundingClientRect().right - edge) + ' px: ' + element.textContent.trim().slice(0, 40)
  return [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > edge + 1 && !element.closest('.vh')).map(words)
})()`

/** A busy machine lays the page out in its new size a moment after it has it; what stays outside is told. */
async function expectWithin(page: Page, how: string): Promise<void> {
  const found = async () => ({ page: page.url(), how, over: await page.evaluate<string[]>(outside) })
  await expect.poll(found, { timeout: 5_000 }).toEqual({ page: page.url(), how, over: [] })
}
