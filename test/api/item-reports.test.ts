import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeFolder } from '../folder.ts'
import { clientOf, heed, manyLearners, signedIn, startHeed, type Client, type Running } from '../running.ts'
import { answerTo, bodyOf, keyOf, meet, send } from './device.ts'

/* How items are answered, over HTTP: a key that twenty-two of twenty-five people believe to be elsewhere. */

let server: Running
let anna: Client
let mia: Client
beforeAll(async () => {
  server = await startHeed()
  anna = await signedIn(server, 'Anna', 'author')
  mia = await signedIn(server, 'Mia')
  for (const [index, learner] of (await manyLearners(server, 25)).entries()) {
    const asked = (await meet(learner, 'brewing'))('green-water')
    await send(learner, answerTo(asked, { options: [keyOf(asked.prompt.options, index < 22 ? '95' : '75')] }))
  }
  expect(await heed(['stats'], { data: server.data })).toMatchObject({ code: 0, stderr: expect.stringContaining('as of now') })
})
afterAll(async () => {
  await server.stop()
  removeFolder(server.data)
})

const path = '/api/author/lessons/brewing/report'
const dismissal = { suspicion: 'key-suspect', reason: 'They read last year’s chart.' }

/** A form as a browser without JavaScript sends it. */
function post(client: Client, fields: Record<string, string>): Promise<Response> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  return fetch(`${server.url}/author/lessons/brewing?locale=en`, {
    ...{ method: 'POST', headers: { origin: server.url, cookie: client.cookie }, body, redirect: 'manual' },
  })
}

describe('who may', () => {
  test.each([
    ['signed out', 401, () => clientOf(server.url)],
    ['a learner', 404, () => mia],
    ['an author', 200, () => anna],
  ])('read a report: %s is told %i', async (_, status, who) => {
    expect((await who().get(path)).status).toBe(status)
  })

  test.each([
    ['signed out', 401, () => clientOf(server.url)],
    ['a learner', 404, () => mia],
  ])('set a suspicion aside: %s is told %i', async (_, status, who) => {
    expect((await who().post('/api/author/items/green-water/dismiss', dismissal)).status).toBe(status)
  })
})

describe('a report', () => {
  test('says what is suspected, and of nobody who it was', async () => {
    const told = await (await anna.get(path)).text()
    expect(JSON.parse(told)).toMatchObject({
      items: [{ item: 'green-water', figures: { n: 25 }, suspicions: [{ id: 'key-suspect', dismissed: null }] }, {}, {}, {}],
      waiting: ['key-suspect'],
    })
    expect(told).not.toMatch(/learner\d|tea\.example|"person/i)
  })

  test.each([
    ['of a lesson that there is not', '/api/author/lessons/no-such/report', 404],
    ['of a suspicion that there is not', `${path}?suspicion=ugly`, 422],
  ])('%s is refused', async (_, address, status) => {
    expect((await anna.get(address)).status).toBe(status)
  })

  test('stands on the page of the lesson, with pictures that are small and say what they show', async () => {
    const html = await (await anna.get('/author/lessons/brewing')).text()
    const charts = html.match(/<svg[^>]*role="img"[\s\S]*?<\/svg>/g) ?? []
    const ours = charts.filter((chart) => chart.includes('Which answers were picked'))
    expect(ours).toHaveLength(1)
    expect(ours[0]).toMatch(/<title>[^<]+<\/title>\s*<desc[^>]*>22 of 25 picked “95 degrees”, which is not right\.<\/desc>/)
    expect(ours[0]!.length).toBeLessThan(15 * 1024)
    expect(html).toContain('not told, of 25')
    expect((await (await anna.get('/author')).text()).includes('Wrong key?')).toBe(true)
  })

  test('is filtered by its address', async () => {
    const filtered = await (await anna.get('/author/lessons/brewing?suspicion=key-suspect')).text()
    expect(filtered).toContain('report-green-water')
    expect(filtered).not.toContain('report-pot-name')
    expect((await anna.get('/author/lessons/brewing?suspicion=ugly')).status).toBe(422)
  })
})

describe('a suspicion', () => {
  test('is set aside by a plain form, which wants a reason', async () => {
    const without = await post(anna, { item: 'green-water', suspicion: 'key-suspect', reason: ' ' })
    expect(without.status).toBe(422)
    expect((await without.text()).includes('Say why')).toBe(true)
    const done = await post(anna, { item: 'green-water', ...dismissal })
    expect([done.status, done.headers.get('location')]).toEqual([303, '/author/lessons/brewing?locale=en#report'])
    expect(await bodyOf(anna.get(path))).toMatchObject({ waiting: [], items: expect.any(Array) })
    expect((await (await anna.get('/author')).text()).includes('Wrong key?')).toBe(false)
  })

  test('that is set aside cannot be set aside again', async () => {
    expect((await anna.post('/api/author/items/green-water/dismiss', dismissal)).status).toBe(404)
  })
})
