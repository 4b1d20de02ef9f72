import { v4 as uuidv4, v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeFolder } from '../folder.ts'
import { signedIn, startHeed, type Client, type Running } from '../running.ts'
import { answerRight, answerTo, bodyOf, keyOf, meet, right, send, turnsOf, zone, type Asked, type Result } from './device.ts'

let server: Running
/** Has every lesson open and nothing answered but what opens the last one. */
let ada: Client
const asked = new Map<string, Asked>()
const itemsOf = { brewing: ['green-water', 'bitter-causes', 'green-time', 'pot-name'], tasting: ['tasting-order', 'tea-country', 'first-flush'], serving: ['cold-cup', 'which-tea'] }
const firstResults = new Map<string, Result>()

beforeAll(async () => {
  server = await startHeed()
  ada = await signedIn(server, 'Ada')
  for (const [lesson, items] of Object.entries(itemsOf)) {
    const met = await meet(ada, lesson)
    for (const item of items) {
      asked.set(item, met(item))
      firstResults.set(item, (await send(ada, answerRight(met(item))))[0]!)
    }
  }
})
afterAll(async () => {
  await server.stop()
  removeFolder(server.data)
})

let count = 0
/** Somebody new with one lesson open. */
async function learner(lesson = 'brewing'): Promise<{ client: Client; item: Awaited<ReturnType<typeof meet>> }> {
  const client = await signedIn(server, `Learner${(count += 1)}`)
  return { client, item: await meet(client, lesson) }
}

interface History {
  due: string | null
  answers: { id: string; at: string; day: string; mode: string; credit: number; verdict: string; voided: boolean }[]
}
const historyOf = (client: Client, item: string) => bodyOf<History>(client.get(`/api/items/${item}/history`))

describe('a first answer', () => {
  const key = expect.stringMatching(/^[a-z2-7]{6}$/)
  const note = { why: expect.any(String) }
  const reply = { key, why: expect.any(String), feels: expect.any(String) }
  test.each([
    { item: 'green-water', feedback: { takeaway: expect.stringContaining('kettle'), options: [{ key, mark: 'right', ...note }, ...Array(2).fill({ key, mark: 'wrong', ...note })] } },
    { item: 'bitter-causes', feedback: { options: [{ key, mark: 'right' }, { key, mark: 'right' }, { key, mark: 'wrong', ...note }] } },
    { item: 'green-time', feedback: { takeaway: expect.any(String), gaps: [{ ok: true, accepted: ['two', '2'] }, { ok: true, accepted: ['four', '4'] }] } },
    { item: 'pot-name', feedback: { accepted: ['gaiwan'] } },
    { item: 'tasting-order', feedback: { order: [key, key, key, key] } },
    { item: 'tea-country', feedback: { pairs: expect.toSatisfy((pairs: object) => Object.keys(pairs).length === 3) } },
    { item: 'first-flush', feedback: { back: expect.stringContaining('spring') } },
    { item: 'cold-cup', feedback: { takeaway: expect.any(String), options: ['best', 'ok', 'poor'].map((mark) => ({ ...reply, mark })) } },
    {
      item: 'which-tea',
      feedback: {
        turns: Array(2).fill({ scene: key, chosen: key, best: key, mark: 'best', why: expect.any(String), feels: expect.any(String) }),
        options: ['best', 'poor', 'best', 'ok', 'best', 'poor'].map((mark) => ({ ...reply, mark })),
      },
    },
  ])('to $item is stored, with all of its feedback', ({ item, feedback }) => {
    expect(firstResults.get(item)).toEqual({
      id: expect.any(String),
      status: 'stored',
      mode: 'lesson',
      credit: 1,
      verdict: 'right',
      feedback,
      due: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      intervalDays: 2,
    })
  })

  test('is due on its study day plus the interval', async () => {
    const { due, intervalDays } = firstResults.get('pot-name')!
    const { answers } = await historyOf(ada, 'pot-name')
    expect(Date.parse(due!) - Date.parse(answers[0]!.day)).toBe(intervalDays! * 86_400_000)
  })
})

