import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeFolder } from '../folder.ts'
import { signedIn, startHeed, type Client, type Running } from '../running.ts'
import { answerRight, answerTo, historyOf, keyOf, meet, newLearner, right, send, turnsOf, type Asked, type Result } from './device.ts'

let server: Running
/** Has every lesson open and nothing answered but what opens the last one. */
let ada: Client
const asked = new Map<string, Asked>()
const itemsOf = {
  brewing: ['green-water', 'bitter-causes', 'green-time', 'pot-name'],
  tasting: ['tasting-order', 'tea-country', 'first-flush'],
  serving: ['cold-cup', 'which-tea'],
}
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

const learner = () => newLearner(server)

/** What scripts are promised of a result; more may stand beside it. */
const contractOf = ({ id, status, mode, credit, verdict, feedback, due, intervalDays }: Result) => ({
  id,
  status,
  mode,
  credit,
  verdict,
  feedback,
  due,
  intervalDays,
})

describe('a first answer', () => {
  const key = expect.stringMatching(/^[a-z2-7]{6}$/)
  const note = { why: expect.any(String) }
  const reply = { key, why: expect.any(String), feels: expect.any(String) }
  test.each([
    {
      item: 'green-water',
      feedback: {
        takeaway: expect.stringContaining('kettle'),
        options: [{ key, mark: 'right', ...note }, ...Array(2).fill({ key, mark: 'wrong', ...note })],
      },
    },
    {
      item: 'bitter-causes',
      feedback: {
        options: [
          { key, mark: 'right' },
          { key, mark: 'right' },
          { key, mark: 'wrong', ...note },
        ],
      },
    },
    {
      item: 'green-time',
      feedback: {
        takeaway: expect.any(String),
        gaps: [
          { ok: true, accepted: ['two', '2'] },
          { ok: true, accepted: ['four', '4'] },
        ],
      },
    },
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
    expect(contractOf(firstResults.get(item)!)).toEqual({
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
    {
      name: 'one right option of two',
      item: 'bitter-causes',
      response: ({ options }: Asked['prompt']) => ({ options: [keyOf(options, 'boiled')] }),
      credit: 0.5,
      verdict: 'nearly',
    },
    {
      name: 'a wrong option',
      item: 'green-water',
      response: ({ options }: Asked['prompt']) => ({ options: [keyOf(options, '95')] }),
      credit: 0,
      verdict: 'not-yet',
    },
    { name: 'one gap of two', item: 'green-time', response: () => ({ gaps: ['2', 'nine'] }), credit: 0.5, verdict: 'nearly' },
    {
      name: 'a slip of spelling',
      item: 'pot-name',
      response: () => ({ text: 'gaiwen' }),
      credit: 1,
      verdict: 'right',
      feedback: { spelling: true },
    },
    {
      name: 'a wrong answer that is known',
      item: 'pot-name',
      response: () => ({ text: 'Samovar' }),
      credit: 0,
      verdict: 'not-yet',
      feedback: { notes: ['The samovar only heats the water.'] },
    },
    {
      name: 'an ok reply',
      item: 'cold-cup',
      response: ({ options }: Asked['prompt']) => ({ option: keyOf(options, 'very busy') }),
      credit: 0.5,
      verdict: 'nearly',
    },
    { name: 'a card forgotten', item: 'first-flush', response: () => ({ knew: false }), credit: 0, verdict: 'not-yet' },
    {
      name: 'a path that ends badly',
      item: 'which-tea',
      response: ({ scenes }: Asked['prompt']) => ({ turns: turnsOf(scenes!, ['oolong', 'regret']) }),
      credit: 0,
      verdict: 'not-yet',
    },
  ])('$name: $verdict', async ({ item, response, feedback = {}, credit, verdict }) => {
    const [result] = await send(ada, answerTo(asked.get(item)!, response(asked.get(item)!.prompt)))
    expect(result).toMatchObject({ status: 'stored', credit, verdict, feedback })
  })

  test('a hint makes a right answer nearly', async () => {
    const { client, item } = await learner()
    expect(await send(client, answerRight(item('green-water'), { hint: true }))).toMatchObject([
      { status: 'stored', credit: 0.5, verdict: 'nearly', intervalDays: 1 },
    ])
  })

  test('the second of a study day is a retry, the third practice, which moves no date', async () => {
    const { client, item } = await learner()
    const miss = () => answerTo(item('pot-name'), { text: 'kettle' })
    const [first] = await send(client, miss())
    const [second] = await send(client, answerRight(item('pot-name')))
    const [third] = await send(client, miss())
    expect([first, second, third].map((result) => result!.mode)).toEqual(['lesson', 'retry', 'practice'])
    expect(third).toMatchObject({
      credit: 0,
      verdict: 'not-yet',
      feedback: { accepted: ['gaiwan'] },
      due: second!.due,
      intervalDays: second!.intervalDays,
    })
  })
})

describe('the same answer again', () => {
  test('is «already», with what it is worth now', async () => {
    const { client, item } = await learner()
    const answer = answerRight(item('green-water'))
    const [stored] = await send(client, answer)
    expect((await send(client, answer)).map(contractOf)).toEqual([{ ...contractOf(stored!), status: 'already' }])
    expect((await historyOf(client, 'green-water')).answers).toHaveLength(1)
  })

  test('in one request counts once', async () => {
    const { client, item } = await learner()
    const answer = answerRight(item('green-water'))
    expect((await send(client, answer, answer)).map(({ status }) => status)).toEqual(['stored', 'already'])
  })

  test.each([
    {
      name: 'another response',
      change: (item: (id: string) => Asked) => ({ response: { options: [keyOf(item('green-water').prompt.options, '95')] } }),
    },
    { name: 'another time taken', change: () => ({ ms: 8000 }) },
    { name: 'another item', change: (item: (id: string) => Asked) => answerRight(item('pot-name'), { id: undefined }) },
  ])('with $name is a conflict and changes nothing', async ({ change }) => {
    const { client, item } = await learner()
    const answer = answerRight(item('green-water'))
    await send(client, answer)
    const before = await historyOf(client, 'green-water')
    expect(await send(client, { ...answer, ...change(item), id: answer.id })).toEqual([
      { id: answer.id, status: 'refused', code: 'conflict' },
    ])
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

test('every type of item is answered here', () => {
  expect([...firstResults.keys()].toSorted()).toEqual(Object.keys(right).toSorted())
})
