import { v4 as uuidv4, v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeFolder } from '../folder.ts'
import { startHeed, type Client, type Running } from '../running.ts'
import { answerRight, answerTo, bodyOf, historyOf, newLearner, send, zone, type Asked } from './device.ts'

let server: Running
/** Has a lesson open, and nothing that she sends is good. */
let ada: Awaited<ReturnType<typeof newLearner>>
beforeAll(async () => {
  server = await startHeed()
  ada = await newLearner(server)
})
afterAll(async () => {
  await server.stop()
  removeFolder(server.data)
})

const learner = () => newLearner(server)

describe('refused by itself, with 200', () => {
  test.each([
    {
      name: 'an item of a lesson not opened',
      change: () => ({ item: 'first-flush', version: 'first-flush@en.1', response: { knew: true } }),
      code: 'not-open',
    },
    { name: 'an unknown item', change: () => ({ item: 'nothing', version: 'nothing@en.1' }), code: 'not-open' },
    { name: 'an unknown session', change: () => ({ session: uuidv7() }), code: 'not-open' },
    { name: 'a version of another item', change: () => ({ version: 'pot-name@en.1' }), code: 'invalid' },
    { name: 'an unknown version', change: () => ({ version: 'green-water@en.9' }), code: 'invalid' },
    { name: 'a key that is none', change: () => ({ response: { options: ['aaaaaa'] } }), code: 'invalid' },
    {
      name: 'two options where one is picked',
      change: ({ prompt }: Asked) => ({ response: { options: prompt.options!.slice(0, 2).map(({ key }) => key) } }),
      code: 'invalid',
    },
    { name: 'the response of another type', change: () => ({ response: { knew: true } }), code: 'invalid' },
    { name: 'no response', change: () => ({ response: undefined }), code: 'invalid' },
    { name: 'a mode', change: () => ({ mode: 'review' }), code: 'invalid' },
    { name: 'a credit', change: () => ({ credit: 1 }), code: 'invalid' },
    { name: 'an id that is no UUIDv7', change: () => ({ id: uuidv4() }), code: 'invalid' },
    { name: 'a zone that is none', change: () => ({ zone: 'Mars/Phobos' }), code: 'invalid' },
    { name: 'an instant without a zone', change: () => ({ at: '2026-11-25T10:00:00' }), code: 'invalid' },
    { name: 'a time below zero', change: () => ({ ms: -1 }), code: 'invalid' },
  ])('$name: $code', async ({ change, code }) => {
    const asked = ada.item('green-water')
    const answer = { ...answerRight(asked), ...change(asked) }
    expect(await send(ada.client, answer)).toEqual([{ id: answer.id, status: 'refused', code }])
  })

  test.each([null, 'text', 7, [], {}])('%j is no answer', async (nothing) => {
    expect(await send(ada.client, nothing)).toEqual([{ id: '', status: 'refused', code: 'invalid' }])
  })

  test('and the others of the request are stored, in the order sent', async () => {
    const { client, item } = await learner()
    const sent = [
      { id: 'bad' },
      answerRight(item('pot-name')),
      answerTo({ item: 'nothing', version: 'nothing@en.1', prompt: item('pot-name').prompt }, {}),
      answerRight(item('green-time')),
    ]
    const results = await send(client, ...sent)
    expect(results.map(({ id, status, code }) => [id, code ?? status])).toEqual(
      sent.map(({ id }, index) => [id, ['invalid', 'stored', 'not-open', 'stored'][index]]),
    )
  })

  test('a hundred at once are taken', async () => {
    expect(await send(ada.client, ...Array<object>(100).fill({ id: 'x' }))).toHaveLength(100)
  })
})

describe('the time of an answer', () => {
  const atOf = async (client: Client, item: string) => Date.parse((await historyOf(client, item)).answers[0]!.at)

  test('is never before its lesson was opened, nor after it arrived', async () => {
    const { client, item } = await learner()
    const { openedAt } = await bodyOf<{ openedAt: string }>(client.post('/api/lessons/brewing/open', { zone }))
    await send(
      client,
      answerRight(item('pot-name'), { at: '2020-01-01T00:00:00Z' }),
      answerRight(item('green-time'), { at: '2099-01-01T00:00:00Z' }),
    )
    expect(await atOf(client, 'pot-name')).toBe(Date.parse(openedAt))
    expect(await atOf(client, 'green-time')).toBeLessThanOrEqual(Date.now())
  })

  test('follows the clock of the device by how long ago it was', async () => {
    const { client, item } = await learner()
    const arrives = Date.now()
    const answer = answerRight(item('pot-name'), { at: '2031-05-05T12:00:00Z' })
    expect((await client.post('/api/answers', { now: '2031-05-05T12:00:00Z', answers: [answer] })).status).toBe(200)
    expect(await atOf(client, 'pot-name')).toBeGreaterThanOrEqual(arrives)
    expect(await atOf(client, 'pot-name')).toBeLessThanOrEqual(Date.now())
  })

  test('falls on the study day of the zone sent', async () => {
    const { client, item } = await learner()
    await send(
      client,
      answerRight(item('pot-name'), { zone: 'Pacific/Kiritimati' }),
      answerRight(item('green-time'), { zone: 'Pacific/Pago_Pago' }),
    )
    const [ahead, behind] = [await historyOf(client, 'pot-name'), await historyOf(client, 'green-time')]
    expect(ahead.answers[0]!.day > behind.answers[0]!.day).toBe(true)
  })
})

describe('a body that is no such request', () => {
  const now = '2026-11-25T10:00:00Z'
  test.each([
    { name: 'without answers', body: { now } },
    { name: 'with no answer', body: { now, answers: [] } },
    { name: 'with 101 answers', body: { now, answers: Array(101).fill({}) } },
    { name: 'with answers that are no list', body: { now, answers: {} } },
    { name: 'without now', body: { answers: [{}] } },
    { name: 'with a now that is no instant', body: { now: 'today', answers: [{}] } },
  ])('$name is 422', async ({ body }) => {
    const reply = await ada.client.post('/api/answers', body)
    expect(reply.status).toBe(422)
    expect(await bodyOf(reply)).toEqual({
      error: { code: 'invalid', message: expect.stringMatching(/^(now|answers): /), hint: expect.any(String) },
    })
  })
})