describe('what an answer is worth', () => {
  test.each([
    { name: 'one right option of two', item: 'bitter-causes', response: ({ options }: Asked['prompt']) => ({ options: [keyOf(options, 'boiled')] }), credit: 0.5, verdict: 'nearly' },
    { name: 'a wrong option', item: 'green-water', response: ({ options }: Asked['prompt']) => ({ options: [keyOf(options, '95')] }), credit: 0, verdict: 'not-yet' },
    { name: 'one gap of two', item: 'green-time', response: () => ({ gaps: ['2', 'nine'] }), credit: 0.5, verdict: 'nearly' },
    { name: 'a slip of spelling', item: 'pot-name', response: () => ({ text: 'gaiwen' }), credit: 1, verdict: 'right', feedback: { spelling: true } },
    { name: 'a wrong answer that is known', item: 'pot-name', response: () => ({ text: 'Samovar' }), credit: 0, verdict: 'not-yet', feedback: { notes: ['The samovar only heats the water.'] } },
    { name: 'an ok reply', item: 'cold-cup', response: ({ options }: Asked['prompt']) => ({ option: keyOf(options, 'very busy') }), credit: 0.5, verdict: 'nearly' },
    { name: 'a card forgotten', item: 'first-flush', response: () => ({ knew: false }), credit: 0, verdict: 'not-yet' },
    { name: 'a path that ends badly', item: 'which-tea', response: ({ scenes }: Asked['prompt']) => ({ turns: turnsOf(scenes!, ['oolong', 'regret']) }), credit: 0, verdict: 'not-yet' },
  ])('$name: $verdict', async ({ item, response, feedback = {}, credit, verdict }) => {
    const [result] = await send(ada, answerTo(asked.get(item)!, response(asked.get(item)!.prompt)))
    expect(result).toMatchObject({ status: 'stored', credit, verdict, feedback })
  })

  test('a hint makes a right answer nearly', async () => {
    const { client, item } = await learner()
    expect(await send(client, answerRight(item('green-water'), { hint: true }))).toMatchObject([{ status: 'stored', credit: 0.5, verdict: 'nearly', intervalDays: 1 }])
  })

  test('the second of a study day is a retry, the third practice, which moves no date', async () => {
    const { client, item } = await learner()
    const miss = () => answerTo(item('pot-name'), { text: 'kettle' })
    const [first] = await send(client, miss())
    const [second] = await send(client, answerRight(item('pot-name')))
    const [third] = await send(client, miss())
    expect([first, second, third].map((result) => result!.mode)).toEqual(['lesson', 'retry', 'practice'])
    expect(third).toMatchObject({ credit: 0, verdict: 'not-yet', feedback: { accepted: ['gaiwan'] }, due: second!.due, intervalDays: second!.intervalDays })
  })
})

describe('the same answer again', () => {
  test('is «already», with what it is worth now', async () => {
    const { client, item } = await learner()
    const answer = answerRight(item('green-water'))
    const [stored] = await send(client, answer)
    expect(await send(client, answer)).toEqual([{ ...stored, status: 'already' }])
    expect((await historyOf(client, 'green-water')).answers).toHaveLength(1)
  })

  test('in one request counts once', async () => {
    const { client, item } = await learner()
    const answer = answerRight(item('green-water'))
    expect((await send(client, answer, answer)).map(({ status }) => status)).toEqual(['stored', 'already'])
  })

  test.each([
    { name: 'another response', change: (item: (id: string) => Asked) => ({ response: { options: [keyOf(item('green-water').prompt.options, '95')] } }) },
    { name: 'another time taken', change: () => ({ ms: 8000 }) },
    { name: 'another item', change: (item: (id: string) => Asked) => answerRight(item('pot-name'), { id: undefined }) },
  ])('with $name is a conflict and changes nothing', async ({ change }) => {
    const { client, item } = await learner()
    const answer = answerRight(item('green-water'))
    await send(client, answer)
    const before = await historyOf(client, 'green-water')
    expect(await send(client, { ...answer, ...change(item), id: answer.id })).toEqual([{ id: answer.id, status: 'refused', code: 'conflict' }])
    expect(await historyOf(client, 'green-water')).toEqual(before)
  })

  test('from somebody else is a conflict, and tells nothing', async () => {
    const [one, other] = [await learner(), await learner()]
    const answer = answerRight(one.item('green-water'))
    await send(one.client, answer)
    expect(await send(other.client, answer)).toEqual([{ id: answer.id, status: 'refused', code: 'conflict' }])
    expect((await other.client.get('/api/items/green-water/history')).status).toBe(404)
  })
})

