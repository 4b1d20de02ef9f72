import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newFolder, removeFolder } from '../folder.ts'
import { besideServer, manyLearners, startHeed, teaContent, type Client, type Running } from '../running.ts'
import { answersWithIds, rowsOf } from '../sql.ts'
import { bodyOf, zone, type Asked, type Result } from './device.ts'

/*
 * An author publishes while two hundred people answer: a fact that changes, then a key that was a mistake. No answer is lost,
 * none counts twice, and what people hold afterwards is what the log says.
 */
const people = 200
const rounds = 6

let server: Running
let content: string
let learners: Client[]

beforeAll(async () => {
  content = newFolder()
  cpSync(teaContent, content, { recursive: true })
  server = await startHeed({ content })
  learners = await manyLearners(server, people)
})
afterAll(async () => {
  await server.stop()
  for (const folder of [server.data, content]) removeFolder(folder)
})

const files = ['courses/tea/brewing.mdx', 'courses/tea/brewing.de.mdx']
function publish(change: (text: string) => string): void {
  for (const file of files) {
    const path = join(content, file)
    writeFileSync(path, change(readFileSync(path, 'utf8')))
  }
}
const versions = () => rowsOf<{ n: number }>(server.data, "select max(n) as n from item_version where item_id = 'green-water'")[0]!.n

/** Reads the lesson as it is at that moment, and answers its choices as that version asks them. */
async function answerOnce(client: Client, seq: number, sent: string[]): Promise<void> {
  const { segments } = await bodyOf<{ segments: Asked[] }>(client.get('/api/lessons/brewing'))
  const asked = segments.filter(({ prompt }) => prompt?.type === 'choice')
  const { item, version, prompt } = asked[seq % asked.length]!
  const at = new Date().toISOString()
  const response = { options: [prompt.options![0]!.key] }
  const answer = { id: uuidv7(), item, version, at, zone, device: 'a phone', seq, ms: 5000, response }
  const reply = await client.post('/api/answers', { now: at, answers: [answer] })
  expect(reply.status).toBe(200)
  const { results } = await bodyOf<{ results: Result[] }>(reply)
  expect(results[0]).toMatchObject({ id: answer.id, status: 'stored' })
  sent.push(answer.id)
}

test('publishing while two hundred people answer loses no answer', { timeout: 120_000 }, async () => {
  const sent: string[] = []
  await Promise.all(learners.map((client) => client.post('/api/lessons/brewing/open', { zone })))
  const answering = learners.map(async (client) => {
    for (let round = 0; round < rounds; round++) await answerOnce(client, round, sent)
  })
  await expect.poll(() => sent.length, { timeout: 30_000 }).toBeGreaterThan(people)
  publish((text) => text.replace('- [x] 75', '- [ ] 75').replace('- [ ] 95', '- [x] 95'))
  await expect.poll(versions, { timeout: 20_000 }).toBe(2)
  publish((text) =>
    text.replace('id="green-water"', 'id="green-water" change="mistake"').replace('- [x] 95', '- [ ] 95').replace('- [ ] 85', '- [x] 85'),
  )
  await expect.poll(versions, { timeout: 20_000 }).toBe(3)
  await Promise.all(answering)

  expect(sent).toHaveLength(people * rounds)
  expect(answersWithIds(server.data).toSorted()).toEqual(sent.toSorted())
  expect(await besideServer({ data: server.data, content }, (app) => app.system.memory.verify())).toMatchObject({ different: 0 })
})
