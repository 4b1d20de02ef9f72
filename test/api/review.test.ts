import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newFolder, removeFolder } from '../folder.ts'
import { clientOf, heed, signedIn, startHeed, type Client, type Running } from '../running.ts'
import { answerRight, answerTo, bodyOf, meet, send, zone, type Asked } from './device.ts'

/*
 * The same data folder on two pretended days. On the first, Ada learns two lessons; on the second, started with a
 * later HEED_NOW, what she learnt is due.
 */
const monday = '2026-03-02T08:00:00Z'
const friday = '2026-03-06T08:00:00Z'
const learnt = ['green-water', 'bitter-causes', 'green-time', 'pot-name', 'first-flush']

let data: string
let server: Running
let ada: Client
let lateLink: string
let mondaysCard: string
let onMonday: { today: Today; page: string; history: History }

interface Today {
  studyDay: string
  items: number
  minutes: number
  sessionsToRecover: number
  week: { day: string; done: boolean }[]
  nextLessons: object[]
}
interface Session {
  id: string
  predictedSeconds: number
  items: Asked[]
}
interface History {
  item: string
  due: string | null
  strength: number | null
  versions: object[]
  answers: { id: string; mode: string; day: string; voided: boolean }[]
}

const today = (client = ada) => bodyOf<Today>(client.get(`/api/today?zone=${zone}`))
const session = (minutes = 5, client = ada) => bodyOf<Session>(client.post('/api/sessions', { minutes, zone }))
const history = (item: string, client = ada) => bodyOf<History>(client.get(`/api/items/${item}/history`))

beforeAll(async () => {
  data = newFolder()
  server = await startHeed({ data, env: { HEED_NOW: monday } })
  ada = await signedIn(server, 'Ada')
  const [brewing, tasting] = [await meet(ada, 'brewing'), await meet(ada, 'tasting')]
  await send(ada, ...learnt.slice(0, 4).map((item) => answerRight(brewing(item))))
  mondaysCard = (await send(ada, answerRight(tasting('first-flush'))))[0]!.id
  onMonday = { today: await today(), page: await (await ada.get('/')).text(), history: await history('pot-name') }
  lateLink = (await heed(['person', 'link', 'ada@tea.example'], { data, env: { HEED_NOW: monday } })).stdout.trim()
  await server.stop()
  server = await startHeed({ data, env: { HEED_NOW: friday } })
  ada = clientOf(server.url, ada.cookie)
})
afterAll(async () => {
  await server.stop()
  removeFolder(data)
})

describe('on the day of learning', () => {
  test('nothing waits, the day is marked, the lesson begun comes next', () => {
    expect(onMonday.today).toMatchObject({ studyDay: '2026-03-02', items: 0, minutes: 0, sessionsToRecover: 0 })
    expect(onMonday.today.week).toEqual(
      ['02', '03', '04', '05', '06', '07', '08'].map((day) => ({ day: `2026-03-${day}`, done: day === '02' })),
    )
    expect(onMonday.today.nextLessons).toEqual([
      { id: 'tasting', title: 'Tasting', minutes: 2, course: 'Behind the tea counter', courseId: 'tea', dueDay: null },
      { id: 'serving', title: 'Serving a guest', minutes: 4, course: 'Behind the tea counter', courseId: 'tea', dueDay: null },
    ])
  })

  test('the history shows the answer, its day and when it comes back, without a strength', () => {
    expect(onMonday.history).toEqual({
      item: 'pot-name',
      due: '2026-03-04',
      strength: null,
      versions: expect.arrayContaining([{ version: 'pot-name@en.1', change: 'new', liveFrom: expect.stringMatching(/^2026-03-02T/) }]),
      answers: [
        {
          id: expect.any(String),
          day: '2026-03-02',
          at: expect.stringMatching(/^2026-03-02T08:0/),
          mode: 'lesson',
          credit: 1,
          verdict: 'right',
          voided: false,
        },
      ],
    })
  })

  test('every page says which day is pretended', () => {
    expect(onMonday.page).toContain('Monday')
    expect(onMonday.page).toContain('2 March 2026')
  })
})

