import { afterAll, beforeAll, expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { answersWithIds } from './sql.ts'
import { newFolder, removeFolder } from './folder.ts'
import { besideServer, clientOf, settingsFor, signedIn, startHeed, teaContent, type Client, type Running } from './running.ts'

/*
 * The promise: what was said to be saved survives kill -9, and counts once however often it is sent.
 * Twenty times the server dies in the middle of a load; the moment is an acknowledgement, never a pause.
 */
const kills = 20
const learnersAtOnce = 8

let data: string
const cookies: string[] = []
const acknowledged = new Map<string, { learner: number; answer: object }>()
const sent = new Map<string, { learner: number; answer: object }>()

beforeAll(async () => {
  data = newFolder()
  const server = await startHeed({ data })
  for (let n = 0; n < learnersAtOnce; n++) {
    const client = await signedIn(server, `Learner${n}`)
    await client.post('/api/lessons/brewing/open', { zone: 'Europe/Berlin' })
    cookies.push(client.cookie)
  }
  await server.stop()
})

afterAll(() => removeFolder(data))

test('twenty kills under load lose nothing that was acknowledged and apply nothing twice', { timeout: 180_000 }, async () => {
  for (let kill = 0; kill < kills; kill++) {
    const server = await startHeed({ data })
    await answerUntilKilled(server, 3 + ((kill * 7) % 40))
  }
  expect(acknowledged.size).toBeGreaterThan(kills * 3)
  expect(storedIds()).toEqual(expect.arrayContaining([...acknowledged.keys()]))

  // Everything is sent again, acknowledged or not, as a device would: each id has one effect.
  const server = await startHeed({ data })
  for (const [id, { learner, answer }] of sent) {
    const { status } = await send(clientOf(server.url, cookies[learner]), answer)
    if (acknowledged.has(id)) expect(status).toBe('already')
    else expect(['already', 'stored']).toContain(status)
  }
  await server.stop()
  const stored = storedIds()
  expect(new Set(stored).size).toBe(stored.length)
  expect(stored.toSorted()).toEqual([...sent.keys()].toSorted())

  const settings = settingsFor({ data, content: teaContent })
  expect(settings.data).toBe(data)
  expect(await besideServer({ data }, (app) => app.system.memory.verify())).toMatchObject({ different: 0 })
})

const storedIds = () => answersWithIds(data)

async function answerUntilKilled(server: Running, acknowledgements: number): Promise<void> {
  let left = acknowledgements
  const work = cookies.map(async (cookie, learner) => {
    const client = clientOf(server.url, cookie)
    try {
      const item = await itemOf(client)
      for (;;) {
        const answer = answerTo(item)
        sent.set(answer.id, { learner, answer })
        if ((await send(client, answer)).status === 'stored') acknowledged.set(answer.id, { learner, answer })
        if (--left === 0) server.process.kill('SIGKILL')
      }
    } catch {
      // The connection went with the server.
    }
  })
  await server.exited
  await Promise.all(work)
}

interface Item {
  item: string
  version: string
  prompt: { type: string; options: { key: string }[] }
}

async function itemOf(client: Client): Promise<Item> {
  const lesson = (await (await client.get('/api/lessons/brewing')).json()) as { segments: Item[] }
  return lesson.segments.find(({ prompt }) => prompt?.type === 'choice')!
}

function answerTo({ item, version, prompt }: Item) {
  const option = prompt.options[sent.size % prompt.options.length]!
  return {
    id: uuidv7(),
    item,
    version,
    at: new Date().toISOString(),
    zone: 'Europe/Berlin',
    device: 'kill',
    seq: sent.size,
    ms: 4000,
    response: { options: [option.key] },
  }
}

async function send(client: Client, answer: object): Promise<{ status: string }> {
  const reply = await client.post('/api/answers', { now: new Date().toISOString(), answers: [answer] })
  return ((await reply.json()) as { results: { status: string }[] }).results[0]!
}
