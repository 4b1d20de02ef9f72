import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newFolder, removeFolder } from '../folder.ts'
import { clientOf, signedIn, startHeed, type Client, type Running } from '../running.ts'
import { rowsOf } from '../sql.ts'
import { answerRight, bodyOf, meet, send, zone } from './device.ts'

/*
 * Keys, marks and feedback never reach a browser before the answer: everything that a learner can fetch is searched
 * for every secret that the authors wrote. Fresh has met nothing; Ada learnt it all four days ago, so that all of it
 * waits to be asked again.
 */
const lessons = {
  brewing: ['green-water', 'bitter-causes', 'green-time', 'pot-name'],
  tasting: ['tasting-order', 'tea-country', 'first-flush'],
  serving: ['cold-cup', 'which-tea'],
}
const items = Object.values(lessons).flat()

let server: Running
let fresh: Client
let ada: Client
let secrets: Secret[]

beforeAll(async () => {
  const data = newFolder()
  const before = await startHeed({ data, env: { HEED_NOW: '2026-03-02T08:00:00Z' } })
  ada = await signedIn(before, 'Ada')
  for (const [lesson, asked] of Object.entries(lessons)) {
    const met = await meet(ada, lesson)
    await send(ada, ...asked.map((item) => answerRight(met(item))))
  }
  await before.stop()
  server = await startHeed({ data, env: { HEED_NOW: '2026-03-06T08:00:00Z' } })
  ada = clientOf(server.url, ada.cookie)
  fresh = await signedIn(server, 'Fresh')
  secrets = rowsOf<{ item_id: string; spec: string }>(data, 'SELECT item_id, spec FROM item_version').flatMap(({ item_id, spec }) =>
    secretsIn(item_id, JSON.parse(spec)),
  )
})
afterAll(async () => {
  await server.stop()
  removeFolder(server.data)
})

interface Secret {
  item: string
  text: string
}
const secretFields = ['why', 'feels', 'takeaway', 'back', 'note', 'accepted', 'wrong']

/** Every text under a field that only an answer may open. */
function secretsIn(item: string, value: unknown, isSecret = false): Secret[] {
  if (typeof value === 'string') return isSecret ? [{ item, text: plain(value) }] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([field, inner]) => secretsIn(item, inner, isSecret || secretFields.includes(field)))
}

