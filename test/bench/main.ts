import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { newFolder, removeFolder } from '../folder.ts'
import { besideServer, freePort, signedIn, startHeed } from '../running.ts'
import { cpuOf, load, type Learner } from './load.ts'

/*
 * npm run bench: what an answer costs, as CPU of the server, against the least that could take one, in the same run.
 * Ratios travel between machines; seconds do not.
 */
const people = 20
const rounds = 200
const warmUp = 50

interface Prompted {
  item: string
  version: string
  prompt: { type: string; options?: { key: string }[] }
}

const ours = await measureHeed()
const bare = await measureBare()
console.log(`answers          ${people} learners at once, ${people * rounds} answers, each durable before its reply`)
console.log(`heed             ${ours.toFixed(0)} µs CPU an answer`)
console.log(`bare reference   ${bare.toFixed(0)} µs CPU an answer (node:http, prepared SQL, synchronous=FULL)`)
console.log(`ratio            ${(ours / bare).toFixed(2)}`)

async function measureHeed(): Promise<number> {
  const server = await startHeed()
  const clients = []
  for (let n = 0; n < people; n++) clients.push(await signedIn(server, `Learner${n}`))
  const learners: Learner[] = []
  for (const client of clients) {
    await client.post('/api/lessons/brewing/open', { zone: 'Europe/Berlin' })
    const lesson = (await (await client.get('/api/lessons/brewing')).json()) as { segments: Prompted[] }
    const items = lesson.segments.filter(({ prompt }) => prompt?.type === 'choice')
    let seq = 0
    learners.push({ cookie: client.cookie, next: () => bodyFor(items[seq % items.length]!, seq++) })
  }
  const cpu = await cpuPerAnswer(server.url, server.process.pid!, learners)
  await server.stop()
  const memories = await besideServer({ data: server.data }, (app) => app.system.memory.verify())
  if (memories.different > 0) throw new Error(`the answers of the bench left ${memories.different} wrong memories`)
  removeFolder(server.data)
  return cpu
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