// In the order of a day: each case stands on the one before.
describe('days later', () => {
  test('the page pretends the later day, and the sign-in still holds', async () => {
    expect(await (await ada.get('/')).text()).toContain('6 March 2026')
  })

  test('what was learnt waits', async () => {
    expect(await today()).toMatchObject({ studyDay: '2026-03-06', items: learnt.length, sessionsToRecover: 1 })
    expect((await today()).minutes).toBeGreaterThan(0)
  })

  test('an item that waits tells nothing of itself', async () => {
    expect(await history('pot-name')).toEqual({ item: 'pot-name', due: null, strength: null, versions: [], answers: [] })
  })

  test('a session asks it: items without keys, a predicted time, the same one when asked again', async () => {
    const first = await session()
    expect(first).toMatchObject({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), predictedSeconds: expect.any(Number) })
    expect(first.predictedSeconds).toBeGreaterThan(0)
    expect(first.items.map(({ item }) => item).toSorted()).toEqual(learnt.toSorted())
    for (const asked of first.items)
      expect(asked).toEqual({
        item: asked.item,
        version: `${asked.item}@en.1`,
        prompt: expect.objectContaining({ lesson: expect.any(Object) }),
      })
    expect(await session(1)).toEqual(first)
  })

  test('the session of somebody else, and an item that it does not hold, are not open', async () => {
    const bo = await signedIn(server, 'Bo')
    await meet(bo, 'brewing')
    const { id, items } = await session()
    expect(await send(bo, answerRight(items[0]!, { session: id }))).toMatchObject([{ status: 'refused', code: 'not-open' }])
    const order = { item: 'tasting-order', version: 'tasting-order@en.1', prompt: items[0]!.prompt }
    expect(await send(ada, answerTo(order, { order: [] }, { session: id }))).toMatchObject([{ status: 'refused', code: 'not-open' }])
  })

  test('an answer in it is a review, moves the date on, and is not asked again', async () => {
    const { id, items } = await session()
    const asked = items.find(({ item }) => item === 'pot-name')!
    expect(await send(ada, answerRight(asked, { session: id }))).toMatchObject([{ status: 'stored', mode: 'review', verdict: 'right' }])
    const seen = await history('pot-name')
    expect(seen.due! > '2026-03-08').toBe(true)
    expect(seen.answers.map(({ mode, day }) => [mode, day])).toEqual([
      ['lesson', '2026-03-02'],
      ['review', '2026-03-06'],
    ])
    const left = await session()
    expect(left.id).toBe(id)
    expect(left.items.map(({ item }) => item)).not.toContain('pot-name')
    expect(left.items).toHaveLength(learnt.length - 1)
    expect((await today()).items).toBe(learnt.length - 1)
  })

  test('a card: its back on request, its answer taken back within ten minutes, and asked again', async () => {
    const { id, items } = await session()
    const card = items.find(({ item }) => item === 'first-flush')!
    expect(await bodyOf(ada.post('/api/items/first-flush/reveal', {}))).toEqual({
      back: expect.stringContaining('<strong>spring</strong>'),
    })
    const [stored] = await send(ada, answerTo(card, { knew: false }, { session: id }))
    expect(stored).toMatchObject({ status: 'stored', mode: 'review', verdict: 'not-yet' })
    for (let times = 0; times < 2; times++) expect((await ada.post(`/api/answers/${stored!.id}/void`, {})).status).toBe(204)
    expect((await session()).items.map(({ item }) => item)).toContain('first-flush')
    await send(ada, answerRight(card, { session: id }))
    const { answers } = await history('first-flush')
    expect(answers.map(({ voided }) => voided)).toEqual([false, true, false])
  })

  test('a finished session is followed by the next, empty one', async () => {
    const { id, items } = await session()
    await send(ada, ...items.map((asked) => answerRight(asked, { session: id })))
    const next = await session()
    expect(next).toMatchObject({ predictedSeconds: 0, items: [] })
    expect(next.id).not.toBe(id)
    expect(await today()).toMatchObject({ items: 0, minutes: 0, sessionsToRecover: 0 })
    expect((await today()).week.filter(({ done }) => done).map(({ day }) => day)).toEqual(['2026-03-02', '2026-03-06'])
  })

  test('nothing was answered twice: memories agree with the log', async () => {
    const { stdout } = await heed(['memory', 'verify'], { data, env: { HEED_NOW: friday } })
    expect(JSON.parse(stdout)).toEqual({ pairs: learnt.length, different: 0 })
  })
})

describe('taking back', () => {
  test.each([
    { name: 'a card of Monday', id: () => mondaysCard, status: 409, code: 'conflict', message: 'more than ten minutes' },
    {
      name: 'what is no card',
      id: async () => (await history('green-water')).answers.at(-1)!.id,
      status: 409,
      code: 'conflict',
      message: 'Only a card',
    },
    {
      name: 'an id of nobody',
      id: () => '01a21504-a1b1-75a4-bbbc-165d28bb6671',
      status: 404,
      code: 'not-found',
      message: 'no such answer',
    },
    { name: 'what is no id', id: () => 'nothing', status: 404, code: 'not-found', message: 'no such answer' },
  ])('$name is refused with $status', async ({ id, status, code, message }) => {
    const reply = await ada.post(`/api/answers/${await id()}/void`, {})
    expect(reply.status).toBe(status)
    expect(await bodyOf(reply)).toMatchObject({ error: { code, message: expect.stringContaining(message), hint: expect.any(String) } })
  })

  test('somebody else’s answer is like none', async () => {
    const eve = await signedIn(server, 'Eve')
    const replies = await Promise.all([mondaysCard, 'nothing'].map((id) => eve.post(`/api/answers/${id}/void`, {})))
    expect(replies.map(({ status }) => status)).toEqual([404, 404])
    expect(await bodyOf(replies[0]!)).toEqual(await bodyOf(replies[1]!))
  })
})

describe('the back of a card', () => {
  test.each([
    { name: 'not opened', item: 'first-flush' },
    { name: 'of an item that is no card', item: 'green-water' },
    { name: 'of an unknown item', item: 'nothing' },
  ])('$name is 404 in the same words', async ({ item }) => {
    const cai = await signedIn(server, `Cai-${item}`)
    await meet(cai, 'brewing')
    const reply = await cai.post(`/api/items/${item}/reveal`, {})
    expect(reply.status).toBe(404)
    expect(await bodyOf(reply)).toEqual({
      error: { code: 'not-found', message: 'There is no such card open to you.', hint: expect.any(String) },
    })
  })
})

describe('a sign-in link by the pretended clock', () => {
  test('made on Monday for a day is too old on Friday', async () => {
    const page = await clientOf(server.url).get(new URL(lateLink).pathname)
    expect(page.status).toBe(404)
    expect(await page.text()).toContain('This link is too old to work.')
  })

  test('says until when it works', async () => {
    const { stderr } = await heed(['person', 'link', 'ada@tea.example'], { data, env: { HEED_NOW: friday } })
    expect(stderr).toMatch(/until 2026-03-07 08:0\d UTC/)
  })
})
