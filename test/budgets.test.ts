import { gzipSync } from 'node:zlib'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeFolder } from './folder.ts'
import { clientOf, signedIn, startHeed, type Client, type Running } from './running.ts'

/*
 * JavaScript that a page loads, gzipped, everything included: islands, Preact, Astro's runtime, scripts in the page.
 * A lesson at most 15 kB, the review at most 30 kB: the phone in a corridor pays for each of them.
 */
const kB = 1000

let server: Running
let learner: Client

beforeAll(async () => {
  server = await startHeed({ env: { HEED_NOW: '2026-03-02T09:00:00Z' } })
  learner = await signedIn(server, 'Mia')
  await learner.get('/lessons/brewing')
})

afterAll(async () => {
  await server.stop()
  removeFolder(server.data)
})

/** Every script that the page names, and every one that those import. */
async function scriptsOf(path: string, client = learner): Promise<{ inline: string[]; files: Map<string, string> }> {
  const html = await (await client.get(path)).text()
  const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code!)
  const files = new Map<string, string>()
  const wanted = [...html.matchAll(/\/_astro\/[\w.-]+\.js/g)].map(([url]) => url)
  while (wanted.length > 0) {
    const url = wanted.pop()!
    if (files.has(url)) continue
    const code = await (await learner.get(url)).text()
    files.set(url, code)
    for (const [, name] of code.matchAll(/["'`](?:\.\/|\/_astro\/)([\w.-]+\.js)["'`]/g)) wanted.push(`/_astro/${name}`)
  }
  return { inline, files }
}

async function weightOf(path: string, client = learner): Promise<number> {
  const { inline, files } = await scriptsOf(path, client)
  return [...inline, ...files.values()].reduce((sum, code) => sum + gzipSync(code, { level: 9 }).length, 0)
}

describe('JavaScript', () => {
  test('a lesson with all kinds of items loads at most 15 kB', async () => {
    const weight = await weightOf('/lessons/brewing')
    expect(weight).toBeGreaterThan(3 * kB)
    expect(weight).toBeLessThanOrEqual(15 * kB)
  })

  test('a review loads at most 30 kB', async () => {
    await answerAll()
    await server.stop()
    server = await startHeed({ data: server.data, env: { HEED_NOW: '2026-03-04T09:00:00Z' } })
    learner = clientOf(server.url, learner.cookie)
    const weight = await weightOf('/review')
    expect(weight).toBeGreaterThan(3 * kB)
    expect(weight).toBeLessThanOrEqual(30 * kB)
  })

  test('the page on which a lesson is written loads at most 210 kB, and no other page of an author more than a lesson', async () => {
    const author = await signedIn(server, 'Anna', 'author')
    expect(await weightOf('/author/edit/brewing', author)).toBeLessThanOrEqual(210 * kB)
    for (const path of ['/author', '/author/new', '/author/lessons/brewing'])
      expect(await weightOf(path, author)).toBeLessThanOrEqual(16 * kB)
  })

  test('a page without islands loads next to none', async () => {
    expect(await weightOf('/courses')).toBeLessThanOrEqual(1 * kB)
  })
})

async function answerAll(): Promise<void> {
  const lesson = (await (await learner.get('/api/lessons/brewing')).json()) as {
    segments: { item?: string; version: string; prompt: { options?: { key: string }[] } }[]
  }
  for (const { item, version, prompt } of lesson.segments) {
    if (!prompt?.options) continue
    const at = '2026-03-02T09:00:01Z'
    const answer = {
      id: uuidv7(),
      item,
      version,
      at,
      zone: 'UTC',
      device: 'd',
      seq: 0,
      ms: 5000,
      response: { options: [prompt.options[0]!.key] },
    }
    await learner.post('/api/answers', { now: at, answers: [answer] })
  }
}