describe('refused by itself, with 200', () => {
  test.each([
    { name: 'an item of a lesson not opened', change: () => ({ item: 'first-flush', version: 'first-flush@en.1', response: { knew: true } }), code: 'not-open' },
    { name: 'an unknown item', change: () => ({ item: 'nothing', version: 'nothing@en.1' }), code: 'not-open' },
    { name: 'an unknown session', change: () => ({ session: uuidv7() }), code: 'not-open' },
    { name: 'a version of another item', change: () => ({ version: 'pot-name@en.1' }), code: 'invalid' },
    { name: 'an unknown version', change: () => ({ version: 'green-water@en.9' }), code: 'invalid' },
    { name: 'a key that is none', change: () => ({ response: { options: ['aaaaaa'] } }), code: 'invalid' },
    { name: 'two options where one is picked', change: ({ prompt }: Asked) => ({ response: { options: prompt.options!.slice(0, 2).map(({ key }) => key) } }), code: 'invalid' },
    { name: 'the response of another type', change: () => ({ response: { knew: true } }), code: 'invalid' },
    { name: 'no response', change: () => ({ response: undefined }), code: 'invalid' },
    { name: 'a mode', change: () => ({ mode: 'review' }), code: 'invalid' },
    { name: 'a credit', change: () => ({ credit: 1 }), code: 'invalid' },
    { name: 'an id that is no UUIDv7', change: () => ({ id: uuidv4() }), code: 'invalid' },
    { name: 'a zone that is none', change: () => ({ zone: 'Mars/Phobos' }), code: 'invalid' },
    { name: 'an instant without a zone', change: () => ({ at: '2026-11-25T10:00:00' }), code: 'invalid' },
    { name: 'a time below zero', change: () => ({ ms: -1 }), code: 'invalid' },
  ])('$name: $code', async ({ change, code }) => {
    const { client, item } = await learner()
    const answer = { ...answerRight(item('green-water')), ...change(item('green-water')) }
    expect(await send(client, answer)).toEqual([{ id: answer.id, status: 'refused', code }])
  })

  test.each([null, 'text', 7, [], {}])('%j is no answer', async (nothing) => {
    expect(await send(ada, nothing)).toEqual([{ id: '', status: 'refused', code: 'invalid' }])
  })

  test('and the others of the request are stored, in the order sent', async () => {
    const { client, item } = await learner()
    const sent = [{ id: 'bad' }, answerRight(item('pot-name')), answerTo({ item: 'nothing', version: 'nothing@en.1', prompt: item('pot-name').prompt }, {}), answerRight(item('green-time'))]
    const results = await send(client, ...sent)
    expect(results.map(({ id, status, code }) => [id, code ?? status])).toEqual(sent.map(({ id }, index) => [id, ['invalid', 'stored', 'not-open', 'stored'][index]]))
  })

  test('a hundred at once are taken', async () => {
    expect(await send(ada, ...Array<object>(100).fill({ id: 'x' }))).toHaveLength(100)
  })
})

describe('the time of an answer', () => {
  const atOf = async (client: Client, item: string) => Date.parse((await historyOf(client, item)).answers[0]!.at)

  test('is never before its lesson was opened, nor after it arrived', async () => {
    const { client, item } = await learner()
    const { openedAt } = await bodyOf<{ openedAt: string }>(client.post('/api/lessons/brewing/open', { zone }))
    await send(client, answerRight(item('pot-name'), { at: '2020-01-01T00:00:00Z' }), answerRight(item('green-time'), { at: '2099-01-01T00:00:00Z' }))
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
    await send(client, answerRight(item('pot-name'), { zone: 'Pacific/Kiritimati' }), answerRight(item('green-time'), { zone: 'Pacific/Pago_Pago' }))
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
    const reply = await ada.post('/api/answers', body)
    expect(reply.status).toBe(422)
    expect(await bodyOf(reply)).toEqual({ error: { code: 'invalid', message: expect.stringMatching(/^(now|answers): /), hint: expect.any(String) } })
  })
})

test('every type of item is answered here', () => {
  expect([...firstResults.keys()].toSorted()).toEqual(Object.keys(right).toSorted())
})
