import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeFolder } from '../folder.ts'
import { clientOf, signedIn, startHeed, type Client, type Running } from '../running.ts'
import { rowsOf } from '../sql.ts'
import { answerRight, bodyOf, meet, send } from './device.ts'

let server: Running
let mia: Client
beforeAll(async () => {
  server = await startHeed({ env: { HEED_NOW: '2026-03-02T08:00:00Z' } })
  mia = await signedIn(server, 'Mia')
  const met = await meet(mia, 'brewing')
  await send(mia, answerRight(met('green-water')))
})
afterAll(async () => {
  await server.stop()
  removeFolder(server.data)
})

interface Reply {
  hits: { kind: string; id: string; html: string }[]
  more: boolean
}
const look = async (query: string, client = mia) => bodyOf<Reply>(await client.get(`/api/library?${query}`))
const named = async (query: string, client = mia) => (await look(query, client)).hits.map(({ kind, id }) => `${kind} ${id}`)

describe('GET /api/library', () => {
  test('finds lessons, terms and what one has met', async () => {
    const { hits, more } = await look('q=hot+water')
    expect(more).toBe(false)
    expect(hits.map(({ kind, id }) => `${kind} ${id}`).toSorted()).toEqual(['item green-water', 'term steep'])
    for (const { html } of hits) expect(html).toMatch(/<mark>hot<\/mark>/i)
  })

  test('finds no item of another person', async () => {
    expect(await named('q=hot+water', await signedIn(server, 'Ben'))).toEqual(['term steep'])
  })

  test('narrows by kind, skill, course and language', async () => {
    expect(await named('q=water&kind=item')).toEqual(['item green-water'])
    expect(await named('q=guest&skill=serving')).toEqual(['lesson serving'])
    expect(await named('q=tea&course=none')).toEqual([])
    expect(await named('q=wasser&locale=de&kind=lesson')).toEqual(['lesson brewing'])
    expect(await named('fading=true')).toEqual([])
  })

  test.each([
    ['signed out', 'q=tea', 401, 'signed-out'],
    ['a kind that there is not', 'q=tea&kind=person', 422, 'invalid'],
    ['more than 200 characters', `q=${'x'.repeat(201)}`, 422, 'invalid'],
    ['no zone', 'q=tea&zone=Mars', 422, 'invalid'],
  ])('refuses: %s', async (name, query, status, code) => {
    const reply = await (name === 'signed out' ? clientOf(server.url) : mia).get(`/api/library?${query}`)
    expect([reply.status, (await bodyOf<{ error: { code: string } }>(reply)).error.code]).toEqual([status, code])
  })

  test.each(['"', '%22tea', 'NEAR(tea%20water)', '*', 'body:tea', '%00', "'%20OR%201=1--", '%F0%9F%8D%B5'])(
    'takes %s as words',
    async (q) => {
      expect((await mia.get(`/api/library?q=${q}`)).status).toBe(200)
    },
  )
})

describe('the pages', () => {
  const page = async (path: string, client = mia) => {
    const reply = await client.get(path)
    return { status: reply.status, html: await reply.text() }
  }
  const posts = (path: string, fields: Record<string, string>) =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { origin: server.url, cookie: mia.cookie },
      body: new URLSearchParams(fields),
      redirect: 'manual',
    })

  test('search without a script, the words kept and escaped', async () => {
    const { status, html } = await page('/library?q=%22%3E%3Cscript%3Ewater')
    expect(status).toBe(200)
    expect(html).not.toContain('"><script>water')
    expect(html).toContain('Nothing found for “&quot;&gt;&lt;script&gt;water”')
    expect((await page('/library?q=hot+water')).html).toMatch(/<input[^>]*value="hot water"/)
    expect((await page('/library?q=hot+water')).html).toContain('<mark>hot</mark>')
    expect((await page('/library?q=zebra')).html).toContain('Nothing found')
    expect((await page('/library?kind=nonsense&skill=none&course=none')).status).toBe(200)
  })

  test('of an item take it out of the review and back, by plain forms', async () => {
    const path = '/items/green-water'
    expect((await page(path)).html).toContain('Don’t ask me this')
    const empty = await posts(path, { deed: 'suspend', reason: ' ' })
    expect([empty.status, await empty.text()]).toEqual([422, expect.stringContaining('Say in a few words why.')])
    const done = await posts(path, { deed: 'suspend', reason: 'Too <easy>' })
    expect([done.status, done.headers.get('location')]).toEqual([303, path])
    expect((await page(path)).html).toContain('Too &lt;easy&gt;')
    await posts(path, { deed: 'unsuspend' })
    expect((await page(path)).html).not.toContain('Too &lt;easy&gt;')
  })

  test('of an item take a note for its author, named only when the person says so', async () => {
    const path = '/items/green-water'
    expect((await page(`${path}?wrong`)).html).toMatch(/<details id="wrong" open/)
    const done = await posts(`${path}?wrong`, { deed: 'flag', text: 'It depends on the leaf.' })
    expect([done.status, done.headers.get('location')]).toEqual([303, `${path}?thanks`])
    expect((await page(`${path}?thanks`)).html).toContain('Thank you')
    await posts(path, { deed: 'flag', text: 'The kettle is mine.', named: 'yes' })
    const flags = rowsOf<{ text: string; named: number }>(
      server.data,
      "select text, person_id is not null as named from flag where text not like 'Don%'",
    )
    expect(flags).toEqual([
      { text: 'It depends on the leaf.', named: 0 },
      { text: 'The kettle is mine.', named: 1 },
    ])
  })

  test('of an item that is not open to somebody are not there', async () => {
    expect((await page('/items/first-flush')).status).toBe(404)
    expect((await page('/items/no-such-item')).status).toBe(404)
    expect((await posts('/items/first-flush', { deed: 'flag', text: 'Hello' })).status).toBe(404)
    expect((await page('/items/green-time')).html).toContain('You have not answered this yet.')
  })

  test('of a lesson lead to each of its items', async () => {
    const { html } = await page('/lessons/brewing')
    expect([...html.matchAll(/href="\/items\/([a-z-]+)\?wrong#wrong"/g)].map(([, item]) => item)).toEqual([
      'green-water',
      'bitter-causes',
      'green-time',
      'pot-name',
    ])
  })
})
