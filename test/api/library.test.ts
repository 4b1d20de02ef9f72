import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeFolder } from '../folder.ts'
import { clientOf, signedIn, startHeed, type Client, type Running } from '../running.ts'
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
