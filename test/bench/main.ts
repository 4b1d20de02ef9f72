import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { newFolder, removeFolder } from '../folder.ts'
import { besideServer, freePort, manyLearners, startHeed, type Running } from '../running.ts'
import { benchCheck } from './check.ts'
import { cpuOf, load, review, type Learner } from './load.ts'

/*
 * npm run bench: what an answer costs, as CPU of the server, against the least that could take one, in the same run;
 * then what a check of many lessons costs (npm run bench -- check: that alone).
 * Ratios travel between machines; seconds do not.
 */
const people = 20
const rounds = 200
const warmUp = 50
const crowd = 200

interface Prompted {
  item: string
  version: string
  prompt: { type: string; options?: { key: string }[] }
}

if (process.argv[2] !== 'check') await benchAnswers()
await benchCheck()

async function benchAnswers(): Promise<void> {
  const ours = await measureHeed()
  const bare = await measureBare()
  console.log(`answers          ${people} learners at once, ${people * rounds} answers, each durable before its reply`)
  console.log(`heed             ${ours.toFixed(0)} µs CPU an answer`)
  console.log(`bare reference   ${bare.toFixed(0)} µs CPU an answer (node:http, prepared SQL, synchronous=FULL)`)
  console.log(`ratio            ${(ours / bare).toFixed(2)}`)

  const waits = await measureReviews()
  console.log(`reviews          ${crowd} learners at once, an answer each two seconds: from sending to the whole feedback`)
  console.log(
    `half of them     ${percentile(waits, 0.5)} ms, 95 of 100 within ${percentile(waits, 0.95)} ms, all within ${percentile(waits, 1)} ms`,
  )
}

async function measureHeed(): Promise<number> {
  const server = await startHeed()
  const learners = await learnersOf(server, people)
  const cpu = await cpuPerAnswer(server.url, server.process.pid!, learners)
  await server.stop()
  const memories = await besideServer({ data: server.data }, (app) => app.system.memory.verify())
  if (memories.different > 0) throw new Error(`the answers of the bench left ${memories.different} wrong memories`)
  removeFolder(server.data)
  return cpu
}

/** Learners in an open lesson, who answer its choices again and again. */
async function learnersOf(server: Running, count: number): Promise<Learner[]> {
  const learners: Learner[] = []
  for (const client of await manyLearners(server, count)) {
    await client.post('/api/lessons/brewing/open', { zone: 'Europe/Berlin' })
    const lesson = (await (await client.get('/api/lessons/brewing')).json()) as { segments: Prompted[] }
    const items = lesson.segments.filter(({ prompt }) => prompt?.type === 'choice')
    let seq = 0
    learners.push({ cookie: client.cookie, next: () => bodyFor(items[seq % items.length]!, seq++) })
  }
  return learners
}

async function measureReviews(): Promise<number[]> {
  const server = await startHeed()
  const learners = await learnersOf(server, crowd)
  const waits = await review(server.url, learners, 5, 10)
  await server.stop()
  removeFolder(server.data)
  return waits
}

function percentile(sorted: number[], share: number): string {
  return sorted[Math.ceil(sorted.length * share) - 1]!.toFixed(1)
}

async function measureBare(): Promise<number> {
  const data = newFolder()
  const port = await freePort()
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bare.ts'), join(data, 'bare.sqlite'), String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((ready) => child.stdout.once('data', ready))
  const item = { item: 'green-water', version: 'green-water@en.1', prompt: { type: 'choice', options: [{ key: 'abcdef' }] } }
  let seq = 0
  const learners = Array.from({ length: people }, (_, n) => ({ cookie: `heed=token-${n}`, next: () => bodyFor(item, seq++) }))
  const cpu = await cpuPerAnswer(`http://127.0.0.1:${port}`, child.pid!, learners)
  child.kill()
  removeFolder(data)
  return cpu
}

async function cpuPerAnswer(url: string, pid: number, learners: Learner[]): Promise<number> {
  await load(url, learners, warmUp)
  const before = cpuOf(pid)
  await load(url, learners, rounds)
  return (cpuOf(pid) - before) / (learners.length * rounds)
}

function bodyFor({ item, version, prompt }: Prompted, seq: number): string {
  const now = new Date().toISOString()
  const response = { options: [prompt.options![seq % prompt.options!.length]!.key] }
  const answer = {
    id: uuidv7(),
    item,
    version,
    at: now,
    zone: 'Europe/Berlin',
    device: 'bench',
    seq,
    ms: 4000,
    focusLostMs: 0,
    hint: false,
    response,
  }
  return JSON.stringify({ now, answers: [answer] })
}