/** As a reader sees it, whether it came as HTML, as JSON or as JSON in an attribute of HTML. */
function plain(text: string): string {
  const entities: Record<string, string> = {
    '&quot;': '"',
    '&#34;': '"',
    '&#39;': "'",
    '&#x27;': "'",
    '&lt;': '<',
    '&gt;': '>',
    '&amp;': '&',
  }
  return text
    .replaceAll(/&(?:quot|lt|gt|amp|#34|#39|#x27);/g, (entity) => entities[entity]!)
    .replaceAll(/\\u00([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('\\"', '"')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** Single letters and digits stand everywhere; a word counts as a whole word, a sentence wherever it stands. */
function found(text: string): Secret[] {
  const read = plain(text)
  return secrets.filter((secret) =>
    /^\p{L}{3,}$/u.test(secret.text)
      ? new RegExp(`(?<!\\p{L})${secret.text}(?!\\p{L})`, 'u').test(read)
      : secret.text.length > 2 && read.includes(secret.text),
  )
}

const pages = [
  '/',
  '/courses',
  '/courses/tea',
  ...Object.keys(lessons).flatMap((id) => [`/lessons/${id}`, `/lessons/${id}?locale=de`, `/lessons/${id}?done`]),
  '/review',
  '/review?minutes=60',
  '/me',
  '/help',
]
const calls = [
  '/api/me',
  '/api/courses',
  '/api/courses/tea',
  ...Object.keys(lessons).flatMap((id) => [`/api/lessons/${id}`, `/api/lessons/${id}?locale=de`]),
  `/api/today?zone=${zone}`,
  ...items.map((item) => `/api/items/${item}/history`),
  '/api/openapi.json',
]

test('there is something to find: secrets of every item but those whose key is an order', () => {
  expect(secrets.length).toBeGreaterThan(40)
  expect([...new Set(secrets.map(({ item }) => item))].toSorted()).toEqual(
    items.filter((item) => !['tasting-order', 'tea-country'].includes(item)).toSorted(),
  )
})

/** Every GET of the API that its own description names, for every course, lesson and item. */
async function everyCall(): Promise<string[]> {
  const { paths } = await bodyOf<{ paths: Record<string, object> }>(fresh.get('/api/openapi.json'))
  const values: Record<string, string[]> = { course: ['tea'], lesson: Object.keys(lessons), item: items }
  return Object.entries(paths).flatMap(([path, operations]) => {
    const [, name] = /\{(\w+)\}/.exec(path) ?? []
    return 'get' in operations ? (name ? (values[name] ?? []) : ['']).map((value) => path.replace(`{${name}}`, value)) : []
  })
}

describe.each([
  { who: 'somebody who has met nothing', client: () => fresh },
  { who: 'somebody for whom everything is due again', client: () => ada },
])('to $who', ({ client }) => {
  test.each([...pages, ...calls])('%s holds no secret', async (path) => {
    const reply = await client().get(path)
    expect([200, 404]).toContain(reply.status)
    expect(found(await reply.text())).toEqual([])
  })

  test('no call that the API describes holds a secret', async () => {
    const described = await everyCall()
    expect(described).toEqual(expect.arrayContaining(['/api/courses/tea', '/api/lessons/serving', '/api/items/first-flush/history']))
    for (const path of described) expect([path, found(await (await client().get(path)).text())]).toEqual([path, []])
  })

  test.each([
    { path: '/api/sessions', body: { minutes: 60, zone } },
    { path: '/api/lessons/brewing/open', body: { zone } },
    { path: '/api/sessions', body: { minutes: 60, zone }, headers: { 'accept-language': 'de' } },
  ])('POST $path holds no secret', async ({ path, body, headers }) => {
    expect(found(await (await client().post(path, body, headers)).text())).toEqual([])
  })

  test.each(Object.keys(lessons))('a reply about %s has no field that tells', async (id) => {
    expect(fieldsIn(await bodyOf(client().get(`/api/lessons/${id}`))).filter((field) => telling.includes(field))).toEqual([])
  })

  test.each([...Object.keys(lessons).map((id) => `/lessons/${id}`), '/review'])(
    '%s hands its scripts no field that tells',
    async (path) => {
      const html = await (await client().get(path)).text()
      expect(html.match(new RegExp(`(?:"|&quot;|&#34;)(?:${telling.join('|')})(?:"|&quot;|&#34;)\\s*:`, 'g'))).toBeNull()
    },
  )
})

const telling = [
  'mark',
  'correct',
  'feedback',
  'why',
  'feels',
  'takeaway',
  'accepted',
  'back',
  'wrong',
  'notes',
  'steps',
  'spec',
  'written',
]

function fieldsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([field, inner]) => [field, ...fieldsIn(inner)])
}

test('a session asks all nine items, in prompts without a field that tells', async () => {
  const { items: asked } = await bodyOf<{ items: { item: string; prompt: object }[] }>(ada.post('/api/sessions', { minutes: 60, zone }))
  expect(asked.map(({ item }) => item).toSorted()).toEqual([...items].toSorted())
  expect(fieldsIn(asked).filter((field) => telling.includes(field))).toEqual([])
})

// Last, because it answers: it shows that the search above would have found what it looked for.
test('the answer opens the secrets of its own item and no other', async () => {
  const met = await meet(fresh, 'brewing')
  expect(found(JSON.stringify(await send(fresh, answerRight(met('green-water'))))).map(({ item }) => item)).toEqual(
    Array(4).fill('green-water'),
  )
  const page = found(await (await fresh.get('/lessons/brewing')).text())
  expect([...new Set(page.map(({ item }) => item))]).toEqual(['green-water'])
})
