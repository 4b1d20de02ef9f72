import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeFolder } from '../folder.ts'
import { signedIn, startHeed, type Client, type Running } from '../running.ts'
import { answerRight, meet, send, zone } from './device.ts'

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

const posts = (fields: Record<string, string> | string[][], to = path, who = mia) =>
  fetch(server.url + to, {
    ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) },
    headers: { origin: server.url, cookie: `${who.cookie}; zone=${zone}` },
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

describe('a conversation', () => {
  const serving = '/lessons/serving'
  const talk = (page: Promise<Response>) => formOf('which-tea', page)
  const repliesIn = (html: string) => [...html.matchAll(/name="turn" value="([^"]+)".*?<\/label>/gs)]
  const replyWith = (html: string, words: string) => repliesIn(html).find(([label]) => label.includes(words))![1]!
  const said = (html: string) => [...html.matchAll(/name="said" value="([^"]*)"/g)].map(([, key]) => ['said', key!])

  test('goes on reply by reply, back, and to its end, where it is checked', async () => {
    const nora = await signedIn(server, 'Nora')
    const brewing = await meet(nora, 'brewing')
    await send(nora, ...['green-water', 'bitter-causes', 'green-time', 'pot-name'].map((item) => answerRight(brewing(item))))

    const step = async (html: string, hidden: Record<string, string>, more: string[][]) => {
      const { said: _, ...own } = hidden
      return talk(posts([...Object.entries(own), ...said(html), ...more], serving, nora))
    }
    const first = await talk(nora.get(serving))
    expect(first.html).toContain('I never know what to take.')
    expect(first.html).not.toContain('Coffee, strong.')
    const offer = await step(first.html, first.hidden, [
      ['turn', replyWith(first.html, 'oolong')],
      ['action', 'on'],
    ])
    expect(offer.html).toContain('I suppose I should take that, then.')
    expect(offer.html).not.toContain('Choose or write an answer')
    const again = await step(offer.html, offer.hidden, [['action', 'back']])
    expect(said(again.html)).toEqual([])
    const morning = await step(again.html, again.hidden, [
      ['turn', replyWith(again.html, 'in the morning')],
      ['action', 'on'],
    ])
    const end = await step(morning.html, morning.hidden, [
      ['turn', replyWith(morning.html, 'Assam')],
      ['action', 'on'],
    ])
    expect(end.html).toContain('The conversation ends here.')
    expect(repliesIn(end.html)).toEqual([])
    const { said: _, ...own } = end.hidden
    const reply = await posts([...Object.entries(own), ...said(end.html), ['action', 'answer']], serving, nora)
    expect(reply.status).toBe(303)
    expect((await talk(nora.get(serving))).html).toContain('Asks before it offers.')
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
