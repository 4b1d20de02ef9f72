import { cpSync } from 'node:fs'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { newFolder, removeFolder } from '../folder.ts'
import { besideServer, goodPassword, startHeed, teaContent } from '../running.ts'
import { openBrowser, openPage } from './browser.ts'

/** Heed on a copy of the tea shop's lessons, a browser, and Anna, who writes, and Mia, who learns. */
export interface Authors {
  /** The copy, into which publishing writes. */
  content: string
  data: string
  /** The address of a page. */
  here(path: string): string
  signIn(name: 'anna' | 'mia', device: BrowserContextOptions): Promise<Page>
  close(): Promise<void>
}

export async function startAuthors(): Promise<Authors> {
  const content = newFolder()
  cpSync(teaContent, content, { recursive: true })
  const server = await startHeed({ content })
  await besideServer({ data: server.data, content }, async ({ system }) => {
    await system.people.addPerson({ email: 'anna@tea.example', name: 'Anna', role: 'author', password: goodPassword })
    await system.people.addPerson({ email: 'mia@tea.example', name: 'Mia', password: goodPassword })
  })
  const browser = await openBrowser()
  const here = (path: string) => `http://localhost:${new URL(server.url).port}${path}`
  return {
    content,
    data: server.data,
    here,
    async signIn(name, device) {
      const context = await browser.newContext(device)
      const signingIn = { headers: { origin: here('') }, data: { email: `${name}@tea.example`, password: goodPassword } }
      expect((await context.request.post(here('/api/sign-in'), signingIn)).status()).toBe(204)
      return openPage(context)
    },
    async close() {
      await browser.close()
      await server.stop()
      removeFolder(server.data)
      removeFolder(content)
    },
  }
}
