import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeFolder } from '../folder.ts'
import { signedIn, startHeed, type Client, type Running } from '../running.ts'
import { zone } from './device.ts'

/* A lesson in a browser without JavaScript. */

let server: Running
let mia: Client
beforeAll(async () => {
  server = await startHeed()
  mia = await signedIn(server, 'Mia')
})
afterAll(async () => {
  await server.stop()
  removeFolder(server.data)
})

const path = '/lessons/brewing'

async function formOf(item: string, page: Promise<Response>): Promise<{ html: string; hidden: Record<string, string> }> {
  const reply = await page
  expect(reply.status).toBe(200)
  const html = new RegExp(`<form[^>]* id="item-${item}".*?</form>`, 's').exec(await reply.text())![0]
  const fields = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!])
  return { html, hidden: Object.fromEntries(fields) as Record<string, string> }
}

const posts = (fields: Record<string, string>) =>
  fetch(server.url + path, {
    ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) },
    headers: { origin: server.url, cookie: `${mia.cookie}; zone=${zone}` },
  })

describe('a form that is not complete yet', () => {
  test('keeps what was chosen while the hint is shown, and since when it is being answered', async () => {
    const { html: before, hidden } = await formOf('green-water', mia.get(path))
    const option = /name="options" value="([^"]+)"/.exec(before)![1]!
    expect(before).not.toContain('Cooler than for black.')
    const { html, hidden: after } = await formOf('green-water', posts({ ...hidden, options: option, action: 'hint' }))
    expect(html).toContain('Cooler than for black.')
    expect(html).toMatch(new RegExp(`<input[^>]* value="${option}"[^>]* checked`))
    expect(after).toEqual({ ...hidden, hint: 'yes', id: expect.any(String) })
  })

  test('says what is missing and keeps the hint and the rest', async () => {
    const { hidden } = await formOf('green-water', mia.get(path))
    const { html, hidden: after } = await formOf('green-water', posts({ ...hidden, hint: 'yes', action: 'answer' }))
    expect(html).toContain('Choose or write an answer first')
    expect(html).toContain('Cooler than for black.')
    expect(after).toEqual({ ...hidden, hint: 'yes', id: expect.any(String) })
  })

  test('is told of an answer that names no choice', async () => {
    const { hidden } = await formOf('bitter-causes', mia.get(path))
    const { html } = await formOf('bitter-causes', posts({ ...hidden, options: 'nothing', action: 'answer' }))
    expect(html).toContain('Choose or write an answer first')
  })
})

describe('a complete form', () => {
  test('is stored once, and the page it leads to tells of it', async () => {
    const { hidden } = await formOf('pot-name', mia.get(path))
    const fields = { ...hidden, text: 'gaiwan', action: 'answer' }
    for (const reply of [await posts(fields), await posts(fields)]) {
      expect(reply.status).toBe(303)
      expect(reply.headers.get('location')).toContain(path)
    }
    const { html } = await formOf('pot-name', mia.get(path))
    expect(html).toContain('gaiwan')
    expect(html).toContain('Right.')
    expect(html).not.toMatch(/<input[^>]* type="text"/)
  })
})
